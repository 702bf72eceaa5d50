package questionnaire_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

const matrixLines = `type: matrix
cap: 5
options: [{id: libre, label: Libre, points: 3}, {id: mixte, label: Mixte, points: 1.5}, {id: non, label: Non libre}]
rows: [{id: bureau, label: Bureautique}, {id: web, label: Navigateur, help: De chaque poste}, {id: comment, label: Notes}]`

func init() {
	deep := any("libre")
	for range 10000 {
		deep = []any{deep}
	}
	typeCases = append(typeCases,
		typeCase{"matrix with a cap", matrixLines, "5", []reading{
			{raw: map[string]any{"web": "mixte", "bureau": "libre"}, kept: `{"bureau":"libre","web":"mixte"}`, points: "4,5",
				shown: "Bureautique : Libre ; Navigateur : Mixte", reason: "Bureautique, «" + nb + "Libre" + nb + "» (3) + Navigateur, «" + nb + "Mixte" + nb + "» (1,5) : 4,5" + nb + "points."},
			{raw: map[string]any{"comment": "non", "bureau": nil}, kept: `{"comment":"non"}`, points: "0", shown: "Notes : Non libre", reason: "Notes, «" + nb + "Non libre" + nb + "» (0) : 0" + nb + "point."},
			{raw: map[string]any{"bureau": "libre", "web": "libre", "comment": "libre"}, kept: `{"bureau":"libre","comment":"libre","web":"libre"}`, points: "5",
				shown:  "Bureautique : Libre ; Navigateur : Libre ; Notes : Libre",
				reason: "Bureautique, «" + nb + "Libre" + nb + "» (3) + Navigateur, «" + nb + "Libre" + nb + "» (3) + Notes, «" + nb + "Libre" + nb + "» (3) : 9" + nb + "points, ramenés à la limite de 5."},
			{raw: map[string]any{"burau": "libre"}, fault: "ligne inconnue «" + nb + "burau" + nb + "», vouliez-vous `bureau` ?"},
			{raw: map[string]any{"\x00": "libre"}, fault: "ligne inconnue «" + nb + "\ufffd" + nb + "» ; attendu : bureau, web, comment"},
			{raw: map[string]any{"bureau": "libres"}, fault: "«" + nb + "Bureautique" + nb + "» : choix inconnu «" + nb + "libres" + nb + "», vouliez-vous `libre` ?"},
			{raw: map[string]any{"bureau": deep}, fault: "«" + nb + "Bureautique" + nb + "» : un seul choix est attendu, parmi : libre, mixte et non"},
			{raw: map[string]any{}, fault: "choisissez une réponse dans une ligne au moins"},
			{raw: map[string]any{"bureau": nil}, fault: "choisissez une réponse dans une ligne au moins"},
			{raw: []any{"libre"}, fault: "un choix par ligne est attendu, sous la forme `ligne: choix` ; les lignes sont : bureau, web et comment"},
			{raw: json.Number("3"), fault: "un choix par ligne est attendu, sous la forme `ligne: choix` ; les lignes sont : bureau, web et comment"},
			{raw: nil, fault: "un choix par ligne est attendu, sous la forme `ligne: choix` ; les lignes sont : bureau, web et comment"},
		}},
		typeCase{"matrix of fact", "type: matrix\noptions: [{id: oui, label: Oui}, {id: non, label: Non}]\nrows: [{id: a, label: A}]", "0", []reading{
			{raw: map[string]any{"a": "oui"}, kept: `{"a":"oui"}`, points: "0", shown: "A : Oui", reason: "Ces réponses sont lues par le jury, elles ne sont pas notées."},
		}},
	)
}

// A row may be called like what stands beside a value: neither is taken for the other.
func TestAMatrixKeepsItsCommentApart(t *testing.T) {
	q := questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\n"+matrixLines)
	a, faults := q.FromForm(url.Values{"q.row.comment": {"mixte"}, "q.comment": {"libre"}})
	if kept, err := q.Encode(a); err != nil || len(faults) > 0 || string(kept) != `{"value":{"comment":"mixte"},"comment":"libre"}` {
		t.Errorf("%s, %v, %v", kept, faults, err)
	}
	in := q.Spec.Input(url.Values{"q.row.web": {"non"}}, "q").(questionnaire.MatrixInput)
	if web := in.Rows[1]; web.Name != "q.row.web" || web.Options[0].Checked || !web.Options[2].Checked || in.Rule != "Les points des lignes s’additionnent, dans la limite de 5"+nb+"points." {
		t.Errorf("%+v", in)
	}
}

// A hand-written file gives a matrix in the long form of an answer.
func TestAMatrixIsAnsweredInAFile(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Q\nhelp: A\n"+matrixLines))
	file := questionnairetest.Answers(t, q, "answers:\n  q: {value: {bureau: libre, web: mixte}, comment: Vu}\n")
	if got := q.Questions[0].Show(file.Answers.Get(q.Questions[0]).Value); got != "Bureautique : Libre ; Navigateur : Mixte" {
		t.Error(got)
	}
	_, faults := questionnaire.ReadAnswers(q, "f", []byte("answers:\n  q: {value: {bureau: [libre]}}\n"))
	if !strings.Contains(faults.Error(), "f:2:15: réponse à `q` : «"+nb+"Bureautique"+nb+"» : un seul choix est attendu") {
		t.Error(faults)
	}
}

// Answering one more row, or one row better, never lowers the points.
func TestABetterRowLowersNothing(t *testing.T) {
	q := questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\n"+matrixLines)
	options, rows := []string{"non", "mixte", "libre"}, []string{"bureau", "web", "comment"}
	rapid.Check(t, func(t *rapid.T) {
		was, better := map[string]any{"bureau": "non"}, map[string]any{"bureau": "non"}
		for _, row := range rows {
			from := rapid.IntRange(-1, 2).Draw(t, row)
			if from >= 0 {
				was[row] = options[from]
			}
			if to := rapid.IntRange(from, 2).Draw(t, row+" better"); to >= 0 {
				better[row] = options[to]
			}
		}
		if pointsOf(t, q, better).Less(pointsOf(t, q, was)) {
			t.Fatalf("%v to %v", was, better)
		}
	})
}
