package questionnaire

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "choices", Read: readChoices, Keys: []Key{optionsKey(true), capKey()}})
}

// choices is any number of answers among several, points each, with an optional cap. Its value is the list of
// the options' indexes in their order: never empty, as nothing ticked is no answer.
type choices struct {
	options
	cap exact.Ratio // 0 when there is none
}

// ChoicesInput is what the template of several choices shows.
type ChoicesInput struct {
	Options []OptionInput
	Rule    string // that several may be ticked, and up to how many points
}

func readChoices(f *source.Fields) Spec {
	c := &choices{options: readOptions(f, true)}
	if most, given := f.Number("cap", 0, maxPoints); given {
		if most.IsZero() {
			f.At(f.Get("cap"), "`cap` : plus de 0 point est attendu ; sans limite, retirez cette clé")
		}
		c.cap = most
	}
	if !c.cap.IsZero() && c.sum(c.all()).Less(c.cap) {
		f.Warn(f.Get("cap"), "`cap` : %s dépasse la somme des choix (%s), il ne sera jamais atteint", c.cap.Decimal(2), c.sum(c.all()).Decimal(2))
	}
	return c
}

func (c *choices) all() []int {
	out := make([]int, len(c.options))
	for i := range out {
		out[i] = i
	}
	return out
}

func (c *choices) sum(picked []int) exact.Ratio {
	var sum exact.Ratio
	for _, i := range picked {
		sum = sum.Add(c.options[i].Points)
	}
	return sum
}

func (c *choices) capped(sum exact.Ratio) exact.Ratio {
	if c.cap.IsZero() {
		return sum
	}
	return exact.Min(sum, c.cap)
}

func (c *choices) Max() exact.Ratio { return c.capped(c.sum(c.all())) }

func (c *choices) Parse(raw any) (Value, error) {
	items, ok := raw.([]any)
	if text, single := raw.(string); single {
		items, ok = []any{text}, true
	}
	if !ok {
		return nil, c.notAList()
	}
	var picked []int
	for _, item := range items {
		id, ok := item.(string)
		if !ok {
			return nil, c.notAList()
		}
		i := c.index(id)
		if i < 0 {
			return nil, c.unknown(id)
		}
		if !slices.Contains(picked, i) {
			picked = append(picked, i)
		}
	}
	if len(picked) == 0 {
		return nil, errors.New("cochez au moins un choix")
	}
	slices.Sort(picked)
	for _, i := range picked {
		if c.options[i].Exclusive && len(picked) > 1 {
			return nil, fmt.Errorf("%s ne peut pas être coché avec un autre choix", quote(c.options[i].Label))
		}
	}
	return picked, nil
}

func (c *choices) notAList() error {
	return fmt.Errorf("une liste de choix est attendue, parmi : %s", list(c.ids()))
}

func (c *choices) Raw(v Value) any {
	out := make([]any, 0, len(v.([]int)))
	for _, i := range v.([]int) {
		out = append(out, c.options[i].ID)
	}
	return out
}

func (c *choices) FromForm(f url.Values, name string) any {
	var out []any
	for _, id := range f[name] {
		if id != "" {
			out = append(out, id)
		}
	}
	if out == nil {
		return nil
	}
	return out
}

func (c *choices) ToForm(v Value, name string) url.Values {
	out := url.Values{}
	for _, i := range v.([]int) {
		out.Add(name, c.options[i].ID)
	}
	return out
}

func (c *choices) Input(f url.Values, name string) any {
	return ChoicesInput{Options: c.inputs(func(id string) bool { return slices.Contains(f[name], id) }), Rule: c.Terms().Rule}
}

func (c *choices) Terms() Terms {
	if c.cap.IsZero() {
		return Terms{"Plusieurs réponses possibles.", c.terms()}
	}
	return Terms{fmt.Sprintf("Plusieurs réponses possibles, dans la limite de %s.", countPoints(c.cap)), c.terms()}
}

func (c *choices) Points(v Value) exact.Ratio { return c.capped(c.sum(v.([]int))) }

func (c *choices) Reason(v Value) string {
	var parts []string
	for _, i := range v.([]int) {
		parts = append(parts, fmt.Sprintf("%s (%s)", quote(c.options[i].Label), c.options[i].Points.Decimal(2)))
	}
	sum := c.sum(v.([]int))
	text := fmt.Sprintf("%s : %s", strings.Join(parts, " + "), countPoints(sum))
	if got := c.capped(sum); got.Less(sum) {
		return fmt.Sprintf("%s, ramenés à la limite de %s.", text, c.cap.Decimal(2))
	}
	return text + "."
}

func (c *choices) Show(v Value) string {
	var labels []string
	for _, i := range v.([]int) {
		labels = append(labels, c.options[i].Label)
	}
	return strings.Join(labels, " ; ")
}

func (c *choices) Is(operands []string) (Test, error) {
	wanted := make([]bool, len(c.options))
	count, exclusive := 0, 0
	for _, id := range operands {
		i := c.index(id)
		if i < 0 {
			return Test{}, c.unknown(id)
		}
		if wanted[i] {
			continue
		}
		wanted[i] = true
		count++
		if c.options[i].Exclusive {
			exclusive++
		}
	}
	// A better answer ticks more; an exclusive choice, worth nothing, is below every other answer.
	all := count == len(c.options)
	return Test{Upward: all || exclusive == 0, Downward: all || exclusive == count, Match: func(v Value) bool {
		return slices.ContainsFunc(v.([]int), func(i int) bool { return wanted[i] })
	}}, nil
}

func (c *choices) Better(v Value) []Value {
	var ticked, free []int
	var gains []exact.Ratio
	if v != nil && !c.options[v.([]int)[0]].Exclusive {
		ticked = v.([]int)
	}
	var out []Value
	for i, o := range c.options {
		switch {
		case slices.Contains(ticked, i):
		case !o.Exclusive:
			free, gains = append(free, i), append(gains, o.Points)
		case !c.scored() && (v == nil || v.([]int)[0] != i):
			out = append(out, []int{i})
		}
	}
	for _, places := range additions(gains, c.Max().Sub(c.capped(c.sum(ticked)))) {
		picked := slices.Clone(ticked)
		for _, p := range places {
			picked = append(picked, free[p])
		}
		slices.Sort(picked)
		out = append(out, picked)
	}
	return out
}

func (c *choices) Change(from, to Value) string {
	var added, kept []string
	for _, i := range to.([]int) {
		if from != nil && slices.Contains(from.([]int), i) {
			kept = append(kept, c.options[i].Label)
		} else {
			added = append(added, quote(c.options[i].Label))
		}
	}
	if len(kept) > 0 {
		return "Ajoutez " + list(added)
	}
	return "Répondez " + list(added)
}

func (c *choices) Compare(before, after Value) Evolution {
	was, is := before.([]int), after.([]int)
	alone, now := c.options[was[0]].Exclusive, c.options[is[0]].Exclusive
	if alone || now { // nothing in common to count from
		e := Evolution{Direction: Other, Words: quote(c.Show(before)) + " puis " + quote(c.Show(after))}
		if alone != now {
			e.Direction = map[bool]Direction{true: Better, false: Worse}[alone]
		}
		return e
	}
	return gainedAndLost(c.beside(is, was), c.beside(was, is))
}

// beside lists what is ticked in one answer and not in another.
func (c *choices) beside(ticked, other []int) []string {
	var out []string
	for _, i := range ticked {
		if !slices.Contains(other, i) {
			out = append(out, c.options[i].Label)
		}
	}
	return out
}

// gainedAndLost words what is in a list and was not, and the other way round: more is better.
func gainedAndLost(gained, lost []string) Evolution {
	var parts []string
	if len(gained) > 0 {
		parts = append(parts, "en plus : "+few(gained))
	}
	if len(lost) > 0 {
		parts = append(parts, "en moins : "+few(lost))
	}
	e := Evolution{Direction: Other, Words: strings.Join(parts, " ; ")}
	switch {
	case len(lost) == 0:
		e.Direction = Better
	case len(gained) == 0:
		e.Direction = Worse
	}
	return e
}

// few names the first of a long list, and counts the others.
func few(names []string) string {
	const most = 5
	if len(names) > most+1 {
		return fmt.Sprintf("%s et %d autres", strings.Join(names[:most], ", "), len(names)-most)
	}
	return list(names)
}
