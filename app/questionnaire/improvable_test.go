package questionnaire_test

import (
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

func TestBetterAnswers(t *testing.T) {
	options := "options:\n  - {id: a, label: A, points: 1}\n  - {id: b, label: B, points: 3}\n  - {id: c, label: C, points: 2}"
	for _, c := range []struct{ question, answer, want string }{
		{"type: yes_no\npoints: 1", "", "Oui"},
		{"type: yes_no\npoints: 1", "oui", ""},
		{"type: yes_no", "non", "Oui"},
		{"type: yes_no", "", "Oui / Non"},
		{"type: choice\n" + options, "", "A / C / B"},
		{"type: choice\n" + options, "c", "B"},
		{"type: choices\n" + options, "", "A / C / B / B ; C / A ; B ; C"},
		{"type: choices\ncap: 4\n" + options, "[c]", "A ; C / B ; C / A ; B ; C"},
		{"type: choices\n" + options + "\n  - {id: d, label: D, points: 0, exclusive: true}", "[d]", "A / C / B / B ; C / A ; B ; C"},
		{"type: percentage\nlinear: true\npoints: 4", "75", "80 % / 90 % / 100 %"},
		{"type: percentage\nbands:\n  - {from: 25, points: 1}\n  - {from: 50, points: 2}", "30", "50 %"},
		{"type: number\nunit: jeux\nbands:\n  - {from: 1, points: 1}\n  - {from: 2.5, points: 2}", "", "1 jeux / 3 jeux"},
		{"type: relative\nrelative_to: population\nbands:\n  - {from: 1, points: 1}\n  - {from: 3, points: 2}", "", "2 / 5"},
		{"type: relative\nrelative_to: population\nlinear: true\npoints: 2\nfull: 2\nmax: 2", "1", "2"},
		{"type: date\npoints: 1\nuntil: 2021-12-31", "2022-02-01", "31 décembre 2021"},
		{"type: link\npoints: 1", "", "une adresse publique"},
		{"type: link\npoints: 1", "https://exemple.fr", ""},
		{"type: matrix\nrows:\n  - {id: x, label: X}\n  - {id: y, label: Y}\n" + options, "{value: {x: c}}", "X : B / X : C ; Y : B / X : B ; Y : B"},
	} {
		q := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Quoi ?\n"+c.question))
		answers := questionnaire.NewAnswers(q)
		if c.answer != "" {
			answers = questionnairetest.Answers(t, q, "answers: {q: "+c.answer+"}\n").Answers
		}
		question, facts := q.Question("q"), questionnaire.Facts{Kind: "commune", Population: 1500}
		context := questionnaire.Context{Facts: facts, Answers: answers, Path: q.Path(facts, answers)}
		better, can := q.Better(question, answers.Get(question).Value, &context)
		var got []string
		for _, v := range better {
			got = append(got, strings.ReplaceAll(question.Show(v), "\u00a0", " "))
		}
		if strings.Join(got, " / ") != c.want || !can {
			t.Errorf("%s\nafter %q: %s, want %s", c.question, c.answer, strings.Join(got, " / "), c.want)
		}
	}
}

// What opens another question is worth telling apart, even where it yields no more points.
func TestBetterAnswersReachWhatFollows(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text(
		"id: part\ntype: percentage\nlabel: Quelle part ?\nbands:\n  - {from: 20, points: 1}",
		"id: suite\ntype: yes_no\nlabel: Et ensuite ?\npoints: 1\nfollow_up: {question: part, at_least: 35}"))
	better, _ := q.Better(q.Question("part"), nil, nil)
	if len(better) != 2 || q.Question("part").Show(better[1]) != "35\u00a0%" {
		t.Errorf("%v", better)
	}
}
