package directory_test

import (
	"sync"
	"testing"

	"gorm.io/gorm"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
)

// revision gives what tells whether the number changed since the last call.
func revision(t *testing.T, db *database.DB) (changed func() bool) {
	t.Helper()
	d := &directory.Directory{DB: db}
	last, err := d.Revision(ctx)
	must(t, err)
	return func() bool {
		t.Helper()
		now, err := d.Revision(ctx)
		must(t, err)
		defer func() { last = now }()
		return now != last
	}
}

func TestRevisionFollowsWhatIsPublic(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2026)
		id := s.Commune("69123")
		s.Close()
		changed := revision(t, db)
		if changed() {
			t.Error("reading changes the revision")
		}
		s.Decide(id, 4, "Très bien.")
		if changed() {
			t.Error("a decision that is not published changes the revision")
		}
		s.Publish()
		if !changed() {
			t.Error("a publication leaves the revision as it was")
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Erreur."))
		if !changed() {
			t.Error("a withdrawal leaves the revision as it was")
		}
		err := db.Write(ctx, func(tx *gorm.DB) error {
			must(t, tx.Exec("UPDATE territories SET name = 'Autre nom'").Error)
			return gorm.ErrInvalidData
		})
		if err == nil || changed() {
			t.Errorf("what was rolled back (%v) changes the revision", err)
		}
	})
}

// A candidacy that opens writes its territory, then holds its edition; a publication writes its edition. Did both lock
// the revision on their way, they would wait for each other.
func TestRevisionMakesNobodyWait(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2026)
		s.Commune("69123")
		hold := "SELECT id FROM editions FOR UPDATE"
		if db.Engine == database.SQLite {
			hold = "SELECT id FROM editions"
		}
		opening, publishing := []string{"UPDATE territories SET population = 1", hold}, []string{"UPDATE editions SET place = 'Lyon'"}
		var wait sync.WaitGroup
		for _, statements := range [][]string{opening, publishing, opening, publishing} {
			wait.Go(func() {
				for range 20 {
					err := db.Write(ctx, func(tx *gorm.DB) error {
						for _, statement := range statements {
							if err := tx.Exec(statement).Error; err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
	})
}
