package scoring_test

import (
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// named is a scale of other names: a badge on a short form of two questions, then two degrees on the whole, and
// two mentions.
const named = `
id: essai
title: Essai
axes:
  - id: a
    title: Axe
    weight: 1
    questions:
      - {id: q1, type: yes_no, label: Un, help: h, points: 4}
      - {id: q2, type: yes_no, label: Deux, help: h, points: 4}
      - {id: q3, type: yes_no, label: Trois, help: h, points: 2}
scale:
  named: true
  levels:
    - {title: Badge, meaning: m, total: 50, of: [q1, q3]}
    - {title: Bronze, meaning: m, total: 60}
    - {title: Or, meaning: m, total: 80}
mentions:
  - {id: premiere, title: Première candidature, meaning: m, when: {first_candidacy: true}, total: 50}
  - {id: sobriete, title: Sobriété, meaning: m, questions: {q3: 100}}
`

func TestScalesOfOtherNames(t *testing.T) {
	q, faults := questionnaire.Read("essai.yaml", []byte(named))
	if q == nil {
		t.Fatal(faults)
	}
	for _, c := range []struct {
		yes      []string
		first    bool
		level    string
		lack     string // the first thing that the next level asks
		mentions []string
	}{
		{yes: nil, level: "", lack: "Total sur 2 questions"},
		{yes: []string{"q2"}, level: "", lack: "Total sur 2 questions"},
		{yes: []string{"q1"}, level: "Badge", lack: "Total"},
		{yes: []string{"q1", "q3"}, first: true, level: "Bronze", mentions: []string{"premiere", "sobriete"}},
		{yes: []string{"q1", "q2"}, level: "Or"},
		{yes: []string{"q1", "q2"}, first: true, level: "Or", mentions: []string{"premiere"}},
		{yes: []string{"q3"}, level: "", mentions: []string{"sobriete"}},
	} {
		answers := questionnaire.NewAnswers(q)
		for _, id := range c.yes {
			answers.Set(q.Question(id), questionnaire.Answer{Value: true})
		}
		score := scoring.Compute(q, scoring.Input{Facts: questionnaire.Facts{Kind: "commune", FirstCandidacy: c.first}, Answers: answers})
		level := ""
		if of := score.Of(); of != nil {
			level = of.Name()
		}
		if level != c.level {
			t.Errorf("%v: %q, want %q", c.yes, level, c.level)
		}
		if c.lack != "" {
			if lacks := score.Lacks(score.Next()); len(lacks) == 0 || len(lacks[0].String()) < len(c.lack) || lacks[0].String()[:len(c.lack)] != c.lack {
				t.Errorf("%v lacks %v, want %q", c.yes, lacks, c.lack)
			}
		}
		var mentions []string
		for _, m := range score.Eligible() {
			mentions = append(mentions, m.ID)
		}
		if len(mentions) != len(c.mentions) {
			t.Errorf("%v is eligible to %v, want %v", c.yes, mentions, c.mentions)
		}
	}
}
