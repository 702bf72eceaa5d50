package jury_test

import (
	"strings"
	"sync"
	"testing"

	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

func TestAdjustTakesPointsOfTheQuestionAlone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		long := strings.Repeat("é", 2001)
		// The most that the question yields: it may change in the questionnaire.
		first, err := w.Jury.Read(ctx, juror, id)
		check(t, err)
		strategy := first.Score.Question(first.Snapshot.Questionnaire.Question("strategie-formalisee"))
		most := strategy.Max.String()
		for _, refused := range []struct {
			name, question, points, reason string
			kind                           fault.Kind
			fields                         string
		}{
			{"above the maximum", "strategie-formalisee", most + ",01", "x", fault.Invalid, "points"},
			{"below zero", "strategie-formalisee", "-1", "x", fault.Invalid, "points"},
			{"three decimals", "strategie-formalisee", "1.234", "x", fault.Invalid, "points"},
			{"no number", "strategie-formalisee", "", "x", fault.Invalid, "points"},
			{"a fraction", "strategie-formalisee", "1/2", "x", fault.Invalid, "points"},
			{"an exponent", "strategie-formalisee", "1e0", "x", fault.Invalid, "points"},
			{"infinity", "strategie-formalisee", "Inf", "x", fault.Invalid, "points"},
			{"other digits", "strategie-formalisee", "٣", "x", fault.Invalid, "points"},
			{"no reason", "strategie-formalisee", "3", " \n", fault.Invalid, "reason"},
			{"a long reason", "strategie-formalisee", "3", long, fault.Invalid, "reason"},
			{"an unreadable reason", "strategie-formalisee", "3", "a\x00b", fault.Invalid, "reason"},
			{"both wrong", "strategie-formalisee", "six", "", fault.Invalid, "points reason"},
			{"not scored", "obstacles", "0", "x", fault.NotAllowed, ""},
			{"out of scope", "accessibilite-declaration", "0", "x", fault.NotAllowed, ""},
			{"unknown", "nothing", "0", "x", fault.NotFound, ""},
		} {
			err := w.Jury.Adjust(ctx, juror, id, refused.question, refused.points, refused.reason, 0)
			if !fault.Is(err, refused.kind) {
				t.Errorf("%s: %v", refused.name, err)
				continue
			}
			if got := strings.Join(fault.Fields(fault.As(err).Fields).Names(), " "); got != refused.fields {
				t.Errorf("%s: fields %q", refused.name, got)
			}
		}
		reading, err := w.Jury.Read(ctx, juror, id)
		if err != nil || reading.Review != nil {
			t.Fatalf("what was refused began a review: %+v, %v", reading.Review, err)
		}
		revision := 0
		for _, taken := range []struct{ points, kept string }{
			{"0", "0"}, {most, most}, {"2,5", "2.5"}, {"1.25", "1.25"}, {" 03,10 ", "3.1"},
		} {
			check(t, w.Jury.Adjust(ctx, juror, id, "strategie-formalisee", taken.points, "Vu au dossier.", revision))
			revision++
			reading, err := w.Jury.Read(ctx, juror, id)
			check(t, err)
			question := reading.Score.Question(reading.Snapshot.Questionnaire.Question("strategie-formalisee"))
			if question.Points.String() != taken.kept || question.Engine != strategy.Engine || reading.Revision() != revision {
				t.Errorf("%q: points %s, revision %d", taken.points, question.Points, reading.Revision())
			}
		}
		check(t, w.Jury.RemoveAdjustment(ctx, juror, id, "strategie-formalisee", revision))
		if err := w.Jury.RemoveAdjustment(ctx, juror, id, "strategie-formalisee", revision+1); !fault.Is(err, fault.NotFound) {
			t.Errorf("removing what is not there: %v", err)
		}
		reading, err = w.Jury.Read(ctx, juror, id)
		check(t, err)
		if len(reading.Review.Adjustments) != 0 || reading.Score.Total != reading.Engine.Total {
			t.Errorf("after removal: %+v", reading.Review)
		}
	})
}

func TestAReviewIsChangedFromTheRevisionThatWasSeen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		level, above, below := 2, 6, -1
		for _, wrong := range []*int{&above, &below} {
			if err := w.Jury.SaveProposal(ctx, juror, id, wrong, "", 0); !fault.Is(err, fault.Invalid) || fault.As(err).Fields["level"] == "" {
				t.Errorf("level %d: %v", *wrong, err)
			}
		}
		if err := w.Jury.SaveProposal(ctx, juror, id, &level, strings.Repeat("x", 10001), 0); !fault.Is(err, fault.Invalid) || fault.As(err).Fields["remarks"] == "" {
			t.Errorf("long remarks: %v", err)
		}
		check(t, w.Jury.SaveProposal(ctx, juror, id, nil, "À relire", 0))
		for _, seen := range []int{0, 2, -1} {
			if err := w.Jury.SaveProposal(ctx, juror, id, &level, "écrasé", seen); !fault.Is(err, fault.Conflict) {
				t.Errorf("from revision %d: %v", seen, err)
			}
			if err := w.Jury.Adjust(ctx, juror, id, "enjeux", "1", "écrasé", seen); !fault.Is(err, fault.Conflict) {
				t.Errorf("adjusting from revision %d: %v", seen, err)
			}
		}
		if err := w.Jury.Submit(ctx, juror, id, 1); !fault.Is(err, fault.Invalid) || fault.As(err).Fields["level"] == "" {
			t.Errorf("handed in without a level: %v", err)
		}
		none := 0
		check(t, w.Jury.SaveProposal(ctx, juror, id, &none, "À relire", 1))
		if err := w.Jury.Submit(ctx, juror, id, 1); !fault.Is(err, fault.Conflict) {
			t.Errorf("handed in from an old revision: %v", err)
		}
		check(t, w.Jury.Submit(ctx, juror, id, 2))
		reading, err := w.Jury.Read(ctx, juror, id)
		check(t, err)
		if !reading.Review.Submitted() || *reading.Review.ProposedLevel != 0 || reading.Review.Remarks != "À relire" || reading.Editable() {
			t.Errorf("handed in: %+v", reading.Review)
		}
	})
}

func TestNothingChangesOnceHandedInOrDecided(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		w.Propose(juror, id, 2, "")
		level := 1
		closed := func(when string, errs ...error) {
			t.Helper()
			for i, err := range errs {
				if !fault.Is(err, fault.Closed) {
					t.Errorf("%s, change %d: %v", when, i, err)
				}
			}
		}
		changes := func(revision int) []error {
			return []error{
				w.Jury.Adjust(ctx, juror, id, "enjeux", "1", "x", revision),
				w.Jury.RemoveAdjustment(ctx, juror, id, "enjeux", revision),
				w.Jury.SaveProposal(ctx, juror, id, &level, "", revision),
				w.Jury.Submit(ctx, juror, id, revision),
			}
		}
		closed("handed in", changes(2)...)
		check(t, w.Jury.Reopen(ctx, juror, id, 2))
		if err := w.Jury.Reopen(ctx, juror, id, 3); !fault.Is(err, fault.Conflict) {
			t.Errorf("reopened twice: %v", err)
		}
		decide := db.Read(ctx).Exec("UPDATE candidacies SET state = ? WHERE id = ?", candidacy.Decided, id)
		check(t, decide.Error)
		closed("decided", append(changes(3), w.Jury.Reopen(ctx, juror, id, 3))...)
		if _, err := w.Jury.Read(ctx, juror, id); err != nil {
			t.Errorf("a decided candidacy is still read: %v", err)
		}
	})
}

func TestTwoWindowsBeginOneReview(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		var group sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			group.Go(func() { errs[i] = w.Jury.Adjust(ctx, juror, id, "enjeux", "1", "Vu.", 0) })
		}
		group.Wait()
		kept := 0
		for _, err := range errs {
			switch {
			case err == nil:
				kept++
			case !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		if kept != 1 {
			t.Errorf("%d windows began the review", kept)
		}
	})
}

func TestEveryChangeLeavesALine(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		check(t, w.Jury.Adjust(ctx, juror, id, "enjeux", "1", "Vu.", 0))
		check(t, w.Jury.Adjust(ctx, juror, id, "enjeux", "2", "Revu.", 1))
		check(t, w.Jury.RemoveAdjustment(ctx, juror, id, "enjeux", 2))
		level := 2
		check(t, w.Jury.SaveProposal(ctx, juror, id, &level, "Bien.", 3))
		check(t, w.Jury.Submit(ctx, juror, id, 4))
		check(t, w.Jury.Reopen(ctx, juror, id, 5))
		lines, err := audit.History(db.Read(ctx), "candidacy/"+id)
		check(t, err)
		var said []string
		for _, line := range lines {
			if strings.HasPrefix(line.Action, "review.") {
				said = append(said, line.Action)
				if line.Actor != juror.ID {
					t.Errorf("%s by %s", line.Action, line.Actor)
				}
			}
		}
		want := "review.begin review.adjust review.adjust review.remove-adjustment review.propose review.submit review.reopen"
		if strings.Join(said, " ") != want {
			t.Errorf("lines: %v", said)
		}
	})
}
