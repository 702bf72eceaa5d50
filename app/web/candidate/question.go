package candidate

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
)

// questionView is one question as its template shows it.
type questionView struct {
	ID, Number, Label, Help, Why, Advice, Evidence string

	Template string // of the type's own fields
	Input    any    // what that template needs
	Revision int
	Editable bool
	Asked    bool
	Depends  string // after which answer it is asked; "" for a question asked of all

	Plannable, Planned    bool
	PlannedFor            string
	Comment, EvidenceLink string
	MoreOpen              bool
	SavedAt               string

	Error, PlannedError, CommentError, EvidenceError string
	// PartErrors are those of the fields of a type that has several. Its template shows each beside its field, which
	// has its name for identifier.
	PartErrors []page.ErrorItem
	Clash      *clashView
}

// Invalid tells whether any of the question's fields is to be corrected.
func (v *questionView) Invalid() bool {
	return len(v.Errors()) > 0
}

// Errors lists what is to be corrected, each with the part of the page where it is.
func (v questionView) Errors() []page.ErrorItem {
	at := "q-" + v.ID
	errors := append([]page.ErrorItem{{Text: v.Error, Target: at}}, v.PartErrors...)
	for _, text := range []string{v.PlannedError, v.CommentError, v.EvidenceError} {
		errors = append(errors, page.ErrorItem{Text: text, Target: at})
	}
	return slices.DeleteFunc(errors, func(e page.ErrorItem) bool { return e.Text == "" })
}

// clashView shows what somebody else saved beside what was typed here.
type clashView struct {
	Question             string
	By, At               string
	Theirs, TheirComment string
	Yours, YourComment   string
	Reload               string
}

// beside are the fields of every question that are not its type's own.
var beside = []string{"planned_for", "comment", "evidence"}

// showQuestion makes the view of a question: filled with what was posted, else with what is kept.
func showQuestion(f *candidacy.File, q *questionnaire.Question, posted url.Values, faults fault.Fields, editable bool) *questionView {
	form := posted
	if form == nil {
		form = q.ToForm(f.Answers.Get(q))
	}
	v := &questionView{
		ID: q.ID, Number: q.Number, Label: q.Label, Help: q.Help, Why: q.Why, Advice: q.Advice, Evidence: q.Evidence,
		Template: "question-" + q.Type, Input: q.Spec.Input(form, q.ID), Revision: f.Revisions[q.ID], Editable: editable,
		Asked: f.Score.Asks(q), Plannable: q.Plannable, Planned: form.Get(q.ID+".planned") != "",
		PlannedFor: form.Get(q.ID + ".planned_for"), Comment: form.Get(q.ID + ".comment"), EvidenceLink: form.Get(q.ID + ".evidence"),
		Error: faults[q.ID], PlannedError: faults[q.ID+".planned_for"], CommentError: faults[q.ID+".comment"], EvidenceError: faults[q.ID+".evidence"],
	}
	for _, name := range faults.Names() {
		if part, ours := strings.CutPrefix(name, q.ID+"."); ours && !slices.Contains(beside, part) {
			v.PartErrors = append(v.PartErrors, page.ErrorItem{Text: faults[name], Target: name})
		}
	}
	v.MoreOpen = v.Comment != "" || v.EvidenceLink != "" || v.CommentError != "" || v.EvidenceError != ""
	if q.FollowUp != nil {
		v.Depends = dependsOn(q.FollowUp, "À remplir selon votre réponse à la question ")
	} else if q.Scope != nil && len(q.Scope.Questions()) > 0 {
		v.Depends = dependsOn(q.Scope, "Vous concerne selon votre réponse à la question ")
	}
	return v
}

func dependsOn(c *questionnaire.Condition, words string) string {
	var numbers []string
	for _, q := range c.Questions() {
		numbers = append(numbers, q.Number)
	}
	return words + page.Enumerate(numbers) + "."
}

// concerned tells whether the form shows the question to this territory: all but those that its kind or size
// leaves out for good.
func concerned(f *candidacy.File, q *questionnaire.Question) bool {
	return f.Score.Question(q).InScope() || mayConcern(q)
}

// mayConcern tells whether an answer can bring the question in or out: its scope looks at one, or it follows such a
// question.
func mayConcern(q *questionnaire.Question) bool {
	if q.Scope != nil && len(q.Scope.Questions()) > 0 {
		return true
	}
	return q.FollowUp != nil && slices.ContainsFunc(q.FollowUp.Questions(), mayConcern)
}

func showClash(q *questionnaire.Question, clash *candidacy.Clash, yours questionnaire.Answer, reload string) *clashView {
	return &clashView{
		Question: q.ID, By: clash.By, At: "à " + calendar.Clock(clash.At), Reload: reload,
		Theirs: said(q, clash.Theirs), TheirComment: clash.Theirs.Comment,
		Yours: said(q, yours), YourComment: yours.Comment,
	}
}

// said writes an answer in a line.
func said(q *questionnaire.Question, a questionnaire.Answer) string {
	text := q.Show(a.Value)
	if a.Planned != "" {
		if text != "" {
			text += ", "
		}
		text += "prévu pour " + calendar.Month(a.Planned)
	}
	return text
}

func savedAt(at time.Time) string { return "à " + calendar.Clock(at) }
