package scoring

import (
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// problem is what the search looks at: which questions may change, what each change brings and costs, and what
// the level asks.
type problem struct {
	score       *Score
	level       *questionnaire.Level
	answers     questionnaire.Answers
	trial       questionnaire.Answers // answers, but while a trial is scored
	weights     exact.Ratio           // of the axes that count
	adjustments map[string]Adjustment
	stages      []stage
	needs       [slots]int64 // what each slot must come to, beyond the score as it is
	of          [][]*questionnaire.Question
	axisNeeds   []int64 // by axis
	gates       uint64  // bits of changes to questions that yield no points
	negative    bool    // a change may cost points that the territory has
	closed      bool    // an axis lacks points, and nothing in it can change
	cut         bool    // something is left to the last check, so the search may miss the best way
	paths       map[uint64]questionnaire.Path
}

// The slots of what is counted along the search: the total, the axis at hand, and totals over some questions.
const (
	slotTotal = iota
	slotAxis
	slotOf
	slots = slotOf + 2
)

// gain is what something adds in each slot.
type gain [slots]int64

// one is a share of 1 in whole numbers. What a score is made of is far coarser, so that rounding up hides no
// difference; what is found is checked exactly in any case.
const one = 1 << 58

func upward(share exact.Ratio) int64 { return -share.Mul(exact.Int(-one)).Floor() }

// stage is one question of the search, in the questionnaire's order.
type stage struct {
	question *questionnaire.Question
	scored   bool
	better   []questionnaire.Value // from which it may be changed
	cost     int64
	bits     []uint64 // of each change, 0 where nothing follows
	followed bool
	asked    bool   // whatever is chosen
	live     uint64 // the bits that matter after this stage
	// What the question adds to the score as it is: when asked and kept, when not asked, when at its best.
	kept, closed, best gain
	// Whether each meets the least that the level asks of the question.
	keptEnough, closedEnough, bestEnough bool
	lastOfAxis                           bool
}

// A cost holds the effort, the steps, the steps not planned, and the places in the questionnaire, each in bits
// of its own: comparing two costs compares these in turn.
const (
	effortUnit    = 1 << 44
	stepUnit      = 1 << 34
	unplannedUnit = 1 << 24
)

func (s *Score) problem(level *questionnaire.Level) *problem {
	q := s.Questionnaire
	p := &problem{score: s, level: level, answers: questionnaire.NewAnswers(q), paths: map[uint64]questionnaire.Path{}}
	for _, question := range q.Questions {
		qs := s.Question(question)
		p.answers.Set(question, qs.Answer())
		if qs.Adjustment != nil {
			if p.adjustments == nil {
				p.adjustments = map[string]Adjustment{}
			}
			p.adjustments[question.ID] = *qs.Adjustment
		}
	}
	p.trial = p.answers.Clone()
	for i := range s.Axes {
		if a := &s.Axes[i]; !a.Excluded {
			p.weights = p.weights.Add(a.Weight)
		}
	}
	minimums := p.require()
	fixed, leads, last := p.followUps()
	nextBit, live := 0, make([]int, 0, 64)
	for _, question := range q.Questions {
		st := p.stageOf(question, minimums[question.Index], fixed[question.Index], leads[question.Index], last[question.Index] >= 0)
		if st == nil {
			continue
		}
		if st.followed && len(st.better) > 0 {
			for i := range st.bits {
				if nextBit == 64 {
					p.cut = true
					st.better, st.bits = nil, nil
					break
				}
				st.bits[i] = 1 << nextBit
				live = append(live, last[question.Index])
				if !st.scored {
					p.gates |= st.bits[i]
					p.negative = true
				}
				nextBit++
			}
		}
		p.stages = append(p.stages, *st)
	}
	p.closed = slices.ContainsFunc(q.Axes, func(a *questionnaire.Axis) bool {
		return p.axisNeeds[a.Number-1] > 0 && !slices.ContainsFunc(p.stages, func(st stage) bool { return st.question.Axis == a })
	})
	for i := range p.stages {
		st := &p.stages[i]
		for bit, until := range live {
			if until > st.question.Index {
				st.live |= 1 << bit
			}
		}
		st.lastOfAxis = i == len(p.stages)-1 || p.stages[i+1].question.Axis != st.question.Axis
	}
	return p
}

// require gathers what the level and those below it ask, and gives the least share of each question.
func (p *problem) require() []exact.Ratio {
	s := p.score
	q := s.Questionnaire
	minimums := make([]exact.Ratio, len(q.Questions))
	shares := make([]exact.Ratio, len(q.Axes))
	var total exact.Ratio
	var ofNeeds []exact.Ratio
	for _, level := range q.Levels[:p.level.Number] {
		if len(level.Of) == 0 {
			total = exact.Max(total, level.Total)
		} else if at := slices.IndexFunc(p.of, func(of []*questionnaire.Question) bool { return slices.Equal(of, level.Of) }); at >= 0 {
			ofNeeds[at] = exact.Max(ofNeeds[at], level.Total)
		} else {
			p.of, ofNeeds = append(p.of, level.Of), append(ofNeeds, level.Total)
		}
		for _, m := range level.Axes {
			shares[m.Axis.Number-1] = exact.Max(shares[m.Axis.Number-1], m.Share)
		}
		for _, m := range level.Questions {
			minimums[m.Question.Index] = exact.Max(minimums[m.Question.Index], m.Share)
		}
	}
	p.needs[slotTotal] = upward(total.Sub(s.Total))
	if len(p.of) > slots-slotOf {
		p.of, p.cut = p.of[:slots-slotOf], true
	}
	for i, of := range p.of {
		p.needs[slotOf+i] = upward(ofNeeds[i].Sub(s.TotalOf(of)))
	}
	p.axisNeeds = make([]int64, len(q.Axes))
	for i, a := range s.Axes {
		if !a.Excluded {
			p.axisNeeds[i] = upward(shares[i].Sub(a.Share))
		}
	}
	return minimums
}

// followUps tells, by question, which ones a scope looks at, even through others: facts, not to be changed;
// which lead to a scored question; and the last that each leads to, -1 for none.
func (p *problem) followUps() (fixed, leads []bool, last []int) {
	questions := p.score.Questionnaire.Questions
	fixed, leads, last = make([]bool, len(questions)), make([]bool, len(questions)), make([]int, len(questions))
	for i := range last {
		last[i] = -1
	}
	for i, question := range slices.Backward(questions) { // conditions look back
		for _, fact := range question.Facts() {
			fixed[fact.Index] = true
		}
		if question.FollowUp == nil || !p.score.Question(question).InScope() && !fixed[i] {
			continue
		}
		for _, parent := range question.FollowUp.Questions() {
			fixed[parent.Index] = fixed[parent.Index] || fixed[i]
			leads[parent.Index] = leads[parent.Index] || leads[i] || question.Scored()
			last[parent.Index] = max(last[parent.Index], i, last[i])
		}
	}
	return fixed, leads, last
}

// stageOf gives nil for a question in which nothing can happen.
func (p *problem) stageOf(question *questionnaire.Question, least exact.Ratio, fixed, leads, followed bool) *stage {
	qs := p.score.Question(question)
	if !qs.InScope() || !question.Scored() && (fixed || !leads) {
		return nil
	}
	st := &stage{question: question, scored: question.Scored(), followed: followed && leads, asked: question.FollowUp == nil}
	if !question.Scored() || qs.Points.Less(qs.Max) && qs.Adjustment == nil || st.followed {
		st.better, _ = p.score.Questionnaire.Better(question, qs.Answer().Value, &p.score.context)
	}
	var kept, best exact.Ratio
	if st.scored {
		if qs.Answer().Value != nil {
			kept = question.Points(qs.Answer().Value, &p.score.context)
		}
		if best = kept; len(st.better) > 0 {
			best = question.Points(st.better[len(st.better)-1], &p.score.context)
		}
	}
	closed := exact.Ratio{}
	if qs.Adjustment != nil {
		kept, best, closed = qs.Points, qs.Points, qs.Points
	}
	least = least.Mul(qs.Max)
	st.keptEnough, st.closedEnough, st.bestEnough = !kept.Less(least), !closed.Less(least), !best.Less(least)
	st.kept, st.closed, st.best = p.gain(qs, kept), p.gain(qs, closed), p.gain(qs, best)
	changes := len(st.better)
	if st.scored {
		changes = min(changes, 1)
		if st.best == st.kept && !st.followed {
			changes, st.better = 0, nil
		}
	}
	st.bits = make([]uint64, changes)
	if changes == 0 && st.asked && st.kept == (gain{}) && st.keptEnough {
		return nil
	}
	st.cost = int64(effortOf(question))*effortUnit + stepUnit + int64(question.Index)
	if qs.Answer().Planned == "" {
		st.cost += unplannedUnit
	}
	return st
}

// gain is what a question adds to the score as it is if it yields points.
func (p *problem) gain(qs *QuestionScore, points exact.Ratio) gain {
	more := points.Sub(qs.Points)
	if more.IsZero() {
		return gain{}
	}
	a := &p.score.Axes[qs.Question.Axis.Number-1]
	share := more.Div(a.Max)
	g := gain{slotTotal: upward(share.Mul(a.Weight).Div(p.weights)), slotAxis: upward(share)}
	for i, of := range p.of {
		if slices.Contains(of, qs.Question) {
			var most exact.Ratio
			for _, q := range of {
				most = most.Add(p.score.Question(q).Max)
			}
			g[slotOf+i] = upward(more.Div(most))
		}
	}
	return g
}
