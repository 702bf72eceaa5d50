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
	holds   func(in *sight) Truth
	parts   []*Condition // of all, any and not
	negated bool         // a not
	node    *source.Node // where it stands in the file

	onAnswer bool      // a leaf that looks at an earlier answer
	question *Question // whose, nil until bound
	test     Test      // of its value
}

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

// reach says what a condition may look at.
type reach int

const (
	factsOnly reach = iota
	factsAndAnswers
)

// condition reads a condition that may look at what sees allows.
func (r *reading) condition(node *source.Node, sees reach) *Condition {
	f := r.Fields(node, "condition")
	var parts []*Condition
	add := func(c *Condition) {
		c.node = node
		parts = append(parts, c)
	}
	if f.Has("kind") {
		add(r.kind(f))
	}
	if n := f.Get("population"); n != nil {
		add(r.population(n))
	}
	if f.Has("first_candidacy") {
		wanted := f.Bool("first_candidacy")
		add(onFact(func(facts *Facts) Truth { return truth(facts.FirstCandidacy == wanted) }))
	}
	if f.Has("question") {
		if sees == factsOnly {
			r.At(f.Get("question"), "condition : elle ne regarde ici que des faits (`kind`, `population`, `first_candidacy`), pas une réponse")
		}
		if leaf := r.onAnswer(f); sees == factsAndAnswers {
			add(leaf)
		}
	}
	for _, word := range []string{"all", "any"} {
		if !f.Has(word) {
			continue
		}
		var inner []*Condition
		for _, item := range f.RequireList(word) {
			inner = append(inner, r.condition(item, sees))
		}
		if word == "all" {
			add(every(inner))
		} else {
			add(some(inner))
		}
	}
	if n := f.Get("not"); n != nil {
		inner := r.condition(n, sees)
		add(&Condition{parts: []*Condition{inner}, negated: true, holds: func(in *sight) Truth {
			return Yes - inner.holds(in)
		}})
	}
	f.Done()
	if len(parts) == 1 {
		return parts[0]
	}
	if node.Kind == source.Map && len(node.Entries) == 0 {
		r.At(node, "condition vide : `kind`, `population`, `first_candidacy`%s, `all`, `any` ou `not` est attendu",
			map[reach]string{factsAndAnswers: ", `question`"}[sees])
	}
	whole := every(parts)
	whole.node = node
	return whole
}

// every and some are Kleene's: what is not decided yet decides nothing by itself.
func every(parts []*Condition) *Condition {
	return &Condition{parts: parts, holds: func(in *sight) Truth {
		out := Yes
		for _, p := range parts {
			out = min(out, p.holds(in))
		}
		return out
	}}
}

func some(parts []*Condition) *Condition {
	return &Condition{parts: parts, holds: func(in *sight) Truth {
		out := No
		for _, p := range parts {
			out = max(out, p.holds(in))
		}
		return out
	}}
}

// onFact makes the leaf that looks at the territory's facts.
func onFact(holds func(facts *Facts) Truth) *Condition {
	return &Condition{holds: func(in *sight) Truth {
		if in.blind {
			return Unknown
		}
		return holds(in.facts)
	}}
}

func (r *reading) kind(f *source.Fields) *Condition {
	kinds := f.Texts("kind")
	for _, k := range kinds {
		if !slices.Contains(Kinds, k) {
			r.At(f.Get("kind"), "genre de territoire inconnu `%s`%s", source.Short(k), source.Suggest(k, Kinds))
		}
	}
	if n := f.Get("kind"); n.Kind == source.List && len(n.Items) == 0 {
		r.At(n, "`kind` : la liste est vide, la condition ne serait jamais vraie")
	}
	return onFact(func(facts *Facts) Truth {
		if facts.Kind == "" {
			return Unknown
		}
		return truth(slices.Contains(kinds, facts.Kind))
	})
}

func (r *reading) population(node *source.Node) *Condition {
	f := r.Fields(node, "population")
	least, given := f.Int("at_least", 0, maxNumber)
	below, bounded := f.Int("below", 1, maxNumber)
	f.Done()
	if bounded && below <= least {
		r.At(node, "population : `below` doit dépasser `at_least`")
	}
	if !bounded && !given && node.Kind == source.Map && len(node.Entries) == 0 {
		r.At(node, "population : `at_least` (à partir de) ou `below` (moins de) est attendu")
	}
	return onFact(func(facts *Facts) Truth {
		if facts.Population < 0 {
			return Unknown
		}
		return truth(facts.Population >= least && (!bounded || facts.Population < below))
	})
}

// onAnswer reads the leaf that looks at an earlier answer. It is bound to the question once all are known.
func (r *reading) onAnswer(f *source.Fields) *Condition {
	id := f.RequireText("question")
	node := f.Node
	is := f.Texts("is")
	least, readable := f.Number("at_least", 0, maxNumber)
	answered := f.Bool("answered")
	given := 0
	for _, key := range []string{"is", "at_least", "answered"} {
		if f.Has(key) {
			given++
		}
	}
	if given != 1 || f.Has("answered") && !answered || f.Has("is") && len(is) == 0 {
		r.At(node, "condition : une comparaison est attendue après `question` : `is: …`, `at_least: …` ou `answered: true`")
		id = "" // no more is told of it
	}
	if f.Has("at_least") && !readable {
		id = ""
	}
	leaf := &Condition{node: node, onAnswer: true}
	leaf.holds = func(in *sight) Truth { return in.tests(leaf.question, leaf.test.Match) }
	at := f.Get("question")
	r.later = append(r.later, func(q *Questionnaire) {
		if id == "" {
			return
		}
		target := q.Question(id)
		if target == nil {
			r.At(at, "question inconnue `%s`%s", source.Short(id), suggestQuestion(r.Report, id, q))
			return
		}
		leaf.question = target
		if _, told := target.Spec.(unread); told {
			return
		}
		test, err := testOf(target, is, least, readable, answered)
		if err != nil {
			r.At(node, "condition sur `%s` : %s", id, err)
			test = Test{Match: func(Value) bool { return false }, Upward: true, Downward: true} // no more is told of it
		}
		leaf.test = test
	})
	return leaf
}

func testOf(target *Question, is []string, least exact.Ratio, measured, answered bool) (Test, error) {
	switch {
	case answered:
		return Test{Match: func(Value) bool { return true }, Upward: true, Downward: true}, nil
	case measured:
		if spec, ok := target.Spec.(Measurable); ok {
			return spec.AtLeast(least)
		}
		return Test{}, fmt.Errorf("`at_least` ne vaut que pour un nombre, un pourcentage ou une liste, cette question est de type `%s`", target.Type)
	}
	if spec, ok := target.Spec.(Comparable); ok {
		return spec.Is(is)
	}
	return Test{}, fmt.Errorf("`is` ne vaut que pour un choix ou un oui/non, cette question est de type `%s`", target.Type)
}
