package questionnaire

import (
	"reflect"
	"strings"
)

// Compare matches the elements of two lists by their first field: those that came, those that went, those that
// changed.
func (g *group) Compare(before, after Value) Evolution {
	was, is := before.([]item), after.([]item)
	left := map[string][]int{} // what was, by name; two may share one
	for i := range was {
		left[g.key(was, i)] = append(left[g.key(was, i)], i)
	}
	var gained, lost, changed []string
	for i, one := range is {
		key := g.key(is, i)
		same := left[key]
		if len(same) == 0 {
			gained = append(gained, g.name(is, i))
			continue
		}
		left[key] = same[1:]
		if !reflect.DeepEqual(g.Raw([]item{one}), g.Raw([]item{was[same[0]]})) {
			changed = append(changed, g.name(is, i))
		}
	}
	for i := range was {
		if rest := left[g.key(was, i)]; len(rest) > 0 && rest[0] == i {
			left[g.key(was, i)] = rest[1:]
			lost = append(lost, g.name(was, i))
		}
	}
	if len(gained)+len(lost)+len(changed) == 0 {
		return Evolution{Direction: Same, Words: "la même liste, dans un autre ordre"}
	}
	e := gainedAndLost(gained, lost)
	if len(changed) > 0 {
		e.Words = strings.TrimPrefix(e.Words+" ; autrement décrit : "+few(changed), " ; ")
	}
	switch complete := g.count(is) - g.count(was); {
	case complete > 0:
		e.Direction = Better
	case complete < 0:
		e.Direction = Worse
	default:
		e.Direction = Other
	}
	return e
}

// name is what the first field says of an element, else its place: « Logiciel 2 ».
func (g *group) name(items []item, i int) string {
	if first := items[i][0]; first != nil {
		return g.fields[0].spec.Show(first)
	}
	return g.title(i)
}

func (g *group) key(items []item, i int) string {
	if items[i][0] == nil {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(g.name(items, i)), " "))
}
