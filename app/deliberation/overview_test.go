package deliberation_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

var ctx = context.Background()

func deliberations(w *jurytest.World) *deliberation.Deliberations {
	return &deliberation.Deliberations{DB: w.DB, Candidacies: w.Candidacies, Now: w.Jury.Now}
}

func TestOverviewListsTheMostDisputedFirst(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		ana, bob := w.Juror("Ana"), w.Juror("Bob")
		lyon, gap, bordeaux := w.Candidacy("69123"), w.Candidacy("05061"), w.Candidacy("33063")
		w.Draft(accounttest.Person(t, db, "Brouillon"), "75056")
		w.Close()
		w.Propose(ana, gap, 1, "")
		w.Propose(bob, gap, 4, "")
		w.Propose(ana, lyon, 1, "")
		w.Propose(bob, lyon, 2, "")
		level := 3
		check(t, w.Jury.SaveProposal(ctx, ana, bordeaux, &level, "en cours", 0))

		o, err := d.Overview(ctx, sacha, w.Edition)
		check(t, err)
		var said []string
		for _, row := range o.Rows {
			said = append(said, row.TerritoryName)
		}
		if strings.Join(said, ", ") != "Gap, Lyon, Bordeaux, Paris" {
			t.Errorf("order: %v", said)
		}
		first, third, last := o.Rows[0], o.Rows[2], o.Rows[3]
		if first.Spread() != 3 || len(first.Proposals) != 2 || first.Proposals[0].JurorName != "Ana" || first.Level == nil {
			t.Errorf("Gap: %+v", first)
		}
		if third.Reading != 1 || len(third.Proposals) != 0 {
			t.Errorf("Bordeaux shows a draft: %+v", third)
		}
		if last.State != candidacy.Draft || last.Level != nil || o.Count(candidacy.Draft) != 1 || o.Count(candidacy.UnderReview) != 3 {
			t.Errorf("Paris: %+v", last)
		}
		list := o.Checklist()
		if list.Ready() || len(list.Undecided) != 3 || list.Blocks[0] != "3 candidatures ne sont pas décidées." {
			t.Errorf("checklist: %+v", list)
		}
	})
}

func TestOverviewTakesAConstantNumberOfQueries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha, ana := deliberations(w), w.Secretariat("Sacha"), w.Juror("Ana")
		for _, code := range []string{"69123", "05061", "33063"} {
			w.Candidacy(code)
		}
		w.Close()
		list, err := w.Jury.Readings(ctx, ana, w.Edition)
		check(t, err)
		for _, item := range list.Items {
			w.Propose(ana, item.CandidacyID, 2, "")
		}
		queries := 0
		db.Count(func(string) { queries++ })
		if _, err := d.Overview(ctx, sacha, w.Edition); err != nil || queries != 2 {
			t.Errorf("%d queries, 2 wanted; %v", queries, err)
		}
		queries = 0
		if _, err := d.Campaigns(ctx, sacha); err != nil || queries != 2 {
			t.Errorf("%d queries, 2 wanted; %v", queries, err)
		}
	})
}

// A member of the secretariat who is on the jury too reads independently, and nobody reads their own territory.
func TestWhoJudgesOrIsJudgedDoesNotSeeTheDeliberation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, ana := deliberations(w), w.Juror("Ana")
		both := accounttest.Person(t, db, "Jury et secrétariat", account.Juror, account.Secretariat)
		mayor := accounttest.Person(t, db, "Gap et secrétariat", account.Secretariat)
		gap := w.Submitted(mayor, "05061", jurytest.Answers)
		w.Close()
		w.Propose(ana, gap, 4, "Remarques d’Ana")

		for _, who := range []struct {
			person *account.Person
			why    deliberation.Withheld
		}{{both, deliberation.OwnReading}, {mayor, deliberation.Concerned}} {
			o, err := d.Overview(ctx, who.person, w.Edition)
			check(t, err)
			if row := o.Rows[0]; row.Withheld != who.why || row.Proposals != nil || row.Spread() != 0 {
				t.Errorf("%s, overview: %+v", who.person.Name, row)
			}
			dossier, err := d.Dossier(ctx, who.person, gap)
			check(t, err)
			if dossier.Withheld != who.why || dossier.Reviews != nil || dossier.Decidable() {
				t.Errorf("%s, dossier: %+v", who.person.Name, dossier)
			}
			if (dossier.Snapshot == nil) != (who.why == deliberation.Concerned) {
				t.Errorf("%s, snapshot: %v", who.person.Name, dossier.Snapshot)
			}
			if content, _ := json.Marshal(dossier); strings.Contains(string(content), "Remarques d’Ana") {
				t.Errorf("%s sees Ana’s remarks", who.person.Name)
			}
			if err := d.Decide(ctx, who.person, gap, input, 0); !fault.Is(err, fault.NotAllowed) {
				t.Errorf("%s decides: %v", who.person.Name, err)
			}
		}
		w.Propose(both, gap, 2, "")
		dossier, err := d.Dossier(ctx, both, gap)
		check(t, err)
		if dossier.Withheld != deliberation.Nothing || len(dossier.Reviews) != 2 {
			t.Errorf("once handed in: %+v", dossier)
		}
		check(t, d.Decide(ctx, both, gap, input, 0))
		o, err := d.Overview(ctx, mayor, w.Edition)
		check(t, err)
		if o.Rows[0].DecisionLevel != nil {
			t.Error("one’s own decision shows before the publication")
		}
		if list := o.Checklist(); list.Concerned != 1 || list.Awards() != 0 {
			t.Errorf("one’s own decision is counted by level: %+v", list)
		}
	})
}

func TestTheSecretariatAloneComesIn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d := deliberations(w)
		id := w.Candidacy("05061")
		w.Close()
		for name, person := range map[string]*account.Person{
			"a juror": w.Juror("Ana"), "a candidate": accounttest.Person(t, db, "Candidate"), "a visitor": nil,
		} {
			_, campaigns := d.Campaigns(ctx, person)
			_, overview := d.Overview(ctx, person, w.Edition)
			_, dossier := d.Dossier(ctx, person, id)
			_, journal := d.Journal(ctx, person, 1)
			for action, err := range map[string]error{
				"campaigns": campaigns, "overview": overview, "dossier": dossier, "journal": journal,
				"decide":   d.Decide(ctx, person, id, input, 0),
				"reopen":   d.Reopen(ctx, person, id, 1),
				"settings": d.ChangeSettings(ctx, person, w.Edition.ID, 1, settingsOf(w)),
			} {
				want := fault.NotAllowed
				if person == nil {
					want = fault.SignIn
				}
				if !fault.Is(err, want) {
					t.Errorf("%s, %s: %v", name, action, err)
				}
			}
		}
	})
}

func TestDossierShowsOnlyWhatWasSubmitted(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha, ana := deliberations(w), w.Secretariat("Sacha"), w.Juror("Ana")
		gap := w.Candidacy("05061")
		draft := w.Draft(accounttest.Person(t, db, "Brouillon"), "75056")
		leaver := accounttest.Person(t, db, "Retrait")
		withdrawn := w.Submitted(leaver, "33063", jurytest.Answers)
		check(t, w.Candidacies.Withdraw(ctx, leaver, withdrawn))

		for _, id := range []string{draft, withdrawn} {
			dossier, err := d.Dossier(ctx, sacha, id)
			check(t, err)
			if dossier.Snapshot != nil || dossier.Score != nil || dossier.Decidable() {
				t.Errorf("%s is read: %+v", dossier.Candidacy.State, dossier)
			}
		}
		dossier, err := d.Dossier(ctx, sacha, gap)
		check(t, err)
		if dossier.Score == nil || dossier.Decidable() {
			t.Errorf("before the closing: %+v", dossier)
		}
		for _, id := range []string{uuid.NewString(), "x", "\x00"} {
			if _, err := d.Dossier(ctx, sacha, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", id, err)
			}
		}
		w.Close()
		check(t, w.Jury.Adjust(ctx, ana, gap, "enjeux", "1", "Vu.", 0))
		dossier, err = d.Dossier(ctx, sacha, gap)
		check(t, err)
		if !dossier.Decidable() || dossier.Reading != 1 || len(dossier.Reviews) != 0 {
			t.Errorf("under review: %+v", dossier)
		}
	})
}

func TestJournalGivesTheLastLinesFirst(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha, ana := deliberations(w), w.Secretariat("Sacha"), w.Juror("Ana")
		mayor := accounttest.Person(t, db, "Gap et secrétariat", account.Secretariat)
		both := accounttest.Person(t, db, "Jury et secrétariat", account.Juror, account.Secretariat)
		id := w.Submitted(mayor, "05061", jurytest.Answers)
		w.Close()
		check(t, w.Jury.Adjust(ctx, ana, id, "enjeux", "1", "Un secret d’Ana", 0))
		j, err := d.Journal(ctx, sacha, 1)
		check(t, err)
		first := j.Lines[0]
		if first.Action != "review.adjust" || first.ActorName != "Ana" || first.About != "Gap" || j.Pages != 1 {
			t.Errorf("journal: %+v", first)
		}
		if slices.ContainsFunc(j.Lines, func(l deliberation.JournalLine) bool { return l.Before != "" || l.After != "" }) {
			t.Error("the journal shows contents")
		}
		for _, page := range []int{-3, 0, 99} {
			if again, err := d.Journal(ctx, sacha, page); err != nil || again.Page != 1 {
				t.Errorf("page %d: %+v, %v", page, again, err)
			}
		}
		ofJury := func(l deliberation.JournalLine) bool { return strings.HasPrefix(l.Action, "review.") }
		for _, person := range []*account.Person{mayor, both} {
			j, err := d.Journal(ctx, person, 1)
			check(t, err)
			if slices.ContainsFunc(j.Lines, ofJury) {
				t.Errorf("%s sees what the jury does", person.Name)
			}
		}
		w.Propose(both, id, 1, "")
		j, err = d.Journal(ctx, both, 1)
		check(t, err)
		if !slices.ContainsFunc(j.Lines, ofJury) {
			t.Error("what the jury does stays hidden once one’s own review is handed in")
		}
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
