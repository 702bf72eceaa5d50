package questionnaire_test

import (
	"fmt"
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// points is what a question's answer is worth where it is asked.
func points(q *questionnaire.Question, in *questionnaire.Context) exact.Ratio {
	v := in.Answers.Get(q).Value
	if v == nil || !in.Path.Asks(q) {
		return exact.Ratio{}
	}
	return q.Points(v, in)
}

// named gives questionnaires one after the other, each under an identifier.
func named(t *testing.T, id string, questions ...string) *questionnaire.Questionnaire {
	t.Helper()
	return questionnairetest.Read(t, strings.Replace(questionnairetest.Text(questions...), "id: essai\n", "id: "+id+"\n", 1))
}

func answered(t *testing.T, q *questionnaire.Questionnaire, answers string) *questionnaire.Context {
	t.Helper()
	return q.Context(village, questionnairetest.Answers(t, q, answers).Answers)
}

// told writes what becomes of each question: outcome, former answers, what can be taken over, evolution.
func told(followed []questionnaire.Followed) string {
	var lines []string
	for _, f := range followed {
		var former []string
		for _, one := range f.Former {
			former = append(former, one.Question.ID+"="+one.Question.Show(one.Answer.Value)+one.Answer.Planned)
		}
		line := fmt.Sprintf("%s %s [%s] take=%s %s", f.Question.ID, f.Outcome, strings.Join(former, " "), f.Question.Show(f.Takeable.Value), f.Evolution.Direction)
		if f.Evolution.Words != "" {
			line += " (" + f.Evolution.Words + ")"
		}
		if f.Evolution.Changed {
			line += " changed"
		}
		lines = append(lines, plain.Replace(line))
	}
	return strings.Join(lines, "\n")
}

func TestAnswersAreFollowedFromYearToYear(t *testing.T) {
	percent := "type: percentage\nlabel: A\nhelp: A\nlinear: true\npoints: "
	old := named(t, "avant",
		"id: part\n"+percent+"4", "id: baremee\n"+percent+"4", "id: une\ntype: yes_no\nlabel: A", "id: deux\ntype: yes_no\nlabel: A", "id: coupee\n"+colours,
		"id: typee\ntype: yes_no\nlabel: A", "id: perdue\n"+colours, "id: tue\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1",
		"id: prevue\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true", "id: laissee\n"+percent+"4",
		"id: cachee\ntype: yes_no\nlabel: A\nfollow_up: {question: une, is: non}")
	new := named(t, "apres",
		"id: part\ncontinues: avant/part\n"+percent+"4", "id: baremee\ncontinues: avant/baremee\n"+percent+"6",
		"id: reunie\ncontinues: [avant/une, avant/deux]\ntype: yes_no\nlabel: A", "id: bout1\ncontinues: avant/coupee\n"+colours, "id: bout2\ncontinues: avant/coupee\n"+colours,
		"id: typee\ncontinues: avant/typee\ntype: short_text\nlabel: A", "id: perdue\ncontinues: avant/perdue\ntype: choice\nlabel: A\noptions: [{id: vert, label: Vert}, {id: bleu, label: Bleu}]",
		"id: tue\ncontinues: avant/tue\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1", "id: prevue\ncontinues: avant/prevue\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true",
		"id: laissee\ncontinues: avant/laissee\n"+percent+"4", "id: cachee\ncontinues: avant/cachee\ntype: yes_no\nlabel: A", "id: nouvelle\ntype: yes_no\nlabel: A")
	before := answered(t, old, `answers: {part: 40, baremee: 40, une: oui, deux: non, coupee: vert, typee: oui, perdue: rouge, prevue: {planned: 2027-03}, laissee: 50, cachee: oui}`)
	after := answered(t, new, `answers: {part: 65, baremee: 30, reunie: oui, bout1: vert, perdue: bleu, tue: oui, prevue: oui, nouvelle: oui, cachee: oui}`)
	followed := questionnaire.Continue(old, new).Follow(before, after)
	want := strings.Join([]string{
		"part carried_over [part=40 %] take=40 % better (de 40 % à 65 %, 25 points de plus)",
		"baremee carried_over [baremee=40 %] take=40 % worse (de 40 % à 30 %, 10 points de moins) changed",
		"reunie merged [une=Oui deux=Non] take=  changed",
		"bout1 split [coupee=Vert] take=  changed",
		"bout2 split [coupee=Vert] take=  changed",
		"typee other_type [typee=Oui] take=  changed",
		"perdue value_gone [perdue=Rouge] take=  (« Rouge » puis « Bleu ») changed",
		"tue unanswered [] take= better (sans réponse, puis « Oui »)",
		"prevue unanswered [prevue=2027-03] take= better (sans réponse, puis « Oui »)",
		"laissee carried_over [laissee=50 %] take=50 % worse (« 50 % » puis sans réponse)",
		"cachee unanswered [] take= other (sans réponse, puis « Oui »)", // it was not asked
		"nouvelle added [] take= ",
	}, "\n")
	if got := told(followed); got != want {
		t.Errorf("got\n%s", got)
	}
	tally := questionnaire.Count(followed, after.Path)
	if want := (questionnaire.Tally{Better: 3, Worse: 2, Other: 1, Added: 1, Apart: 5}); tally != want {
		t.Errorf("%+v", tally)
	}
}

// More computers and a smaller share of them: the rule counts the share.
func TestANumberRelativeToAnotherFollowsItsShare(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: postes\ntype: number\nlabel: A\nmin: 1",
		"id: libres\ntype: relative\nlabel: A\nhelp: A\nrelative_to: postes\nlinear: true\nfull: 100\npoints: 4"))
	before, after := answered(t, q, "answers: {postes: 100, libres: 50}"), answered(t, q, "answers: {postes: 200, libres: 60}")
	got := questionnaire.Continue(q, q).Follow(before, after)[1].Evolution
	if got.Direction != questionnaire.Worse || plain.Replace(got.Words) != "de 50 à 60, 10 de plus" {
		t.Errorf("%+v", got)
	}
}

func TestWhatStandsBesideAValueIsTakenButNotAPlan(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: a\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true"))
	before := answered(t, q, `answers: {a: {value: non, planned: 2027-03, comment: Dit, evidence: "https://exemple.fr/"}}`)
	got := questionnaire.Continue(q, q).Follow(before, q.Context(village, questionnaire.NewAnswers(q)))[0].Takeable
	if want := (questionnaire.Answer{Value: false, Comment: "Dit", Evidence: "https://exemple.fr/"}); got != want {
		t.Errorf("%+v", got)
	}
}

// A question that names several questionnaires continues whichever was answered; one that names the last only is
// followed through it, when it is known.
func TestQuestionsAreFollowedAcrossAYearThatWasSkipped(t *testing.T) {
	text := "type: short_text\nlabel: A"
	first := named(t, "tnl-2021", "id: directe\n"+text, "id: suivie\n"+text, "id: une\n"+text, "id: deux\n"+text, "id: cousine\n"+text)
	middle := named(t, "tnl-2024", "id: directe\ncontinues: tnl-2021/cousine\n"+text, "id: renommee\ncontinues: tnl-2021/suivie\n"+text,
		"id: reunie\ncontinues: [tnl-2021/une, tnl-2021/deux]\n"+text)
	last := named(t, "tnl-2025", "id: directe\ncontinues: [tnl-2024/directe, tnl-2021/directe]\n"+text, "id: encore\ncontinues: tnl-2024/renommee\n"+text,
		"id: reunie\ncontinues: tnl-2024/reunie\n"+text)
	for _, c := range []struct {
		name    string
		old     *questionnaire.Questionnaire
		between []*questionnaire.Questionnaire
		want    string
	}{
		{"the year before", middle, nil, "directe<directe carried_over, encore<renommee carried_over, reunie<reunie carried_over"},
		{"the middle is unknown", first, nil, "directe<directe carried_over, encore< added, reunie< added"},
		{"the middle is known", first, []*questionnaire.Questionnaire{last, middle, first}, "directe<directe carried_over, encore<suivie carried_over, reunie<une+deux merged"},
	} {
		var got []string
		for _, link := range questionnaire.Continue(c.old, last, c.between...).Links()[:3] {
			var from []string
			for _, q := range link.From {
				from = append(from, q.ID)
			}
			got = append(got, link.To.ID+"<"+strings.Join(from, "+")+" "+string(link.Outcome))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %s", c.name, strings.Join(got, ", "))
		}
	}
}
