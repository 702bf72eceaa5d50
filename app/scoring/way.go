package scoring

import (
	"cmp"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// Way is the smallest set of improvements that reaches a level: the least effort, then the fewest steps, then
// the most that is planned already, then what comes first in the questionnaire. Each step then aims no higher
// than it has to, the others being what they are.
type Way struct {
	Level *questionnaire.Level
	// Steps are in the questionnaire's order; none when the level is reached, or cannot be.
	Steps  []Step
	Effort int         // of all the steps
	Total  exact.Ratio // the total once all are taken, as a share of 1
	// Exact tells that no cheaper way exists; else the search stopped at its bound, and this is the best it saw.
	Exact bool
	// Reachable is false only where the best answer to every question that concerns the territory is not enough.
	Reachable bool
	// Fixed tells that the jury adjusted some questions: their points stay what they are.
	Fixed bool
}

// Step is a better answer to one question. Facts that decide what concerns the territory are never changed.
type Step struct {
	Question *questionnaire.Question
	From     questionnaire.Value // nil when there was no answer
	To       questionnaire.Value
	Gain     exact.Ratio // what it adds to the total, as a share of 1, once the steps before it are taken
	Effort   int         // 1 to 5, as the questionnaire says, whatever the distance
	Planned  bool        // the territory announces it already
	// PlannedFor is the month announced, "2027-06".
	PlannedFor string
}

// ordinaryEffort is that of a question whose file says none.
const ordinaryEffort = 3

func effortOf(q *questionnaire.Question) int { return cmp.Or(q.Effort, ordinaryEffort) }

// Way finds the way to a level. It is deterministic: its bound is a count of states, never a time.
func (s *Score) Way(level *questionnaire.Level) *Way {
	return s.wayWithin(level, searchBound)
}

func (s *Score) wayWithin(level *questionnaire.Level, bound int) *Way {
	w := &Way{Level: level, Total: s.Total, Exact: true, Reachable: true}
	if s.Level >= level.Number {
		return w
	}
	p := s.problem(level)
	w.Fixed = len(p.adjustments) > 0
	found, exhaustive := p.search(p.greedy(), bound)
	w.Exact = exhaustive
	if found == nil {
		// Where the search was cut, or a type cannot say what is better, only a level out of reach of the best
		// answers is told impossible.
		w.Reachable = p.hopeful(exhaustive)
		w.Exact = !w.Reachable
		return w
	}
	w.take(p, p.lowered(found))
	return w
}

// choice is an answer taken in place of the one given.
type choice struct {
	stage *stage
	to    questionnaire.Value
}

// with scores the territory as it would be after the choices.
func (p *problem) with(choices []choice) *Score {
	for _, c := range choices {
		p.trial.Set(c.stage.question, questionnaire.Answer{Value: c.to})
	}
	after := Compute(p.score.Questionnaire, Input{Facts: p.score.facts, Answers: p.trial, Adjustments: p.adjustments})
	for _, c := range choices {
		p.trial.Set(c.stage.question, p.answers.Get(c.stage.question))
	}
	return after
}

func (p *problem) reaches(choices []choice) bool { return p.with(choices).Level >= p.level.Number }

// greedy takes every best answer, then gives up all that the level does not need, the dearest first; nil when
// that does not reach it.
func (p *problem) greedy() []choice {
	var all []choice
	for i := range p.stages {
		st := &p.stages[i]
		if st.scored && len(st.better) > 0 {
			all = append(all, choice{st, st.better[len(st.better)-1]})
		}
	}
	if !p.reaches(all) {
		return nil
	}
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(a, b choice) int { return cmp.Compare(b.stage.cost, a.stage.cost) })
	for _, c := range order {
		without := slices.DeleteFunc(slices.Clone(all), func(o choice) bool { return o.stage == c.stage })
		if p.reaches(without) {
			all = without
		}
	}
	return all
}

// lowered aims each choice as low as the level allows, the dearest first.
func (p *problem) lowered(choices []choice) []choice {
	out := slices.Clone(choices)
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(out[b].stage.cost, out[a].stage.cost) })
	for _, i := range order {
		st := out[i].stage
		if !st.scored {
			continue
		}
		try := func(v questionnaire.Value) bool {
			was := out[i].to
			out[i].to = v
			if p.reaches(out) {
				return true
			}
			out[i].to = was
			return false
		}
		if st.followed { // which answers open what follows is not known to rise along the list
			for _, v := range st.better {
				if try(v) {
					break
				}
			}
			continue
		}
		worthMore := p.distinct(st)
		low, high := 0, len(worthMore)-1
		for low < high {
			if mid := (low + high) / 2; try(worthMore[mid]) {
				high = mid
			} else {
				low = mid + 1
			}
		}
		try(worthMore[low])
	}
	return out
}

// distinct leaves the first of the answers that are worth the same points.
func (p *problem) distinct(st *stage) []questionnaire.Value {
	return slices.CompactFunc(slices.Clone(st.better), func(a, b questionnaire.Value) bool {
		return st.question.Points(a, &p.score.context).Cmp(st.question.Points(b, &p.score.context)) == 0
	})
}

func (w *Way) take(p *problem, choices []choice) {
	slices.SortFunc(choices, func(a, b choice) int { return cmp.Compare(a.stage.question.Index, b.stage.question.Index) })
	for i, c := range choices {
		after := p.with(choices[:i+1]).Total
		answer := p.answers.Get(c.stage.question)
		step := Step{
			Question: c.stage.question, From: answer.Value, To: c.to, Gain: after.Sub(w.Total),
			Effort: effortOf(c.stage.question), Planned: answer.Planned != "", PlannedFor: answer.Planned,
		}
		w.Steps = append(w.Steps, step)
		w.Effort += step.Effort
		w.Total = after
	}
}

// hopeful tells whether the level may be reached although no way was found: never a wrong "impossible".
func (p *problem) hopeful(exhaustive bool) bool {
	q := p.score.Questionnaire
	most := map[string]Adjustment{}
	for id, a := range p.adjustments {
		most[id] = a
	}
	known := exhaustive
	for _, question := range q.Questions {
		qs := p.score.Question(question)
		if qs.Max.IsZero() || qs.Adjustment != nil {
			continue
		}
		_, can := q.Better(question, qs.Answer().Value, &p.score.context)
		if !can && qs.Points.Less(qs.Max) {
			known = false
		}
		most[question.ID] = Adjustment{Points: qs.Max}
	}
	if known {
		return false
	}
	best := Compute(q, Input{Facts: p.score.facts, Answers: p.answers, Adjustments: most})
	return best.Level >= p.level.Number
}
