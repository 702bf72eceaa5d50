package questionnaire

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "short_text", Keys: []Key{maxLengthKey(1, 10000)}, Read: func(f *source.Fields) Spec { return readText(f, 200, false) }})
	register(Type{Name: "long_text", Keys: []Key{maxLengthKey(1, 10000)}, Read: func(f *source.Fields) Spec { return readText(f, 3000, true) }})
}

// text is free text, never scored. Its value is a string without spaces around, in NFC.
type text struct {
	unscored
	most  int // characters
	lines bool
}

// TextInput is what the template of a text shows.
type TextInput struct {
	Text string
	Most int
}

func readText(f *source.Fields, most int, lines bool) Spec {
	t := &text{most: most, lines: lines}
	if given, ok := f.Int("max_length", 1, 10000); ok {
		t.most = given
	}
	return t
}

func (t *text) Parse(raw any) (Value, error) {
	words, ok := raw.(string)
	if !ok {
		return nil, errors.New("un texte est attendu")
	}
	if !utf8.ValidString(words) {
		return nil, errors.New("ce texte contient des caractères illisibles")
	}
	words = tidy(words)
	if !t.lines {
		words = strings.TrimSpace(lineSpaces.ReplaceAllString(words, " "))
	}
	if words == "" {
		return nil, errors.New("un texte est attendu")
	}
	if n := utf8.RuneCountInString(words); n > t.most {
		return nil, fmt.Errorf("%d signes au plus sont attendus, ce texte en compte %d", t.most, n)
	}
	return words, nil
}

// lineSpaces are what a text of one line has no use for; no-break spaces stay, French wants them.
var lineSpaces = regexp.MustCompile(`[ \t\n]+`)

// tidy gives the one form in which a text is kept: lines end with \n, accents are composed (NFC), nothing
// that cannot be printed, no spaces around.
func tidy(words string) string {
	words = strings.ReplaceAll(strings.ReplaceAll(words, "\r\n", "\n"), "\r", "\n")
	words = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' || c == '\uFEFF' {
			return -1
		}
		return c
	}, words)
	return strings.TrimSpace(norm.NFC.String(words))
}

func (t *text) Raw(v Value) any { return v }

func (t *text) FromForm(f url.Values, name string) any {
	if strings.TrimSpace(f.Get(name)) == "" {
		return nil
	}
	return f.Get(name)
}

func (t *text) ToForm(v Value, name string) url.Values { return url.Values{name: {v.(string)}} }

func (t *text) Input(f url.Values, name string) any {
	return TextInput{Text: f.Get(name), Most: t.most}
}

func (t *text) Terms() Terms { return Terms{} }

func (t *text) Points(Value) exact.Ratio { return exact.Ratio{} }

func (t *text) Reason(Value) string { return "Ce texte est lu par le jury, il n’est pas noté." }

func (t *text) Show(v Value) string { return v.(string) }

func (t *text) Better(v Value) []Value {
	if v == nil {
		return []Value{"votre texte"}
	}
	return nil
}

func (t *text) Change(Value, Value) string { return "Écrivez votre réponse" }

func (t *text) Compare(Value, Value) Evolution {
	return Evolution{Direction: Other, Words: "texte récrit"}
}
