package scoring

import (
	"cmp"
	"math"
	"slices"
)

// bounds is what can be said at best of the stages after one: more than they bring, for less than they cost.
type bounds struct {
	free  int64  // what they may add to the total without any change, once asked
	yield []item // what each may add by a change, the most for its effort first
	large []int64
	axes  int64 // the least effort and steps that the axes to come need each for themselves
	most  int64 // what all of them may add to the total
}

type item struct {
	gain   int64
	effort int64
}

const never = math.MaxInt64 / 2

// bounds gives them for each stage.
func (p *problem) bounds() []bounds {
	out := make([]bounds, len(p.stages))
	for i := range p.stages {
		b := &out[i]
		for j := i + 1; j < len(p.stages); j++ {
			b.add(&p.stages[j])
		}
		b.sort()
	}
	var axes int64
	for i := len(p.stages) - 1; i >= 0; i-- {
		out[i].axes = axes
		if i == 0 || p.stages[i-1].lastOfAxis {
			axes = min(axes+p.axisAlone(i), never)
		}
	}
	return out
}

func (b *bounds) add(st *stage) {
	free := max(st.kept[slotTotal], 0)
	b.free += free
	if more := st.best[slotTotal] - free; st.scored && len(st.bits) > 0 && more > 0 {
		b.yield = append(b.yield, item{more, int64(effortOf(st.question))})
		b.most += more
	}
}

func (b *bounds) sort() {
	slices.SortStableFunc(b.yield, func(x, y item) int { return cmp.Compare(y.gain*x.effort, x.gain*y.effort) })
	for _, y := range b.yield {
		b.large = append(b.large, y.gain)
	}
	slices.SortFunc(b.large, func(x, y int64) int { return cmp.Compare(y, x) })
}

// axisAlone is the least that an axis, from its first stage on, needs to have its minimum.
func (p *problem) axisAlone(first int) int64 {
	need := p.axisNeeds[p.stages[first].question.Axis.Number-1]
	var b bounds
	for i := first; i < len(p.stages); i++ {
		st := &p.stages[i]
		free := max(st.kept[slotAxis], 0)
		need -= free
		if more := st.best[slotAxis] - free; st.scored && len(st.bits) > 0 && more > 0 {
			b.yield = append(b.yield, item{more, int64(effortOf(st.question))})
			b.most += more
		}
		if st.lastOfAxis {
			break
		}
	}
	b.sort()
	return b.cover(need)
}

// rest is the least that a state has still to spend after the stage, never when it cannot reach the level.
func (b *bounds) rest(p *problem, s *state) int64 {
	return max(b.axes, b.cover(p.needs[slotTotal]-s.gain[slotTotal]-b.free))
}

// cover is the least cost of adding need: the effort as if changes could be taken in part, and the steps.
func (b *bounds) cover(need int64) int64 {
	if need <= 0 {
		return 0
	}
	if need > b.most {
		return never
	}
	var effort, steps int64
	left := need
	for _, y := range b.yield {
		if left <= y.gain {
			effort += (left*y.effort + y.gain - 1) / y.gain
			break
		}
		left -= y.gain
		effort += y.effort
	}
	for left, i := need, 0; left > 0; i++ {
		left -= b.large[i]
		steps++
	}
	return effort*effortUnit + steps*stepUnit
}
