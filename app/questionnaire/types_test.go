package questionnaire_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// No-break spaces as French wants them, in what is compared.
const (
	nb   = "\u00a0"
	thin = "\u202f"
)

// reading is what a raw answer becomes, or why it is refused.
type reading struct {
	raw    any
	kept   string // the value's JSON
	points string
	shown  string
	reason string
	fault  string
}

type typeCase struct {
	name     string
	question string
	max      string
	readings []reading
}

// typeCases are the readings of every type; a type may add its own beside its other tests.
var typeCases = []typeCase{
	{"yes_no", "type: yes_no\npoints: 2.5", "2,5", []reading{
		{raw: "oui", kept: `"oui"`, points: "2,5", shown: "Oui", reason: "«" + nb + "Oui" + nb + "» vaut 2,5" + nb + "points."},
		{raw: "non", kept: `"non"`, points: "0", shown: "Non", reason: "«" + nb + "Non" + nb + "» vaut 0" + nb + "point."},
		{raw: true, kept: `"oui"`, points: "2,5", shown: "Oui", reason: "«" + nb + "Oui" + nb + "» vaut 2,5" + nb + "points."},
		{raw: false, kept: `"non"`, points: "0", shown: "Non", reason: "«" + nb + "Non" + nb + "» vaut 0" + nb + "point."},
		{raw: "Oui", fault: "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu"},
		{raw: json.Number("1"), fault: "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu"},
		{raw: []any{"oui"}, fault: "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu"},
		{raw: map[string]any{"oui": true}, fault: "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu"},
		{raw: nil, fault: "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu"},
	}},
	{"choice", "type: choice\noptions:\n  - {id: tout, label: Tout, points: 3}\n  - {id: peu, label: Un peu, points: 0.5}\n  - {id: rien, label: Rien}", "3", []reading{
		{raw: "tout", kept: `"tout"`, points: "3", shown: "Tout", reason: "«" + nb + "Tout" + nb + "» vaut 3" + nb + "points."},
		{raw: "peu", kept: `"peu"`, points: "0,5", shown: "Un peu", reason: "«" + nb + "Un peu" + nb + "» vaut 0,5" + nb + "point."},
		{raw: "rien", kept: `"rien"`, points: "0", shown: "Rien", reason: "«" + nb + "Rien" + nb + "» vaut 0" + nb + "point."},
		{raw: "riens", fault: "choix inconnu «" + nb + "riens" + nb + "», vouliez-vous `rien` ?"},
		{raw: "Tout", fault: "choix inconnu «" + nb + "Tout" + nb + "», vouliez-vous `tout` ?"},
		{raw: "", fault: "choix inconnu «" + nb + nb + "» ; attendu : tout, peu, rien"},
		{raw: strings.Repeat("é\n", 100000), fault: "choix inconnu «" + nb + strings.TrimSpace(strings.Repeat("é ", 30)) + " …" + nb + "» ; attendu : tout, peu, rien"},
		{raw: "\x00\xff", fault: "choix inconnu «" + nb + "\ufffd\ufffd" + nb + "» ; attendu : tout, peu, rien"},
		{raw: []any{"tout"}, fault: "un seul choix est attendu, parmi : tout, peu et rien"},
		{raw: true, fault: "un seul choix est attendu, parmi : tout, peu et rien"},
	}},
	{"choices with a cap", "type: choices\ncap: 3\noptions:\n  - {id: a, label: A, points: 2}\n  - {id: b, label: B, points: 2}\n  - {id: c, label: C}\n  - {id: rien, label: Rien, exclusive: true}", "3", []reading{
		{raw: []any{"a"}, kept: `["a"]`, points: "2", shown: "A", reason: "«" + nb + "A" + nb + "» (2) : 2" + nb + "points."},
		{raw: "a", kept: `["a"]`, points: "2", shown: "A", reason: "«" + nb + "A" + nb + "» (2) : 2" + nb + "points."},
		{raw: []any{"c", "b", "a", "b"}, kept: `["a","b","c"]`, points: "3", shown: "A ; B ; C",
			reason: "«" + nb + "A" + nb + "» (2) + «" + nb + "B" + nb + "» (2) + «" + nb + "C" + nb + "» (0) : 4" + nb + "points, ramenés à la limite de 3."},
		{raw: []any{"rien"}, kept: `["rien"]`, points: "0", shown: "Rien", reason: "«" + nb + "Rien" + nb + "» (0) : 0" + nb + "point."},
		{raw: []any{"rien", "a"}, fault: "«" + nb + "Rien" + nb + "» ne peut pas être coché avec un autre choix"},
		{raw: []any{}, fault: "cochez au moins un choix"},
		{raw: []any{"a", "d"}, fault: "choix inconnu «" + nb + "d" + nb + "», vouliez-vous `a` ?"},
		{raw: []any{"a", json.Number("3")}, fault: "une liste de choix est attendue, parmi : a, b, c et rien"},
		{raw: true, fault: "une liste de choix est attendue, parmi : a, b, c et rien"},
	}},
	{"choices without points", "type: choices\noptions:\n  - {id: a, label: A}\n  - {id: b, label: B}", "0", []reading{
		{raw: []any{"b", "a"}, kept: `["a","b"]`, points: "0", shown: "A ; B", reason: "«" + nb + "A" + nb + "» (0) + «" + nb + "B" + nb + "» (0) : 0" + nb + "point."},
	}},
	{"number by bands", "type: number\nunit: postes\nmin: 1\nmax: 20000\nbands: [{from: 10, points: 1}, {from: 1000, points: 4}]", "4", []reading{
		{raw: "9", kept: `9`, points: "0", shown: "9" + nb + "postes", reason: "Moins de 10" + nb + "postes : 0" + nb + "point."},
		{raw: "10", kept: `10`, points: "1", shown: "10" + nb + "postes", reason: "À partir de 10" + nb + "postes : 1" + nb + "point."},
		{raw: "999", kept: `999`, points: "1", shown: "999" + nb + "postes", reason: "À partir de 10" + nb + "postes : 1" + nb + "point."},
		{raw: "1 000", kept: `1000`, points: "4", shown: "1" + thin + "000" + nb + "postes", reason: "À partir de 1" + thin + "000" + nb + "postes : 4" + nb + "points."},
		{raw: "12" + thin + "000" + nb + "postes", kept: `12000`, points: "4", shown: "12" + thin + "000" + nb + "postes", reason: "À partir de 1" + thin + "000" + nb + "postes : 4" + nb + "points."},
		{raw: json.Number("20000"), kept: `20000`, points: "4", shown: "20" + thin + "000" + nb + "postes", reason: "À partir de 1" + thin + "000" + nb + "postes : 4" + nb + "points."},
		{raw: "007", kept: `7`, points: "0", shown: "7" + nb + "postes", reason: "Moins de 10" + nb + "postes : 0" + nb + "point."},
		{raw: "0", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "20001", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "12.000", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"}, // twelve, or twelve thousand?
		{raw: "12,5", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "-5", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "+5", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "10/2", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "1e2", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "dix", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "10 %", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: "10 postes de", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: strings.Repeat("0", 400) + "10", fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: true, fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
		{raw: nil, fault: "un nombre entier de 1 à 20" + thin + "000 est attendu"},
	}},
	{"number of fact", "type: number\ndecimals: 2", "0", []reading{
		{raw: "1234,50", kept: `1234.5`, points: "0", shown: "1" + thin + "234,5", reason: "0" + nb + "point."},
		{raw: "0", kept: `0`, points: "0", shown: "0", reason: "0" + nb + "point."},
		{raw: json.Number("0.10"), kept: `0.1`, points: "0", shown: "0,1", reason: "0" + nb + "point."},
		{raw: "1.005", fault: "un nombre de 0 à 1" + thin + "000" + thin + "000" + thin + "000 est attendu"},
	}},
	{"percentage in proportion", "type: percentage\nlinear: true\npoints: 5", "5", []reading{
		{raw: "0", kept: `0`, points: "0", shown: "0" + nb + "%", reason: "0" + nb + "% de 5" + nb + "points : 0."},
		{raw: "33,33 %", kept: `33.33`, points: "1,66", shown: "33,33" + nb + "%", reason: "33,33" + nb + "% de 5" + nb + "points : 1,66."},
		{raw: "50%", kept: `50`, points: "2,5", shown: "50" + nb + "%", reason: "50" + nb + "% de 5" + nb + "points : 2,5."},
		{raw: json.Number("100"), kept: `100`, points: "5", shown: "100" + nb + "%", reason: "100" + nb + "% de 5" + nb + "points : 5."},
		{raw: "100,01", fault: "un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
		{raw: "12.345", fault: "un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
		{raw: "-1", fault: "un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
		{raw: "1/2", fault: "un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
		{raw: "", fault: "un pourcentage est attendu : un nombre de 0 à 100, avec deux décimales au plus"},
	}},
	{"percentage by bands", "type: percentage\nbands: [{from: 0, points: 1}, {from: 12.5, points: 2}]", "2", []reading{
		{raw: "0", kept: `0`, points: "1", shown: "0" + nb + "%", reason: "À partir de 0" + nb + "% : 1" + nb + "point."},
		{raw: "12,49", kept: `12.49`, points: "1", shown: "12,49" + nb + "%", reason: "À partir de 0" + nb + "% : 1" + nb + "point."},
		{raw: "12,5", kept: `12.5`, points: "2", shown: "12,5" + nb + "%", reason: "À partir de 12,5" + nb + "% : 2" + nb + "points."},
	}},
	{"percentage of fact", "type: percentage", "0", []reading{
		{raw: "100", kept: `100`, points: "0", shown: "100" + nb + "%", reason: "0" + nb + "point."},
	}},
	{"short_text", "type: short_text\nmax_length: 10", "0", []reading{
		{raw: "  Œuvre \r\n\t d’été ", kept: `"Œuvre d’été"`, fault: "10 signes au plus sont attendus, ce texte en compte 11"},
		{raw: "a \n b" + nb + ":", kept: `"a b` + nb + `:"`, points: "0", shown: "a b" + nb + ":", reason: "Ce texte est lu par le jury, il n’est pas noté."},
		{raw: "e\u0301te\u0301", kept: `"été"`, points: "0", shown: "été", reason: "Ce texte est lu par le jury, il n’est pas noté."},
		{raw: "a\x00b\x07c\ufeff", kept: `"abc"`, points: "0", shown: "abc", reason: "Ce texte est lu par le jury, il n’est pas noté."},
		{raw: "\xff", fault: "ce texte contient des caractères illisibles"},
		{raw: " \x00\n", fault: "un texte est attendu"},
		{raw: json.Number("3"), fault: "un texte est attendu"},
	}},
	{"long_text", "type: long_text", "0", []reading{
		{raw: "un\r\n\r\ndeux\rtrois ", kept: `"un\n\ndeux\ntrois"`, points: "0", shown: "un\n\ndeux\ntrois", reason: "Ce texte est lu par le jury, il n’est pas noté."},
		{raw: strings.Repeat("é", 3001), fault: "3000 signes au plus sont attendus, ce texte en compte 3001"},
	}},
}

func TestTypes(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range typeCases {
		question := questionnairetest.Question(t, "id: q\nlabel: Question\nhelp: Aide\n"+c.question)
		tested[question.Type] = true
		t.Run(c.name, func(t *testing.T) {
			if got := question.Max().Decimal(2); got != c.max || question.Scored() != (c.max != "0") {
				t.Errorf("at most %s points, scored: %t", got, question.Scored())
			}
			for _, r := range c.readings {
				checkReading(t, question, r)
			}
		})
	}
	for _, name := range questionnaire.TypeNames() {
		if !tested[name] {
			t.Errorf("type %s is not tested", name)
		}
	}
}

func checkReading(t *testing.T, q *questionnaire.Question, r reading) {
	t.Helper()
	v, err := q.Spec.Parse(r.raw)
	if err != nil || r.fault != "" {
		if err == nil || err.Error() != r.fault {
			t.Errorf("%.40q: fault %v, want %q", r.raw, err, r.fault)
		}
		return
	}
	kept, err := json.Marshal(q.Spec.Raw(v))
	if err != nil {
		t.Fatal(err)
	}
	points := q.Spec.Points(v)
	for what, pair := range map[string][2]string{
		"kept": {string(kept), r.kept}, "points": {points.Decimal(2), r.points},
		"shown": {q.Show(v), r.shown}, "reason": {q.Spec.Reason(v), r.reason},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%.40q: %s %q, want %q", r.raw, what, pair[0], pair[1])
		}
	}
	if points.Negative() || q.Max().Less(points) {
		t.Errorf("%.40q: %v points of %v", r.raw, points, q.Max())
	}
	checkRoundTrips(t, q, questionnaire.Answer{Value: v}, string(kept))
}

// checkRoundTrips sends an answer through its JSON and through a form, and wants the same JSON back.
func checkRoundTrips(t *testing.T, q *questionnaire.Question, a questionnaire.Answer, want string) {
	t.Helper()
	content, err := q.Encode(a)
	if err != nil || string(content) != `{"value":`+want+`}` {
		t.Errorf("encoded as %s, %v", content, err)
	}
	back, err := q.Decode(content)
	if err != nil {
		t.Errorf("%s is not read back: %v", content, err)
	}
	posted, faults := q.FromForm(q.ToForm(back))
	if again, _ := q.Encode(posted); len(faults) > 0 || string(again) != string(content) {
		t.Errorf("%s comes back from a form as %s, %v", content, again, faults)
	}
}

func TestFormOfAQuestion(t *testing.T) {
	plannable := questionnairetest.Question(t, "id: q\ntype: yes_no\nlabel: Q\nhelp: A\npoints: 1\nplannable: true")
	plain := questionnairetest.Question(t, "id: q\ntype: yes_no\nlabel: Q")
	long := strings.Repeat("é", 3001)
	for _, c := range []struct {
		name     string
		question *questionnaire.Question
		form     url.Values
		kept     string
		faults   map[string]string
	}{
		{"nothing", plannable, url.Values{}, `{}`, nil},
		{"another question's", plannable, url.Values{"r": {"oui"}}, `{}`, nil},
		{"a value", plannable, url.Values{"q": {"oui"}, "q.comment": {" Vu\r\nhier\x00 "}, "q.evidence": {" https://exemple.fr/a?b=c "}},
			`{"value":"oui","comment":"Vu\nhier","evidence":"https://exemple.fr/a?b=c"}`, nil},
		{"a wrong value", plannable, url.Values{"q": {"si"}, "q.comment": {"Vu"}}, `{"comment":"Vu"}`,
			map[string]string{"q": "«" + nb + "oui" + nb + "» ou «" + nb + "non" + nb + "» est attendu."}},
		{"planned", plannable, url.Values{"q": {"non"}, "q.planned": {"1"}, "q.planned_for": {" 2027-06 "}}, `{"value":"non","planned":"2027-06"}`, nil},
		{"planned without a month", plannable, url.Values{"q.planned": {"1"}}, `{}`,
			map[string]string{"q.planned_for": "Indiquez le mois et l’année prévus, par exemple 2027-06."}},
		{"planned some day", plannable, url.Values{"q.planned": {"1"}, "q.planned_for": {"2027-00"}}, `{"planned":"2027-00"}`,
			map[string]string{"q.planned_for": "Écrivez le mois prévu sous la forme année-mois, par exemple 2027-06."}},
		{"a month without planned", plannable, url.Values{"q.planned_for": {"2027-06"}}, `{}`, nil},
		{"planned where it cannot be", plain, url.Values{"q.planned": {"1"}, "q.planned_for": {"2027-06"}}, `{}`, nil},
		{"a long comment", plain, url.Values{"q.comment": {long}}, `{"comment":"` + long + `"}`,
			map[string]string{"q.comment": "3000 signes au plus sont attendus."}},
		{"an unreadable comment", plain, url.Values{"q.comment": {"a\xff"}}, `{"comment":"a\ufffd"}`,
			map[string]string{"q.comment": "Ce texte contient des caractères illisibles."}},
		{"a script for evidence", plain, url.Values{"q.evidence": {"javascript:alert(1)"}}, `{"evidence":"javascript:alert(1)"}`,
			map[string]string{"q.evidence": "L’adresse doit commencer par https:// ou http://, sans espace."}},
		{"words for evidence", plain, url.Values{"q.evidence": {"https://exemple.fr le site"}}, `{"evidence":"https://exemple.fr le site"}`,
			map[string]string{"q.evidence": "L’adresse doit commencer par https:// ou http://, sans espace."}},
		{"a long evidence", plain, url.Values{"q.evidence": {"https://exemple.fr/" + strings.Repeat("a", 500)}}, `{"evidence":"https://exemple.fr/` + strings.Repeat("a", 500) + `"}`,
			map[string]string{"q.evidence": "Cette adresse est trop longue : 500 signes au plus."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, faults := c.question.FromForm(c.form)
			kept, err := c.question.Encode(a)
			if err != nil || string(kept) != c.kept {
				t.Errorf("kept as %s, %v; want %s", kept, err, c.kept)
			}
			if len(faults) != len(c.faults) {
				t.Errorf("faults %v, want %v", faults, c.faults)
			}
			for field, want := range c.faults {
				if faults[field] != want {
					t.Errorf("%s: %q, want %q", field, faults[field], want)
				}
			}
		})
	}
}

func TestInputsShowWhatWasEntered(t *testing.T) {
	input := func(lines string, form url.Values) any {
		return questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\n"+lines).Spec.Input(form, "q")
	}
	if got := input("type: yes_no\npoints: 1.5", url.Values{"q": {"non"}}); got != (questionnaire.YesNoInput{No: true, Points: "1,5" + nb + "point"}) {
		t.Errorf("%+v", got)
	}
	number := input("type: number\nunit: postes\nbands: [{from: 1000, points: 2}]", url.Values{"q": {"douze"}})
	if got := (questionnaire.NumberInput{Text: "douze", Unit: "postes", Min: "0", Max: "1000000000", Rule: "2" + nb + "points à partir de 1" + thin + "000" + nb + "postes."}); number != got {
		t.Errorf("%+v", number)
	}
	share := input("type: percentage\nlinear: true\npoints: 1", nil)
	if got := (questionnaire.NumberInput{Unit: "%", Min: "0", Max: "100", Rule: "En proportion : 100" + nb + "% valent 1" + nb + "point."}); share != got {
		t.Errorf("%+v", share)
	}
	if got := input("type: short_text", url.Values{"q": {"a"}}); got != (questionnaire.TextInput{Text: "a", Most: 200}) {
		t.Errorf("%+v", got)
	}
	choices := input("type: choices\ncap: 1\noptions: [{id: a, label: A, points: 2}, {id: b, label: B}]", url.Values{"q": {"b", "c"}}).(questionnaire.ChoicesInput)
	checked := slices.IndexFunc(choices.Options, func(o questionnaire.OptionInput) bool { return o.Checked })
	if choices.Rule != "Plusieurs réponses possibles, dans la limite de 1"+nb+"point." || checked != 1 || choices.Options[0].PointsLabel() != "2"+nb+"points" {
		t.Errorf("%+v", choices)
	}
}
