package secretariat

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// preparingView is the form of an edition to come.
type preparingView struct {
	Errors                           page.ErrorSummary
	Problem                          string
	Identity, Calendar, Certificates []page.Field
	Own                              []page.Field // by which a questionnaire of one's own is brought
	OwnOpen                          bool
	Faults                           source.Faults
}

func (s Site) newEdition(c echo.Context) error {
	year := strconv.Itoa(s.Now().In(calendar.Paris).Year() + 1)
	return s.showNewEdition(c, http.StatusOK, url.Values{"year": {year}, "name": {"Édition " + year}}, brought{}, nil)
}

func (s Site) showNewEdition(c echo.Context, status int, typed url.Values, sent brought, problem *fault.Fault) error {
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
	choice := field("select", "questionnaire", "Questionnaire", "Il est conservé tel quel avec l’édition. Vous pourrez le remplacer par une version corrigée jusqu’à la clôture.")
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
	choice.Options = append(choice.Options, page.Option{Value: ownQuestionnaire, Label: "Un autre, que j’envoie ci-dessous"})
	v.Identity[2] = choice
	wrong := ""
	if len(sent.Faults) > 0 {
		wrong = faultsLine(sent.Faults)
	} else if problem != nil {
		wrong = problem.Fields["text"]
	}
	v.Own, v.Faults, v.OwnOpen = sent.fields(wrong), sent.Faults, typed.Get("questionnaire") == ownQuestionnaire
	v.Identity[0].Min, v.Identity[0].Max = "2016", "2100"
	v.Certificates[2].Rows = 3
	v.Errors = page.Summarise(slices.Concat(v.Identity, v.Own, v.Calendar, v.Certificates)...)
	if problem != nil && len(v.Errors.Items) == 0 {
		v.Problem = problem.Message
	}
	return s.show(c, status, "secretariat/new-edition", "Préparer une édition", v)
}

// ownQuestionnaire is chosen by who brings a questionnaire; no file that comes with the program is called so.
const ownQuestionnaire = "_"

func (s Site) createEdition(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	sent, err := readBrought(c)
	if err != nil {
		return err
	}
	if sent.Given() {
		form.Set("questionnaire", ownQuestionnaire)
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
	own := form.Get("questionnaire") == ownQuestionnaire
	if own {
		if !sent.Given() {
			faults.Add("text", "Choisissez un fichier, ou collez le texte du questionnaire.")
		} else if q, wrong := questionnaire.Read(edition.FileName, sent.Text); q == nil {
			sent.Faults = wrong
			faults.Add("text", "")
		}
	}
	if wrong := fault.As(settings.Check()); wrong != nil && len(faults) > 0 { // all at once
		for name, message := range wrong.Fields {
			faults.Add(name, message)
		}
	}
	e := edition.Edition{}
	switch err = faults.Err(); {
	case err != nil:
	case own:
		e, err = s.Editions.PrepareWith(c.Request().Context(), session.Person(c), settings, edition.FileName, sent.Text)
	default:
		e, err = s.Editions.Prepare(c.Request().Context(), session.Person(c), settings, form.Get("questionnaire"))
	}
	if status := page.FormStatus(err); status != 0 {
		return s.showNewEdition(c, status, form, sent, fault.As(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "L’édition est préparée.", editionAddress(e.Year))
}
