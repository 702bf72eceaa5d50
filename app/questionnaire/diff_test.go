package questionnaire_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tnl/app/questionnaire"
)

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func readTestdata(t *testing.T, file string) *questionnaire.Questionnaire {
	t.Helper()
	q, faults := questionnaire.Read(file, []byte(readText(t, file)))
	if q == nil {
		t.Fatal(faults)
	}
	return q
}

func TestDiff(t *testing.T) {
	before, after := readTestdata(t, "diff/before.yaml"), readTestdata(t, "diff/after.yaml")
	var got strings.Builder
	for _, d := range questionnaire.Diff(before, after) {
		fmt.Fprintf(&got, "%s %s %s %s: %s\n", d.Axis, d.Number, d.Question, d.Change, d.Text)
	}
	golden(t, "diff/diff.golden", got.String())
}

func TestAQuestionnaireDoesNotDifferFromItself(t *testing.T) {
	eachShipped(t, func(name string, text []byte) {
		a, _ := questionnaire.Read(name, text)
		b, faults := questionnaire.Read(name, []byte(strings.ReplaceAll(string(text), "\n      - id:", "\n\n      - id:")))
		if a == nil || b == nil {
			t.Fatal(name, faults)
		}
		if found := questionnaire.Diff(a, b); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	})
}
