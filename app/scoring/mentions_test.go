package scoring_test

import (
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
)

const withMentions = `
mentions:
  - {id: premiere, title: Première, meaning: Pour une première., when: {first_candidacy: true}, total: 50}
  - {id: partage, title: Partage, meaning: Pour qui partage., total: 75, of: [b]}
`

func TestMentionsSayWhatTheyLack(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text(
		"id: a\ntype: yes_no\nlabel: A\nhelp: x\npoints: 2", "id: b\ntype: yes_no\nlabel: B\nhelp: x\npoints: 2")+withMentions)
	answers := questionnairetest.Answers(t, q, "answers:\n  a: oui\n").Answers
	said := func(first bool, adjustments map[string]scoring.Adjustment) string {
		score := scoring.Compute(q, scoring.Input{
			Facts: questionnaire.Facts{Kind: "commune", FirstCandidacy: first}, Answers: answers, Adjustments: adjustments,
		})
		var out []string
		for _, m := range score.Mentions() {
			out = append(out, m.ID+": "+m.String())
		}
		for _, m := range score.Eligible() {
			out = append(out, m.ID)
		}
		return strings.ReplaceAll(strings.Join(out, " | "), "\u00a0", " ")
	}
	for _, c := range []struct{ got, want string }{
		{said(true, nil), "premiere: La règle est remplie. | partage: Il manque : Points de la question 1.2 : 0 %, il faut 75 %. | premiere"},
		{said(false, nil), "premiere: Cette mention s’adresse à d’autres territoires. | partage: Il manque : Points de la question 1.2 : 0 %, il faut 75 %."},
		{said(true, map[string]scoring.Adjustment{"a": {Reason: "x"}, "b": {Points: exact.Of(3, 2), Reason: "x"}}),
			"premiere: Il manque : Total : 37,5 %, il faut 50 %. | partage: La règle est remplie. | partage"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestReasonsTellTheJurysAndTheEngines(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text(
		"id: a\ntype: yes_no\nlabel: A\nhelp: x\npoints: 2", "id: b\ntype: yes_no\nlabel: B\nhelp: x\npoints: 2"))
	answers := questionnairetest.Answers(t, q, "answers:\n  a: oui\n").Answers
	score := scoring.Compute(q, scoring.Input{Facts: questionnaire.Facts{Kind: "commune"}, Answers: answers,
		Adjustments: map[string]scoring.Adjustment{"a": {Points: exact.Of(1, 2), Reason: "Peu étayé."}}})
	qs := score.Question(q.Question("a"))
	for got, want := range map[string]string{
		qs.Reason(): "Ajusté par le jury, de 2 à 0,5 : Peu étayé.", qs.EngineReason(): "« Oui » vaut 2 points.",
		score.Axes[0].Note(): "12,5 % : 0,5 point sur 4.", scoring.Report(score).Axes[0].Questions[0].EngineReason: "« Oui » vaut 2 points.",
		scoring.Report(score).Axes[0].Questions[1].EngineReason: "", scoring.Report(score).Axes[0].Questions[0].EnginePoints.String(): "2",
	} {
		if strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
