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

func wayOf(f *candidacy.File, next *questionnaire.Level) wayView {
	way := f.Score.Way(next)
	progress := f.Score.Progress()
	v := wayView{Summary: way.String(), Unanswered: progress.Asked - progress.Answered}
	for _, s := range way.Steps {
		v.Steps = append(v.Steps, stepOf(f, s))
	}
	return v
}

func stepOf(f *candidacy.File, s scoring.Step) wayStep {
	return wayStep{
		Number: s.Question.Number, Label: s.Question.Label, Address: axisAddress(f, s.Question.Axis) + "#q-" + s.Question.ID,
		Change: s.Change(), Gain: s.ShortGain(), Effort: s.EffortLabel(), Planned: s.PlannedLabel(), Advice: s.Question.Advice,
	}
}
