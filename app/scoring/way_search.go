package scoring

import (
	"cmp"
	"math/bits"
	"slices"
)

// searchBound is how many states one search may open. The three editions take ten thousand at most, from no answer.
const searchBound = 30_000

// state is what some of the stages came to: what it cost, what it brought, and what it opened.
type state struct {
	cost int64
	gain gain
	bits uint64
	last int32 // its last change, in the search's list, -1 for none
}

// change is one taken along the way, with the one before it.
type change struct {
	stage, value int
	before       int32
}

// search goes through the stages with every state that no other is at least as good as: what another did for
// no more effort, opening as much, need not be tried again. What cannot beat the best known is dropped. It
// gives the cheapest choices that reach the level, known when nothing beats it, and whether it went to the end.
func (p *problem) search(known []choice, bound int) (best []choice, exhaustive bool) {
	if p.closed {
		return nil, true
	}
	least := int64(never)
	if known != nil {
		least = 0
		for _, c := range known {
			least += c.stage.cost
		}
	}
	bounds := p.bounds()
	states := []state{{last: -1}}
	var changes []change
	var next []state
	opened, exhaustive := 0, !p.cut
	for i := range p.stages {
		st := &p.stages[i]
		next = next[:0]
		keep := func(s state) {
			if p.settle(&s, st) && s.cost+bounds[i].rest(p, &s) < least {
				next = append(next, s)
			}
		}
		for _, s := range states {
			asked := st.asked || p.asks(s.bits, st)
			switch {
			case asked && st.keptEnough:
				keep(s.plus(st.kept))
			case !asked && st.closedEnough:
				keep(s.plus(st.closed))
			}
			if !asked || st.scored && !st.bestEnough {
				continue
			}
			for value, bit := range st.bits {
				changed := s.plus(st.best)
				changed.cost += st.cost
				changed.bits |= bit
				changed.last = int32(len(changes))
				changes = append(changes, change{i, value, s.last})
				keep(changed)
			}
		}
		opened += len(next)
		states = append(states[:0], p.undominated(next)...)
		if left := bound - opened; len(states) > max(left, 1) || len(states) > widest {
			slices.SortStableFunc(states, func(a, b state) int {
				return cmp.Compare(a.cost+bounds[i].rest(p, &a), b.cost+bounds[i].rest(p, &b))
			})
			states, exhaustive = states[:min(max(left, 1), widest, len(states))], false
		}
	}
	slices.SortStableFunc(states, func(a, b state) int { return cmp.Compare(a.cost, b.cost) })
	for _, s := range states {
		if !s.gain.meets(&p.needs) {
			continue
		}
		found := p.choices(changes, s.last)
		if p.reaches(found) {
			return found, exhaustive
		}
		exhaustive = false // what it stood for was dropped for it
	}
	return known, exhaustive
}

// widest is how many states are kept from one stage to the next.
const widest = 1500

func (s state) plus(g gain) state {
	for i := range g {
		s.gain[i] += g[i]
	}
	return s
}

func (g *gain) meets(needs *[slots]int64) bool {
	for i, need := range needs {
		if i != slotAxis && g[i] < need {
			return false
		}
	}
	return true
}

// settle forgets what no longer matters after a stage; false when an axis ends below what it must have.
func (p *problem) settle(s *state, st *stage) bool {
	s.bits &= st.live
	need := p.axisNeeds[st.question.Axis.Number-1]
	if st.lastOfAxis {
		if s.gain[slotAxis] < need {
			return false
		}
		s.gain[slotAxis] = 0
	}
	if p.negative { // more than what is needed may yet be lost
		return true
	}
	if !st.lastOfAxis {
		s.gain[slotAxis] = min(s.gain[slotAxis], max(need, 0))
	}
	s.gain[slotTotal] = min(s.gain[slotTotal], max(p.needs[slotTotal], 0))
	for i := slotOf; i < slots; i++ {
		s.gain[i] = min(s.gain[i], max(p.needs[i], 0))
	}
	return true
}

// asks tells whether the changes marked by bits lead to a stage.
func (p *problem) asks(marked uint64, st *stage) bool {
	path, known := p.paths[marked]
	if !known {
		answers := p.answers.Clone()
		for i := range p.stages {
			other := &p.stages[i]
			for value, bit := range other.bits {
				if bit == 0 || marked&bit == 0 {
					continue
				}
				a := answers.Get(other.question)
				if a.Value = other.better[value]; other.scored {
					a.Value = other.better[len(other.better)-1]
				}
				answers.Set(other.question, a)
			}
		}
		path = p.score.Questionnaire.Path(p.score.facts, answers)
		p.paths[marked] = path
	}
	return path.Asks(st.question)
}

func (p *problem) choices(changes []change, last int32) []choice {
	var out []choice
	for ; last >= 0; last = changes[last].before {
		st := &p.stages[changes[last].stage]
		to := st.better[changes[last].value]
		if st.scored {
			to = st.better[len(st.better)-1]
		}
		out = append(out, choice{st, to})
	}
	return out
}

// undominated leaves out the states that another is at least as good as in everything.
func (p *problem) undominated(states []state) []state {
	slices.SortStableFunc(states, func(a, b state) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.gain[slotTotal], a.gain[slotTotal]),
			cmp.Compare(bits.OnesCount64(b.bits), bits.OnesCount64(a.bits)))
	})
	kept := states[:0]
	for _, s := range states {
		worse := slices.ContainsFunc(kept, func(k state) bool { return p.atLeast(&k, &s) })
		if !worse {
			kept = append(kept, s)
		}
	}
	return kept
}

// atLeast tells whether k brings and opens as much as s. Answers to questions of fact have no better or worse.
func (p *problem) atLeast(k, s *state) bool {
	for i := range k.gain {
		if k.gain[i] < s.gain[i] {
			return false
		}
	}
	return k.bits&s.bits == s.bits && k.bits&p.gates == s.bits&p.gates
}
