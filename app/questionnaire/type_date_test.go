package questionnaire_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

const wantDay = "une date est attendue, sous la forme JJ/MM/AAAA, par exemple 31/12/2021"

func init() {
	typeCases = append(typeCases,
		typeCase{"date given in time", "type: date\npoints: 2\nfrom: 1990-01-01\nuntil: 2021-12-31\nto: 2030-12-31", "2", []reading{
			{raw: "2021-12-31", kept: `"2021-12-31"`, points: "2", shown: "31" + nb + "décembre 2021", reason: "Jusqu’au 31" + nb + "décembre 2021 compris : 2" + nb + "points."},
			{raw: "31/12/2021", kept: `"2021-12-31"`, points: "2", shown: "31" + nb + "décembre 2021", reason: "Jusqu’au 31" + nb + "décembre 2021 compris : 2" + nb + "points."},
			{raw: " 1/2/1999 ", kept: `"1999-02-01"`, points: "2", shown: "1er" + nb + "février 1999", reason: "Jusqu’au 31" + nb + "décembre 2021 compris : 2" + nb + "points."},
			{raw: "2022-01-01", kept: `"2022-01-01"`, points: "0", shown: "1er" + nb + "janvier 2022", reason: "Après le 31" + nb + "décembre 2021 : 0" + nb + "point."},
			{raw: "1989-12-31", fault: "un jour du 1er" + nb + "janvier 1990 au 31" + nb + "décembre 2030 est attendu"},
			{raw: "2031-01-01", fault: "un jour du 1er" + nb + "janvier 1990 au 31" + nb + "décembre 2030 est attendu"},
			{raw: "2021-02-29", fault: wantDay},
			{raw: "31/12/21", fault: wantDay},
			{raw: "2021-12", fault: wantDay},
			{raw: "12021-12-31", fault: wantDay},
			{raw: "hier", fault: wantDay},
			{raw: "", fault: wantDay},
			{raw: "2021-12-31\x00", fault: wantDay},
			{raw: strings.Repeat("2021-12-31", 100000), fault: wantDay},
			{raw: json.Number("20211231"), fault: wantDay},
			{raw: []any{"2021-12-31"}, fault: wantDay},
			{raw: map[string]any{"day": "2021-12-31"}, fault: wantDay},
			{raw: nil, fault: wantDay},
		}},
		typeCase{"date given at all", "type: date\npoints: 1", "1", []reading{
			{raw: "1900-01-01", kept: `"1900-01-01"`, points: "1", shown: "1er" + nb + "janvier 1900", reason: "Une date est donnée : 1" + nb + "point."},
			{raw: "2100-12-31", kept: `"2100-12-31"`, points: "1", shown: "31" + nb + "décembre 2100", reason: "Une date est donnée : 1" + nb + "point."},
			{raw: "1899-12-31", fault: wantDay},
		}},
		typeCase{"date of fact", "type: date", "0", []reading{
			{raw: "2020-02-29", kept: `"2020-02-29"`, points: "0", shown: "29" + nb + "février 2020", reason: "Cette date est lue par le jury, elle n’est pas notée."},
		}},
		typeCase{"link worth points", "type: link\nmax_length: 30\npoints: 1", "1", []reading{
			{raw: " https://exemple.fr/a?b=c ", kept: `"https://exemple.fr/a?b=c"`, points: "1", shown: "https://exemple.fr/a?b=c", reason: "Une adresse est donnée : 1" + nb + "point."},
			{raw: "http://exemple.fr", kept: `"http://exemple.fr"`, points: "1", shown: "http://exemple.fr", reason: "Une adresse est donnée : 1" + nb + "point."},
			{raw: "https://exemple.fr/" + strings.Repeat("a", 12), fault: "cette adresse est trop longue : 30 signes au plus sont attendus"},
			{raw: "exemple.fr", fault: wantLink},
			{raw: "javascript:alert(1)", fault: wantLink},
			{raw: "https://", fault: wantLink},
			{raw: "https://exemple.fr/a b", fault: wantLink},
			{raw: "https://exemple.fr/\x00", fault: wantLink},
			{raw: "https://exemple.fr/\xff", fault: wantLink},
			{raw: "https://exemple.fr/\u202egpj", fault: wantLink},
			{raw: "https://a:b@exemple.fr", fault: "une adresse sans nom d’utilisateur ni mot de passe est attendue"},
			{raw: json.Number("3"), fault: wantLink},
			{raw: []any{"https://exemple.fr"}, fault: wantLink},
			{raw: nil, fault: wantLink},
		}},
		typeCase{"link of fact", "type: link", "0", []reading{
			{raw: "https://exemple.fr/été", kept: `"https://exemple.fr/été"`, points: "0", shown: "https://exemple.fr/été", reason: "Cette adresse est lue par le jury, elle n’est pas notée."},
		}},
	)
}

const wantLink = "une adresse est attendue : elle commence par https:// ou http:// et ne contient pas d’espace"

func TestInputsOfDatesAndLinks(t *testing.T) {
	input := func(lines string, form url.Values) any {
		return questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\n"+lines).Spec.Input(form, "q")
	}
	for _, c := range []struct {
		lines string
		form  url.Values
		want  any
	}{
		{"type: date\npoints: 2\nuntil: 2021-12-31", url.Values{"q": {"3/4/2020"}},
			questionnaire.DateInput{Text: "2020-04-03", From: "1900-01-01", To: "2100-12-31", Rule: "2" + nb + "points jusqu’au 31" + nb + "décembre 2021 compris."}},
		{"type: date\npoints: 2", url.Values{"q": {"hier"}},
			questionnaire.DateInput{Text: "hier", From: "1900-01-01", To: "2100-12-31", Rule: "Une date vaut 2" + nb + "points."}},
		{"type: link\npoints: 1", url.Values{"q": {"a b"}}, questionnaire.LinkInput{Text: "a b", Most: 500, Rule: "Une adresse vaut 1" + nb + "point."}},
	} {
		if got := input(c.lines, c.form); got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}
