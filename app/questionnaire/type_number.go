package questionnaire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "number", Read: readNumber})
}

// maxNumber bounds a number given as an answer, in any unit.
const maxNumber = 1_000_000_000

// number is a quantity in a unit, worth points by bands, or a question of fact. Its value is an exact.Ratio.
type number struct {
	unit     string
	min, max exact.Ratio
	decimals int
	bands    bands
}

func readNumber(f *source.Fields) Spec {
	n := &number{unit: f.Text("unit"), max: exact.Int(maxNumber), bands: readBands(f, maxNumber)}
	n.decimals, _ = f.Int("decimals", 0, 2)
	n.min, _ = f.Number("min", 0, maxNumber)
	if most, ok := f.Number("max", 0, maxNumber); ok {
		n.max = most
	}
	if n.max.Less(n.min) {
		f.At(f.Get("max"), "`max` est au-dessous de `min`")
	}
	return n
}

func (n *number) Max() exact.Ratio { return n.bands.max() }

func (n *number) Parse(raw any) (Value, error) {
	v, err := parseNumber(raw, n.decimals)
	if err != nil || v.Less(n.min) || n.max.Less(v) {
		what := "un nombre entier"
		if n.decimals > 0 {
			what = "un nombre"
		}
		return nil, fmt.Errorf("%s de %s à %s est attendu", what, n.min.Decimal(2), n.max.Decimal(2))
	}
	return v, nil
}

func (n *number) Raw(v Value) any { return rawNumber(v.(exact.Ratio)) }

func (n *number) FromForm(f url.Values, name string) any { return single(f, name) }

func (n *number) ToForm(v Value, name string) url.Values {
	return url.Values{name: {v.(exact.Ratio).Decimal(2)}}
}

func (n *number) Input(f url.Values, name string) any {
	in := NumberInput{Text: f.Get(name), Unit: n.unit, Min: n.min.String(), Max: n.max.String()}
	if len(n.bands) > 0 {
		in.Rule = n.bands.rule(n.suffix())
	}
	return in
}

func (n *number) suffix() string {
	if n.unit == "" {
		return ""
	}
	return "\u00a0" + n.unit
}

func (n *number) Points(v Value) exact.Ratio { return n.bands.points(v.(exact.Ratio)) }

func (n *number) Reason(v Value) string { return n.bands.reason(v.(exact.Ratio), n.suffix()) }

func (n *number) Show(v Value) string { return v.(exact.Ratio).Decimal(2) + n.suffix() }

func (n *number) AtLeast(least exact.Ratio) Test {
	return Test{Match: func(v Value) bool { return !v.(exact.Ratio).Less(least) }, Upward: true}
}

// parseNumber reads a number written by a person or a file, with spaces, a comma and a percent sign
// tolerated, and at most decimals digits after the comma.
func parseNumber(raw any, decimals int) (exact.Ratio, error) {
	var text string
	switch r := raw.(type) {
	case string:
		text = r
	case json.Number:
		text = r.String()
	default:
		return exact.Ratio{}, errors.New("un nombre est attendu")
	}
	text = strings.TrimSuffix(strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, text), "%")
	value, err := exact.Parse(text)
	if err != nil {
		return exact.Ratio{}, err
	}
	scale := exact.Int(1)
	for range decimals {
		scale = scale.Mul(exact.Int(10))
	}
	if scaled := value.Mul(scale); scaled.Cmp(exact.Int(scaled.Floor())) != 0 {
		return exact.Ratio{}, fmt.Errorf("trop de décimales, %d au plus", decimals)
	}
	return value, nil
}

func rawNumber(v exact.Ratio) any { return json.Number(v.String()) }
