package edition_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/fault"
)

var ctx = context.Background()

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestStateFollowsTheClockToTheSecond(t *testing.T) {
	e := edition.Edition{OpensAt: at("2026-03-29T00:00:00Z"), ClosesAt: at("2026-10-25T01:00:00Z")} // 3:00 in Paris, after the clock went back
	closed, published := at("2026-10-25T01:00:00Z"), at("2026-11-20T10:00:00Z")
	for _, c := range []struct {
		now  string
		want edition.State
	}{
		{"2026-03-28T23:59:59Z", edition.Preparing},
		{"2026-03-29T00:00:00Z", edition.Open},
		{"2026-10-25T00:59:59Z", edition.Open},
		{"2026-10-25T01:00:00Z", edition.Closed},
	} {
		if got := e.StateAt(at(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.now, got, c.want)
		}
	}
	e.ClosedAt = &closed
	if got := e.StateAt(at("2026-05-01T00:00:00Z")); got != edition.Closed {
		t.Errorf("closed ahead of its time: %s", got)
	}
	e.PublishedAt = &published
	if got := e.StateAt(published); got != edition.Published {
		t.Errorf("published: %s", got)
	}
}

func editions(db *database.DB, now string) *edition.Editions {
	return &edition.Editions{DB: db, Questionnaires: &edition.Questionnaires{DB: db}, Now: func() time.Time { return at(now) }}
}

func TestPreparingAnEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		es := editions(db, "2026-05-01T00:00:00Z")
		secretary, candidate := accounttest.Person(t, db, "Claude", account.Secretariat), accounttest.Person(t, db, "Camille")
		good := edition.Settings{Year: 2027, Name: "Édition 2027", OpensAt: at("2027-06-01T06:00:00Z"), ClosesAt: at("2027-10-15T22:00:00Z")}

		if _, err := es.Prepare(ctx, candidate, good, "tnl-2021"); !fault.Is(err, fault.NotAllowed) {
			t.Errorf("a candidate prepared an edition: %v", err)
		}
		wrong := good
		wrong.Year, wrong.Name, wrong.ClosesAt = 1999, " ", wrong.OpensAt
		_, err := es.Prepare(ctx, secretary, wrong, "../etc/passwd")
		f := fault.As(err)
		if f == nil || f.Kind != fault.Invalid {
			t.Fatalf("wrong settings: %v", err)
		}
		for _, field := range []string{"year", "name", "closes_at", "questionnaire"} {
			if f.Fields[field] == "" {
				t.Errorf("%s is wrong and not told", field)
			}
		}
		e, err := es.Prepare(ctx, secretary, good, "tnl-2021")
		if err != nil {
			t.Fatal(err)
		}
		if q, err := es.Questionnaires.Get(ctx, e.QuestionnaireHash); err != nil || q.ID != "tnl-2021" {
			t.Fatalf("its questionnaire: %v, %v", q, err)
		}
		if _, err := es.Prepare(ctx, secretary, good, "tnl-2021"); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second edition of the year: %v", err)
		}
		if open, err := es.Current(ctx); err != nil || open != nil {
			t.Errorf("open before its time: %v, %v", open, err)
		}
		later := editions(db, "2027-06-01T06:00:00Z")
		if open, err := later.Current(ctx); err != nil || open == nil || open.ID != e.ID {
			t.Errorf("not open at its time: %v, %v", open, err)
		}
	})
}

func TestSecondOfTwoChangesIsTold(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		es := editions(db, "2026-05-01T00:00:00Z")
		secretary := accounttest.Person(t, db, "Claude", account.Secretariat)
		s := edition.Settings{Year: 2027, Name: "Édition 2027", OpensAt: at("2027-06-01T06:00:00Z"), ClosesAt: at("2027-10-15T22:00:00Z")}
		e, err := es.Prepare(ctx, secretary, s, "tnl-2021")
		if err != nil {
			t.Fatal(err)
		}
		change := func(name string) error {
			s.Name = name
			return db.Write(ctx, func(tx *gorm.DB) error {
				_, err := edition.Change(tx, es.Now(), secretary.ID, e.ID, 1, s)
				return err
			})
		}
		if err := change("Une"); err != nil {
			t.Fatal(err)
		}
		if err := change("Deux"); !fault.Is(err, fault.Conflict) {
			t.Fatalf("written over: %v", err)
		}
		kept, err := es.ByYear(ctx, 2027)
		if err != nil || kept.Name != "Une" {
			t.Fatalf("kept %q, %v", kept.Name, err)
		}
	})
}
