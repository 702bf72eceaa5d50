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
	// Of are the questions that the total is taken over, where it is not over all of them.
	Of     []*questionnaire.Question
	Needed exact.Ratio
	Have   exact.Ratio
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
	if len(l.Of) == 1 {
		return fmt.Sprintf("Points de la question %s : %s, il faut %s.", l.Of[0].Number, have, needed)
	}
	if len(l.Of) > 0 {
		return fmt.Sprintf("Total sur %d questions : %s, il faut %s.", len(l.Of), have, needed)
	}
	return fmt.Sprintf("Total : %s, il faut %s.", have, needed)
}

func (s *Score) meets(required *questionnaire.Requirement) bool {
	met := true
	s.eachLack(required, func(Lack) bool {
		met = false
		return false
	})
	return met
}

// Lacks lists what level asks for and the candidacy does not have; nothing when it is reached.
func (s *Score) Lacks(level *questionnaire.Level) []Lack { return s.lacks(&level.Requirement) }

func (s *Score) lacks(required *questionnaire.Requirement) []Lack {
	var out []Lack
	s.eachLack(required, func(l Lack) bool {
		out = append(out, l)
		return true
	})
	return out
}

// eachLack calls found for each lack until it gives false. What is out of scope lacks nothing.
func (s *Score) eachLack(required *questionnaire.Requirement, found func(Lack) bool) {
	total := s.TotalOf(required.Of)
	if total.Less(required.Total) && !found(Lack{Of: required.Of, Needed: required.Total, Have: total}) {
		return
	}
	for _, m := range required.Axes {
		a := &s.Axes[m.Axis.Number-1]
		if !a.Excluded && a.Share.Less(m.Share) && !found(Lack{Axis: m.Axis, Needed: m.Share, Have: a.Share}) {
			return
		}
	}
	for _, m := range required.Questions {
		qs := s.Question(m.Question)
		share := qs.Points.Div(qs.Max)
		if qs.Status != OutOfScope && share.Less(m.Share) && !found(Lack{Question: m.Question, Needed: m.Share, Have: share}) {
			return
		}
	}
}

// TotalOf is the share of the points of some questions, those that concern the territory; the weighted total when
// there are none.
func (s *Score) TotalOf(questions []*questionnaire.Question) exact.Ratio {
	if len(questions) == 0 {
		return s.Total
	}
	var points, most exact.Ratio
	for _, q := range questions {
		qs := s.Question(q)
		points, most = points.Add(qs.Points), most.Add(qs.Max)
	}
	return points.Div(most)
}
