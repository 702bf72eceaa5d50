package secretariat

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// dossierView is one candidacy with its reviews and its decision.
type dossierView struct {
	Crumbs                []page.Link
	Errors                page.ErrorSummary
	Problem               string
	Overline, Title, Meta string
	Status                page.Status
	Facts                 []page.Fact
	Contacts              []contactView
	Withheld              string // why the deliberation is not shown
	NotRead               string // why there is nothing to read
	Reviews               []answers.Review
	Reading               string
	Contents              *page.Contents
	Axes                  []answers.Axis
	Since                 *page.Since // nil without an earlier edition
	Decision              *decisionView
	Form                  *decisionForm
}

// contactView is a representative of the territory.
type contactView struct{ Term, Name, Email string }

// decisionView is the decision in force.
type decisionView struct {
	Level                        page.LevelSigns
	Name, Mentions, Line, Reopen string
	Reason, Opinion              string
	Adjustments                  []answers.Adjustment // that the jury retained
	Computed                     string               // what they make
	Differs                      string               // set when the level is not the computed one
}

func (s Site) dossier(c echo.Context) error { return s.showDossier(c, nil, nil) }

// showDossier shows the candidacy; what was typed is shown again, with why when it was refused.
func (s Site) showDossier(c echo.Context, typed *deliberation.Input, problem *fault.Fault) error {
	d, err := s.Deliberations.Dossier(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	v := dossierOf(d)
	status := http.StatusOK
	if d.Decidable() {
		v.Form = formOf(d, typed, problem)
	}
	if problem != nil {
		status = page.FormStatus(problem)
		if v.Form != nil {
			v.Errors = page.Summarise(v.Form.fields()...)
		}
		if len(v.Errors.Items) == 0 {
			v.Problem = problem.Message
		}
	}
	return s.show(c, status, "secretariat/dossier", d.Territory.Name, v)
}

func dossierOf(d *deliberation.Dossier) *dossierView {
	v := &dossierView{
		Overline: d.Edition.Name, Title: d.Territory.Name, Status: page.StatusOf(string(d.Candidacy.State)),
		Crumbs: []page.Link{
			{Label: "Secrétariat", Address: "/secretariat"}, {Label: d.Edition.Name, Address: editionAddress(d.Edition.Year)},
			{Label: d.Territory.Name, Current: true},
		},
		Meta: d.Territory.Kind.One(), Withheld: d.Withheld.Message(),
	}
	if d.Territory.Population != nil {
		v.Meta += ", " + page.Counted(*d.Territory.Population, "habitant", "habitants")
	}
	if d.Candidacy.FirstCandidacy {
		v.Meta += ", première candidature"
	}
	v.Contacts = []contactView{
		contact("Élu référent", d.Candidacy.Elected.Name, d.Candidacy.Elected.Function, d.Candidacy.Elected.Email),
		contact("Référent technique", d.Candidacy.Technical.Name, d.Candidacy.Technical.Function, d.Candidacy.Technical.Email),
	}
	if d.Score == nil {
		if v.Withheld == "" {
			v.NotRead = "Rien n’est à lire\u00a0: une candidature se lit une fois déposée, et tant qu’elle n’est pas retirée."
		}
		return v
	}
	shown := d.Score
	if d.Decision != nil {
		shown = d.Decided()
	}
	contents := answers.Contents(shown)
	v.Contents, v.Axes = &contents, answers.Of(shown, answers.Jurys, d.Reviews, "/secretariat/candidatures/"+d.Candidacy.ID+"/fichiers/")
	v.Since = answers.Beside(v.Axes, d.Score, d.Earlier)
	v.Reviews = answers.Conclusions(d.Reviews, d.Score)
	v.Facts = []page.Fact{
		{Term: "Le moteur propose", Detail: answers.Proposed(d.Score), Level: answers.Signs(d.Score.Questionnaire, d.Score.Level)},
		{Term: fmt.Sprintf("Dépôt n°\u00a0%d", d.Snapshot.Submission.Number), Detail: calendar.DateTime(d.Snapshot.Submission.SubmittedAt)},
	}
	if retained := answers.Retained(shown); len(retained) > 0 {
		v.Facts = append(v.Facts, page.Fact{
			Term:   "Avec " + page.Counted(len(retained), "ajustement du jury", "ajustements du jury"),
			Detail: answers.Proposed(shown), Level: answers.Signs(shown.Questionnaire, shown.Level),
		})
	}
	if d.Reading > 0 {
		v.Reading = page.Counted(d.Reading, "autre évaluation est en cours", "autres évaluations sont en cours") + "."
	}
	if d.Decision != nil {
		v.Decision = decisionOf(d)
	}
	return v
}

func contact(term, name, function, email string) contactView {
	said := "À désigner"
	if name != "" {
		said = strings.TrimSuffix(name+", "+function, ", ")
	}
	return contactView{Term: term, Name: said, Email: email}
}

func decisionOf(d *deliberation.Dossier) *decisionView {
	in := d.Decision
	v := &decisionView{
		Level: *answers.Signs(d.Score.Questionnaire, in.Level), Name: answers.LevelName(d.Score.Questionnaire, in.Level),
		Mentions: award.MentionsOf(d.Score.Questionnaire, in.Mentions).Label(), Reason: in.Reason, Opinion: in.Opinion,
		Adjustments: answers.Retained(d.Decided()), Computed: answers.Proposed(d.Decided()), Differs: differs(in.Level, d.Decided()),
		Line: "Enregistrée par " + d.DecidedBy + " " + calendar.DateTime(in.DecidedAt) + ".",
	}
	if d.Decidable() {
		v.Reopen = "/secretariat/candidatures/" + d.Candidacy.ID + "/reouverture"
	}
	return v
}
