package candidacy_test

import (
	"strings"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
	"tnl/app/mail"
	"tnl/app/questionnaire"
	"tnl/app/territory"
)

func TestASubmissionIsKeptForEver(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Submitted(lead, lettret, jurytest.Answers)
		first, err := w.Candidacies.LastSubmission(db.Read(ctx), id)
		must(t, err)
		if questionnaire.HashAnswers(first.Salt, []byte(first.Answers)) != first.AnswersHash {
			t.Fatal("the hash is not that of the answers")
		}
		for _, statement := range []string{
			"UPDATE submissions SET answers = '{}'", "UPDATE submissions SET level = 5", "DELETE FROM submissions",
			"DELETE FROM audit_log", "UPDATE audit_log SET actor = 'x'", "UPDATE questionnaires SET source = ''",
		} {
			if _, err := db.Pool().ExecContext(ctx, statement); err == nil {
				t.Errorf("%q was let through", statement)
			}
		}
		w.Clock = w.Clock.Add(time.Hour)
		_, err = w.Candidacies.Save(ctx, lead, id, []candidacy.Change{{Question: "serveurs-presence", Answer: value(t, w, "serveurs-presence", "oui")}})
		must(t, err)
		f, err := w.Candidacies.Load(ctx, lead, id)
		must(t, err)
		if !f.ChangedSince() {
			t.Fatal("a change after the submission is not told")
		}
		second, err := w.Candidacies.Submit(ctx, lead, id)
		must(t, err)
		if second.Number != 2 || second.AnswersHash == first.AnswersHash {
			t.Fatalf("submitted again: number %d", second.Number)
		}
		snapshot, err := w.Candidacies.Read(ctx, first)
		must(t, err)
		q := snapshot.Questionnaire.Question("serveurs-presence")
		if snapshot.Answers.Get(q).Value != nil {
			t.Fatal("the first snapshot has an answer given after it")
		}
		if got := snapshot.Score(nil).Total.Percent(); got != first.TotalPercent {
			t.Fatalf("scored again, the snapshot gives %s, not %s", got, first.TotalPercent)
		}
	})
}

func TestTheReceiptReachesEachPersonOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		w.Submitted(accounttest.Person(t, db, "Camille"), lettret, jurytest.Answers)
		var letters []mail.Letter
		must(t, db.Read(ctx).Find(&letters).Error)
		if len(letters) != 3 {
			t.Fatalf("%d letters, want one for each of three addresses", len(letters))
		}
		for _, l := range letters {
			if !strings.HasPrefix(l.Subject, "Candidature déposée") || !strings.Contains(l.Body, "15\u00a0octobre 2026 à\u00a023\u00a0h\u00a059") {
				t.Errorf("letter %q does not say what was done and until when it may be changed:\n%s", l.Subject, l.Body)
			}
		}
	})
}

func TestWhatIsMissingIsTold(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		_, err := w.Candidacies.Submit(ctx, lead, id)
		f := fault.As(err)
		if f == nil || f.Kind != fault.Invalid {
			t.Fatalf("an empty candidacy was submitted: %v", err)
		}
		for _, field := range []string{"elected_name", "elected_function", "elected_email", "technical_name", "technical_function", "technical_email", "answers"} {
			if f.Fields[field] == "" {
				t.Errorf("%s is missing and not told", field)
			}
		}
	})
}

func TestOneCandidacyByTerritoryAndEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead, other := accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Autre")
		id := w.Draft(lead, lettret)
		if again := w.Draft(lead, lettret); again != id {
			t.Fatal("the same team was given a second candidacy")
		}
		_, err := w.Candidacies.Open(ctx, other, w.Edition.ID, candidacy.Applicant{Kind: territory.Commune, Code: lettret})
		if !fault.Is(err, fault.Conflict) {
			t.Fatalf("a second candidacy of the same territory: %v", err)
		}
		_, err = w.Candidacies.Open(ctx, other, w.Edition.ID, candidacy.Applicant{Kind: territory.Commune, Code: "99999"})
		if !fault.Is(err, fault.NotFound) {
			t.Fatalf("a commune that does not exist: %v", err)
		}
	})
}

func TestClosingHandsSubmittedCandidaciesToTheJury(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		submitted, draft := w.Submitted(lead, lettret, jurytest.Answers), w.Draft(lead, "69123")
		must(t, w.Candidacies.CloseDue(ctx))
		if got := state(t, db, submitted); got != candidacy.Submitted {
			t.Fatalf("closed before its time: %s", got)
		}
		secretary := w.Secretariat("Claude")
		if err := w.Candidacies.CloseNow(ctx, lead, w.Edition.ID); !fault.Is(err, fault.NotAllowed) {
			t.Fatalf("a candidate closed an edition: %v", err)
		}
		must(t, w.Candidacies.CloseNow(ctx, secretary, w.Edition.ID))
		if state(t, db, submitted) != candidacy.UnderReview || state(t, db, draft) != candidacy.Draft {
			t.Fatalf("after the closing: %s and %s", state(t, db, submitted), state(t, db, draft))
		}
		must(t, w.Candidacies.CloseDue(ctx)) // again changes nothing
		if err := w.Candidacies.Withdraw(ctx, lead, submitted); !fault.Is(err, fault.Closed) {
			t.Fatalf("withdrawn after the closing: %v", err)
		}
	})
}

func TestWithdrawingAndTakingUpAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Submitted(lead, lettret, jurytest.Answers)
		must(t, w.Candidacies.Withdraw(ctx, lead, id))
		if _, err := w.Candidacies.Submit(ctx, lead, id); !fault.Is(err, fault.Closed) {
			t.Fatalf("a withdrawn candidacy was submitted: %v", err)
		}
		must(t, w.Candidacies.Resume(ctx, lead, id))
		if got := state(t, db, id); got != candidacy.Draft {
			t.Fatalf("taken up again: %s", got)
		}
		_, err := w.Candidacies.Submit(ctx, lead, id)
		must(t, err)
	})
}

func state(t *testing.T, db *database.DB, id string) candidacy.State {
	t.Helper()
	var c candidacy.Candidacy
	must(t, db.Read(ctx).Where("id = ?", id).Take(&c).Error)
	return c.State
}
