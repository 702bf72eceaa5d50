package questionnaire

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "link", Keys: []Key{maxLengthKey(20, 2000), pointsKey("Ce que vaut une adresse.")}, Read: func(f *source.Fields) Spec {
		l := &link{most: maxEvidence}
		if given, ok := f.Int("max_length", 20, 2000); ok {
			l.most = given
		}
		l.points, _ = f.Number("points", 0, maxPoints)
		return l
	}})
}

// link asks for the address of a public page, worth its points once given, or a fact. Nothing opens it here:
// the jury does. Its value is a string.
type link struct {
	points exact.Ratio
	most   int // characters
}

// LinkInput is what the template of a link shows.
type LinkInput struct {
	Text string
	Most int
	Rule string // what an address is worth, "" when it is a fact
}

var errLink = errors.New("une adresse est attendue : elle commence par https:// ou http:// et ne contient pas d’espace")

func (l *link) Max() exact.Ratio { return l.points }

func (l *link) Parse(raw any) (Value, error) {
	text, ok := raw.(string)
	if text = strings.TrimSpace(text); !ok || text == "" {
		return nil, errLink
	}
	if n := utf8.RuneCountInString(text); n > l.most {
		return nil, fmt.Errorf("cette adresse est trop longue : %d signes au plus sont attendus", l.most)
	}
	if !isLink(text) || strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return nil, errLink
	}
	if address, err := url.Parse(text); err != nil || address.User != nil { // https://mairie.fr@autre.example opens the other
		return nil, errors.New("une adresse sans nom d’utilisateur ni mot de passe est attendue")
	}
	return text, nil
}

func (l *link) Raw(v Value) any { return v }

func (l *link) FromForm(f url.Values, name string) any {
	if strings.TrimSpace(f.Get(name)) == "" {
		return nil
	}
	return f.Get(name)
}

func (l *link) ToForm(v Value, name string) url.Values { return url.Values{name: {v.(string)}} }

func (l *link) Input(f url.Values, name string) any {
	return LinkInput{Text: f.Get(name), Most: l.most, Rule: l.Terms().Rule}
}

func (l *link) Terms() Terms {
	if l.points.IsZero() {
		return Terms{}
	}
	return Terms{Rule: fmt.Sprintf("Une adresse vaut %s.", countPoints(l.points))}
}

func (l *link) Points(Value) exact.Ratio { return l.points }

func (l *link) Reason(Value) string {
	if l.points.IsZero() {
		return "Cette adresse est lue par le jury, elle n’est pas notée."
	}
	return fmt.Sprintf("Une adresse est donnée : %s.", countPoints(l.points))
}

func (l *link) Show(v Value) string { return v.(string) }

func (l *link) Better(v Value) []Value {
	if v == nil {
		return []Value{"une adresse publique"}
	}
	return nil
}

func (l *link) Change(Value, Value) string { return "Donnez l’adresse demandée" }

func (l *link) Compare(Value, Value) Evolution {
	return Evolution{Direction: Other, Words: "nouvelle adresse"}
}
