package questionnaire_test

import (
	"strings"
	"testing"

	"tnl/app/questionnaire"
)

const adjustable = `
id: essai
title: Essai
axes:
  - id: a
    title: Axe
    weight: 1
    questions:
      - {id: q1, type: yes_no, label: Un, help: h, points: 4}
      - {id: q2, type: long_text, label: Deux, help: h}
scale:
  levels:
    - {title: Un, meaning: m, total: 10}
`

func TestAdjustmentsOfAFile(t *testing.T) {
	q, faults := questionnaire.Read("essai.yaml", []byte(adjustable))
	if q == nil {
		t.Fatal(faults)
	}
	for _, c := range []struct{ name, text, told string }{
		{"good", "answers: {q1: oui}\nadjustments:\n  q1: {points: 2.5, reason: Un seul serveur.}\n", ""},
		{"too many points", "answers: {}\nadjustments:\n  q1: {points: 5, reason: x}\n", "3:16: `points` : cette question vaut 4\u00a0points au plus"},
		{"no reason", "answers: {}\nadjustments:\n  q1: {points: 1}\n", "`reason` manque"},
		{"no points", "answers: {}\nadjustments:\n  q1: {reason: x}\n", "`points` manque"},
		{"unknown question", "answers: {}\nadjustments:\n  q3: {points: 1, reason: x}\n", "question inconnue `q3`"},
		{"text", "answers: {}\nadjustments:\n  q2: {points: 1, reason: x}\n", "ne rapporte aucun point"},
		{"no list of questions", "answers: {}\nadjustments: [q1]\n", "un par question"},
	} {
		file, faults := questionnaire.ReadAnswers(q, "reponses.yaml", []byte(c.text))
		if c.told == "" {
			if faults.Broken() || file.Adjustments["q1"].Points.String() != "2.5" || file.Adjustments["q1"].Reason != "Un seul serveur." {
				t.Errorf("%s: %+v, %v", c.name, file.Adjustments, faults)
			}
			continue
		}
		if !faults.Broken() || !strings.Contains(faults.Error(), c.told) {
			t.Errorf("%s: %v does not tell %q", c.name, faults, c.told)
		}
	}
}
