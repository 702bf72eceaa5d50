package questionnaire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

func init() {
	const want = "un nombre entier de 0 à 500 est attendu"
	typeCases = append(typeCases, typeCase{"relative of fact", "type: relative\nrelative_to: population\nunit: postes\nmax: 500", "0", []reading{
		{raw: "12 postes", kept: `12`, points: "0", shown: "12" + nb + "postes", reason: "Ce nombre est lu par le jury, il n’est pas noté."},
		{raw: json.Number("500"), kept: `500`, points: "0", shown: "500" + nb + "postes", reason: "Ce nombre est lu par le jury, il n’est pas noté."},
		{raw: "501", fault: want},
		{raw: "-1", fault: want},
		{raw: "1\x00", fault: want},
		{raw: strings.Repeat("1", 100000), fault: want},
		{raw: []any{json.Number("1")}, fault: want},
		{raw: map[string]any{"value": json.Number("1")}, fault: want},
		{raw: nil, fault: want},
	}})
}

const perInhabitant = "id: b\ntype: relative\nlabel: B\nhelp: A\nunit: postes\nrelative_to: population\nbands: [{from: 5, points: 1}, {from: 10, points: 3}]"

const perAnswer = "id: b\ntype: relative\nlabel: B\nhelp: A\nunit: postes\nrelative_to: a\nlinear: true\nfull: 50\npoints: 4"

const agents = "id: a\ntype: number\nlabel: A\nunit: agents"

// relativeTo gives the points of a relative number, and why, where the question before it is answered by first.
func relativeTo(t interface {
	Helper()
	Fatalf(string, ...any)
}, q *questionnaire.Questionnaire, population int, first any, raw any) (exact.Ratio, string) {
	t.Helper()
	answers := questionnaire.NewAnswers(q)
	own := q.Question("b")
	for question, raw := range map[*questionnaire.Question]any{q.Questions[0]: first, own: raw} {
		if raw == nil {
			continue
		}
		v, err := question.Spec.Parse(raw)
		if err != nil {
			t.Fatalf("%s: %v", question.ID, err)
		}
		answers.Set(question, questionnaire.Answer{Value: v})
	}
	facts := questionnaire.Facts{Kind: "commune", Population: population}
	in := &questionnaire.Context{Facts: facts, Answers: answers, Path: q.Path(facts, answers)}
	v := answers.Get(own).Value
	return own.Points(v, in), own.Reason(v, in)
}

func TestRelativeNumbers(t *testing.T) {
	inhabitants := questionnairetest.Read(t, questionnairetest.Text("id: a\ntype: yes_no\nlabel: A", perInhabitant))
	staff := questionnairetest.Read(t, questionnairetest.Text(agents, perAnswer))
	hidden := questionnairetest.Read(t, questionnairetest.Text(agents+"\nscope: {kind: region}", perAnswer))
	for _, c := range []struct {
		name       string
		q          *questionnaire.Questionnaire
		population int
		first, raw any
		points     string
		reason     string
	}{
		{"enough for a band", inhabitants, 4200, nil, "21", "1", "21" + nb + "postes sur 4" + thin + "200" + nb + "habitants, soit 5" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants. À partir de 5" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants : 1" + nb + "point."},
		{"just below", inhabitants, 4201, nil, "21", "0", "21" + nb + "postes sur 4" + thin + "201" + nb + "habitants, soit 4,99" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants. Moins de 5" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants : 0" + nb + "point."},
		{"an unknown population", inhabitants, -1, nil, "21", "0", "La population du territoire n’est pas connue, la proportion ne peut pas être calculée : 0" + nb + "point."},
		{"nobody lives there", inhabitants, 0, nil, "21", "0", "La population du territoire est de 0, la proportion ne peut pas être calculée : 0" + nb + "point."},
		{"half of what is full", staff, -1, "120", "30", "2", "30" + nb + "postes sur 120" + nb + "agents, soit 25" + nb + "pour" + nb + "100. Tous les points (4) sont donnés à 50" + nb + "pour" + nb + "100 : 2" + nb + "points."},
		{"more than full", staff, -1, "120", "1000", "4", "1" + thin + "000" + nb + "postes sur 120" + nb + "agents, soit 833,33" + nb + "pour" + nb + "100. Tous les points (4) sont donnés à 50" + nb + "pour" + nb + "100 : 4" + nb + "points."},
		{"relative to nothing", staff, -1, "0", "30", "0", "La réponse à la question 1.1 est 0, la proportion ne peut pas être calculée : 0" + nb + "point."},
		{"relative to no answer", staff, -1, nil, "30", "0", "La question 1.1 est sans réponse, la proportion ne peut pas être calculée : 0" + nb + "point."},
		{"relative to what concerns others", hidden, -1, "120", "30", "0", "La question 1.1 ne concerne pas le territoire, la proportion ne peut pas être calculée : 0" + nb + "point."},
	} {
		points, reason := relativeTo(t, c.q, c.population, c.first, c.raw)
		if points.Decimal(2) != c.points || reason != c.reason {
			t.Errorf("%s: %s points, %q", c.name, points.Decimal(2), reason)
		}
	}
	rules := map[*questionnaire.Questionnaire]string{
		inhabitants: "Rapporté à la population du territoire : 1" + nb + "point à partir de 5" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants, 3" + nb + "points à partir de 10" + nb + "pour" + nb + "1" + thin + "000" + nb + "habitants.",
		staff:       "Rapporté à la réponse à la question 1.1. En proportion : 50" + nb + "pour" + nb + "100 valent 4" + nb + "points.",
	}
	for q, want := range rules {
		if got := q.Question("b").Spec.Input(nil, "b").(questionnaire.NumberInput).Rule; got != want {
			t.Errorf("%q", got)
		}
	}
}

// A greater number never lowers the points, and they stay within the question's bounds.
func TestAGreaterRelativeNumberLowersNothing(t *testing.T) {
	for _, lines := range []string{perAnswer, strings.Replace(perAnswer, "linear: true\nfull: 50\npoints: 4", "per: 7\nbands: [{from: 1, points: 1}, {from: 2.5, points: 3}]", 1)} {
		q := questionnairetest.Read(t, questionnairetest.Text(agents, lines))
		rapid.Check(t, func(t *rapid.T) {
			base := json.Number(rapid.StringMatching(`[0-9]{1,8}`).Draw(t, "base"))
			less := rapid.IntRange(0, 1_000_000).Draw(t, "less")
			more := less + rapid.IntRange(0, 1_000_000).Draw(t, "more")
			before, _ := relativeTo(t, q, -1, base, json.Number(exact.Int(int64(less)).String()))
			after, _ := relativeTo(t, q, -1, base, json.Number(exact.Int(int64(more)).String()))
			if after.Less(before) || before.Negative() || q.Questions[1].Max().Less(after) {
				t.Fatalf("%d is worth %v, %d %v, of %v", less, before, more, after, base)
			}
		})
	}
}
