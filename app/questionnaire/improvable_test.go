package questionnaire_test

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/exact"
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

// The way to a level is made of these: an answer that opens a follow-up must not be beyond the last of them.
func TestTheLastBetterAnswerOpensWhatAnyOtherDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnairetest.Read(t, questionnairetest.Draw(t))
		facts, answers := questionnairetest.DrawFacts(t), questionnairetest.DrawAnswers(t, q)
		asks := func(of *questionnaire.Question, v questionnaire.Value) questionnaire.Path {
			with := answers.Clone()
			with.Set(of, questionnaire.Answer{Value: v})
			return q.Path(facts, with)
		}
		for _, question := range q.Questions {
			v := answers.Get(question).Value
			better, can := q.Better(question, nil, &questionnaire.Context{Facts: facts, Answers: answers, Path: q.Path(facts, answers)})
			if v == nil || !question.Scored() || !can || len(better) == 0 {
				continue
			}
			any, last := asks(question, v), asks(question, better[len(better)-1])
			for _, other := range q.Questions {
				if other.Scored() && any.Asks(other) && !last.Asks(other) {
					t.Fatalf("%s opens %s by %v, and not by the last better answer, %v", question.ID, other.ID, v, better[len(better)-1])
				}
			}
		}
	})
}

// A type whose value is a measure can say from which answer a measure is reached: the way to a level asks it.
func TestEveryMeasureCanBeReached(t *testing.T) {
	q, answers := example(t)
	measures := 0
	for _, question := range q.Questions {
		_, measured := answers.Get(question).Value.(exact.Ratio)
		if _, measurable := question.Spec.(questionnaire.Measurable); !measured || !measurable {
			continue
		}
		measures++
		if _, ok := question.Spec.(questionnaire.Reaching); !ok {
			t.Errorf("%s: the type %s is Measurable and not Reaching", question.ID, question.Type)
		}
	}
	if measures < 3 {
		t.Errorf("the example answers %d measures", measures)
	}
}

// example is the questionnaire of the guide, which has every type, and its answers.
func example(t *testing.T) (*questionnaire.Questionnaire, questionnaire.Answers) {
	t.Helper()
	read := func(name string) []byte {
		text, err := os.ReadFile("../../docs/exemples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	q, faults := questionnaire.Read("petit-questionnaire.yaml", read("petit-questionnaire.yaml"))
	if q == nil {
		t.Fatal(faults)
	}
	file, faults := questionnaire.ReadAnswers(q, "petites-reponses.yaml", read("petites-reponses.yaml"))
	if faults.Broken() {
		t.Fatal(faults)
	}
	return q, file.Answers
}
