package secretariat

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// preparingView is the form of an edition to come.
type preparingView struct {
	Errors                           page.ErrorSummary
	Problem                          string
	Identity, Calendar, Certificates []page.Field
}

func (s Site) newEdition(c echo.Context) error {
	year := strconv.Itoa(s.Now().In(calendar.Paris).Year() + 1)
	return s.showNewEdition(c, http.StatusOK, url.Values{"year": {year}, "name": {"Édition " + year}}, nil)
}

func (s Site) showNewEdition(c echo.Context, status int, typed url.Values, problem *fault.Fault) error {
	field := func(kind, name, label, help string) page.Field {
		f := page.Field{Type: kind, Name: name, Label: label, Help: help, Value: typed.Get(name), Autocomplete: "off"}
		if problem != nil {
			f.Error = problem.Fields[name]
		}
		return f
	}
	shipped, err := edition.ShippedQuestionnaires()
	if err != nil {
		return err
	}
	choice := field("select", "questionnaire", "Questionnaire", "Il est conservé tel quel avec l’édition, et ne change plus.")
	for _, q := range shipped {
		choice.Options = append(choice.Options, page.Option{Value: q.ID, Label: q.Title})
	}
	v := preparingView{
		Identity: []page.Field{field("number", "year", "Année", ""), field("text", "name", "Nom de l’édition", "Comme il sera lu partout."), choice},
		Calendar: []page.Field{
			field("datetime-local", "opens_at", "Ouverture des candidatures", "Heure de Paris."),
			field("datetime-local", "closes_at", "Clôture des candidatures", "Dernière minute pour déposer, heure de Paris : 23:59 laisse jusqu’à la fin de cette minute."),
		},
		Certificates: []page.Field{
			field("text", "place", "Lieu de l’annonce", "Imprimé sur les certificats. Vous pourrez le préciser plus tard."),
			field("text", "signatory", "Signataire", "Qui signe pour le jury, avec sa fonction."),
			field("textarea", "jury", "Organismes du jury", "Séparés par des virgules."),
		},
	}
	v.Identity[0].Min, v.Identity[0].Max = "2016", "2100"
	v.Certificates[2].Rows = 3
	v.Errors = page.Summarise(append(append(append([]page.Field{}, v.Identity...), v.Calendar...), v.Certificates...)...)
	if problem != nil && len(v.Errors.Items) == 0 {
		v.Problem = problem.Message
	}
	return s.show(c, status, "secretariat/new-edition", "Préparer une édition", v)
}

func (s Site) createEdition(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	settings := edition.Settings{
		Name: strings.TrimSpace(form.Get("name")), Place: strings.TrimSpace(form.Get("place")),
		Signatory: strings.TrimSpace(form.Get("signatory")), Jury: strings.Join(strings.Fields(form.Get("jury")), " "),
	}
	settings.Year, _ = strconv.Atoi(strings.TrimSpace(form.Get("year"))) // 0 is told as any wrong year
	faults := fault.Fields{}
	if settings.OpensAt, err = readOpening(form.Get("opens_at"), time.Time{}); err != nil {
		faults.Add("opens_at", err.Error())
	}
	if settings.ClosesAt, err = readClosing(form.Get("closes_at"), time.Time{}); err != nil {
		faults.Add("closes_at", err.Error())
	}
	e := edition.Edition{}
	if err = faults.Err(); err == nil {
		e, err = s.Editions.Prepare(c.Request().Context(), session.Person(c), settings, form.Get("questionnaire"))
	}
	if status := page.FormStatus(err); status != 0 {
		return s.showNewEdition(c, status, form, fault.As(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "L’édition est préparée.", editionAddress(e.Year))
}
