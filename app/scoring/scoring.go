// Package scoring turns answers into a score: questionnaire + answers + facts about the territory → points,
// level, and the reason for each. It is pure: same input, same output, for ever.
package scoring

import (
	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// Input is what a score depends on, beside the questionnaire.
type Input struct {
	Facts   questionnaire.Facts
	Answers questionnaire.Answers
	// Adjustments are the jury's, by question; nil when there are none.
	Adjustments map[string]Adjustment
}

// Adjustment is the jury's own count of a question's points, with its reason.
type Adjustment struct {
	Points exact.Ratio `json:"points"`
	Reason string      `json:"reason"`
}

// Status says why a question has the points it has.
type Status int8

const (
	Answered   Status = iota // scored by its answer
	Unanswered               // 0 of its maximum
	Planned                  // announced, not done: 0 of its maximum
	NotAsked                 // an earlier answer does not lead to it: 0 of its maximum
	OutOfScope               // does not concern the territory: left out
	Unscored                 // never yields points
)

// Score is a candidacy's points, by question, axis and in total, and the level they reach.
type Score struct {
	Questionnaire *questionnaire.Questionnaire
	Axes          []AxisScore
	Total         exact.Ratio // share of 1
	Level         int         // 0 when none is reached

	facts     questionnaire.Facts
	path      questionnaire.Path
	context   questionnaire.Context
	questions []QuestionScore
}

// AxisScore is an axis's points over its applicable maximum.
type AxisScore struct {
	Axis   *questionnaire.Axis
	Points exact.Ratio
	Max    exact.Ratio
	Share  exact.Ratio // Points over Max
	Weight exact.Ratio
	// Excluded when nothing in it concerns the territory: the other axes share its weight.
	Excluded  bool
	Questions []QuestionScore
}

// QuestionScore is one question's points and why.
type QuestionScore struct {
	Question *questionnaire.Question
	Status   Status
	Points   exact.Ratio
	Max      exact.Ratio // for this territory; 0 when out of scope or unscored
	// Engine is what the rule gave; it differs from Points when the jury adjusted.
	Engine     exact.Ratio
	Adjustment *Adjustment

	context *questionnaire.Context // of the whole score: the answer, and what its reason looks at
}

// Compute scores a candidacy.
func Compute(q *questionnaire.Questionnaire, in Input) *Score {
	s := &Score{
		Questionnaire: q,
		Axes:          make([]AxisScore, len(q.Axes)),
		facts:         in.Facts,
		path:          q.Path(in.Facts, in.Answers),
		questions:     make([]QuestionScore, len(q.Questions)),
	}
	s.context = questionnaire.Context{Facts: in.Facts, Answers: in.Answers, Path: s.path}
	var weighted, weights exact.Ratio
	start := 0
	for i, axis := range q.Axes {
		a := AxisScore{Axis: axis, Weight: axis.Weight(in.Facts), Questions: s.questions[start : start+len(axis.Questions)]}
		for j, question := range axis.Questions {
			qs := &a.Questions[j]
			s.score(qs, question, &in)
			a.Points = a.Points.Add(qs.Points)
			a.Max = a.Max.Add(qs.Max)
		}
		a.Share = a.Points.Div(a.Max)
		a.Excluded = a.Max.IsZero()
		if !a.Excluded {
			weighted = weighted.Add(a.Weight.Mul(a.Share))
			weights = weights.Add(a.Weight)
		}
		start += len(axis.Questions)
		s.Axes[i] = a
	}
	s.Total = weighted.Div(weights)
	for _, level := range q.Levels {
		if !s.meets(&level.Requirement) {
			break
		}
		s.Level = level.Number
	}
	return s
}

func (s *Score) score(qs *QuestionScore, question *questionnaire.Question, in *Input) {
	qs.Question, qs.context = question, &s.context
	answer := in.Answers.Get(question)
	switch {
	case !s.path.Concerns(question):
		qs.Status = OutOfScope
		return
	case !question.Scored():
		qs.Status = Unscored
		return
	}
	qs.Max = s.path.Max(question)
	switch {
	case !s.path.Asks(question):
		qs.Status = NotAsked
	case answer.Value != nil:
		qs.Engine = question.Points(answer.Value, &s.context)
		if answer.Planned != "" && qs.Engine.IsZero() {
			qs.Status = Planned
		}
	case answer.Planned != "":
		qs.Status = Planned
	default:
		qs.Status = Unanswered
	}
	qs.Points = qs.Engine
	if made, ok := in.Adjustments[question.ID]; ok {
		adjustment := made // of its own, so that a question without one allocates nothing
		qs.Adjustment = &adjustment
		// Bounds are checked when an adjustment is made; held here too, so that no score can leave them.
		qs.Points = exact.Min(exact.Max(adjustment.Points, exact.Ratio{}), qs.Max)
	}
}

// Question gives one question's score.
func (s *Score) Question(q *questionnaire.Question) *QuestionScore { return &s.questions[q.Index] }

// Of gives the level reached, nil when none is.
func (s *Score) Of() *questionnaire.Level { return s.Questionnaire.Level(s.Level) }

// Next gives the level above the one reached, nil at the top.
func (s *Score) Next() *questionnaire.Level { return s.Questionnaire.Level(s.Level + 1) }

// Answer is what was said to the question, empty when nothing was.
func (qs *QuestionScore) Answer() questionnaire.Answer { return qs.context.Answers.Get(qs.Question) }

// Weight is by how much the question's points count for the territory: 1 where its questionnaire does not say.
func (qs *QuestionScore) Weight() exact.Ratio { return qs.context.Path.Weight(qs.Question) }

// InScope tells whether the question concerns the territory.
func (qs *QuestionScore) InScope() bool { return qs.Status != OutOfScope }
