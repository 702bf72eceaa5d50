package candidate

import (
	"tnl/app/candidacy"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// wayView is the way to the next level, each step with where to take it.
type wayView struct {
	Summary    string
	Steps      []wayStep
	Unanswered int // questions asked and not answered yet: the way will change with them
}

type wayStep struct {
	Number, Label, Address        string
	Change, Gain, Effort, Planned string
	Advice                        string
}

// wayOf is the way from score to next; address is where the step of a question is taken.
func wayOf(score *scoring.Score, next *questionnaire.Level, address func(*questionnaire.Question) string) wayView {
	way := score.Way(next)
	progress := score.Progress()
	v := wayView{Summary: way.String(), Unanswered: progress.Asked - progress.Answered}
	for _, s := range way.Steps {
		v.Steps = append(v.Steps, wayStep{
			Number: s.Question.Number, Label: s.Question.Label, Address: address(s.Question),
			Change: s.Change(), Gain: s.ShortGain(), Effort: s.EffortLabel(), Planned: s.PlannedLabel(), Advice: s.Question.Advice,
		})
	}
	return v
}

// answering is where the questions of a candidacy are answered.
func answering(f *candidacy.File) func(*questionnaire.Question) string {
	return func(q *questionnaire.Question) string { return axisAddress(f, q.Axis) + "#q-" + q.ID }
}
