package scoring_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
)

// fifty is a questionnaire of five axes of ten questions, of every scored type, with scopes, follow-ups,
// weights by kind, and five levels with minimums.
func fifty() string {
	var b strings.Builder
	b.WriteString("id: cinquante\ntitle: Cinquante questions\naxes:\n")
	for a := range 5 {
		fmt.Fprintf(&b, "  - id: a%d\n    title: Axe %d\n    weights: [{when: {kind: [region, departement]}, weight: 30}, {when: {kind: commune, population: {below: 3500}}, weight: 15}, {weight: 20}]\n    questions:\n", a, a)
		for i := range 10 {
			head := fmt.Sprintf("      - {id: q%d-%d, label: Q, help: A, ", a, i)
			switch i {
			case 0:
				b.WriteString(head + "type: yes_no}\n")
			case 1, 2:
				fmt.Fprintf(&b, "%stype: yes_no, points: 2.5, scope: {question: q%d-0, is: oui}}\n", head, a)
			case 3, 4:
				b.WriteString(head + "type: choice, options: [{id: a, label: A, points: 5}, {id: b, label: B, points: 2}, {id: c, label: C}]}\n")
			case 5, 6:
				b.WriteString(head + "type: choices, cap: 3, options: [{id: a, label: A, points: 1}, {id: b, label: B, points: 1.5}, {id: c, label: C, points: 2}, {id: d, label: D, exclusive: true}]}\n")
			case 7:
				fmt.Fprintf(&b, "%stype: percentage, linear: true, points: 4, follow_up: {question: q%d-3, is: [a, b]}}\n", head, a)
			case 8:
				b.WriteString(head + "type: percentage, bands: [{from: 10, points: 1}, {from: 50, points: 2}, {from: 90, points: 4}]}\n")
			case 9:
				b.WriteString(head + "type: number, bands: [{from: 1, points: 1}, {from: 10, points: 3}]}\n")
			}
		}
	}
	b.WriteString("scale:\n  levels:\n")
	for l := range 5 {
		fmt.Fprintf(&b, "    - {title: L%d, meaning: M, total: %d, axes: {a0: %d, a1: %d}, questions: {q2-3: %d}}\n", l, 15+15*l, 5*l, 5*l, 10*l)
	}
	return b.String()
}

func fiftyAnswered(t interface {
	Helper()
	Fatalf(string, ...any)
}) (*questionnaire.Questionnaire, questionnaire.Answers) {
	q := questionnairetest.Read(t, fifty())
	var b strings.Builder
	b.WriteString("answers:\n")
	for _, question := range q.Questions {
		value := map[string]string{"yes_no": "oui", "choice": "a", "choices": "[a, b, c]", "percentage": "73.5", "number": "12"}[question.Type]
		fmt.Fprintf(&b, "  %s: %s\n", question.ID, value)
	}
	return q, questionnairetest.Answers(t, q, b.String()).Answers
}

func BenchmarkCompute(b *testing.B) {
	q, answers := fiftyAnswered(b)
	in := scoring.Input{Facts: questionnaire.Facts{Kind: "commune", Population: 900}, Answers: answers}
	b.ReportAllocs()
	for b.Loop() {
		if scoring.Compute(q, in).Level != 5 {
			b.Fatal("the answers do not reach the last level")
		}
	}
}

// A draft is scored at each change, and a jury's list scores them all: it must stay cheap.
func TestComputeAllocatesLittle(t *testing.T) {
	q, answers := fiftyAnswered(t)
	in := scoring.Input{Facts: questionnaire.Facts{Kind: "commune", Population: 900}, Answers: answers,
		Adjustments: map[string]scoring.Adjustment{"q0-3": {Points: exact.Int(4), Reason: "Vu."}}}
	if allocations := testing.AllocsPerRun(100, func() { scoring.Compute(q, in) }); allocations >= 20 {
		t.Errorf("%v allocations", allocations)
	}
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../../questionnaires/tnl-2021.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string][]byte{"fifty questions": []byte(fifty()), "edition 2021": text} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if q, faults := questionnaire.Read("f", text); q == nil {
					b.Fatal(faults)
				}
			}
		})
	}
}
