package impact_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/impact"
	"tnl/app/jury/jurytest"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/questionnaires"
)

func shipped(t testing.TB, change ...string) *questionnaire.Questionnaire {
	t.Helper()
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(change...).Replace(string(text))
	if len(change) > 0 && changed == string(text) {
		t.Fatalf("nothing changed by %q", change)
	}
	q, faults := questionnaire.Read("tnl-2021.yaml", []byte(changed))
	if q == nil {
		t.Fatal(faults)
	}
	return q
}

func TestCompare(t *testing.T) {
	at := func(kind string, population, before, after int) impact.Case {
		return impact.Case{
			Name: fmt.Sprint(kind, before, after), Facts: questionnaire.Facts{Kind: kind, Population: population},
			Before: impact.Standing{Level: before}, After: impact.Standing{Level: after},
		}
	}
	cases := []impact.Case{
		at("region", 3_000_000, 4, 3), at("commune", 3499, 1, 2), at("commune", 3500, 0, 0), at("commune", 0, 2, 0),
		at("commune", 49_999, 1, 2), at("operator", -1, 5, 5), at("commune", 50_000, 3, 3), at("commune", 9_999, 1, 1),
	}
	got, err := json.Marshal(impact.Compare(cases))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"candidacies":8,"up":2,"down":2,"same":4,"total_higher":0,"total_lower":0,` +
		`"moves":[{"from":0,"to":0,"count":1},{"from":1,"to":1,"count":1},{"from":1,"to":2,"count":2},{"from":2,"to":0,"count":1},{"from":3,"to":3,"count":1},{"from":4,"to":3,"count":1},{"from":5,"to":5,"count":1}],` +
		`"groups":[{"kind":"commune","size":"below_3500","candidacies":2,"up":1,"down":1,"same":0},{"kind":"commune","size":"below_10000","candidacies":2,"up":0,"down":0,"same":2},` +
		`{"kind":"commune","size":"below_50000","candidacies":1,"up":1,"down":0,"same":0},{"kind":"commune","size":"50000_and_more","candidacies":1,"up":0,"down":0,"same":1},` +
		`{"kind":"region","size":"50000_and_more","candidacies":1,"up":0,"down":1,"same":0},{"kind":"operator","size":"unknown","candidacies":1,"up":0,"down":0,"same":1}]}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var movers []string
	for _, c := range impact.Movers(cases) {
		movers = append(movers, c.Name)
	}
	if strings.Join(movers, " ") != "commune2 0 region4 3 commune1 2 commune1 2" {
		t.Errorf("movers: %v", movers)
	}
}

func TestCasesOfAnEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := context.Background()
		w := jurytest.New(t, db)
		w.Candidacy("01001")
		twice := accounttest.Person(t, db, "Deux fois")
		id := w.Submitted(twice, "01002", jurytest.Answers)
		if _, err := w.Candidacies.Submit(ctx, twice, id); err != nil {
			t.Fatal(err)
		}
		w.Draft(accounttest.Person(t, db, "Brouillon"), "01004")
		gone := accounttest.Person(t, db, "Retirée")
		if err := w.Candidacies.Withdraw(ctx, gone, w.Submitted(gone, "01005", jurytest.Answers)); err != nil {
			t.Fatal(err)
		}
		past := &impact.Past{DB: db, Questionnaires: w.Candidacies.Questionnaires}

		same, err := past.Cases(ctx, w.Edition.ID, shipped(t))
		if err != nil || len(same) != 2 {
			t.Fatalf("%d cases, %v", len(same), err)
		}
		for _, c := range same {
			if c.Before.Level != c.After.Level || c.Before.Total.Cmp(c.After.Total) != 0 || c.Before.Total.IsZero() || c.Facts.Kind != "commune" {
				t.Errorf("the same questionnaire moves %+v", c)
			}
		}
		// Both versions have the same identifiers: answers go over without a word of `continues`.
		statements := 0
		db.Count(func(string) { statements++ })
		generous, err := past.Cases(ctx, w.Edition.ID, shipped(t, "total: 6\n", "total: 0.1\n", "total: 11\n", "total: 0.2\n"))
		if err != nil {
			t.Fatal(err)
		}
		if statements != 1 {
			t.Errorf("%d statements", statements)
		}
		if s := impact.Compare(generous); s.Up != 2 || s.Higher != 0 {
			t.Errorf("%+v", s)
		}
	})
}

// entries are past candidacies with random answers.
func entries(t testing.TB, q *questionnaire.Questionnaire, n int) []impact.Entry {
	t.Helper()
	draw := rapid.Custom(func(t *rapid.T) impact.Entry {
		answers, err := q.EncodeAll(questionnairetest.DrawAnswers(t, q))
		if err != nil {
			t.Fatal(err)
		}
		facts, err := json.Marshal(questionnairetest.DrawFacts(t))
		if err != nil {
			t.Fatal(err)
		}
		return impact.Entry{Name: "Territoire", Facts: string(facts), Answers: string(answers), Questionnaire: q}
	})
	drawn := make([]impact.Entry, 200)
	for i := range drawn {
		drawn[i] = draw.Example(i)
	}
	out := make([]impact.Entry, n)
	for i := range out {
		out[i] = drawn[i%len(drawn)]
		out[i].ID = fmt.Sprint(i)
	}
	return out
}

// BenchmarkTenThousand reads the answers of 10 000 candidacies and scores them twice.
func BenchmarkTenThousand(b *testing.B) {
	all := entries(b, shipped(b), 10_000)
	with := shipped(b, "title: Questionnaire de l’édition 2021", "title: Autre version")
	for b.Loop() {
		cases, err := impact.Rescore(context.Background(), all, with)
		if err != nil || impact.Compare(cases).Candidacies != len(all) {
			b.Fatal(err)
		}
	}
}
