package deliberation_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

var input = deliberation.Input{Level: 2, Reason: "Le jury s’accorde.", Opinion: "Bravo."}

func settingsOf(w *jurytest.World) edition.Settings {
	return edition.Settings{Name: "Édition 2026", OpensAt: w.Edition.OpensAt, ClosesAt: w.Edition.ClosesAt}
}

func TestDecideChecksWhatIsRecorded(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		id := w.Candidacy("05061")
		w.Close()
		many := []string{"a", "b", "c", "d", "e", "f"}
		for _, refused := range []struct {
			name   string
			in     deliberation.Input
			fields string
		}{
			{"nothing", deliberation.Input{}, "opinion reason"},
			{"below the scale", deliberation.Input{Level: -1, Reason: "x", Opinion: "x"}, "level"},
			{"above the scale", deliberation.Input{Level: 6, Reason: "x", Opinion: "x"}, "level"},
			{"a long reason", deliberation.Input{Level: 1, Reason: strings.Repeat("x", 5001), Opinion: "x"}, "reason"},
			{"a long opinion", deliberation.Input{Level: 1, Reason: "x", Opinion: strings.Repeat("x", 10001)}, "opinion"},
			{"an unreadable opinion", deliberation.Input{Level: 1, Reason: "x", Opinion: "\xff"}, "opinion"},
			{"six mentions", deliberation.Input{Level: 1, Reason: "x", Opinion: "x", Mentions: many}, "mentions"},
			{"a long mention", deliberation.Input{Level: 1, Reason: "x", Opinion: "x", Mentions: []string{strings.Repeat("x", 101)}}, "mentions"},
			{"two lines", deliberation.Input{Level: 1, Reason: "x", Opinion: "x", Mentions: []string{"a\nb"}}, "mentions"},
			{"a mention alone", deliberation.Input{Reason: "x", Opinion: "x", Mentions: []string{"pooling"}}, "mentions"},
		} {
			err := d.Decide(ctx, sacha, id, refused.in, 0)
			if !fault.Is(err, fault.Invalid) || strings.Join(fault.Fields(fault.As(err).Fields).Names(), " ") != refused.fields {
				t.Errorf("%s: %v %+v", refused.name, err, fault.As(err))
			}
		}
		in := input
		in.Mentions = []string{" pooling ", "", "pooling", "coup de cœur"}
		check(t, d.Decide(ctx, sacha, id, in, 0))
		dossier, err := d.Dossier(ctx, sacha, id)
		check(t, err)
		if got := dossier.Decision; got.Level != 2 || !slices.Equal(got.Mentions, []string{"pooling", "coup de cœur"}) || dossier.DecidedBy != "Sacha" {
			t.Errorf("decision: %+v", got)
		}
		if dossier.Candidacy.State != candidacy.Decided {
			t.Errorf("state: %s", dossier.Candidacy.State)
		}
	})
}

func TestADecisionIsChangedFromTheRevisionThatWasSeen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha, ana := deliberations(w), w.Secretariat("Sacha"), w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		conflict := func(err error) {
			t.Helper()
			if !fault.Is(err, fault.Conflict) {
				t.Errorf("not a conflict: %v", err)
			}
		}
		conflict(d.Decide(ctx, sacha, id, input, 1))
		conflict(d.Reopen(ctx, sacha, id, 0))
		check(t, d.Decide(ctx, sacha, id, input, 0))
		conflict(d.Decide(ctx, sacha, id, input, 0))
		none := input
		none.Level = 0
		check(t, d.Decide(ctx, sacha, id, none, 1))
		conflict(d.Reopen(ctx, sacha, id, 1))
		if err := w.Jury.SaveProposal(ctx, ana, id, nil, "trop tard", 0); !fault.Is(err, fault.Closed) {
			t.Errorf("a review of a decided candidacy: %v", err)
		}
		check(t, d.Reopen(ctx, sacha, id, 2))
		dossier, err := d.Dossier(ctx, sacha, id)
		check(t, err)
		if dossier.Decision != nil || dossier.Former.Opinion != "Bravo." || dossier.Revision() != 3 || dossier.Candidacy.State != candidacy.UnderReview {
			t.Errorf("reopened: %+v", dossier)
		}
		check(t, w.Jury.SaveProposal(ctx, ana, id, nil, "à temps", 0))
		conflict(d.Decide(ctx, sacha, id, input, 0))
		check(t, d.Decide(ctx, sacha, id, input, 3))

		lines, err := audit.History(db.Read(ctx), "candidacy/"+id+"/decision")
		check(t, err)
		var said []string
		for _, line := range lines {
			said = append(said, line.Action)
		}
		if strings.Join(said, " ") != "decision.record decision.record decision.reopen decision.record" {
			t.Errorf("lines: %v", said)
		}
	})
}

func TestTwoPeopleDecideOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		id := w.Candidacy("05061")
		w.Close()
		var group sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			group.Go(func() { errs[i] = d.Decide(ctx, sacha, id, input, 0) })
		}
		group.Wait()
		kept := 0
		for _, err := range errs {
			if err == nil {
				kept++
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		if kept != 1 {
			t.Errorf("%d decisions", kept)
		}
	})
}

func TestDecidingHasItsTime(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		id, other := w.Candidacy("05061"), w.Candidacy("69123")
		closed := func(when string, errs ...error) {
			t.Helper()
			for _, err := range errs {
				if !fault.Is(err, fault.Closed) {
					t.Errorf("%s: %v", when, err)
				}
			}
		}
		closed("open", d.Decide(ctx, sacha, id, input, 0), d.Reopen(ctx, sacha, id, 1))
		w.Close()
		check(t, d.Decide(ctx, sacha, id, input, 0))
		publish := db.Read(ctx).Exec("UPDATE editions SET published_at = ? WHERE id = ?", database.Instant(w.Clock), w.Edition.ID)
		check(t, publish.Error)
		closed("published", d.Decide(ctx, sacha, id, input, 1), d.Reopen(ctx, sacha, id, 1), d.Decide(ctx, sacha, other, input, 0))
	})
}

func TestSettingsChangeFromTheRevisionThatWasSeen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		s := settingsOf(w)
		s.ClosesAt = s.ClosesAt.Add(24 * time.Hour)
		s.Place = "Bordeaux"
		check(t, d.ChangeSettings(ctx, sacha, w.Edition.ID, 1, s))
		if err := d.ChangeSettings(ctx, sacha, w.Edition.ID, 1, s); !fault.Is(err, fault.Conflict) {
			t.Errorf("from an old revision: %v", err)
		}
		past := s
		past.ClosesAt = w.Clock.Add(-time.Minute)
		if err := d.ChangeSettings(ctx, sacha, w.Edition.ID, 2, past); !fault.Is(err, fault.Invalid) || fault.As(err).Fields["closes_at"] == "" {
			t.Errorf("closing in the past: %v", err)
		}
		campaigns, err := d.Campaigns(ctx, sacha)
		check(t, err)
		if len(campaigns) != 1 || campaigns[0].Place != "Bordeaux" || !campaigns[0].ClosesAt.Equal(s.ClosesAt) {
			t.Errorf("campaigns: %+v", campaigns)
		}
	})
}

func TestChecklistIsReadyOnceAllIsDecided(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		ids := []string{w.Candidacy("05061"), w.Candidacy("69123"), w.Candidacy("33063")}
		list := func() *deliberation.Checklist {
			t.Helper()
			o, err := d.Overview(ctx, sacha, w.Edition)
			check(t, err)
			return o.Checklist()
		}
		if l := list(); l.Ready() || l.Blocks[0] != "Les candidatures ne sont pas closes." {
			t.Errorf("open: %+v", l)
		}
		w.Close()
		for i, id := range ids {
			in := input
			in.Level = i
			check(t, d.Decide(ctx, sacha, id, in, 0))
		}
		l := list()
		if !l.Ready() || l.Awards() != 2 || fmt.Sprint(l.ByLevel) != "[1 1 1 0 0 0]" || len(l.Remarks) != 3 {
			t.Errorf("decided: %+v", l)
		}
		// Each team of one, and both representatives.
		if letters, err := d.Letters(ctx, sacha, w.Edition); err != nil || letters != 9 {
			t.Errorf("%d letters, %v", letters, err)
		}
		check(t, d.Reopen(ctx, sacha, ids[0], 1))
		if l := list(); l.Ready() || l.Blocks[0] != "Une candidature n’est pas décidée." {
			t.Errorf("reopened: %+v", l)
		}
	})
}
