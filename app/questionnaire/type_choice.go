package questionnaire

import (
	"fmt"
	"net/url"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "choice", Keys: []Key{optionsKey(false)}, Read: func(f *source.Fields) Spec {
		return &choice{options: readOptions(f, false)}
	}})
}

// choice is one answer among several. Its value is the option's index.
type choice struct{ options }

func (c *choice) Max() exact.Ratio {
	var most exact.Ratio
	for _, o := range c.options {
		most = exact.Max(most, o.Points)
	}
	return most
}

func (c *choice) Parse(raw any) (Value, error) {
	id, ok := raw.(string)
	if !ok {
		return nil, fmt.Errorf("un seul choix est attendu, parmi : %s", list(c.ids()))
	}
	i := c.index(id)
	if i < 0 {
		return nil, c.unknown(id)
	}
	return i, nil
}

func (c *choice) Raw(v Value) any { return c.options[v.(int)].ID }

func (c *choice) FromForm(f url.Values, name string) any { return single(f, name) }

func (c *choice) ToForm(v Value, name string) url.Values {
	return url.Values{name: {c.options[v.(int)].ID}}
}

func (c *choice) Input(f url.Values, name string) any {
	return c.inputs(func(id string) bool { return f.Get(name) == id })
}

func (c *choice) Terms() Terms { return Terms{Options: c.terms()} }

func (c *choice) Points(v Value) exact.Ratio { return c.options[v.(int)].Points }

func (c *choice) Reason(v Value) string {
	o := c.options[v.(int)]
	return fmt.Sprintf("%s vaut %s.", quote(o.Label), countPoints(o.Points))
}

func (c *choice) Show(v Value) string { return c.options[v.(int)].Label }

func (c *choice) Is(operands []string) (Test, error) {
	wanted := make([]bool, len(c.options))
	var worth []exact.Ratio
	for _, id := range operands {
		i := c.index(id)
		if i < 0 {
			return Test{}, c.unknown(id)
		}
		wanted[i] = true
		worth = append(worth, c.options[i].Points)
	}
	least, most := slices.MinFunc(worth, exact.Ratio.Cmp), slices.MaxFunc(worth, exact.Ratio.Cmp)
	test := Test{Match: func(v Value) bool { return wanted[v.(int)] }, Upward: true, Downward: true}
	for i, o := range c.options {
		test.Upward = test.Upward && (wanted[i] || o.Points.Less(least))
		test.Downward = test.Downward && (wanted[i] || most.Less(o.Points))
	}
	return test, nil
}

func (c *choice) Better(v Value) []Value {
	var out []Value
	if c.Max().IsZero() {
		for i := range c.options {
			if v != i {
				out = append(out, i)
			}
		}
		return out
	}
	var worth exact.Ratio
	if v != nil {
		worth = c.Points(v)
	}
	for i, o := range c.options {
		same := func(known Value) bool { return c.Points(known).Cmp(o.Points) == 0 }
		if worth.Less(o.Points) && !slices.ContainsFunc(out, same) {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b Value) int { return c.Points(a).Cmp(c.Points(b)) })
	return out
}
