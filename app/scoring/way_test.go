package scoring_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
)

// applied scores a territory once it has taken the steps.
func applied(q *questionnaire.Questionnaire, in scoring.Input, steps []scoring.Step) *scoring.Score {
	in.Answers = in.Answers.Clone()
	for _, s := range steps {
		in.Answers.Set(s.Question, questionnaire.Answer{Value: s.To})
	}
	return scoring.Compute(q, in)
}

// checkWays checks the ways to every level: exact, the same each time, and that they lead there.
func checkWays(t *testing.T, name string, q *questionnaire.Questionnaire, in scoring.Input) {
	t.Helper()
	score := scoring.Compute(q, in)
	for _, level := range q.Levels {
		way := score.Way(level)
		if !way.Exact || !way.Reachable {
			t.Errorf("%s: level %d: exact %t, reachable %t", name, level.Number, way.Exact, way.Reachable)
		}
		if after := applied(q, in, way.Steps); after.Level < level.Number || after.Total.Cmp(way.Total) != 0 {
			t.Errorf("%s: level %d is not reached by %v", name, level.Number, way.Steps)
		}
		if !reflect.DeepEqual(way, score.Way(level)) {
			t.Errorf("%s: level %d: two ways", name, level.Number)
		}
	}
}

func TestWaysOfCasesReachEveryLevel(t *testing.T) {
	q := edition2021(t)
	for _, c := range cases {
		file := readCase(t, q, c.file)
		checkWays(t, c.file, q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
	}
}

func TestWaysFromSilenceReachEveryLevel(t *testing.T) {
	for _, q := range []*questionnaire.Questionnaire{edition2021(t), edition2024(t), edition2025(t)} {
		for _, facts := range bodies() {
			checkWays(t, fmt.Sprintf("%s %+v", q.ID, facts), q, scoring.Input{Facts: facts, Answers: questionnaire.NewAnswers(q)})
		}
	}
}

// A chain, of questions without points too, is taken whole; each step aims no higher than it has to.
func TestWhatAWaySays(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text(
		"id: parc\ntype: yes_no\nlabel: Des postes ?",
		"id: part\ntype: percentage\nlabel: Quelle part ?\nlinear: true\npoints: 6\nplannable: true\neffort: 1\nfollow_up: {question: parc, is: oui}",
		"id: usages\ntype: choices\nlabel: Quels usages ?\ncap: 3\neffort: 5\noptions:\n  - {id: web, label: Web, points: 1}\n  - {id: mail, label: Courrier, points: 2}\n  - {id: aucun, label: Aucun, points: 0, exclusive: true}",
		"id: page\ntype: link\nlabel: Quelle page ?\npoints: 1\neffort: 5",
	))
	for answers, want := range map[string][]string{
		"usages: [web], parc: non, part: {planned: 2027-06}": {
			"2 améliorations, pour un total de 64 % ; l’une est déjà prévue. Aucun autre chemin ne demande moins d’effort.",
			"Passez de « Non » à « Oui » à la question 1.1 : ouvre les questions qui suivent (effort 3 sur 5)",
			"Répondez « 90 % » à la question 1.2 : + 54 points sur le total (effort 1 sur 5) Vous l’avez prévu pour juin 2027.",
		},
		"parc: oui, part: 50, usages: [web]": {
			"Une amélioration, pour un total de 64 %. Aucun autre chemin ne demande moins d’effort.",
			"Passez de « 50 % » à « 90 % » à la question 1.2 : + 24 points sur le total (effort 1 sur 5)",
		},
		"parc: oui, part: 100, usages: [web, mail], page: https://exemple.fr": {"Ce niveau est atteint."},
	} {
		file := questionnairetest.Answers(t, q, "answers: {"+answers+"}\n")
		way := scoring.Compute(q, scoring.Input{Facts: commune, Answers: file.Answers}).Way(q.Level(2))
		got := []string{plain(way.String())}
		for _, s := range way.Steps {
			got = append(got, strings.TrimSpace(plain(s.String()+" "+s.PlannedLabel())))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", answers, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// What the jury adjusted stays as it is, and what a territory cannot do is told so.
func TestAnImpossibleLevelIsToldSo(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text("id: libre\ntype: yes_no\nlabel: Libre ?\npoints: 1"))
	in := scoring.Input{Facts: commune, Answers: questionnaire.NewAnswers(q)}
	if way := scoring.Compute(q, in).Way(q.Level(2)); !way.Reachable || len(way.Steps) != 1 {
		t.Errorf("%+v", way)
	}
	in.Adjustments = map[string]scoring.Adjustment{"libre": {Reason: "Rien vu."}}
	if way := scoring.Compute(q, in).Way(q.Level(2)); way.Reachable || !way.Exact || len(way.Steps) > 0 || !strings.Contains(way.String(), "les points ajustés par le jury restant ce qu’ils sont") {
		t.Errorf("adjusted: %+v", way)
	}
}

func BenchmarkWay(b *testing.B) {
	q := edition2021(b)
	for _, c := range cases {
		file := readCase(b, q, c.file)
		score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
		for n := score.Level + 1; n <= len(q.Levels); n++ {
			b.Run(fmt.Sprintf("%s/%d", c.file, n), func(b *testing.B) {
				for b.Loop() {
					score.Way(q.Level(n))
				}
			})
		}
	}
}
