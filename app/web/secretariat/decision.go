package secretariat

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (s Site) decide(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	in := inputFrom(form)
	if form.Get("suite") == "calcul" {
		return s.compute(c, in)
	}
	err = s.Deliberations.Decide(c.Request().Context(), session.Person(c), c.Param("id"), in, page.Revision(form))
	if page.FormStatus(err) != 0 {
		return s.showDossier(c, &in, fault.As(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "La décision est enregistrée\u00a0; elle reste secrète jusqu’à la publication.", "/secretariat/candidatures/"+c.Param("id"))
}

// compute shows what the points typed make, and records nothing.
func (s Site) compute(c echo.Context, in deliberation.Input) error {
	d, err := s.Deliberations.Dossier(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	if !d.Decidable() {
		return c.Redirect(http.StatusSeeOther, "/secretariat/candidatures/"+d.Candidacy.ID)
	}
	_, faults := deliberation.Retain(d.Score, in.Adjustments)
	return s.showDossier(c, &in, fault.As(faults.Err()))
}

// inputFrom reads the form of a decision; a level that is not chosen, or no number, is below every scale.
func inputFrom(form url.Values) deliberation.Input {
	in := deliberation.Input{Level: -1, Reason: form.Get("reason"), Opinion: form.Get("opinion"), Mentions: form["mentions"], Adjustments: adjustmentsFrom(form)}
	if level, err := strconv.Atoi(form.Get("level")); err == nil {
		in.Level = level
	}
	if other := strings.TrimSpace(form.Get("autre_mention")); other != "" {
		in.Mentions = append(in.Mentions, other)
	}
	return in
}

func (s Site) askReopening(c echo.Context) error {
	d, err := s.Deliberations.Dossier(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	back := "/secretariat/candidatures/" + d.Candidacy.ID
	if d.Candidacy.State != candidacy.Decided || !d.Decidable() {
		return c.Redirect(http.StatusSeeOther, back)
	}
	title := "Rouvrir la décision sur " + d.Territory.Name + "\u202f?"
	return s.show(c, http.StatusOK, "shared/confirmation", title, page.Confirmation{
		Title: title,
		Consequences: []string{
			"La candidature revient devant le jury\u00a0: les évaluations peuvent de nouveau changer.",
			"Le texte de la décision est conservé, pour la reprendre ou la récrire.",
			"Le journal du label garde la trace de cette réouverture.",
		},
		Action: back + "/reouverture", Button: "Rouvrir la décision", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: back},
		Hidden: []page.Hidden{{Name: "revision", Value: strconv.Itoa(d.Revision())}},
	})
}

func (s Site) reopen(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	if err := s.Deliberations.Reopen(c.Request().Context(), session.Person(c), c.Param("id"), page.Revision(form)); err != nil {
		return err
	}
	return s.done(c, "La décision est rouverte\u00a0: la candidature est de nouveau lue par le jury.", "/secretariat/candidatures/"+c.Param("id"))
}
