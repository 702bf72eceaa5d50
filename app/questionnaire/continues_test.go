package questionnaire_test

import (
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

const colours = "type: choice\nlabel: A\noptions: [{id: rouge, label: Rouge}, {id: vert, label: Vert}]"

// later is the questionnaire of the year after.
func later(t *testing.T, questions ...string) *questionnaire.Questionnaire {
	t.Helper()
	return questionnairetest.Read(t, strings.Replace(questionnairetest.Text(questions...), "id: essai\n", "id: suite\n", 1))
}

func TestAnswersCarryOver(t *testing.T) {
	old := questionnairetest.Read(t, questionnairetest.Text(
		"id: gardee\n"+colours, "id: sans\n"+colours, "id: retiree\ntype: yes_no\nlabel: A", "id: une\ntype: yes_no\nlabel: A",
		"id: deux\ntype: yes_no\nlabel: A", "id: partagee\ntype: yes_no\nlabel: A", "id: typee\ntype: yes_no\nlabel: A", "id: perdue\n"+colours,
		"id: nombre\ntype: number\nlabel: A", "id: prevue\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true",
	))
	new := later(t,
		"id: autre-nom\ncontinues: essai/gardee\n"+colours, "id: sans\ncontinues: [autre/sans, essai/sans]\n"+colours,
		"id: retiree\ntype: yes_no\nlabel: A", "id: reunie\ncontinues: [essai/une, essai/deux]\ntype: yes_no\nlabel: A",
		"id: part1\ncontinues: essai/partagee\ntype: yes_no\nlabel: A", "id: part2\ncontinues: essai/partagee\ntype: yes_no\nlabel: A",
		"id: typee\ncontinues: essai/typee\ntype: short_text\nlabel: A",
		"id: perdue\ncontinues: essai/perdue\ntype: choice\nlabel: A\noptions: [{id: vert, label: Vert}, {id: bleu, label: Bleu}]",
		"id: nombre\ncontinues: essai/nombre\ntype: number\nlabel: A\nmax: 50",
		"id: prevue\ncontinues: essai/prevue\ntype: yes_no\nlabel: A",
	)
	answers := questionnaire.NewAnswers(old)
	for _, q := range old.Questions {
		raw := map[string]string{"gardee": `"vert"`, "perdue": `"rouge"`, "nombre": "12", "sans": ""}
		value, given := raw[q.ID]
		if !given {
			value = `"oui"`
		}
		content := `{"value":` + value + `,"comment":"dit","evidence":"https://exemple.fr/"}`
		if q.ID == "prevue" {
			content = `{"value":"non","planned":"2027-06"}`
		}
		if value == "" {
			content = "{}"
		}
		a, err := q.Decode([]byte(content))
		if err != nil {
			t.Fatal(err)
		}
		answers.Set(q, a)
	}
	out, told := questionnaire.CarryOver(old, answers, new)
	var got []string
	for _, c := range told {
		var from []string
		for _, q := range c.From {
			from = append(from, q.ID)
		}
		to := "-"
		if c.To != nil {
			to = c.To.ID
		}
		got = append(got, strings.Join(from, "+")+">"+to+" "+string(c.Outcome))
		if c.Outcome.Label() == "" {
			t.Errorf("%s has no label", c.Outcome)
		}
	}
	want := []string{
		"gardee>autre-nom carried_over", "sans>sans unanswered", ">retiree added", "une+deux>reunie merged", "partagee>part1 split",
		"partagee>part2 split", "typee>typee other_type", "perdue>perdue value_gone", "nombre>nombre carried_over", "prevue>prevue carried_over",
		"retiree>- removed",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	content, err := new.EncodeAll(out)
	if want := `{"autre-nom":{"value":"vert","comment":"dit","evidence":"https://exemple.fr/"},"nombre":{"value":12,"comment":"dit","evidence":"https://exemple.fr/"},"prevue":{"value":"non"}}`; err != nil || string(content) != want {
		t.Errorf("%s, %v", content, err)
	}
	if again, _ := new.EncodeAll(questionnaire.Continue(old, new).Answers(answers)); string(again) != string(content) {
		t.Errorf("a continuity kept carries %s", again)
	}
}

// A fault mended in an open edition: the identifiers are the same, nothing needs to say so.
func TestVersionsOfOneQuestionnaireContinueByIdentifier(t *testing.T) {
	old := questionnairetest.Read(t, questionnairetest.Text("id: a\ntype: yes_no\nlabel: A", "id: b\ntype: yes_no\nlabel: A"))
	new := questionnairetest.Read(t, questionnairetest.Text("id: b\ntype: yes_no\nlabel: B", "id: c\ntype: yes_no\nlabel: A"))
	answers := questionnaire.NewAnswers(old)
	for _, q := range old.Questions {
		answers.Set(q, questionnaire.Answer{Value: true})
	}
	out, _ := questionnaire.CarryOver(old, answers, new)
	if content, err := new.EncodeAll(out); err != nil || string(content) != `{"b":{"value":"oui"}}` {
		t.Errorf("%s, %v", content, err)
	}
}

func TestFaultsOfContinues(t *testing.T) {
	for given, want := range map[string]string{
		"tnl-2021/enjeux": "", "[a/b, c/d-e]": "",
		"enjeux": "n’est pas une question", "A/b": "n’est pas une question", "a/b/c": "n’est pas une question", "[a/b, a/b]": "cité deux fois", "[[a]]": "un texte est attendu",
	} {
		_, faults := questionnaire.Read("f", []byte(questionnairetest.Text("id: a\ntype: yes_no\nlabel: A\ncontinues: "+given)))
		if want == "" && faults.Broken() || !strings.Contains(faults.Error(), want) {
			t.Errorf("%s: %v", given, faults)
		}
	}
}
