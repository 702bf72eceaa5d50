package questionnaire

import (
	"fmt"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Truth is what a condition comes to: yes, no, or not decided yet for want of an answer or a fact.
type Truth int8

const (
	No Truth = iota
	Unknown
	Yes
)

func truth(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Condition is a tree of all, any and not over leaves that look at a fact or at an earlier answer.
type Condition struct {
	holds func(facts Facts, answers Answers) Truth
	parts []*Condition // of all, any and not

	question *Question    // that the leaf looks at, nil for a fact
	upward   bool         // once true, stays true for every better answer
	negated  bool         // a not
	node     *source.Node // where it stands in the file
}

// Holds tells whether the condition is true of a territory and its answers.
func (c *Condition) Holds(facts Facts, answers Answers) Truth { return c.holds(facts, answers) }

// leaves gives every leaf of the tree.
func (c *Condition) leaves() []*Condition {
	if c.parts == nil {
		return []*Condition{c}
	}
	var out []*Condition
	for _, p := range c.parts {
		out = append(out, p.leaves()...)
	}
	return out
}

// Questions lists the questions that the condition looks at.
func (c *Condition) Questions() []*Question {
	var out []*Question
	for _, leaf := range c.leaves() {
		if leaf.question != nil && !slices.Contains(out, leaf.question) {
			out = append(out, leaf.question)
		}
	}
	return out
}

// monotone tells whether the condition, once true, stays true for every better answer.
func (c *Condition) monotone() bool {
	for _, leaf := range c.leaves() {
		if leaf.question != nil && !leaf.upward && leaf.question.Scored() {
			return false
		}
	}
	return !c.hasNegatedAnswer(false)
}

func (c *Condition) hasNegatedAnswer(inside bool) bool {
	if c.question != nil {
		return inside && c.question.Scored()
	}
	for _, p := range c.parts {
		if p.hasNegatedAnswer(inside != c.negated) {
			return true
		}
	}
	return false
}

// reach says what a condition may look at.
type reach int

const (
	factsOnly reach = iota
	factsAndAnswers
)

// condition reads a condition of question of (nil for a weight).
func (r *reading) condition(node *source.Node, of *Question, sees reach) *Condition {
	f := r.Fields(node, "condition")
	var parts []*Condition
	add := func(c *Condition) {
		c.node = node
		parts = append(parts, c)
	}
	if kinds := f.Texts("kind"); f.Has("kind") {
		for _, k := range kinds {
			if !slices.Contains(Kinds, k) {
				r.At(f.Get("kind"), "genre de territoire inconnu `%s`%s", k, source.Suggest(k, Kinds))
			}
		}
		add(&Condition{holds: func(facts Facts, _ Answers) Truth {
			if facts.Kind == "" {
				return Unknown
			}
			return truth(slices.Contains(kinds, facts.Kind))
		}})
	}
	if n := f.Get("population"); n != nil {
		add(r.population(n))
	}
	if f.Has("first_candidacy") {
		wanted := f.Bool("first_candidacy")
		add(&Condition{holds: func(facts Facts, _ Answers) Truth { return truth(facts.FirstCandidacy == wanted) }})
	}
	if sees == factsAndAnswers && f.Has("question") {
		add(r.onAnswer(f, of))
	}
	for _, word := range []string{"all", "any"} {
		if !f.Has(word) {
			continue
		}
		var inner []*Condition
		for _, item := range f.RequireList(word) {
			inner = append(inner, r.condition(item, of, sees))
		}
		if word == "all" {
			add(every(inner))
		} else {
			add(some(inner))
		}
	}
	if n := f.Get("not"); n != nil {
		inner := r.condition(n, of, sees)
		add(&Condition{parts: []*Condition{inner}, negated: true, holds: func(facts Facts, answers Answers) Truth {
			return Yes - inner.holds(facts, answers)
		}})
	}
	f.Done()
	switch len(parts) {
	case 0:
		r.At(node, "condition vide : `kind`, `population`, `first_candidacy`, `question`, `all`, `any` ou `not` est attendu")
	case 1:
		return parts[0]
	}
	whole := every(parts)
	whole.node = node
	return whole
}

// every and some are Kleene's: what is not decided yet decides nothing by itself.
func every(parts []*Condition) *Condition {
	return &Condition{parts: parts, holds: func(facts Facts, answers Answers) Truth {
		out := Yes
		for _, p := range parts {
			out = min(out, p.holds(facts, answers))
		}
		return out
	}}
}

func some(parts []*Condition) *Condition {
	return &Condition{parts: parts, holds: func(facts Facts, answers Answers) Truth {
		out := No
		for _, p := range parts {
			out = max(out, p.holds(facts, answers))
		}
		return out
	}}
}

func (r *reading) population(node *source.Node) *Condition {
	f := r.Fields(node, "population")
	least, _ := f.Int("at_least", 0, maxNumber)
	below, bounded := f.Int("below", 1, maxNumber)
	f.Done()
	if bounded && below <= least {
		r.At(node, "population : `below` doit dépasser `at_least`")
	}
	return &Condition{holds: func(facts Facts, _ Answers) Truth {
		if facts.Population < 0 {
			return Unknown
		}
		return truth(facts.Population >= least && (!bounded || facts.Population < below))
	}}
}

// onAnswer reads the leaf that looks at an earlier answer. It is bound to the question once all are known.
func (r *reading) onAnswer(f *source.Fields, of *Question) *Condition {
	id := f.RequireText("question")
	node := f.Node
	is := f.Texts("is")
	least, measured := f.Number("at_least", 0, maxNumber)
	answered := f.Bool("answered")
	given := 0
	for _, key := range []string{"is", "at_least", "answered"} {
		if f.Has(key) {
			given++
		}
	}
	if given != 1 || f.Has("answered") && !answered {
		r.At(node, "condition : une comparaison est attendue après `question` : `is: …`, `at_least: …` ou `answered: true`")
	}
	leaf := &Condition{node: node, holds: func(Facts, Answers) Truth { return Unknown }}
	at := f.Get("question")
	r.later = append(r.later, func(q *Questionnaire) {
		target := q.Question(id)
		if target == nil {
			ids := make([]string, len(q.Questions))
			for i, other := range q.Questions {
				ids[i] = other.ID
			}
			r.At(at, "question inconnue `%s`%s", id, source.Suggest(id, ids))
			return
		}
		leaf.question = target
		test, err := testOf(target, is, least, measured, answered)
		if err != nil {
			r.At(node, "condition sur `%s` : %s", id, err)
			return
		}
		leaf.upward = test.Upward
		leaf.holds = func(_ Facts, answers Answers) Truth {
			v := answers.Get(target).Value
			if v == nil {
				return Unknown
			}
			return truth(test.Match(v))
		}
	})
	return leaf
}

func testOf(target *Question, is []string, least exact.Ratio, measured, answered bool) (Test, error) {
	switch {
	case answered:
		return Test{Match: func(Value) bool { return true }, Upward: true}, nil
	case measured:
		if spec, ok := target.Spec.(Measurable); ok {
			return spec.AtLeast(least), nil
		}
		return Test{}, fmt.Errorf("`at_least` ne vaut que pour un nombre ou un pourcentage, cette question est de type `%s`", target.Type)
	}
	if spec, ok := target.Spec.(Comparable); ok {
		return spec.Is(is)
	}
	return Test{}, fmt.Errorf("`is` ne vaut que pour un choix ou un oui/non, cette question est de type `%s`", target.Type)
}
