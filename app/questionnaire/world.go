package questionnaire

import (
	"slices"

	"tnl/app/exact"
)

// world is every territory that the file's conditions can tell apart, and the answers to the questions of fact
// that open one way or another through it. What it says "never" of is never; where there is too much to try, it
// says nothing.
type world struct {
	q     *Questionnaire
	facts map[string][]Facts // by kind
	tries int
}

// maxTries bounds how many ways through a questionnaire are tried in all: loading one takes milliseconds.
const maxTries = 2000

// maxQuestions and maxSteps are far above any real questionnaire: what a hostile one may cost.
const (
	maxQuestions = 500
	maxSteps     = 2_000_000
)

// vast tells that there is too much to try anything.
func (w *world) vast() bool {
	territories := 0
	for _, facts := range w.facts {
		territories += len(facts)
	}
	return len(w.q.Questions) > maxQuestions || len(w.q.Questions)*len(w.q.Axes)*territories > maxSteps
}

func (r *reading) world(q *Questionnaire) *world {
	sizes := populations(r.root, []int{0})
	slices.Sort(sizes)
	sizes = slices.Compact(sizes)
	newcomers := []bool{false}
	if mentionsKey(r.root, "first_candidacy") {
		newcomers = []bool{false, true}
	}
	w := &world{q: q, facts: map[string][]Facts{}}
	for _, kind := range Kinds {
		for _, size := range sizes {
			for _, first := range newcomers {
				w.facts[kind] = append(w.facts[kind], Facts{Kind: kind, Population: size, FirstCandidacy: first})
			}
		}
	}
	return w
}

// applies tells whether an axis asks something of a kind of territory, or weighs nothing for it.
func (w *world) applies(axis *Axis, kind string) bool {
	weighs := false
	for _, facts := range w.facts[kind] {
		if axis.Weight(facts).IsZero() {
			continue
		}
		if w.tries++; w.tries > maxTries {
			return true
		}
		weighs = true
		path := w.q.Path(facts, Answers{})
		if slices.ContainsFunc(axis.Questions, path.Concerns) {
			return true
		}
	}
	return !weighs
}

// values lists the values of a question that a condition can tell apart, where they are few and known.
func (q *Question) values() []Value {
	switch spec := q.Spec.(type) {
	case *yesNo:
		return []Value{true, false}
	case *choice:
		out := make([]Value, len(spec.options))
		for i := range out {
			out[i] = i
		}
		return out
	}
	return nil
}

// behind lists question and all that its conditions come down to, in order.
func (q *Question) behind() []*Question {
	out := []*Question{q}
	for i := 0; i < len(out); i++ {
		for _, other := range out[i].dependsOn() {
			if !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Question) int { return a.Index - b.Index })
	return out
}

// canBeAsked looks for a territory and answers that lead to question.
func (w *world) canBeAsked(question *Question) bool {
	chain := question.behind()
	var pivots []*Question
	for _, q := range chain[:len(chain)-1] {
		if q.values() != nil {
			pivots = append(pivots, q)
		}
	}
	answers := NewAnswers(w.q)
	for _, kind := range Kinds {
		for _, facts := range w.facts[kind] {
			in := sight{facts: &facts, answers: &answers, steps: make([]step, len(w.q.Questions))}
			asked := func() bool {
				for _, q := range chain {
					in.steps[q.Index] = q.step(&in)
				}
				last := in.steps[question.Index]
				return last.concerned && last.asked != No
			}
			if found, whole := w.try(pivots, answers, asked); found || !whole {
				return true
			}
		}
	}
	return false
}

// try gives the pivots all their values, until found says so. It is not whole when there are too many.
func (w *world) try(pivots []*Question, answers Answers, found func() bool) (ok, whole bool) {
	var each func(left []*Question) bool
	each = func(left []*Question) bool {
		if len(left) == 0 {
			w.tries++
			ok = found()
			return ok || w.tries >= maxTries
		}
		for _, v := range left[0].values() {
			answers.Set(left[0], Answer{Value: v})
			if each(left[1:]) {
				return true
			}
		}
		return false
	}
	stopped := each(pivots)
	for _, q := range pivots {
		answers.Set(q, Answer{})
	}
	return ok, ok || !stopped
}

// beyond lists, for each level, the kinds of territory that no answers take there; nothing when that is too long to
// know.
func (w *world) beyond() [][]string {
	out := make([][]string, len(w.q.Levels))
	var pivots []*Question
	for _, question := range w.q.Questions {
		for _, other := range question.dependsOn() {
			if !other.Scored() && other.values() != nil && !slices.Contains(pivots, other) {
				pivots = append(pivots, other)
			}
		}
	}
	for _, kind := range Kinds {
		reached := make([]bool, len(w.q.Levels))
		for _, facts := range w.facts[kind] {
			if w.tries >= maxTries {
				return nil
			}
			if w.reach(facts, pivots, reached) {
				break
			}
		}
		for i, ok := range reached {
			if !ok {
				out[i] = append(out[i], "`"+kind+"`")
			}
		}
	}
	return out
}

// reach notes the levels that a territory can reach, and tells whether it is all of them.
func (w *world) reach(facts Facts, pivots []*Question, reached []bool) bool {
	answers := NewAnswers(w.q)
	in := sight{facts: &facts, answers: &answers, steps: make([]step, len(w.q.Questions))}
	note := func(reached []bool) {
		b := w.best(&in)
		for i, level := range w.q.Levels {
			reached[i] = reached[i] || b.meets(&level.Requirement)
		}
	}
	bound := slices.Clone(reached)
	note(bound) // with nothing answered, all that may be asked counts: no way does better
	found, whole := w.try(pivots, answers, func() bool {
		note(reached)
		return slices.Equal(reached, bound)
	})
	if !found && !whole {
		copy(reached, bound)
	}
	return !slices.Contains(reached, false)
}

// best counts the most that a territory can have, with what the pivots say.
func (w *world) best(in *sight) *best {
	b := &best{axes: make([]share, len(w.q.Axes)), each: make([]share, len(w.q.Questions))}
	leaves := make([]bool, len(w.q.Questions)) // may leave the count, on an answer that was not tried
	for i, question := range w.q.Questions {
		in.steps[i] = question.step(in)
		leaves[i] = question.Scope != nil && question.Scope.holds(in) == Unknown
		if question.FollowUp != nil {
			for _, other := range question.FollowUp.Questions() {
				leaves[i] = leaves[i] || leaves[other.Index]
			}
		}
		at := in.steps[i]
		if !at.concerned || at.asked == No && leaves[i] {
			continue
		}
		b.each[i].most = question.weighted(question.max, at.weight)
		if at.asked != No {
			b.each[i].points = b.each[i].most
		}
		b.axes[question.Axis.Number-1].add(b.each[i])
	}
	var weighted, weights exact.Ratio
	for i, axis := range w.q.Axes {
		if !b.axes[i].most.IsZero() {
			weight := axis.Weight(*in.facts)
			weighted, weights = weighted.Add(weight.Mul(b.axes[i].of())), weights.Add(weight)
		}
	}
	b.total = weighted.Div(weights)
	return b
}
