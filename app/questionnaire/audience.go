package questionnaire

import (
	"strings"

	"tnl/app/questionnaire/source"
)

// Weighting is a weight and whom it is for.
type Weighting struct {
	Weight string // as people read it: « 1,5 »
	For    string // « communes de moins de 3 500 habitants », "" for all the others
}

// Weightings says how much the axis counts, by territory: one for all, or several.
func (a *Axis) Weightings(plural func(kind string) string) []Weighting { return a.weights.list(plural) }

// Weightings says by how much the question's points are multiplied, by territory; nothing when it is by one for all.
func (q *Question) Weightings(plural func(kind string) string) []Weighting {
	return q.weights.list(plural)
}

func (ws weights) list(plural func(kind string) string) []Weighting {
	out := make([]Weighting, len(ws))
	for i, w := range ws {
		out[i] = Weighting{w.value.Decimal(2), w.when.Audience(plural)}
	}
	return out
}

// Audience says in French whom a condition on facts fits, for the public; plural names a kind of territory:
// « communes de moins de 3 500 habitants ». "" for no condition.
func (c *Condition) Audience(plural func(kind string) string) string {
	if c == nil {
		return ""
	}
	return audience{plural}.of(c.node)
}

type audience struct{ plural func(kind string) string }

func (a audience) of(n *source.Node) string {
	who, marks := "territoires", []string{}
	var others []string
	for _, e := range n.Entries {
		switch e.Key.Text {
		case "kind":
			who = a.kinds(e.Value)
		case "population":
			marks = append(marks, inhabitants(e.Value))
		case "first_candidacy":
			marks = append(marks, map[bool]string{true: "dont c’est la première candidature", false: "qui ont déjà candidaté"}[strings.EqualFold(e.Value.Text, "true")])
		case "all", "any":
			others = append(others, a.several(e.Key.Text, e.Value))
		case "not":
			others = append(others, "tous sauf "+a.of(e.Value))
		}
	}
	if who != "territoires" || len(marks) > 0 {
		others = append([]string{strings.Join(append([]string{who}, marks...), " ")}, others...)
	}
	return strings.Join(others, ", et ")
}

func (a audience) kinds(n *source.Node) string {
	items := []*source.Node{n}
	if n.Kind == source.List {
		items = n.Items
	}
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = a.plural(item.Text)
	}
	return list(names)
}

func (a audience) several(word string, n *source.Node) string {
	parts := make([]string, len(n.Items))
	for i, item := range n.Items {
		parts[i] = a.of(item)
	}
	return strings.Join(parts, map[string]string{"all": ", et ", "any": ", ou "}[word])
}

// inhabitants words bounds of population: « de 3 500 à moins de 50 000 habitants ».
func inhabitants(n *source.Node) string {
	number := func(n *source.Node) string {
		value, _ := source.NumberOf(n)
		return grouped(value)
	}
	least, below := entry(n, "at_least"), entry(n, "below")
	switch {
	case least != nil && below != nil:
		return "de " + number(least) + " à moins de " + number(below) + " habitants"
	case below != nil:
		return "de moins de " + number(below) + " habitants"
	}
	return "de " + number(least) + " habitants ou plus"
}
