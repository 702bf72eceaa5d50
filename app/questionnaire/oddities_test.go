package questionnaire_test

import (
	"io/fs"
	"testing"

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
