package scoring_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
)

// small is a questionnaire where everything that can happen to a question happens.
const small = `
id: petit
title: Petit
axes:
  - id: usages
    title: Usages
    weight: 3
    questions:
      - {id: ecoles, type: yes_no, label: Des écoles ?}
      - {id: libre, type: yes_no, label: Du libre ?, help: A, points: 4, plannable: true}
      - {id: part, type: percentage, label: Quelle part ?, help: A, linear: true, points: 4, follow_up: {question: libre, is: oui}}
      - {id: classes, type: yes_no, label: En classe ?, help: A, points: 8, scope: {question: ecoles, is: oui}}
  - id: donnees
    title: Données
    weights:
      - {when: {kind: region}, weight: 7}
      - {weight: 1}
    questions:
      - {id: publiees, type: yes_no, label: Publiées ?, help: A, points: 1}
  - id: regions
    title: Régions
    weight: 100
    questions:
      - {id: region, type: yes_no, label: Pour les régions ?, help: A, points: 1, scope: {kind: region}}
      - {id: texte, type: short_text, label: Un mot ?}
scale:
  levels:
    - {title: Un, meaning: Premier, total: 25}
    - {title: Deux, meaning: Second, total: 50, axes: {usages: 40, regions: 100}, questions: {publiees: 100, region: 100}}
    - {title: Trois, meaning: Troisième, total: 75, axes: {usages: 60, regions: 100}, questions: {publiees: 100, region: 100, part: 75}}
`

func scored(t *testing.T, facts questionnaire.Facts, adjustments map[string]scoring.Adjustment, answers string) *scoring.Score {
	t.Helper()
	q := questionnairetest.Read(t, small)
	file := questionnairetest.Answers(t, q, "answers: {"+answers+"}\n")
	return scoring.Compute(q, scoring.Input{Facts: facts, Answers: file.Answers, Adjustments: adjustments})
}

var commune = questionnaire.Facts{Kind: "commune", Population: 900}

func TestTotalsAndLevels(t *testing.T) {
	for _, c := range []struct {
		name    string
		facts   questionnaire.Facts
		answers string
		total   string
		level   int
	}{
		{"nothing", commune, "", "0", 0},
		// The axis for regions is left out: 3 and 1 share the whole.
		{"one axis whole", commune, "ecoles: non, libre: oui, part: 100", "0.75", 1},
		{"both axes whole", commune, "ecoles: non, libre: oui, part: 100, publiees: oui", "1", 3},
		{"schools count when there are some", commune, "ecoles: oui, libre: oui, part: 100, publiees: oui", "0.625", 2},
		{"schools count when nothing is said", commune, "libre: oui, part: 100, publiees: oui", "0.625", 2},
		{"an answer out of scope is worth nothing", commune, "ecoles: non, classes: oui, libre: oui", "0.375", 1},
		{"a follow-up not asked is worth nothing", commune, "ecoles: non, libre: non, part: 100, publiees: oui", "0.25", 1},
		{"planned is worth nothing", commune, "ecoles: non, libre: {planned: 2027-06}, publiees: oui", "0.25", 1},
		{"a minimum on a question", commune, "ecoles: non, libre: oui, part: 50, publiees: oui", "0.8125", 2},
		{"a minimum on an axis", commune, "ecoles: oui, libre: oui, part: 0, publiees: oui", "0.4375", 1},
		{"a region, without its own axis", questionnaire.Facts{Kind: "region"}, "ecoles: non, libre: oui, part: 100, publiees: oui", "1/11", 0},
		{"a region", questionnaire.Facts{Kind: "region"}, "ecoles: non, libre: oui, part: 100, publiees: oui, region: oui", "1", 3},
	} {
		s := scored(t, c.facts, nil, c.answers)
		if s.Total.String() != c.total || s.Level != c.level {
			t.Errorf("%s: %v, level %d; want %s, level %d", c.name, s.Total, s.Level, c.total, c.level)
		}
	}
}

func TestReasons(t *testing.T) {
	s := scored(t, commune, map[string]scoring.Adjustment{"publiees": {Points: exact.Of(1, 2), Reason: "Un seul jeu."}},
		"ecoles: non, libre: {planned: 2027-06}, part: 50, publiees: oui, texte: Voilà")
	for id, want := range map[string]string{
		"ecoles":   "Question de fait ou texte libre : elle ne rapporte pas de point.",
		"libre":    "Prévu pour juin 2027 : une intention ne rapporte pas encore de point.",
		"part":     "Sans objet tant que la réponse à la question 1.2 n’y mène pas : 0 point.",
		"classes":  "Ce territoire n’est pas concerné : la question ne compte ni en plus ni en moins.",
		"publiees": "Ajusté par le jury, de 1 à 0,5 : Un seul jeu.",
		"region":   "Ce territoire n’est pas concerné : la question ne compte ni en plus ni en moins.",
		"texte":    "Question de fait ou texte libre : elle ne rapporte pas de point.",
	} {
		if got := plain(s.Question(s.Questionnaire.Question(id)).Reason()); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if got := plain(scored(t, commune, nil, "").Question(s.Questionnaire.Question("libre")).Reason()); got != "Sans réponse : 0 point." {
		t.Errorf("without answer: %q", got)
	}
}

// Weighted points change what a question brings to its axis, and say so.
func TestPointsAreWeightedForTheTerritory(t *testing.T) {
	q := questionnairetest.Read(t, strings.Replace(small, "label: Du libre ?, help: A, points: 4,",
		"label: Du libre ?, help: A, points: 4, weights: [{when: {population: {below: 1000}}, weight: 2.5}, {when: {kind: region}, weight: 0.5}, {weight: 1}],", 1))
	answers := questionnairetest.Answers(t, q, "answers: {ecoles: non, libre: oui}\n").Answers
	for _, c := range []struct {
		facts              questionnaire.Facts
		points, max, share string
		reason             string
	}{
		{commune, "10", "10", "5/7", "« Oui » vaut 4 points. Pour ce territoire, ces points comptent × 2,5 : 10 points sur 10."},
		{questionnaire.Facts{Kind: "region", Population: 2_000_000}, "2", "2", "1/3", "« Oui » vaut 4 points. Pour ce territoire, ces points comptent × 0,5 : 2 points sur 2."},
		{questionnaire.Facts{Kind: "commune", Population: 1000}, "4", "4", "0.5", "« Oui » vaut 4 points."},
		{questionnaire.Facts{Population: -1}, "4", "4", "0.5", "« Oui » vaut 4 points."}, // nothing known: as for the others
	} {
		s := scoring.Compute(q, scoring.Input{Facts: c.facts, Answers: answers})
		qs := s.Question(q.Question("libre"))
		if qs.Points.String() != c.points || qs.Max.String() != c.max || s.Axes[0].Share.String() != c.share || plain(qs.Reason()) != c.reason {
			t.Errorf("%+v: %v of %v, axis %v, %q", c.facts, qs.Points, qs.Max, s.Axes[0].Share, plain(qs.Reason()))
		}
		// The jury's points are bounded by what the question is worth there.
		adjusted := scoring.Compute(q, scoring.Input{Facts: c.facts, Answers: answers, Adjustments: map[string]scoring.Adjustment{"libre": {Points: exact.Int(99), Reason: "Vu."}}})
		if got := adjusted.Question(q.Question("libre")).Points.String(); got != c.max {
			t.Errorf("%+v: adjusted to %s of %s", c.facts, got, c.max)
		}
	}
}

// plain undoes the no-break spaces, which are typography's own subject.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func TestAdjustmentsStayWithinTheirQuestion(t *testing.T) {
	for _, c := range []struct {
		id     string
		points int64
		want   string
	}{
		{"libre", 3, "3"}, {"libre", -1, "0"}, {"libre", 99, "4"}, {"part", 2, "2"}, // even where it is not asked
		{"region", 1, "0"}, {"texte", 1, "0"}, {"inconnue", 1, "0"},
	} {
		s := scored(t, commune, map[string]scoring.Adjustment{c.id: {Points: exact.Int(c.points), Reason: "Vu."}}, "ecoles: non")
		var sum exact.Ratio
		for _, a := range s.Axes {
			sum = sum.Add(a.Points)
		}
		if sum.String() != c.want {
			t.Errorf("%s adjusted to %d: %v points in all, want %s", c.id, c.points, sum, c.want)
		}
	}
}

func TestWhatALevelLacks(t *testing.T) {
	s := scored(t, commune, nil, "ecoles: oui, libre: oui, part: 50")
	var got []string
	for _, level := range s.Questionnaire.Levels {
		for _, lack := range s.Lacks(level) {
			got = append(got, plain(lack.String()))
		}
		got = append(got, "")
	}
	want := []string{
		"",
		"Total : 28,1 %, il faut 50 %.",
		"Axe « Usages » : 37,5 %, il faut 40 %.",
		"Question 2.1, « Publiées ? » : 0 % des points, il en faut 100 %.",
		"",
		"Total : 28,1 %, il faut 75 %.",
		"Axe « Usages » : 37,5 %, il faut 60 %.",
		"Question 2.1, « Publiées ? » : 0 % des points, il en faut 100 %.",
		"Question 1.3, « Quelle part ? » : 50 % des points, il en faut 75 %.",
		"",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.Of().Title != "Un" || s.Next().Title != "Deux" || s.Missing(s.Next()).String() != "0.21875" {
		t.Errorf("%v reached, %v next, %v missing", s.Of(), s.Next(), s.Missing(s.Next()))
	}
	if none := scored(t, commune, nil, ""); none.Of() != nil || none.Next().Number != 1 {
		t.Errorf("%v reached with nothing", none.Of())
	}
	if top := scored(t, commune, nil, "ecoles: non, libre: oui, part: 100, publiees: oui"); top.Next() != nil || len(top.Lacks(top.Of())) > 0 {
		t.Errorf("%v is above the top", top.Next())
	}
}

func TestProgressCountsWhatIsAsked(t *testing.T) {
	for answers, want := range map[string]scoring.Progress{
		"":                                    {Answered: 0, Asked: 5}, // ecoles libre classes publiees texte
		"ecoles: non":                         {Answered: 1, Asked: 4},
		"ecoles: non, libre: oui":             {Answered: 2, Asked: 5},
		"libre: {planned: 2027-06}, part: 50": {Answered: 1, Asked: 5},
		"libre: {comment: Nous y réfléchissons}": {Answered: 0, Asked: 5},
	} {
		if got := scored(t, commune, nil, answers).Progress(); got != want || got.Done() {
			t.Errorf("%q: %+v, want %+v", answers, got, want)
		}
	}
	if got := scored(t, commune, nil, "ecoles: non, libre: non, publiees: non, texte: Voilà").Progress(); !got.Done() {
		t.Errorf("all answered: %+v", got)
	}
}

func TestReportIsExact(t *testing.T) {
	content, err := json.Marshal(scoring.Report(scored(t, commune, nil, "ecoles: non, libre: oui, part: 33.33")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"questionnaire":"petit"`, `"level":1,"level_title":"Un"`, `"total":"39999/80000"`, `"total_percent":"49,9 %"`,
		`"id":"part","number":"1.3","label":"Quelle part ?","status":"answered","answer":33.33,"points":"1.3332","max":"4"`,
		`"id":"classes","number":"1.4","label":"En classe ?","status":"out_of_scope","points":"0","max":"0"`,
		`"id":"regions","title":"Régions","points":"0","max":"0","share":"0","weight":"100","excluded":true`,
		`{"number":1,"title":"Un","reached":true,"lacks":[]}`,
	} {
		if !strings.Contains(plain(string(content)), want) {
			t.Errorf("%s is not in\n%s", want, content)
		}
	}
}
