// Package questionform makes what the template of one question shows, for whoever shows the form: a candidacy, or
// the preview of a questionnaire.
package questionform

import (
	"net/url"
	"slices"
	"strings"

	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
)

// View is one question as its template shows it.
type View struct {
	ID, Number, Label, Help, Why, Advice, Evidence string

	Template string // of the type's own fields
	Input    any    // what that template needs
	// Documents is where those given in answer are downloaded, with the hash behind; "" where nothing is kept.
	Documents string
	Revision  int
	Editable  bool
	Asked     bool
	Depends   string // after which answer it is asked; "" for a question asked of all
	Weight    string // by how much its points count for this territory, "" for once

	Plannable, Planned    bool
	PlannedFor            string
	Comment, EvidenceLink string
	MoreOpen              bool
	SavedAt               string
	Worth                 string        // what the answer brings and why, where the form tells it
	Earlier               *page.Earlier // what was answered in an earlier edition; nil when nothing was
	Focus                 bool          // the page comes back to this question

	Error, PlannedError, CommentError, EvidenceError string
	// PartErrors are those of the fields of a type that has several. Its template shows each beside its field, which
	// has its name for identifier.
	PartErrors []page.ErrorItem
	Clash      *Clash
}

// Invalid tells whether any of the question's fields is to be corrected.
func (v *View) Invalid() bool {
	return len(v.Errors()) > 0
}

// Errors lists what is to be corrected, each with the part of the page where it is.
func (v *View) Errors() []page.ErrorItem {
	at := "q-" + v.ID
	errors := append([]page.ErrorItem{{Text: v.Error, Target: at}}, v.PartErrors...)
	for _, text := range []string{v.PlannedError, v.CommentError, v.EvidenceError} {
		errors = append(errors, page.ErrorItem{Text: text, Target: at})
	}
	return slices.DeleteFunc(errors, func(e page.ErrorItem) bool { return e.Text == "" })
}

// Clash shows what somebody else saved beside what was typed here.
type Clash struct {
	Question             string
	By, At               string
	Theirs, TheirComment string
	Yours, YourComment   string
	Reload               string
}

// State is what is known of the question where it is shown.
type State struct {
	Revision int
	Editable bool
	Asked    bool
	Weight   exact.Ratio // of its points for the territory; 0 where that is not known
	// Documents is where those given in answer are downloaded, with the hash behind.
	Documents string
}

// beside are the fields of every question that are not its type's own.
var beside = []string{"planned_for", "comment", "evidence"}

// New makes the view of a question whose fields hold form, with what is wrong in them.
func New(q *questionnaire.Question, form url.Values, faults fault.Fields, state State) *View {
	v := &View{
		ID: q.ID, Number: q.Number, Label: q.Label, Help: q.Help, Why: q.Why, Advice: q.Advice, Evidence: q.Evidence,
		Template: "question-" + q.Type, Input: q.Spec.Input(form, q.ID), Revision: state.Revision, Editable: state.Editable,
		Asked: state.Asked, Documents: state.Documents, Plannable: q.Plannable, Planned: form.Get(q.ID+".planned") != "",
		PlannedFor: form.Get(q.ID + ".planned_for"), Comment: form.Get(q.ID + ".comment"), EvidenceLink: form.Get(q.ID + ".evidence"),
		Error: faults[q.ID], PlannedError: faults[q.ID+".planned_for"], CommentError: faults[q.ID+".comment"], EvidenceError: faults[q.ID+".evidence"],
	}
	for _, name := range faults.Names() {
		if part, ours := strings.CutPrefix(name, q.ID+"."); ours && !slices.Contains(beside, part) {
			v.PartErrors = append(v.PartErrors, page.ErrorItem{Text: faults[name], Target: name})
		}
	}
	v.MoreOpen = v.Comment != "" || v.EvidenceLink != "" || v.CommentError != "" || v.EvidenceError != ""
	if once := exact.Int(1); q.Scored() && !state.Weight.IsZero() && state.Weight.Cmp(once) != 0 {
		v.Weight = "Pour votre territoire, les points de cette question comptent ×\u00a0" + state.Weight.Decimal(2) + "."
	}
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
