package questionnaire

import "tnl/app/exact"

// BetterIn gives the least numbers that reach each band, or each tenth of the proportion that yields all points.
func (n *relative) BetterIn(v Value, in *Context) []Value {
	denominator, missing := n.of(in)
	if missing != "" {
		return nil
	}
	var ratios []exact.Ratio
	for _, b := range n.bands {
		ratios = append(ratios, b.from)
	}
	if !n.points.IsZero() {
		for tenth := int64(1); tenth <= 10; tenth++ {
			ratios = append(ratios, n.full.Mul(exact.Of(tenth, 10)))
		}
	}
	var worth exact.Ratio
	if v != nil {
		worth = n.PointsIn(v, in)
	}
	var out []Value
	for _, ratio := range ratios {
		value, possible := n.Reach(ratio.Mul(denominator).Div(n.per))
		if !possible {
			value = n.max
		}
		if points := n.PointsIn(value, in); worth.Less(points) {
			out, worth = append(out, value), points
		}
	}
	return out
}

// LooksAt gives the question of the denominator, if there is one.
func (n *relative) LooksAt() []*Question {
	if n.target == nil {
		return nil
	}
	return []*Question{n.target}
}
