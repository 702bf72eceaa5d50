package questionnaire

import (
	"net/url"
	"sort"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Type is a kind of question. Adding one takes a file here that registers it, and a template of the same
// name in templates/parts/question.
type Type struct {
	Name string
	// Read takes the type's own keys of a question.
	Read func(f *source.Fields) Spec
	// Keys describes them for editors; nil says nothing of them.
	Keys []Key
}

var types = map[string]Type{}

func register(t Type) { types[t.Name] = t }

// TypeNames lists the question types.
func TypeNames() []string {
	names := make([]string, 0, len(types))
	for name := range types {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Value is an answer's value in the form that its question's type gives it; nil is "not answered".
// It is never changed once made.
type Value any

type form = url.Values

// Spec is how one question of a type is validated, stored, scored and shown.
type Spec interface {
	// Max is the most points that the question can yield, 0 when it is not scored.
	Max() exact.Ratio
	// Parse makes a value of what a file, a stored answer or a form holds: string, bool, json.Number, []any
	// or map[string]any. Its error is a sentence in French that says what to write.
	Parse(raw any) (Value, error)
	// Raw is what Parse reads back to the same value, ready for JSON.
	Raw(v Value) any
	// FromForm takes what a form's fields called name hold, for Parse; nil when nothing was entered.
	FromForm(f url.Values, name string) any
	// ToForm is what the fields called name hold for v.
	ToForm(v Value, name string) url.Values
	// Input is what the type's template needs to show the fields filled with f.
	Input(f url.Values, name string) any
	// Terms says what answers are worth, whoever answers: what the criteria of an edition show.
	Terms() Terms
	// Points is what v yields, from 0 to Max.
	Points(v Value) exact.Ratio
	// Reason says in French which rule gave v its points.
	Reason(v Value) string
	// Show writes v for people, in French.
	Show(v Value) string
}

// Terms is what the answers to a question are worth, in French.
type Terms struct {
	Rule    string // how an answer becomes points, "" when none does
	Options []Term // the answers proposed, none where they are free
}

// Term is an answer proposed and what it is worth, "" for a question that is not scored.
type Term struct{ Label, Help, Points string }

// Test tells whether a value makes a condition true.
type Test struct {
	Match func(v Value) bool
	// Upward tests that are true stay true for every better answer; a scored follow-up needs one, or a
	// better answer could lower the score.
	Upward bool
	// Downward tests that are false stay false for every better answer: what a scored follow-up needs
	// behind a not.
	Downward bool
}

// Comparable types can be compared with `is` in a condition.
type Comparable interface {
	// Is gives the test for equality with one of operands; its error says which operand is unknown.
	Is(operands []string) (Test, error)
}

// Measurable types can be compared with `at_least` in a condition.
type Measurable interface {
	// AtLeast gives the test for a measure of least or more; its error says that none can be.
	AtLeast(least exact.Ratio) (Test, error)
}

// unscored is the part of a Spec that types without points share.
type unscored struct{}

func (unscored) Max() exact.Ratio { return exact.Ratio{} }

// single reads the one field of a type that has one.
func single(f url.Values, name string) any {
	if text := f.Get(name); text != "" {
		return text
	}
	return nil
}
