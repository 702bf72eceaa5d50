package candidate

import (
	"net/url"
	"slices"
	"time"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/questionform"
)

// showQuestion makes the view of a question: filled with what was posted of it, else with what is kept.
func showQuestion(f *candidacy.File, q *questionnaire.Question, posted url.Values, faults fault.Fields, editable bool) *questionform.View {
	form := posted
	if !posted.Has(q.ID + ".revision") {
		form = q.ToForm(f.Answers.Get(q))
	}
	return questionform.New(q, form, faults, questionform.State{Revision: f.Revisions[q.ID], Editable: editable, Asked: f.Score.Asks(q), Weight: f.Score.Question(q).Weight(), Documents: documentsAddress(f)})
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

func showClash(q *questionnaire.Question, clash *candidacy.Clash, yours questionnaire.Answer, reload string) *questionform.Clash {
	return &questionform.Clash{
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
