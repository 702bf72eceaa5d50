package scoring_test

import (
	"os"
	"path/filepath"
	"testing"

	"tnl/app/questionnaire"
	"tnl/questionnaires"
)

func edition2021(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	return editionCalled(t, "tnl-2021")
}

func edition2024(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	return editionCalled(t, "tnl-2024")
}

func edition2025(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	return editionCalled(t, "tnl-2025")
}

func editionCalled(t testing.TB, id string) *questionnaire.Questionnaire {
	t.Helper()
	text, err := questionnaires.Files.ReadFile(id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	q, faults := questionnaire.Read(id+".yaml", text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return q
}

func readCase(t testing.TB, q *questionnaire.Questionnaire, name string) questionnaire.AnswersFile {
	t.Helper()
	text := readFile(t, filepath.Join("testdata", name))
	file, faults := questionnaire.ReadAnswers(q, name, text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return file
}

// readFile reads a file of the repository, named from its root.
func readFile(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEditionsAreWhole(t *testing.T) {
	for _, id := range []string{"tnl-2021", "tnl-2024", "tnl-2025"} {
		t.Run(id, func(t *testing.T) {
			q := editionCalled(t, id)
			if n := len(q.Questions); n < 40 || n > 55 {
				t.Errorf("%d questions, want 40 to 55", n)
			}
			for _, question := range q.Questions {
				if question.Help == "" || question.Why == "" {
					t.Errorf("%s: help or why is missing", question.ID)
				}
				if question.Scored() && (question.Advice == "" || question.Evidence == "" || question.Effort == 0) {
					t.Errorf("%s: advice, evidence or effort is missing", question.ID)
				}
			}
			meanings := map[string]string{}
			for _, level := range q.Levels {
				meanings[level.Title] = level.Meaning
			}
			for _, mention := range q.Mentions {
				meanings[mention.Title] = mention.Meaning
			}
			for title, meaning := range meanings {
				if n := len([]rune(meaning)); n > 110 {
					t.Errorf("%s: its meaning has %d characters, the certificate has room for 110", title, n)
				}
			}
		})
	}
}
