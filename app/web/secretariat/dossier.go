package secretariat

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/web/jury/answers"
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
}

// decisionForm records the jury's decision.
type decisionForm struct {
	Action, Title, Button   string
	Revision                int
	Level, Mentions         page.Field
	Others, Reason, Opinion page.Field
	Reminding               string
}

func (s Site) dossier(c echo.Context) error { return s.showDossier(c, nil, nil) }

// showDossier shows the candidacy; when what was typed was refused, the form shows it again with why.
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
			v.Errors = page.Summarise(v.Form.Level, v.Form.Mentions, v.Form.Others, v.Form.Reason, v.Form.Opinion)
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
	contents := answers.Contents(d.Score)
	v.Contents, v.Axes = &contents, answers.Of(d.Score, d.Score, d.Reviews)
	v.Since = answers.Beside(v.Axes, d.Score, d.Earlier)
	v.Reviews = answers.Conclusions(d.Reviews, d.Score)
	v.Facts = []page.Fact{
		{Term: "Le moteur propose", Detail: answers.Proposed(d.Score), Level: answers.Signs(d.Score.Questionnaire, d.Score.Level)},
		{Term: fmt.Sprintf("Dépôt n°\u00a0%d", d.Snapshot.Submission.Number), Detail: calendar.DateTime(d.Snapshot.Submission.SubmittedAt)},
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
		Level: *answers.Signs(d.Score.Questionnaire, in.Level), Name: answers.LevelName(in.Level),
		Mentions: award.Mentions(in.Mentions).Label(), Reason: in.Reason, Opinion: in.Opinion,
		Line: "Enregistrée par " + d.DecidedBy + " " + calendar.DateTime(in.DecidedAt) + ".",
	}
	if d.Decidable() {
		v.Reopen = "/secretariat/candidatures/" + d.Candidacy.ID + "/reouverture"
	}
	return v
}

// formOf is the form of a decision: as typed, else as it is, else as it was before it was reopened.
func formOf(d *deliberation.Dossier, typed *deliberation.Input, problem *fault.Fault) *decisionForm {
	f := &decisionForm{
		Action: "/secretariat/candidatures/" + d.Candidacy.ID + "/decision", Button: "Enregistrer la décision", Revision: d.Revision(),
	}
	in, level := deliberation.Input{}, ""
	if last := d.Decision; last != nil || d.Former != nil {
		if last == nil {
			last, f.Reminding = d.Former, "Cette candidature a été rouverte : le formulaire reprend la décision précédente."
		} else {
			f.Title = "Modifier la décision"
		}
		in = deliberation.Input{Level: last.Level, Reason: last.Reason, Opinion: last.Opinion, Mentions: last.Mentions}
		level = strconv.Itoa(last.Level)
	}
	if typed != nil {
		in, level = *typed, ""
		if in.Level >= 0 {
			level = strconv.Itoa(in.Level)
		}
	}
	f.fill(d, in, level)
	if problem != nil {
		for _, field := range []*page.Field{&f.Level, &f.Mentions, &f.Reason, &f.Opinion} {
			field.Error = problem.Fields[field.Name]
		}
	}
	return f
}

func (f *decisionForm) fill(d *deliberation.Dossier, in deliberation.Input, level string) {
	var known, own []string
	for _, mention := range in.Mentions {
		if slices.Contains(award.MentionCodes(), mention) {
			known = append(known, mention)
		} else {
			own = append(own, mention)
		}
	}
	var mentions []page.Option
	for _, code := range award.MentionCodes() {
		mentions = append(mentions, page.Option{Value: code, Label: upperFirst(award.MentionName(code))})
	}
	f.Level = page.Field{Type: "radio", Name: "level", Label: "Niveau décerné", Value: level, Required: true, Options: answers.Choices(d.Score.Questionnaire)}
	f.Mentions = page.Field{Type: "checkboxes", Name: "mentions", Label: "Mentions spéciales", Values: known, Options: mentions, Columns: true}
	f.Others = page.Field{Type: "text", Name: "autre_mention", Label: "Autre mention", Help: "Avec les mots du jury.", Value: strings.Join(own, ", "), Autocomplete: "off", MaxLength: 100}
	f.Reason = page.Field{
		Type: "textarea", Name: "reason", Label: "Raison", Value: in.Reason, Rows: 4, Required: true,
		Help: "Pour le jury et le secrétariat seuls : ce qui a emporté la décision.",
	}
	f.Opinion = page.Field{
		Type: "textarea", Name: "opinion", Label: "Avis du jury", Value: in.Opinion, Rows: 8, Required: true,
		Help: "Envoyé au territoire à la publication, et montré sur la page de son label : points forts, encouragements, pistes pour progresser.",
	}
}
