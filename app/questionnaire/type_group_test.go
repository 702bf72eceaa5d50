package questionnaire_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

const groupLines = `type: group
item: logiciel
max_items: 4
points_per_item: 1.5
cap: 4
fields:
  - {id: name, label: Nom, type: short_text, max_length: 20, required: true}
  - {id: licence, label: Licence, type: choice, required: true, options: [{id: libre, label: Libre}, {id: autre, label: Autre}]}
  - {id: share, label: Part, type: percentage}
  - {id: since, label: Depuis, type: date}
  - {id: shared, label: Publié, type: yes_no}`

func software(name string) map[string]any { return map[string]any{"name": name, "licence": "libre"} }

func init() {
	deep := any("A")
	for range 10000 {
		deep = map[string]any{"name": deep}
	}
	var many, wrong []any
	for i := range 100000 {
		many = append(many, software(fmt.Sprint("n", i)))
		wrong = append(wrong, map[string]any{"share": "beaucoup"})
	}
	const wantList = "une liste est attendue, chaque élément avec ses champs : name, licence, share, since, shared"
	typeCases = append(typeCases,
		typeCase{"group", groupLines, "4", []reading{
			{raw: []any{map[string]any{"name": " A ", "licence": "libre", "share": "62,5 %", "since": "1/3/2020", "shared": "oui"}},
				kept:   `[{"licence":"libre","name":"A","share":62.5,"shared":"oui","since":"2020-03-01"}]`,
				points: "1,5", shown: "Nom : A, Licence : Libre, Part : 62,5" + nb + "%, Depuis : 1er" + nb + "mars 2020, Publié : Oui",
				reason: "1 élément complet × 1,5 : 1,5" + nb + "point."},
			{raw: []any{software("A"), nil, map[string]any{}, map[string]any{"name": "B"}, map[string]any{"share": json.Number("0"), "name": nil}},
				kept: `[{"licence":"libre","name":"A"},{"name":"B"},{"share":0}]`, points: "1,5", shown: "Nom : A, Licence : Libre ; Nom : B ; Part : 0" + nb + "%",
				reason: "1 élément complet × 1,5 : 1,5" + nb + "point ; 2 éléments incomplets ne comptent pas."},
			{raw: []any{software("A"), software("B"), software("C"), map[string]any{"name": "D"}},
				kept:   `[{"licence":"libre","name":"A"},{"licence":"libre","name":"B"},{"licence":"libre","name":"C"},{"name":"D"}]`,
				points: "4", shown: "Nom : A, Licence : Libre ; Nom : B, Licence : Libre ; Nom : C, Licence : Libre ; Nom : D",
				reason: "3 éléments complets × 1,5 : 4,5" + nb + "points, ramenés à la limite de 4 ; 1 élément incomplet ne compte pas."},
			{raw: []any{map[string]any{"name": "A"}}, kept: `[{"name":"A"}]`, points: "0", shown: "Nom : A", reason: "0 élément complet × 1,5 : 0" + nb + "point ; 1 élément incomplet ne compte pas."},
			{raw: []any{software("A"), map[string]any{"licence": "libres", "share": "101"}},
				fault: "Logiciel" + nb + "2, «" + nb + "Licence" + nb + "» : choix inconnu «" + nb + "libres" + nb + "», vouliez-vous `libre` ?"},
			{raw: []any{map[string]any{"nom": "A"}}, fault: "Logiciel" + nb + "1 : champ inconnu «" + nb + "nom" + nb + "», vouliez-vous `name` ?"},
			{raw: []any{map[string]any{"\x00\xff": "A"}}, fault: "Logiciel" + nb + "1 : champ inconnu «" + nb + "\ufffd\ufffd" + nb + "» ; attendu : name, licence, share, since, shared"},
			{raw: []any{map[string]any{"name": "a\x00b"}}, kept: `[{"name":"ab"}]`, points: "0", shown: "Nom : ab", reason: "0 élément complet × 1,5 : 0" + nb + "point ; 1 élément incomplet ne compte pas."},
			{raw: []any{map[string]any{"name": "\xff"}}, fault: "Logiciel" + nb + "1, «" + nb + "Nom" + nb + "» : ce texte contient des caractères illisibles"},
			{raw: []any{deep}, fault: "Logiciel" + nb + "1, «" + nb + "Nom" + nb + "» : un texte est attendu"},
			{raw: []any{"A"}, fault: "Logiciel" + nb + "1 : des champs sont attendus : name, licence, share, since, shared"},
			{raw: many, fault: "4 éléments au plus sont attendus"},
			{raw: wrong, fault: "Logiciel" + nb + "1, «" + nb + "Part" + nb + "» : un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
			{raw: make([]any, 100000), fault: "décrivez au moins un élément"},
			{raw: []any{}, fault: "décrivez au moins un élément"},
			{raw: software("A"), fault: wantList},
			{raw: "A", fault: wantList},
			{raw: nil, fault: wantList},
		}},
		typeCase{"group of fact", "type: group\nfields: [{id: name, label: Nom, type: short_text}, {id: page, label: Page, type: link}, {id: count, label: Nombre, type: number}]", "0", []reading{
			{raw: []any{map[string]any{"page": "https://exemple.fr", "count": "1 200"}}, kept: `[{"count":1200,"page":"https://exemple.fr"}]`, points: "0",
				shown: "Page : https://exemple.fr, Nombre : 1" + thin + "200", reason: "Cette liste est lue par le jury, elle n’est pas notée."},
			{raw: []any{map[string]any{"name": ""}}, fault: "Élément" + nb + "1, «" + nb + "Nom" + nb + "» : un texte est attendu"},
		}},
	)
}

func groupQuestion(t *testing.T) *questionnaire.Question {
	return questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\n"+groupLines)
}

// Each fault has the name of its own field, whatever rows were left empty above it.
func TestFaultsOfAGroupAreToldByField(t *testing.T) {
	q := groupQuestion(t)
	form := url.Values{
		"q.0.name": {""}, "q.0.licence": {""}, "q.1.name": {"A"}, "q.1.licence": {"libre"}, "q.3.name": {"un nom bien trop long pour ce champ"},
		"q.3.share": {"beaucoup"}, "q.01.name": {"B"}, "q.-1.name": {"B"}, "q.1000.name": {"B"}, "q.999999999999999999999.name": {"B"}, "q.1": {"B"}, "q.comment": {"Vu"},
	}
	a, faults := q.FromForm(form)
	want := map[string]string{
		"q.3.name":  "20 signes au plus sont attendus, ce texte en compte 35.",
		"q.3.share": "Un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus.",
	}
	if !maps.Equal(want, faults) || a.Value != nil || a.Comment != "Vu" {
		t.Errorf("%v, %+v", faults, a)
	}
	in := q.Spec.Input(form, "q").(questionnaire.GroupInput)
	var told, titles []string
	for _, row := range in.Rows {
		titles = append(titles, row.Title)
		for _, field := range row.Fields {
			if field.Error != "" {
				told = append(told, field.Name+" "+field.Error)
			}
		}
	}
	if len(told) != 2 || told[0] != "q.3.name "+want["q.3.name"] || told[1] != "q.3.share "+want["q.3.share"] {
		t.Errorf("%q", told)
	}
	if got := strings.Join(titles, ", "); got != "Logiciel"+nb+"2, Logiciel"+nb+"4, Logiciel"+nb+"5, Logiciel"+nb+"6" || in.More {
		t.Errorf("%s, more: %t", got, in.More)
	}
}

// Rows saved empty disappear, and the others close ranks; there are two empty ones below while there is room.
func TestRowsOfAGroup(t *testing.T) {
	q := groupQuestion(t)
	a, faults := q.FromForm(url.Values{"q.0.name": {" "}, "q.2.name": {"A"}, "q.5.shared": {"non"}})
	kept, err := q.Encode(a)
	if err != nil || len(faults) > 0 || string(kept) != `{"value":[{"name":"A"},{"shared":"non"}]}` {
		t.Errorf("%s, %v, %v", kept, faults, err)
	}
	form := q.ToForm(a)
	if form.Get("q.0.name") != "A" || form.Get("q.1.shared") != "non" || len(form) != 2 {
		t.Errorf("%v", form)
	}
	for filled, want := range []int{2, 3, 4, 4, 4} {
		form := url.Values{}
		for i := range filled {
			form.Set(fmt.Sprintf("q.%d.name", i), "A")
		}
		if in := q.Spec.Input(form, "q").(questionnaire.GroupInput); len(in.Rows) != want || in.More != (want < 4) {
			t.Errorf("%d filled: %d rows, more: %t", filled, len(in.Rows), in.More)
		}
	}
	if a, faults := q.FromForm(url.Values{"q.0.name": {""}, "q.1.licence": {""}}); a.Value != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", a, faults)
	}
	if _, faults := q.FromForm(url.Values{"q.0.name": {"A"}, "q.1.name": {"A"}, "q.2.name": {"A"}, "q.3.name": {"A"}, "q.9.name": {"A"}}); faults["q"] != "4 éléments au plus sont attendus." {
		t.Errorf("%v", faults)
	}
}

// A follow-up may ask for a number of complete items.
func TestAFollowUpOfAGroup(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Q\nhelp: A\n"+groupLines,
		"id: suite\ntype: yes_no\nlabel: Suite\nhelp: A\npoints: 1\nfollow_up: {question: q, at_least: 2}"))
	for want, raw := range map[bool][]any{true: {software("A"), software("B")}, false: {software("A"), map[string]any{"name": "B"}}} {
		v, err := q.Questions[0].Spec.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		answers := questionnaire.NewAnswers(q)
		answers.Set(q.Questions[0], questionnaire.Answer{Value: v})
		if got := q.Path(questionnaire.Facts{}, answers).Asks(q.Questions[1]); got != want {
			t.Errorf("%v: asked %t", raw, got)
		}
	}
}

// One more item, or one more field of an item, never lowers the points.
func TestAFullerGroupLowersNothing(t *testing.T) {
	q := groupQuestion(t)
	values := map[string]any{"name": "A", "licence": "libre", "share": "50", "shared": "non"}
	rapid.Check(t, func(t *rapid.T) {
		was, better := []any{map[string]any{"share": "1"}}, []any{map[string]any{"share": "1"}}
		for i := range rapid.IntRange(0, 3).Draw(t, "items") {
			less, more := map[string]any{}, map[string]any{}
			for _, id := range []string{"name", "licence", "share", "shared"} {
				level := rapid.IntRange(0, 2).Draw(t, fmt.Sprint(id, i))
				if level == 2 {
					less[id] = values[id]
				}
				if level >= 1 {
					more[id] = values[id]
				}
			}
			was, better = append(was, less), append(better, more)
		}
		if pointsOf(t, q, better).Less(pointsOf(t, q, was)) {
			t.Fatalf("%v to %v", was, better)
		}
	})
}

// A hand-written file gives a group as a list of maps, short or long.
func TestAGroupIsAnsweredInAFile(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Q\nhelp: A\n"+groupLines))
	for _, text := range []string{
		"answers:\n  q:\n    - {name: A, licence: libre, since: 2020-03-01}\n    - name: B\n",
		"answers:\n  q:\n    value:\n      - {name: A, licence: libre, since: 2020-03-01}\n      - {name: B}\n",
	} {
		answers := questionnairetest.Answers(t, q, text).Answers
		if got := q.Questions[0].Show(answers.Get(q.Questions[0]).Value); got != "Nom : A, Licence : Libre, Depuis : 1er"+nb+"mars 2020 ; Nom : B" {
			t.Error(got)
		}
	}
	_, faults := questionnaire.ReadAnswers(q, "f", []byte("answers:\n  q:\n    - {name: A}\n    - {name: B, share: 200}\n"))
	if want := "réponse à `q` : Logiciel" + nb + "2, «" + nb + "Part" + nb + "» : un pourcentage est attendu"; !strings.Contains(faults.Error(), want) {
		t.Error(faults)
	}
}
