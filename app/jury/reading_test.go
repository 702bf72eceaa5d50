package jury_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

var ctx = context.Background()

func TestReadingsAreCountedUntilTheClosingThenListed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		mine := accounttest.Person(t, db, "Jurée et candidate", account.Juror)
		w.Candidacy("69123")
		w.Candidacy("05061")
		w.Submitted(mine, "33063", jurytest.Answers)
		w.Draft(accounttest.Person(t, db, "Brouillon"), "75056")

		list, err := w.Jury.Readings(ctx, juror, w.Edition)
		if err != nil || list.Waiting != 3 || len(list.Items) != 0 {
			t.Fatalf("before the closing: %+v, %v", list, err)
		}
		if list, err = w.Jury.Readings(ctx, mine, w.Edition); err != nil || list.Waiting != 2 {
			t.Errorf("one's own territory is counted: %+v, %v", list, err)
		}
		w.Close()
		list, err = w.Jury.Readings(ctx, juror, w.Edition)
		if err != nil || list.Waiting != 0 || len(list.Items) != 3 {
			t.Fatalf("after the closing: %+v, %v", list, err)
		}
		names := []string{list.Items[0].TerritoryName, list.Items[1].TerritoryName, list.Items[2].TerritoryName}
		if strings.Join(names, ", ") != "Bordeaux, Gap, Lyon" || list.Items[0].Begun() || list.Items[0].TotalPercent == "" {
			t.Errorf("listed: %v, first %+v", names, list.Items[0])
		}
		list, err = w.Jury.Readings(ctx, mine, w.Edition)
		if err != nil || len(list.Items) != 2 || list.Items[0].TerritoryName != "Gap" {
			t.Errorf("one's own territory is listed: %+v, %v", list, err)
		}
		w.Propose(juror, list.Items[0].CandidacyID, 2, "")
		list, err = w.Jury.Readings(ctx, juror, w.Edition)
		if err != nil || list.Handed() != 1 || !list.Items[1].Handed() || *list.Items[1].ProposedLevel != 2 {
			t.Errorf("own review: %+v, %v", list, err)
		}
	})
}

func TestReadingsTakeAConstantNumberOfQueries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		for _, code := range []string{"69123", "05061", "33063", "75056", "13055"} {
			w.Candidacy(code)
		}
		w.Close()
		queries := 0
		db.Count(func(string) { queries++ })
		if list, err := w.Jury.Readings(ctx, juror, w.Edition); err != nil || len(list.Items) != 5 {
			t.Fatal(list, err)
		}
		if queries != 2 {
			t.Errorf("%d queries, 2 wanted", queries)
		}
	})
}

func TestReadShowsTheLastSubmissionAndNothingElse(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror := w.Juror("Ana")
		id := w.Candidacy("05061")
		w.Close()
		reading, err := w.Jury.Read(ctx, juror, id)
		if err != nil {
			t.Fatal(err)
		}
		if reading.Territory.Name != "Gap" || reading.Review != nil || !reading.Editable() || reading.Revision() != 0 {
			t.Errorf("reading: %+v", reading)
		}
		q := reading.Snapshot.Questionnaire
		if got := reading.Score.Question(q.Question("strategie-formalisee")); got.Points.IsZero() || got.Points != got.Engine {
			t.Errorf("points: %s", got.Points)
		}
	})
}

// What must not be read and what does not exist give the same bytes.
func TestWhatMustNotBeReadDoesNotExist(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		juror, lead := w.Juror("Ana"), accounttest.Person(t, db, "Jurée et candidate", account.Juror)
		open := w.Candidacy("69123")
		draft := w.Draft(accounttest.Person(t, db, "Brouillon"), "75056")
		withdrawer := accounttest.Person(t, db, "Retrait")
		withdrawn := w.Submitted(withdrawer, "33063", jurytest.Answers)
		if err := w.Candidacies.Withdraw(ctx, withdrawer, withdrawn); err != nil {
			t.Fatal(err)
		}
		own := w.Submitted(lead, "05061", jurytest.Answers)
		unknown := uuid.NewString()

		refused := func(name string, person *account.Person, id string) {
			t.Helper()
			for action, err := range everyAction(w, person, id) {
				if !fault.Is(err, fault.NotFound) || err.Error() != "Cette candidature n’existe pas, ou vous n’y avez pas accès." {
					t.Errorf("%s, %s: %v", name, action, err)
				}
			}
		}
		refused("submitted before the closing", juror, open)
		w.Close()
		refused("a draft", juror, draft)
		refused("withdrawn", juror, withdrawn)
		refused("unknown", juror, unknown)
		refused("no id", juror, "\x00'; --")
		refused("one's own", lead, own)
		for action, err := range everyAction(w, w.Secretariat("Sacha"), open) {
			if !fault.Is(err, fault.NotAllowed) {
				t.Errorf("the secretariat, %s: %v", action, err)
			}
		}
		for action, err := range everyAction(w, nil, open) {
			if !fault.Is(err, fault.SignIn) {
				t.Errorf("a visitor, %s: %v", action, err)
			}
		}
	})
}

// A person who was in the team of a territory in another edition does not judge it now.
func TestATerritoryIsOnesOwnInEveryEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		former := accounttest.Person(t, db, "Ancien de Gap", account.Juror)
		id := w.Candidacy("05061")
		w.Close()
		earlier := fmt.Sprintf(`INSERT INTO editions (id, year, name, questionnaire_hash, opens_at, closes_at)
			SELECT 'earlier', 2025, 'Édition 2025', questionnaire_hash, opens_at, closes_at FROM editions WHERE id = '%s'`, w.Edition.ID)
		for _, statement := range []string{
			earlier,
			fmt.Sprintf(`INSERT INTO candidacies (id, edition_id, territory_id, state, created_at)
				SELECT 'before', 'earlier', territory_id, 'withdrawn', created_at FROM candidacies WHERE id = '%s'`, id),
			fmt.Sprintf(`INSERT INTO team_members (candidacy_id, person_id, role, joined_at)
				SELECT 'before', '%s', 'lead', created_at FROM candidacies WHERE id = '%s'`, former.ID, id),
		} {
			if _, err := db.Pool().Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.Jury.Read(ctx, former, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("reading one's former territory: %v", err)
		}
	})
}

func everyAction(w *jurytest.World, person *account.Person, id string) map[string]error {
	level := 1
	_, read := w.Jury.Read(ctx, person, id)
	return map[string]error{
		"read":    read,
		"adjust":  w.Jury.Adjust(ctx, person, id, "enjeux", "1", "parce que", 0),
		"remove":  w.Jury.RemoveAdjustment(ctx, person, id, "enjeux", 0),
		"propose": w.Jury.SaveProposal(ctx, person, id, &level, "", 0),
		"submit":  w.Jury.Submit(ctx, person, id, 0),
		"reopen":  w.Jury.Reopen(ctx, person, id, 0),
	}
}

func TestColleaguesOpenOnceOnesOwnReviewIsHandedIn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		ana, bob := w.Juror("Ana"), w.Juror("Bob")
		id := w.Candidacy("05061")
		w.Close()
		check(t, w.Jury.Adjust(ctx, ana, id, "enjeux", "1", "Une raison d’Ana", 0))
		level := 3
		check(t, w.Jury.SaveProposal(ctx, ana, id, &level, "Remarques d’Ana", 1))
		check(t, w.Jury.Submit(ctx, ana, id, 2))
		colleagues := func() int {
			t.Helper()
			reading, err := w.Jury.Read(ctx, bob, id)
			check(t, err)
			for _, signed := range reading.Colleagues {
				if signed.JurorName != "Ana" || signed.Remarks != "Remarques d’Ana" || signed.Adjustments["enjeux"].Reason != "Une raison d’Ana" {
					t.Errorf("colleague: %+v", signed)
				}
			}
			return len(reading.Colleagues)
		}
		if n := colleagues(); n != 0 {
			t.Errorf("%d reviews seen before one's own was begun", n)
		}
		check(t, w.Jury.SaveProposal(ctx, bob, id, &level, "", 0))
		if n := colleagues(); n != 0 {
			t.Errorf("%d reviews seen before one's own was handed in", n)
		}
		check(t, w.Jury.Submit(ctx, bob, id, 1))
		if n := colleagues(); n != 1 {
			t.Errorf("%d reviews seen once one's own was handed in", n)
		}
		check(t, w.Jury.Reopen(ctx, bob, id, 2))
		if n := colleagues(); n != 0 {
			t.Errorf("%d reviews seen once one's own was taken back", n)
		}
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
