package questionnaire_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"tnl/app/questionnaire"
	"tnl/questionnaires"
)

// The examples shipped are what authors start from: nothing in them is odd.
func TestShippedQuestionnairesHaveNothingOdd(t *testing.T) {
	eachShipped(t, func(name string, text []byte) {
		if _, faults := questionnaire.Read(name, text); len(faults) > 0 {
			t.Error(faults)
		}
	})
}

func eachShipped(t *testing.T, test func(name string, text []byte)) {
	t.Helper()
	files, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no file", err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(questionnaires.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		test(name, text)
	}
}

func BenchmarkRead(b *testing.B) {
	text, err := fs.ReadFile(questionnaires.Files, "tnl-2021.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if q, faults := questionnaire.Read("tnl-2021.yaml", text); q == nil {
			b.Fatal(faults)
		}
	}
}

// A file may hold thousands of conditions: what is odd in it is then not sought to the end.
func TestOdditiesAreSoughtWithinBounds(t *testing.T) {
	var text strings.Builder
	text.WriteString("id: essai\ntitle: Essai\naxes:\n")
	for a := range 50 {
		fmt.Fprintf(&text, "  - id: a%d\n    title: A\n    weight: 1\n    questions:\n", a)
		for q := range 40 {
			fmt.Fprintf(&text, "      - {id: q%d-%d, type: yes_no, label: A, scope: {all: [{kind: commune}, {kind: region}, {population: {below: %d}}]}}\n", a, q, 1+a*40+q)
		}
	}
	text.WriteString("scale:\n  levels:\n    - {title: Un, meaning: M, total: 20}\n")
	start := time.Now()
	if q, faults := questionnaire.Read("f", []byte(text.String())); q == nil {
		t.Fatal(faults)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("read in %s", took)
	}
}
