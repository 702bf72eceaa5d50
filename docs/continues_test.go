package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"tnl/app/questionnaire"
)

// TestTheYearAfterContinuesAsTheGuideSays holds the table of the guide to what the program does of its example.
func TestTheYearAfterContinuesAsTheGuideSays(t *testing.T) {
	var both [2]*questionnaire.Questionnaire
	for i, name := range []string{"petit-questionnaire.yaml", "annee-suivante.yaml"} {
		q, faults := questionnaire.Read(name, []byte(read(t, "docs/exemples/"+name)))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		both[i] = q
	}
	answers, faults := questionnaire.ReadAnswers(both[0], "petites-reponses.yaml", []byte(read(t, "docs/exemples/petites-reponses.yaml")))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	guide := read(t, "docs/questionnaire-guide.md")
	then := both[0].Context(answers.Territory.Facts, answers.Answers)
	now := both[1].Context(answers.Territory.Facts, questionnaire.NewAnswers(both[1]))
	for _, f := range questionnaire.Continue(both[0], both[1]).Follow(then, now) {
		row := fmt.Sprintf("| `%s` | %s |", f.Question.ID, f.Outcome.Label())
		if !strings.Contains(guide, row) {
			t.Errorf("the guide does not say %s", row)
		}
	}
}
