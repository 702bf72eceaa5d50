package questionnaire

import (
	"cmp"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Improvable types know which answers are better than another: what the way to the next level is made of.
type Improvable interface {
	// Better gives the answers worth more than v (nil: no answer) that are worth telling apart, in rising points.
	// The last is at least as good as any other answer. Where the question is not scored, nothing is better: it
	// gives the other answers that may lead to other questions. What only a person can write, such as an address,
	// is stood for by words.
	Better(v Value) []Value
}

// ImprovableIn types are Improvable by more than the value alone, as Contextual ones are.
type ImprovableIn interface {
	// BetterIn is Better, in a context.
	BetterIn(v Value, in *Context) []Value
	// LooksAt gives the questions of fact that the points depend on.
	LooksAt() []*Question
}

// Changing types say in French how to go from one answer to a better one, where naming both would be too long.
type Changing interface {
	Change(from, to Value) string
}

// Reaching types are Measurable ones whose value is the measure itself, an exact.Ratio: without it, the way to a level
// misses the answers that only open a follow-up.
type Reaching interface {
	// Reach gives the least answer of a measure of least or more; false when there is none.
	Reach(least exact.Ratio) (Value, bool)
}

// Better gives the answers to question that are better than v, or open a follow-up that v does not, in rising
// points. The last opens all that can be opened. can tells that the type knows.
func (q *Questionnaire) Better(question *Question, v Value, in *Context) (better []Value, can bool) {
	var out []Value
	switch spec := question.Spec.(type) {
	case ImprovableIn:
		out = spec.BetterIn(v, in)
	case Improvable:
		out = spec.Better(v)
	default:
		return nil, false
	}
	m, ok := question.Spec.(Reaching)
	if !ok {
		return out, true
	}
	for _, bar := range q.bars(question) {
		value, possible := m.Reach(bar)
		if !possible || v != nil && !v.(exact.Ratio).Less(value.(exact.Ratio)) {
			continue
		}
		at, known := slices.BinarySearchFunc(out, value, byMeasure)
		if !known {
			out = slices.Insert(out, at, value)
		}
	}
	return out, true
}

func byMeasure(a, b Value) int { return a.(exact.Ratio).Cmp(b.(exact.Ratio)) }

// Facts are the questions that scopes and points look at: what a territory is, not what it could improve.
func (q *Question) Facts() []*Question {
	var out []*Question
	if q.Scope != nil {
		out = q.Scope.Questions()
	}
	if spec, ok := q.Spec.(ImprovableIn); ok {
		out = append(out, spec.LooksAt()...)
	}
	return out
}

// bars are the measures of question's answer from which another question is asked.
func (q *Questionnaire) bars(question *Question) []exact.Ratio {
	var out []exact.Ratio
	for _, other := range q.Questions {
		if other.FollowUp == nil {
			continue
		}
		for _, leaf := range other.FollowUp.leaves() {
			if leaf.question != question || leaf.node == nil {
				continue
			}
			for _, e := range leaf.node.Entries {
				if bar, ok := source.NumberOf(e.Value); ok && e.Key.Text == "at_least" {
					out = append(out, bar)
				}
			}
		}
	}
	return out
}

// rounded gives the least number from least on with at most decimals, within bounds.
func rounded(least, lowest, highest exact.Ratio, decimals int) (Value, bool) {
	scale := exact.Int([]int64{1, 10, 100}[decimals])
	up := exact.Int(-exact.Int(-1).Mul(least).Mul(scale).Floor()).Div(scale)
	up = exact.Max(up, lowest)
	return up, !highest.Less(up)
}

// better gives the answers that reach each band above v's.
func (bs bands) better(v Value, m Reaching) []Value {
	var worth exact.Ratio
	if v != nil {
		worth = bs.points(v.(exact.Ratio))
	}
	var out []Value
	for _, b := range bs {
		if !worth.Less(b.points) {
			continue
		}
		if value, ok := m.Reach(b.from); ok {
			out = append(out, value)
			worth = b.points
		}
	}
	return out
}

// additions gives what is got by ticking more of gains' places, without those already ticked: each alone, then
// the best two, the best three, and so on to all. Each is a list of places, in rising gain.
func additions(gains []exact.Ratio, most exact.Ratio) [][]int {
	order := make([]int, len(gains))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return gains[b].Cmp(gains[a]) })
	type addition struct {
		places []int
		gain   exact.Ratio
	}
	var out []addition
	for _, i := range slices.Backward(order) {
		out = append(out, addition{[]int{i}, exact.Min(gains[i], most)})
	}
	var sum exact.Ratio
	for n, i := range order {
		enough := !sum.Less(most)
		sum = sum.Add(gains[i])
		if n > 0 && (!enough || n == len(order)-1) {
			out = append(out, addition{order[:n+1], exact.Min(sum, most)})
		}
	}
	slices.SortStableFunc(out, func(a, b addition) int {
		return cmp.Or(a.gain.Cmp(b.gain), cmp.Compare(len(a.places), len(b.places)))
	})
	lists := make([][]int, len(out))
	for i, a := range out {
		lists[i] = a.places
	}
	return lists
}
