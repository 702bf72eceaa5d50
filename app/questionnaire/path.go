package questionnaire

import "tnl/app/exact"

// Path is the way that a territory's facts and answers open through a questionnaire: which questions concern
// it, and which of them are asked.
type Path struct{ steps []step }

type step struct {
	concerned bool
	asked     Truth // Unknown while an earlier answer is awaited
	weight    uint8 // place of the weight that fits the territory, from 1; 0 where the question has none
}

// sight is what a condition looks at. The steps of the questions before it are known already.
type sight struct {
	facts   *Facts
	answers *Answers
	steps   []step
	// blind to facts and answers, conditions still see which questions do not concern the territory.
	blind bool
}

// Path follows a territory through the questionnaire, in order.
func (q *Questionnaire) Path(facts Facts, answers Answers) Path {
	in := sight{facts: &facts, answers: &answers, steps: make([]step, len(q.Questions))}
	for i, question := range q.Questions {
		in.steps[i] = question.step(&in)
	}
	return Path{in.steps}
}

func (q *Question) step(in *sight) step {
	out := q.opened(in)
	if q.weights != nil {
		out.weight = uint8(q.weights.at(in) + 1)
	}
	return out
}

// What cannot be decided yet, for want of a fact, counts as concerned: leaving a fact out never improves a
// score. A follow-up of questions that do not concern a territory can never be asked of it: it leaves
// numerator and denominator with them.
func (q *Question) opened(in *sight) step {
	if q.Scope != nil && q.Scope.holds(in) == No {
		return step{}
	}
	if q.FollowUp == nil {
		return step{concerned: true, asked: Yes}
	}
	in.blind = true
	never := q.FollowUp.holds(in) == No
	in.blind = false
	if never {
		return step{}
	}
	return step{concerned: true, asked: q.FollowUp.holds(in)}
}

// Concerns tells whether a question counts for the territory.
func (p Path) Concerns(q *Question) bool { return p.steps[q.Index].concerned }

// Asks tells whether the answers so far lead to a question that concerns the territory.
func (p Path) Asks(q *Question) bool {
	at := p.steps[q.Index]
	return at.concerned && at.asked == Yes
}

// Weight gives by how much the question's points count for the territory: 1 where its questionnaire does not say.
func (p Path) Weight(q *Question) exact.Ratio {
	return q.weighted(exact.Int(1), p.steps[q.Index].weight)
}

// Max is the most points that the question can yield for the territory.
func (p Path) Max(q *Question) exact.Ratio { return q.weighted(q.max, p.steps[q.Index].weight) }

// tests gives what a test of the answer to an earlier question comes to. The answer to a question that is not
// asked any more is kept, but leads to nothing.
func (in *sight) tests(q *Question, match func(Value) bool) Truth {
	at := in.steps[q.Index]
	switch {
	case !at.concerned:
		return No
	case in.blind:
		return Unknown
	case at.asked != Yes:
		return at.asked
	}
	if v := in.answers.Get(q).Value; v != nil {
		return truth(match(v))
	}
	return Unknown
}
