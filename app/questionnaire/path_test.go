package questionnaire_test

import (
	"fmt"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// asked are the questions that the conditions below look at, one of each type.
var asked = []string{
	"id: fait\ntype: yes_no\nlabel: Fait",
	"id: note\ntype: yes_no\nlabel: Notée\nhelp: A\npoints: 1",
	"id: choix\ntype: choice\nlabel: Choix\noptions: [{id: tout, label: T}, {id: peu, label: P}, {id: rien, label: R}]",
	"id: cases\ntype: choices\nlabel: Cases\noptions: [{id: a, label: A}, {id: b, label: B}, {id: rien, label: R, exclusive: true}]",
	"id: nombre\ntype: number\nlabel: Nombre\ndecimals: 1",
	"id: part\ntype: percentage\nlabel: Part",
	"id: texte\ntype: short_text\nlabel: Texte",
}

var village = questionnaire.Facts{Kind: "commune", Population: 500, FirstCandidacy: true}

// A scope shows what is not No, a follow-up what is Yes: together they tell the three truths apart.
func TestConditions(t *testing.T) {
	unknown := questionnaire.Facts{Population: -1}
	for _, c := range []struct {
		condition string
		facts     questionnaire.Facts
		answers   string
		want      questionnaire.Truth
	}{
		{"{kind: commune}", village, "", questionnaire.Yes},
		{"{kind: [epci, commune]}", village, "", questionnaire.Yes},
		{"{kind: region}", village, "", questionnaire.No},
		{"{kind: commune}", unknown, "", questionnaire.Unknown},
		{"{not: {kind: commune}}", village, "", questionnaire.No},
		{"{not: {kind: region}}", village, "", questionnaire.Yes},
		{"{not: {kind: commune}}", unknown, "", questionnaire.Unknown},
		{"{not: {not: {kind: commune}}}", village, "", questionnaire.Yes},
		{"{population: {at_least: 500}}", village, "", questionnaire.Yes},
		{"{population: {at_least: 501}}", village, "", questionnaire.No},
		{"{population: {below: 500}}", village, "", questionnaire.No},
		{"{population: {below: 501}}", village, "", questionnaire.Yes},
		{"{population: {at_least: 100, below: 600}}", village, "", questionnaire.Yes},
		{"{population: {at_least: 0}}", unknown, "", questionnaire.Unknown},
		{"{population: {at_least: 0}}", questionnaire.Facts{}, "", questionnaire.Yes},
		{"{first_candidacy: true}", village, "", questionnaire.Yes},
		{"{first_candidacy: false}", village, "", questionnaire.No},
		{"{first_candidacy: false}", unknown, "", questionnaire.Yes},
		// Keys side by side are all asked for.
		{"{kind: commune, population: {below: 1000}}", village, "", questionnaire.Yes},
		{"{kind: commune, population: {below: 100}}", village, "", questionnaire.No},
		{"{kind: commune, population: {below: 1000}}", questionnaire.Facts{Kind: "commune", Population: -1}, "", questionnaire.Unknown},
		{"{kind: region, population: {below: 1000}}", questionnaire.Facts{Kind: "commune", Population: -1}, "", questionnaire.No},
		{"{not: {kind: [commune], population: {below: 3500}}}", questionnaire.Facts{Kind: "commune", Population: -1}, "", questionnaire.Unknown},
		{"{not: {kind: [commune], population: {below: 3500}}}", questionnaire.Facts{Kind: "epci", Population: -1}, "", questionnaire.Yes},
		// all and any, after Kleene.
		{"{all: [{kind: commune}, {question: fait, is: oui}]}", village, "", questionnaire.Unknown},
		{"{all: [{kind: region}, {question: fait, is: oui}]}", village, "", questionnaire.No},
		{"{all: [{kind: commune}, {question: fait, is: oui}]}", village, "fait: oui", questionnaire.Yes},
		{"{any: [{kind: commune}, {question: fait, is: oui}]}", village, "", questionnaire.Yes},
		{"{any: [{kind: region}, {question: fait, is: oui}]}", village, "", questionnaire.Unknown},
		{"{any: [{kind: region}, {question: fait, is: oui}]}", village, "fait: non", questionnaire.No},
		{"{not: {any: [{kind: region}, {question: fait, is: oui}]}}", village, "fait: non", questionnaire.Yes},
		{"{not: {any: [{kind: region}, {question: fait, is: oui}]}}", village, "", questionnaire.Unknown},
		// Each way of comparing an answer.
		{"{question: fait, is: oui}", village, "fait: oui", questionnaire.Yes},
		{"{question: fait, is: oui}", village, "fait: non", questionnaire.No},
		{"{question: fait, is: oui}", village, "", questionnaire.Unknown},
		{"{question: fait, is: true}", village, "fait: oui", questionnaire.Yes},
		{"{question: fait, is: [oui, non]}", village, "fait: non", questionnaire.Yes},
		{"{question: fait, answered: true}", village, "fait: non", questionnaire.Yes},
		{"{question: fait, answered: true}", village, "", questionnaire.Unknown},
		{"{question: choix, is: [tout, peu]}", village, "choix: peu", questionnaire.Yes},
		{"{question: choix, is: [tout, peu]}", village, "choix: rien", questionnaire.No},
		{"{question: cases, is: [a, rien]}", village, "cases: [b, a]", questionnaire.Yes},
		{"{question: cases, is: a}", village, "cases: [b]", questionnaire.No},
		{"{question: cases, is: rien}", village, "cases: [rien]", questionnaire.Yes},
		{"{question: nombre, at_least: 2.5}", village, "nombre: 2.5", questionnaire.Yes},
		{"{question: nombre, at_least: 2.5}", village, "nombre: 2,4", questionnaire.No},
		{"{question: part, at_least: 100}", village, "part: 100", questionnaire.Yes},
		{"{question: texte, answered: true}", village, "texte: bonjour", questionnaire.Yes},
		// « Prévu » answers nothing.
		{"{question: fait, answered: true}", village, "fait: {comment: Bientôt}", questionnaire.Unknown},
	} {
		scope := append(asked, "id: cible\ntype: yes_no\nlabel: Cible\nscope: "+c.condition)
		follow := append(asked, "id: cible\ntype: yes_no\nlabel: Cible\nfollow_up: {all: [{question: note, answered: true}, "+c.condition+"]}")
		concerned := pathOf(t, scope, c.facts, c.answers).concerns("cible")
		leads := pathOf(t, follow, c.facts, c.answers).asks("cible")
		got := questionnaire.Unknown
		switch {
		case leads:
			got = questionnaire.Yes
		case !concerned:
			got = questionnaire.No
		}
		if got != c.want || leads && !concerned {
			t.Errorf("%s with %+v and %q: %v, want %v", c.condition, c.facts, c.answers, got, c.want)
		}
	}
}

type walked struct {
	q    *questionnaire.Questionnaire
	path questionnaire.Path
}

func pathOf(t *testing.T, questions []string, facts questionnaire.Facts, answers string) walked {
	t.Helper()
	q := questionnairetest.Read(t, questionnairetest.Text(questions...))
	lines := "answers:\n"
	for _, one := range strings.Split("note: oui\n"+answers, "\n") {
		if one != "" && q.Question(strings.Split(one, ":")[0]) != nil {
			lines += "  " + one + "\n"
		}
	}
	if lines == "answers:\n" {
		lines = "answers: {}\n"
	}
	return walked{q, q.Path(facts, questionnairetest.Answers(t, q, lines).Answers)}
}

func (w walked) concerns(id string) bool { return w.path.Concerns(w.q.Question(id)) }
func (w walked) asks(id string) bool     { return w.path.Asks(w.q.Question(id)) }

// chain is what most candidacies meet: a fact decides of a scope, and follow-ups lead on from one to another.
var chain = []string{
	"id: ecoles\ntype: yes_no\nlabel: Avez-vous des écoles ?",
	"id: libre\ntype: yes_no\nlabel: Logiciels libres ?\nhelp: A\npoints: 2\nscope: {question: ecoles, is: oui}",
	"id: lesquels\ntype: short_text\nlabel: Lesquels ?\nfollow_up: {question: libre, is: oui}",
	"id: part\ntype: percentage\nlabel: Quelle part ?\nhelp: A\nlinear: true\npoints: 2\nfollow_up: {question: libre, is: oui}",
	"id: formation\ntype: yes_no\nlabel: Formation ?\nhelp: A\npoints: 1\nfollow_up: {question: part, at_least: 50}",
	"id: avis\ntype: yes_no\nlabel: Avis ?\nhelp: A\npoints: 1\nfollow_up: {any: [{question: formation, is: oui}, {question: site, is: oui}]}",
	"id: melange\ntype: yes_no\nlabel: Mélange ?\nhelp: A\npoints: 1\nfollow_up: {all: [{question: libre, is: oui}, {question: site, is: oui}]}",
	"id: ailleurs\ntype: yes_no\nlabel: Ailleurs ?\nscope: {not: {question: lesquels2, answered: true}}",
}

func TestPathFollowsChains(t *testing.T) {
	site := "id: site\ntype: yes_no\nlabel: Un site ?\nhelp: A\npoints: 1"
	facts2 := "id: lesquels2\ntype: short_text\nlabel: Lesquels ?\nscope: {question: ecoles, is: oui}"
	questions := append([]string{site, chain[0], facts2}, chain[1:]...)
	for _, c := range []struct {
		name    string
		answers string
		asks    string // in order
		out     string // of scope
	}{
		{"nothing answered", "", "site ecoles lesquels2 libre ailleurs", ""},
		{"no school", "ecoles: non", "site ecoles ailleurs", "lesquels2 libre lesquels part formation melange"},
		{"no school, and answers kept", "ecoles: non\nlibre: oui\npart: 80\nformation: oui\nlesquels2: beaucoup", "site ecoles ailleurs", "lesquels2 libre lesquels part formation melange"},
		{"no school, but a site", "ecoles: non\nsite: oui", "site ecoles avis ailleurs", "lesquels2 libre lesquels part formation melange"},
		{"yes to all", "ecoles: oui\nlibre: oui\npart: 80\nformation: oui\nsite: oui\nlesquels2: beaucoup",
			"site ecoles lesquels2 libre lesquels part formation avis melange", "ailleurs"},
		{"half way", "ecoles: oui\nlibre: oui\npart: 49.99", "site ecoles lesquels2 libre lesquels part ailleurs", ""},
		{"what was said is not said any more", "ecoles: oui\nlibre: non\npart: 80\nformation: oui", "site ecoles lesquels2 libre ailleurs", ""},
	} {
		w := pathOf(t, questions, village, c.answers)
		var asks, out []string
		for _, q := range w.q.Questions {
			if w.path.Asks(q) {
				asks = append(asks, q.ID)
			}
			if !w.path.Concerns(q) {
				out = append(out, q.ID)
			}
		}
		if got := strings.Join(asks, " "); got != c.asks {
			t.Errorf("%s: asks %q, want %q", c.name, got, c.asks)
		}
		if got := strings.Join(out, " "); got != c.out {
			t.Errorf("%s: out of scope %q, want %q", c.name, got, c.out)
		}
	}
}

func TestWeightsFitTheTerritory(t *testing.T) {
	text := strings.Replace(questionnairetest.Text("id: q\ntype: yes_no\nlabel: Q\nhelp: A\npoints: 1"), "    weight: 1\n", `    weights:
      - {when: {kind: [region, departement]}, weight: 30}
      - {when: {kind: commune, population: {below: 3500}}, weight: 12.5}
      - {when: {not: {kind: commune}}, weight: 7}
      - {weight: 20}
`, 1)
	axis := questionnairetest.Read(t, text).Axes[0]
	for _, c := range []struct {
		facts questionnaire.Facts
		want  string
	}{
		{questionnaire.Facts{Kind: "region"}, "30"},
		{questionnaire.Facts{Kind: "commune", Population: 3499}, "12.5"},
		{questionnaire.Facts{Kind: "commune", Population: 3500}, "20"},
		{questionnaire.Facts{Kind: "commune", Population: -1}, "20"}, // not known to be small
		{questionnaire.Facts{Kind: "association", Population: 10}, "7"},
		{questionnaire.Facts{Population: 10}, "20"}, // nothing is known of its kind
	} {
		if got := axis.Weight(c.facts).String(); got != c.want {
			t.Errorf("%+v weighs %s, want %s", c.facts, got, c.want)
		}
	}
}

func TestLongChainsAreFollowedOnce(t *testing.T) {
	questions := []string{"id: q0\ntype: yes_no\nlabel: Q\nhelp: A\npoints: 1"}
	for i := range 200 { // each looks twice at the one before: followed as a tree, it would never end
		questions = append(questions, fmt.Sprintf("id: q%d\ntype: yes_no\nlabel: Q\nhelp: A\npoints: 1\nfollow_up: {any: [{question: q%d, is: oui}, {question: q%d, answered: true}]}", i+1, i, i))
	}
	w := pathOf(t, questions, village, "q0: oui")
	if !w.asks("q1") || w.asks("q2") || w.asks("q200") || !w.concerns("q200") {
		t.Error("the chain is not followed one step after the other")
	}
}
