package questionnaire

import (
	"errors"
	"fmt"
	"net/url"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "percentage", Read: readPercentage, Keys: []Key{bandsKey(100), linearKey(), pointsKey("Ce que valent 100 %, en proportion.")}})
}

// percentage is a share from 0 to 100, worth points in proportion or by bands. Its value is an exact.Ratio,
// 45 for 45 %.
type percentage struct {
	points exact.Ratio // in proportion; 0 when bands or nothing
	bands  bands
}

// NumberInput is what the template of a number shows.
type NumberInput struct {
	Text     string
	Unit     string
	Min, Max string
	Rule     string // how the number becomes points, "" when it does not
}

var errPercentage = errors.New("un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus")

func readPercentage(f *source.Fields) Spec {
	p := &percentage{bands: readBands(f, 100)}
	linear := f.Bool("linear")
	p.points, _ = f.Number("points", 0, maxPoints)
	switch {
	case linear && absent(f.Get("points")):
		f.At(f.Get("linear"), "`linear` : la clé `points` manque, elle dit ce que valent 100 %%")
	case f.Has("points") && !linear && !misread(f.Get("linear")):
		f.At(f.Get("points"), "`points` : ajoutez `linear: true` pour compter en proportion, ou des `bands`")
	case linear && len(p.bands) > 0:
		f.At(f.Get("bands"), "`bands` et `linear` ne vont pas ensemble")
	}
	return p
}

func (p *percentage) Max() exact.Ratio { return exact.Max(p.points, p.bands.max()) }

func (p *percentage) Parse(raw any) (Value, error) {
	n, err := parseNumber(raw, 2, "%")
	if err != nil || n.Negative() || exact.Int(100).Less(n) {
		return nil, errPercentage
	}
	return n, nil
}

func (p *percentage) Raw(v Value) any { return rawNumber(v.(exact.Ratio)) }

func (p *percentage) FromForm(f url.Values, name string) any { return single(f, name) }

func (p *percentage) ToForm(v Value, name string) url.Values {
	return url.Values{name: {v.(exact.Ratio).Decimal(2)}}
}

func (p *percentage) Input(f url.Values, name string) any {
	return NumberInput{Text: f.Get(name), Unit: "%", Min: "0", Max: "100", Rule: p.Terms().Rule}
}

func (p *percentage) Terms() Terms {
	if !p.points.IsZero() {
		return Terms{Rule: fmt.Sprintf("En proportion : 100\u00a0%% valent %s.", countPoints(p.points))}
	}
	return Terms{Rule: p.bands.rule("\u00a0%")}
}

func (p *percentage) Points(v Value) exact.Ratio {
	if !p.points.IsZero() {
		return p.points.Mul(v.(exact.Ratio)).Div(exact.Int(100))
	}
	return p.bands.points(v.(exact.Ratio))
}

func (p *percentage) Reason(v Value) string {
	if !p.points.IsZero() {
		return fmt.Sprintf("%s de %s : %s.", p.Show(v), countPoints(p.points), p.Points(v).Decimal(2))
	}
	return p.bands.reason(v.(exact.Ratio), "\u00a0%")
}

func (p *percentage) Show(v Value) string { return v.(exact.Ratio).Decimal(2) + "\u00a0%" }

func (p *percentage) AtLeast(least exact.Ratio) (Test, error) {
	return atLeast(least, exact.Int(100))
}

// rule words the bands for the form: "1 point à partir de 25 %, 3 points à partir de 50 %."
func (p *percentage) Reach(least exact.Ratio) (Value, bool) {
	return rounded(least, exact.Ratio{}, exact.Int(100), 2)
}

// Better goes by tens where points are in proportion: nobody plans to the percent.
func (p *percentage) Better(v Value) []Value {
	if p.points.IsZero() {
		return p.bands.better(v, p)
	}
	var out []Value
	for ten := int64(10); ten <= 100; ten += 10 {
		if v == nil || v.(exact.Ratio).Less(exact.Int(ten)) {
			out = append(out, exact.Int(ten))
		}
	}
	return out
}

func (p *percentage) Compare(before, after Value) Evolution {
	was, is := before.(exact.Ratio), after.(exact.Ratio)
	gap, way := apart(was, is)
	word := "point"
	if !gap.Less(exact.Int(2)) {
		word = "points"
	}
	return Evolution{
		Direction: risen(was, is), Words: fmt.Sprintf("de %s à %s, %s\u00a0%s %s", p.Show(before), p.Show(after), gap.Decimal(2), word, way),
	}
}
