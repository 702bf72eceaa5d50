package questionnaire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "number", Read: readNumber, Keys: append(quantityKeys(), bandsKey(maxNumber))})
}

// maxNumber bounds a number given as an answer, in any unit.
const maxNumber = 1_000_000_000

// number is a quantity worth points by bands, or a question of fact.
type number struct {
	quantity
	bands bands
}

// quantity is a number in a unit, between two bounds. Its value is an exact.Ratio.
type quantity struct {
	unit     string
	min, max exact.Ratio
	decimals int
}

func readNumber(f *source.Fields) Spec {
	n := &number{bands: readBands(f, maxNumber), quantity: readQuantity(f)}
	if last := len(n.bands) - 1; last >= 0 && n.max.Less(n.bands[last].from) {
		f.At(f.Get("bands"), "`bands` : la dernière tranche est au-dessus de `max`, personne ne l’atteindrait")
	}
	return n
}

func readQuantity(f *source.Fields) quantity {
	n := quantity{unit: f.Text("unit"), max: exact.Int(maxNumber)}
	n.decimals, _ = f.Int("decimals", 0, 2)
	n.min, _ = n.bound(f, "min")
	if most, given := n.bound(f, "max"); given {
		n.max = most
	}
	if n.max.Less(n.min) {
		f.At(f.Get("max"), "`max` est au-dessous de `min`")
	}
	return n
}

func (n *quantity) bound(f *source.Fields, key string) (bound exact.Ratio, given bool) {
	bound, given = f.Number(key, 0, maxNumber)
	if given && !bound.HasPlaces(n.decimals) {
		f.At(f.Get(key), "`%s` : plus de décimales que `decimals` n’en permet", key)
	}
	return bound, given
}

func (n *number) Max() exact.Ratio { return n.bands.max() }

func (n *quantity) Parse(raw any) (Value, error) {
	v, err := parseNumber(raw, n.decimals, n.unit)
	if err != nil || v.Less(n.min) || n.max.Less(v) {
		what := "un nombre entier"
		if n.decimals > 0 {
			what = "un nombre"
		}
		return nil, fmt.Errorf("%s de %s à %s est attendu", what, grouped(n.min), grouped(n.max))
	}
	return v, nil
}

func (n *quantity) Raw(v Value) any { return rawNumber(v.(exact.Ratio)) }

func (n *quantity) FromForm(f url.Values, name string) any { return single(f, name) }

func (n *quantity) ToForm(v Value, name string) url.Values {
	return url.Values{name: {v.(exact.Ratio).Decimal(2)}}
}

func (n *quantity) input(f url.Values, name string) NumberInput {
	return NumberInput{Text: f.Get(name), Unit: n.unit, Min: n.min.String(), Max: n.max.String()}
}

func (n *number) Input(f url.Values, name string) any {
	in := n.input(f, name)
	in.Rule = n.Terms().Rule
	return in
}

func (n *number) Terms() Terms { return Terms{Rule: n.bands.rule(n.suffix())} }

func (n *quantity) suffix() string {
	if n.unit == "" {
		return ""
	}
	return "\u00a0" + n.unit
}

func (n *number) Points(v Value) exact.Ratio { return n.bands.points(v.(exact.Ratio)) }

func (n *number) Reason(v Value) string { return n.bands.reason(v.(exact.Ratio), n.suffix()) }

func (n *quantity) Show(v Value) string { return grouped(v.(exact.Ratio)) + n.suffix() }

// grouped writes a number with its digits by three, as French does: "12 000,5".
func grouped(n exact.Ratio) string {
	whole, decimals, has := strings.Cut(n.Decimal(2), ",")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if has {
		whole += "," + decimals
	}
	return whole
}

func (n *quantity) AtLeast(least exact.Ratio) (Test, error) { return atLeast(least, n.max) }

func atLeast(least, most exact.Ratio) (Test, error) {
	if most.Less(least) {
		return Test{}, fmt.Errorf("`at_least` dépasse ce que cette question accepte (%s au plus)", grouped(most))
	}
	return Test{Match: func(v Value) bool { return !v.(exact.Ratio).Less(least) }, Upward: true}, nil
}

var errNumber = errors.New("un nombre est attendu")

// written is a number as people write it: digits, and decimals after a comma or a point.
var written = regexp.MustCompile(`^([0-9]+)(?:[.,]([0-9]+))?$`)

// parseNumber reads a number written by a person or a file, with at most decimals digits after the comma.
// Spaces, and the unit behind, are tolerated; more zeros are not: "12.000" may have meant twelve thousand.
func parseNumber(raw any, decimals int, unit string) (exact.Ratio, error) {
	var text string
	switch r := raw.(type) {
	case string:
		text = r
	case json.Number:
		text = r.String()
	}
	if len(text) > maxLength {
		return exact.Ratio{}, errNumber
	}
	parts := written.FindStringSubmatch(strings.TrimSuffix(unspaced(text), unspaced(unit)))
	if parts == nil || len(parts[2]) > decimals {
		return exact.Ratio{}, errNumber
	}
	return exact.Parse(parts[0])
}

// maxLength bounds the text of a number, its spaces and unit included.
const maxLength = 300

func unspaced(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, text)
}

func rawNumber(v exact.Ratio) any { return json.Number(v.String()) }

func (n *quantity) Reach(least exact.Ratio) (Value, bool) {
	return rounded(least, n.min, n.max, n.decimals)
}

func (n *number) Better(v Value) []Value { return n.bands.better(v, n) }

func (n *quantity) Compare(before, after Value) Evolution {
	was, is := before.(exact.Ratio), after.(exact.Ratio)
	gap, way := apart(was, is)
	return Evolution{Direction: risen(was, is), Words: fmt.Sprintf("de %s à %s, %s %s", grouped(was), n.Show(after), grouped(gap), way)}
}

// risen is the direction of a measure of which more is better.
func risen(was, is exact.Ratio) Direction {
	if was.Less(is) {
		return Better
	}
	return Worse
}

// apart gives how far two measures are, and which way.
func apart(was, is exact.Ratio) (gap exact.Ratio, way string) {
	if was.Less(is) {
		return is.Sub(was), "de plus"
	}
	return was.Sub(is), "de moins"
}
