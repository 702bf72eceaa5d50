package secretariat

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// settingsView is the form of an edition's calendar and certificates.
type settingsView struct {
	Name, Address string
	Revision      int
	Errors        page.ErrorSummary
	Problem       string
	Identity      []page.Field
	Calendar      []page.Field
	Certificates  []page.Field
	Answers       page.Field
	Published     bool
}

func (s Site) settings(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	kept := url.Values{
		"name": {e.Name}, "opens_at": {openingOf(e)}, "closes_at": {closingOf(e)},
		"place": {e.Place}, "signatory": {e.Signatory}, "jury": {e.Jury},
	}
	if e.PublishesAnswers {
		kept.Set("publishes_answers", "yes")
	}
	return s.showSettings(c, http.StatusOK, e, kept, nil)
}

func (s Site) showSettings(c echo.Context, status int, e edition.Edition, typed url.Values, problem *fault.Fault) error {
	v := settingsView{Name: e.Name, Address: editionAddress(e.Year), Revision: e.Revision, Published: e.PublishedAt != nil}
	field := func(kind, name, label, help string) page.Field {
		f := page.Field{Type: kind, Name: name, Label: label, Help: help, Value: typed.Get(name), Disabled: v.Published, Autocomplete: "off"}
		if problem != nil {
			f.Error = problem.Fields[name]
		}
		return f
	}
	v.Identity = []page.Field{field("text", "name", "Nom de l’édition", "Comme il sera lu partout, par exemple « Édition 2026 ».")}
	v.Calendar = []page.Field{
		field("datetime-local", "opens_at", "Ouverture des candidatures", "Heure de Paris."),
		field("datetime-local", "closes_at", "Clôture des candidatures", "Dernière minute pour déposer, heure de Paris : 23:59 laisse jusqu’à la fin de cette minute."),
	}
	if e.ClosedAt != nil {
		// A shut field is not sent: what is kept is shown, whatever came.
		v.Calendar[1].Disabled, v.Calendar[1].Value = true, closingOf(e)
		v.Calendar[1].Help = "Les candidatures sont chez le jury : la clôture ne change plus."
	}
	v.Certificates = []page.Field{
		field("text", "place", "Lieu de l’annonce", "Imprimé sur les certificats."),
		field("text", "signatory", "Signataire", "Qui signe pour le jury, avec sa fonction."),
		field("textarea", "jury", "Organismes du jury", "Séparés par des virgules."),
	}
	v.Certificates[2].Rows = 3
	v.Answers = page.Field{
		Type: "checkbox", Name: "publishes_answers", Label: "Publier les réponses des lauréats qui l’acceptent", Checked: typed.Get("publishes_answers") != "", Disabled: v.Published,
		Help: "L’accord est demandé aux candidats, avec les deux référents, jusqu’à la clôture : décidez-en avant l’ouverture. Avec les résultats paraissent alors leurs réponses, précisions et liens, les points, les ajustements du jury et leurs raisons, et le dossier avec lequel chacun recalcule la note.",
	}
	all := append(append(append([]page.Field{}, v.Identity...), v.Calendar...), v.Certificates...)
	v.Errors = page.Summarise(all...)
	if problem != nil && len(v.Errors.Items) == 0 {
		v.Problem = problem.Message
	}
	return s.show(c, status, "secretariat/settings", "Réglages, "+page.LowerFirst(e.Name), v)
}

func (s Site) changeSettings(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	settings, err := settingsFrom(form, e)
	if err == nil {
		err = s.Deliberations.ChangeSettings(c.Request().Context(), session.Person(c), e.ID, page.Revision(form), settings)
	}
	if status := page.FormStatus(err); status != 0 {
		return s.showSettings(c, status, e, form, fault.As(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "Les réglages sont enregistrés.", editionAddress(e.Year))
}

// settingsFrom reads the form; what it does not hold, for a field that is shut, stays as it is in e.
func settingsFrom(form url.Values, e edition.Edition) (edition.Settings, error) {
	faults := fault.Fields{}
	s := edition.Settings{
		Year: e.Year, Name: strings.TrimSpace(form.Get("name")), Place: strings.TrimSpace(form.Get("place")),
		Signatory: strings.TrimSpace(form.Get("signatory")), Jury: strings.Join(strings.Fields(form.Get("jury")), " "),
		OpensAt: e.OpensAt, ClosesAt: e.ClosesAt, PublishesAnswers: form.Get("publishes_answers") != "",
	}
	var err error
	if form.Has("opens_at") {
		if s.OpensAt, err = readOpening(form.Get("opens_at"), e.OpensAt); err != nil {
			faults.Add("opens_at", err.Error())
		}
	}
	if form.Has("closes_at") {
		if s.ClosesAt, err = readClosing(form.Get("closes_at"), e.ClosesAt); err != nil {
			faults.Add("closes_at", err.Error())
		}
	}
	if s.Name == "" {
		faults.Add("name", "Donnez un nom à l’édition.")
	}
	return s, faults.Err()
}
