package scoring_test

import (
	"testing"

	"pgregory.net/rapid"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// brute tries every combination of answers to the questions that may change, and gives the least (effort,
// steps, steps not planned) that reaches a level; found is false when none does.
type brute struct {
	drawn
	level   int
	open    []*questionnaire.Question
	answers questionnaire.Answers
	best    [3]int
	found   bool
}

// most is how many combinations a test is ready to try.
const most = 20_000

// changeable finds the questions that the search may change; false when there are too many combinations.
func (b *brute) changeable() bool {
	facts := map[*questionnaire.Question]bool{}
	for i := len(b.Questions) - 1; i >= 0; i-- {
		q := b.Questions[i]
		for _, fact := range q.Facts() {
			facts[fact] = true
		}
		if q.FollowUp != nil && facts[q] {
			for _, parent := range q.FollowUp.Questions() {
				facts[parent] = true
			}
		}
	}
	combinations := 1
	for _, q := range b.Questions {
		if n := len(b.better(q)); n > 0 && !facts[q] {
			b.open = append(b.open, q)
			if combinations *= n + 1; combinations > most {
				return false
			}
		}
	}
	return true
}

func (b *brute) better(q *questionnaire.Question) []questionnaire.Value {
	context := questionnaire.Context{Facts: b.facts, Answers: b.drawn.answers, Path: b.Path(b.facts, b.drawn.answers)}
	out, _ := b.Better(q, b.drawn.answers.Get(q).Value, &context)
	return out
}

func (b *brute) try(i int, cost [3]int) {
	if b.found && !less(cost, b.best) {
		return
	}
	if i == len(b.open) {
		if b.score(b.answers).Level >= b.level {
			b.found, b.best = true, cost
		}
		return
	}
	q := b.open[i]
	b.try(i+1, cost)
	kept := b.drawn.answers.Get(q)
	for _, v := range b.better(q) {
		b.answers.Set(q, questionnaire.Answer{Value: v})
		b.try(i+1, plus(cost, q, kept))
	}
	b.answers.Set(q, kept)
}

func plus(cost [3]int, q *questionnaire.Question, kept questionnaire.Answer) [3]int {
	if cost[0] += q.Effort; q.Effort == 0 {
		cost[0] += 3
	}
	cost[1]++
	if kept.Planned == "" {
		cost[2]++
	}
	return cost
}

func less(a, b [3]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

func TestNothingCheaperReachesTheLevel(t *testing.T) {
	tried, reached, impossible := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		for _, q := range d.Questions {
			q.Effort = rapid.IntRange(0, 5).Draw(t, "effort")
		}
		score := d.score(d.answers)
		level := rapid.SampledFrom(d.Levels).Draw(t, "level")
		b := &brute{drawn: d, level: level.Number, answers: d.answers.Clone()}
		if !b.changeable() {
			return
		}
		tried++
		b.try(0, [3]int{})
		way := score.Way(level)
		switch {
		case !way.Exact:
			t.Fatalf("the search stopped at its bound: %+v, by trying all %t %v", way, b.found, b.best)
		case way.Reachable != b.found:
			t.Fatalf("reachable: %t, but %t by trying all", way.Reachable, b.found)
		case !b.found:
			impossible++
			return
		}
		reached++
		d.checkWay(t, way, b.best)
	})
	t.Logf("%d tried, %d reached, %d impossible", tried, reached, impossible)
}

func (d drawn) checkWay(t *rapid.T, way *scoring.Way, best [3]int) {
	var cost [3]int
	in := scoring.Input{Facts: d.facts, Answers: d.answers}
	total := d.score(d.answers).Total
	for _, s := range way.Steps {
		cost = plus(cost, s.Question, d.answers.Get(s.Question))
		total = total.Add(s.Gain)
	}
	if cost != best || way.Effort != best[0] {
		t.Fatalf("(effort, steps, not planned) %v, %v is enough: %v", cost, best, way.Steps)
	}
	after := applied(d.Questionnaire, in, way.Steps)
	if after.Level < way.Level.Number || after.Total.Cmp(way.Total) != 0 || after.Total.Cmp(total) != 0 {
		t.Fatalf("level %d, %v after %v; want level %d, %v (gains: %v)", after.Level, after.Total, way.Steps, way.Level.Number, way.Total, total)
	}
	for i := range way.Steps { // each is needed
		others := append(append([]scoring.Step{}, way.Steps[:i]...), way.Steps[i+1:]...)
		if applied(d.Questionnaire, in, others).Level >= way.Level.Number {
			t.Fatalf("%v is not needed", way.Steps[i])
		}
	}
}

// A search that stops early is never wrong: what it gives reaches the level, and nothing is told impossible.
func TestAWayCutShortIsStillAWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		score := d.score(d.answers)
		level := rapid.SampledFrom(d.Levels).Draw(t, "level")
		full, short := score.Way(level), score.WayWithin(level, 3)
		if full.Reachable && !short.Reachable || short.Effort < full.Effort && len(short.Steps) > 0 || short.Exact && short.Effort != full.Effort {
			t.Fatalf("in full %+v, cut short %+v", full, short)
		}
		if after := applied(d.Questionnaire, scoring.Input{Facts: d.facts, Answers: d.answers}, short.Steps); len(short.Steps) > 0 && after.Level < level.Number {
			t.Fatalf("%v do not reach level %d", short.Steps, level.Number)
		}
	})
}
