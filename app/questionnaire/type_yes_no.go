package questionnaire

import (
	"errors"
	"fmt"
	"net/url"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "yes_no", Keys: []Key{pointsKey("Ce que vaut « oui » ; sans points, c’est une question de fait.")}, Read: func(f *source.Fields) Spec {
		points, _ := f.Number("points", 0, maxPoints)
		return &yesNo{points: points}
	}})
}

// yesNo is answered by "oui", worth its points, or "non". Its value is a bool.
type yesNo struct{ points exact.Ratio }

// YesNoInput is what the template of a yes/no question shows.
type YesNoInput struct {
	Yes, No bool
	Points  string // what "oui" is worth, "" for a question of fact
}

var errYesNo = errors.New(quote("oui") + " ou " + quote("non") + " est attendu")

func (y *yesNo) Max() exact.Ratio { return y.points }

func (y *yesNo) Parse(raw any) (Value, error) {
	switch raw {
	case true, "oui":
		return true, nil
	case false, "non":
		return false, nil
	}
	return nil, errYesNo
}

func (y *yesNo) word(yes bool) string {
	if yes {
		return "oui"
	}
	return "non"
}

func (y *yesNo) Raw(v Value) any { return y.word(v.(bool)) }

func (y *yesNo) FromForm(f url.Values, name string) any { return single(f, name) }

func (y *yesNo) ToForm(v Value, name string) url.Values {
	return url.Values{name: {y.word(v.(bool))}}
}

func (y *yesNo) Input(f url.Values, name string) any {
	in := YesNoInput{Yes: f.Get(name) == "oui", No: f.Get(name) == "non"}
	if !y.points.IsZero() {
		in.Points = countPoints(y.points)
	}
	return in
}

func (y *yesNo) Terms() Terms {
	terms := []Term{{Label: "Oui"}, {Label: "Non"}}
	if !y.points.IsZero() {
		terms[0].Points, terms[1].Points = countPoints(y.points), countPoints(exact.Ratio{})
	}
	return Terms{Options: terms}
}

func (y *yesNo) Points(v Value) exact.Ratio {
	if v.(bool) {
		return y.points
	}
	return exact.Ratio{}
}

func (y *yesNo) Reason(v Value) string {
	return fmt.Sprintf("%s vaut %s.", quote(y.Show(v)), countPoints(y.Points(v)))
}

func (y *yesNo) Show(v Value) string {
	if v.(bool) {
		return "Oui"
	}
	return "Non"
}

func (y *yesNo) Is(operands []string) (Test, error) {
	var yes, no bool
	for _, o := range operands {
		v, err := y.Parse(o)
		if o == "true" || o == "false" {
			v, err = o == "true", nil
		}
		if err != nil {
			return Test{}, fmt.Errorf("%w, trouvé : %s", errYesNo, quote(source.Short(o)))
		}
		yes, no = yes || v.(bool), no || !v.(bool)
	}
	return Test{Match: func(v Value) bool { return v.(bool) && yes || !v.(bool) && no }, Upward: yes, Downward: no}, nil
}

func (y *yesNo) Better(v Value) []Value {
	switch {
	case v == nil && y.points.IsZero():
		return []Value{true, false}
	case v == true && y.points.IsZero():
		return []Value{false}
	case v == true:
		return nil
	}
	return []Value{true}
}
