// Package questionnairetest makes questionnaires and answers for tests: small ones by hand, and any number
// of random valid ones, all written as YAML and read by the real reader.
package questionnairetest

import (
	"fmt"
	"strings"

	"tnl/app/questionnaire"
)

// fataler is a *testing.T, a *testing.B or a *rapid.T.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Text writes a questionnaire with one axis that asks the questions given, each a few lines of YAML without
// its dash.
func Text(questions ...string) string {
	var b strings.Builder
	b.WriteString("id: essai\ntitle: Essai\naxes:\n  - id: axe\n    title: Axe\n    weight: 1\n    questions:\n")
	for _, q := range questions {
		b.WriteString(item(6, q))
	}
	b.WriteString("scale:\n  levels:\n    - {title: Un, meaning: Premier, total: 20}\n    - {title: Deux, meaning: Second, total: 60}\n")
	return b.String()
}

// item writes lines as one item of a list, indented by margin.
func item(margin int, lines string) string {
	space := strings.Repeat(" ", margin)
	text := strings.ReplaceAll(strings.TrimSpace(lines), "\n", "\n"+space+"  ")
	return space + "- " + text + "\n"
}

// Read reads a questionnaire that must be usable.
func Read(t fataler, text string) *questionnaire.Questionnaire {
	t.Helper()
	q, faults := questionnaire.Read("essai.yaml", []byte(text))
	if faults.Broken() {
		t.Fatalf("%v\n%s", faults, numbered(text))
	}
	return q
}

// Question reads a questionnaire that asks one question, and gives it.
func Question(t fataler, lines string) *questionnaire.Question {
	t.Helper()
	return Read(t, Text(lines)).Questions[0]
}

// Answers reads an answers file that must be usable.
func Answers(t fataler, q *questionnaire.Questionnaire, text string) questionnaire.AnswersFile {
	t.Helper()
	file, faults := questionnaire.ReadAnswers(q, "reponses.yaml", []byte(text))
	if faults.Broken() {
		t.Fatalf("%v\n%s", faults, numbered(text))
	}
	return file
}

func numbered(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = fmt.Sprintf("%4d %s", i+1, line)
	}
	return strings.Join(lines, "\n")
}
