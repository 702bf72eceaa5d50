package questionnaire

import (
	"fmt"
	"slices"

	"tnl/app/exact"
)

// Better completes what is begun, then adds items, one more each time; words stand for what they will say.
func (g *group) Better(v Value) []Value {
	var items []item
	if v != nil {
		items = v.([]item)
	}
	var out []Value
	for {
		items = g.oneMore(items)
		if items == nil {
			return out
		}
		out = append(out, items)
	}
}

// oneMore gives the items with one more complete, nil when there can be none.
func (g *group) oneMore(items []item) []item {
	at := slices.IndexFunc(items, func(one item) bool { return !g.complete(one) })
	items = slices.Clone(items)
	switch {
	case at >= 0:
		items[at] = slices.Clone(items[at])
	case len(items) < g.most:
		at, items = len(items), append(items, make(item, len(g.fields)))
	default:
		return nil
	}
	filled := false
	for i, f := range g.fields {
		if items[at][i] == nil && (f.required || i == 0) {
			items[at][i] = standIn(f.spec)
		}
		filled = filled || items[at][i] != nil
	}
	if !filled || !g.complete(items[at]) {
		return nil
	}
	return items
}

// standIn gives some value of a field.
func standIn(s Spec) Value {
	if m, ok := s.(Reaching); ok {
		v, _ := m.Reach(exact.Ratio{})
		return v
	}
	if i, ok := s.(Improvable); ok {
		if better := i.Better(nil); len(better) > 0 {
			return better[0]
		}
	}
	return nil
}

func (g *group) Change(_, to Value) string {
	if n := g.count(to.([]item)); n > 1 {
		return fmt.Sprintf("Complétez la liste jusqu’à %d éléments", n)
	}
	return "Décrivez au complet un élément de la liste"
}
