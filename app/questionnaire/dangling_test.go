package questionnaire_test

import (
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// What a question says to continue is looked for: a slip would lose a year's answers without a word.
func TestWhatIsNotThereToContinueIsTold(t *testing.T) {
	earlier := questionnairetest.Read(t, strings.Replace(questionnairetest.Text("id: bureautique\ntype: yes_no\nlabel: Q"), "id: essai\n", "id: tnl-2025\n", 1))
	for name, want := range map[string]string{
		"tnl-2025/bureautique": "",
		"essai/ancienne":       "", // an earlier version of this very questionnaire
		"label-1999/libre":     "", // nobody but its author has it
		"tnl-2025/bureautiqe":  "attention : `continues` : `tnl-2025` n’a pas de question `bureautiqe`, vouliez-vous `bureautique` ?",
		"tnl-2052/bureautique": "attention : `continues` : questionnaire inconnu `tnl-2052`, vouliez-vous `tnl-2025` ?",
	} {
		q := questionnairetest.Read(t, questionnairetest.Text("id: q\ntype: yes_no\nlabel: Q\ncontinues: "+name))
		faults := q.Dangling([]*questionnaire.Questionnaire{earlier})
		got := ""
		if len(faults) > 0 {
			_, got, _ = strings.Cut(faults[0].String(), ": ")
		}
		if got != want || len(faults) > 1 {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
