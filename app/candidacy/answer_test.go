package candidacy_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
	"tnl/app/questionnaire"
)

const lettret = "05074" // a commune of the reference data

var ctx = context.Background()

func value(t *testing.T, w *jurytest.World, question string, raw any) questionnaire.Answer {
	t.Helper()
	q, err := w.Candidacies.Questionnaires.Get(ctx, w.Edition.QuestionnaireHash)
	if err != nil {
		t.Fatal(err)
	}
	v, err := q.Question(question).Spec.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return questionnaire.Answer{Value: v}
}

func TestSecondOfTwoPeopleIsToldAndLosesNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead, colleague := accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Sacha")
		id := w.Draft(lead, lettret)
		must(t, w.Candidacies.Invite(ctx, lead, id, colleague.Email))
		must(t, w.Candidacies.Join(ctx, colleague, id))

		yes := candidacy.Change{Question: "bureautique", Answer: value(t, w, "bureautique", "40")}
		saved, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{yes})
		must(t, err)
		if saved[0].Clash != nil || saved[0].Revision != 1 {
			t.Fatalf("first save: %+v", saved[0])
		}
		late := candidacy.Change{Question: "bureautique", Answer: value(t, w, "bureautique", "60")}
		other := candidacy.Change{Question: "serveurs-presence", Answer: value(t, w, "serveurs-presence", "oui")}
		saved, err = w.Candidacies.Save(ctx, colleague, id, []candidacy.Change{late, other})
		must(t, err)
		clash := saved[0].Clash
		if clash == nil || clash.By != "Camille" || clash.Revision != 1 {
			t.Fatalf("second save was not told: %+v", saved[0])
		}
		if saved[1].Clash != nil || saved[1].Revision != 1 {
			t.Fatalf("the answer nobody changed was not saved: %+v", saved[1])
		}
		f, err := w.Candidacies.Load(ctx, lead, id)
		must(t, err)
		q := f.Questionnaire.Question("bureautique")
		if got := q.Show(f.Answers.Get(q).Value); got != "40\u00a0%" {
			t.Fatalf("the first answer was written over: %s", got)
		}
		late.Revision = clash.Revision
		saved, err = w.Candidacies.Save(ctx, colleague, id, []candidacy.Change{late})
		must(t, err)
		if saved[0].Clash != nil || saved[0].Revision != 2 {
			t.Fatalf("a choice made knowingly was refused: %+v", saved[0])
		}
		history, err := audit.History(db.Read(ctx), "candidacy/"+id+"/answer/bureautique")
		must(t, err)
		if len(history) != 2 || history[1].Before == "" {
			t.Fatalf("the log has %d lines for two changes", len(history))
		}
	})
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		var wait sync.WaitGroup
		outcomes := make(chan candidacy.Saved, 20)
		for i := range 20 {
			wait.Go(func() {
				change := candidacy.Change{Question: "bureautique", Answer: value(t, w, "bureautique", fmt.Sprint(i))}
				saved, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{change})
				if err != nil {
					t.Error(err)
					return
				}
				outcomes <- saved[0]
			})
		}
		wait.Wait()
		close(outcomes)
		kept := 0
		for o := range outcomes {
			if o.Clash == nil {
				kept++
			}
		}
		if kept != 1 {
			t.Fatalf("%d of 20 answers made from nothing were written", kept)
		}
	})
}

func TestNothingIsReachedByOthers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead, stranger := accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Inconnu")
		id := w.Draft(lead, lettret)
		change := []candidacy.Change{{Question: "serveurs-presence", Answer: value(t, w, "serveurs-presence", "oui")}}
		for name, attempt := range map[string]func(id string) error{
			"load":     func(id string) error { _, err := w.Candidacies.Load(ctx, stranger, id); return err },
			"save":     func(id string) error { _, err := w.Candidacies.Save(ctx, stranger, id, change); return err },
			"submit":   func(id string) error { _, err := w.Candidacies.Submit(ctx, stranger, id); return err },
			"withdraw": func(id string) error { return w.Candidacies.Withdraw(ctx, stranger, id) },
			"mandate":  func(id string) error { return w.Candidacies.Mandate(ctx, stranger, id, 1, candidacy.Mandate{}) },
			"team":     func(id string) error { _, _, err := w.Candidacies.Team(ctx, stranger, id); return err },
			"invite":   func(id string) error { return w.Candidacies.Invite(ctx, stranger, id, "x@example.org") },
			"join":     func(id string) error { return w.Candidacies.Join(ctx, stranger, id) },
		} {
			hidden, absent := attempt(id), attempt("0198c000-0000-7000-8000-000000000000")
			if !fault.Is(hidden, fault.NotFound) || hidden.Error() != absent.Error() {
				t.Errorf("%s: hidden gives %v, absent gives %v", name, hidden, absent)
			}
		}
	})
}

func TestOneSecondAfterTheClosing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		change := candidacy.Change{Question: "serveurs-presence", Answer: value(t, w, "serveurs-presence", "oui")}

		w.Clock = w.Edition.ClosesAt.Add(-time.Second)
		_, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{change})
		must(t, err)
		w.Clock = w.Edition.ClosesAt
		change.Revision, change.Answer = 1, value(t, w, "serveurs-presence", "non")
		if _, err = w.Candidacies.Save(ctx, lead, id, []candidacy.Change{change}); !fault.Is(err, fault.Closed) {
			t.Fatalf("saved after the closing: %v", err)
		}
		w.Clock = w.Edition.ClosesAt.Add(time.Second)
		if _, err = w.Candidacies.Submit(ctx, lead, id); !fault.Is(err, fault.Closed) {
			t.Fatalf("submitted after the closing: %v", err)
		}
		f, err := w.Candidacies.Load(ctx, lead, id)
		must(t, err)
		q := f.Questionnaire.Question("serveurs-presence")
		if f.Candidacy.State != candidacy.Draft || q.Show(f.Answers.Get(q).Value) != "Oui" {
			t.Fatalf("the draft was not kept: %s, %s", f.Candidacy.State, q.Show(f.Answers.Get(q).Value))
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
