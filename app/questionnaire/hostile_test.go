package questionnaire_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/questionnaire/source"
)

// many writes as many questions as a file of the greatest size holds.
func many(format string) string {
	var questions []string
	for i, size := 1, 600; ; i++ {
		one := strings.ReplaceAll(strings.ReplaceAll(format, "#", fmt.Sprint(i)), "@", fmt.Sprint(i-1))
		if size += len(one) + 10 + 8*strings.Count(one, "\n"); size > source.MaxBytes-2000 || i > 7500 {
			return questionnairetest.Text(append([]string{"{id: q0, type: yes_no, label: A}"}, questions...)...)
		}
		questions = append(questions, one)
	}
}

// few writes so many questions.
func few(format string, count int) string {
	questions := []string{"{id: q0, type: yes_no, label: A}"}
	for i := range count {
		questions = append(questions, strings.ReplaceAll(strings.ReplaceAll(format, "#", fmt.Sprint(i+1)), "@", fmt.Sprint(i)))
	}
	return questionnairetest.Text(questions...)
}

// spread is a list in brackets on lines that are not too long.
func spread(item func(i int) string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(item(i) + ",")
		if i%50 == 49 {
			b.WriteString("\n      ")
		}
	}
	return b.String()
}

func options(size int) string {
	return "id: q1\ntype: choices\nlabel: A\noptions: [" + spread(func(i int) string { return fmt.Sprintf("{id: o%d, label: A, points: 1}", i) }, size) + "]"
}

var hostile = map[string]string{
	"questions":                     many("{id: q#, type: yes_no, label: A}"),
	"questions without help":        many("{id: q#, type: yes_no, label: A, points: 1}"),
	"the same question":             many("{id: q, type: yes_no, label: A}"),
	"a chain of scopes":             many("{id: q#, type: yes_no, label: A, scope: {question: q@, is: oui}}"),
	"a chain of doubled follow-ups": many("{id: q#, type: yes_no, label: A, points: 1, follow_up: {any: [{question: q@, is: oui}, {question: q@, answered: true}]}}"),
	"a bound of population each":    many("{id: q#, type: yes_no, label: A, points: 1, scope: {population: {below: #}}}"),
	"unknown questions":             many("{id: q#, type: yes_no, label: A, scope: {question: une-question-au-nom-inconnu-#, is: oui}}"),
	"cycles":                        many("{id: q#, type: yes_no, label: A, scope: {any: [{question: q0, is: oui}, {question: q#, is: oui}]}}"),
	"unknown keys":                  many("{id: q#, type: yes_no, label: A, une-cle-inconnue: 1}"),
	"unknown types":                 many("{id: q#, type: un-type-inconnu, label: A}"),
	"options":                       questionnairetest.Text(options(250_000)),
	"a condition on many options": questionnairetest.Text(options(120_000), "id: q2\ntype: yes_no\nlabel: A\nscope: {question: q1, is: ["+
		spread(func(i int) string { return fmt.Sprintf("o%d", i) }, 120_000)+"]}"),
	"a condition of many parts": questionnairetest.Text("{id: q0, type: yes_no, label: A}", "id: q1\ntype: yes_no\nlabel: A\nscope: {any: ["+
		spread(func(int) string { return "{question: q0, is: oui}" }, 250_000)+"]}"),
	"a condition nested thirty times": questionnairetest.Text("{id: q0, type: yes_no, label: A}",
		"id: q1\ntype: yes_no\nlabel: A\nscope: "+strings.Repeat("{not: ", 30)+"{any: ["+spread(func(int) string { return "{question: q0, is: oui}" }, 200_000)+"]}"+strings.Repeat("}", 30)),
	"three hundred scopes":    few("{id: q#, type: yes_no, label: A, help: B, points: 1, scope: {all: [{population: {at_least: #}}, {question: q0, is: oui}]}}", 300),
	"five hundred follow-ups": few("{id: q#, type: yes_no, label: A, help: B, points: 1, follow_up: {any: [{question: q@, is: oui}, {question: q0, is: oui}]}}", 499),
	"levels":                  questionnairetest.Text("{id: q0, type: yes_no, label: A}") + strings.Repeat("    - {title: A, meaning: B, total: 1}\n", 6000),
	"bands":                   questionnairetest.Text("id: q1\ntype: number\nlabel: A\nbands: [" + spread(func(i int) string { return fmt.Sprintf("{from: %d, points: 1}", i) }, 250_000) + "]"),
	"weights": strings.Replace(questionnairetest.Text("{id: q0, type: yes_no, label: A}"), "    weight: 1\n",
		"    weights:\n"+strings.Repeat("      - {when: {kind: commune}, weight: 0}\n", 5000)+"      - {weight: 1}\n", 1),
}

func TestHostileQuestionnairesCostLittle(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			if len(text) > source.MaxBytes {
				t.Fatalf("%d bytes are refused at once", len(text))
			}
			start := time.Now()
			q, faults := questionnaire.Read("f", []byte(text))
			took := time.Since(start)
			if q != nil {
				q.Path(village, questionnaire.NewAnswers(q))
			}
			t.Logf("%s to read, %s to follow: %d faults, %.150s", took.Round(time.Millisecond), (time.Since(start) - took).Round(time.Millisecond), len(faults), faults.Error())
			if took > patience {
				t.Errorf("%s for %d bytes", took, len(text))
			}
		})
	}
}
