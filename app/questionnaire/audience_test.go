package questionnaire_test

import (
	"strings"
	"testing"

	"tnl/app/questionnaire/questionnairetest"
)

// Whom a weight is for is read by people who know neither the file's keys nor its marks.
func TestAudiences(t *testing.T) {
	names := map[string]string{"commune": "communes", "epci": "intercommunalités", "region": "régions"}
	for when, want := range map[string]string{
		"{kind: commune}":                                           "communes",
		"{kind: [commune, epci, region]}":                           "communes, intercommunalités et régions",
		"{population: {below: 3500}}":                               "territoires de moins de 3 500 habitants",
		"{kind: commune, population: {at_least: 3500}}":             "communes de 3 500 habitants ou plus",
		"{kind: commune, population: {at_least: 1, below: 120000}}": "communes de 1 à moins de 120 000 habitants",
		"{first_candidacy: true}":                                   "territoires dont c’est la première candidature",
		"{kind: region, first_candidacy: false}":                    "régions qui ont déjà candidaté",
		"{any: [{kind: region}, {population: {below: 500}}]}":       "régions, ou territoires de moins de 500 habitants",
		"{kind: epci, not: {population: {below: 500}}}":             "intercommunalités, et tous sauf territoires de moins de 500 habitants",
	} {
		q := questionnairetest.Question(t, "id: q\ntype: yes_no\nlabel: Q\nhelp: A\npoints: 2\nweights: [{when: "+when+", weight: 1.5}, {weight: 1}]")
		got := q.Weightings(func(kind string) string { return names[kind] })
		if len(got) != 2 || got[0].Weight != "1,5" || strings.ReplaceAll(got[0].For, "\u202f", " ") != want || got[1].For != "" {
			t.Errorf("%s: %+v, want %s", when, got, want)
		}
	}
}
