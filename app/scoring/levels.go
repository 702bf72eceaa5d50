package scoring

import (
	"fmt"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/typography"
)

// Lack is one thing that a level asks for and a candidacy does not have. Shares are of 1.
type Lack struct {
	Axis     *questionnaire.Axis     // set when the minimum of an axis is missed
	Question *questionnaire.Question // set when the minimum of a question is missed
	Needed   exact.Ratio
	Have     exact.Ratio
}

// Gap is how much is lacking, as a share of 1.
func (l Lack) Gap() exact.Ratio { return l.Needed.Sub(l.Have) }

// String words the lack in French.
func (l Lack) String() string { return typography.French(l.words()) }

func (l Lack) words() string {
	have, needed := l.Have.Percent(), l.Needed.Percent()
	switch {
	case l.Question != nil:
		return fmt.Sprintf("Question %s, « %s » : %s des points, il en faut %s.", l.Question.Number, l.Question.Label, have, needed)
	case l.Axis != nil:
		return fmt.Sprintf("Axe « %s » : %s, il faut %s.", l.Axis.Title, have, needed)
	}
	return fmt.Sprintf("Total : %s, il faut %s.", have, needed)
}

func (s *Score) reaches(level *questionnaire.Level) bool {
	reached := true
	s.eachLack(level, func(Lack) bool {
		reached = false
		return false
	})
	return reached
}

// Lacks lists what level asks for and the candidacy does not have; nothing when it is reached.
func (s *Score) Lacks(level *questionnaire.Level) []Lack {
	var out []Lack
	s.eachLack(level, func(l Lack) bool {
		out = append(out, l)
		return true
	})
	return out
}

// eachLack calls found for each lack until it gives false. What is out of scope lacks nothing.
func (s *Score) eachLack(level *questionnaire.Level, found func(Lack) bool) {
	if s.Total.Less(level.Total) && !found(Lack{Needed: level.Total, Have: s.Total}) {
		return
	}
	for _, m := range level.Axes {
		a := &s.Axes[m.Axis.Number-1]
		if !a.Excluded && a.Share.Less(m.Share) && !found(Lack{Axis: m.Axis, Needed: m.Share, Have: a.Share}) {
			return
		}
	}
	for _, m := range level.Questions {
		qs := s.Question(m.Question)
		share := qs.Points.Div(qs.Max)
		if qs.Status != OutOfScope && share.Less(m.Share) && !found(Lack{Question: m.Question, Needed: m.Share, Have: share}) {
			return
		}
	}
}
