package edition_test

import (
	"testing"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
)

// What was prepared before versions were kept has its first one.
func TestAnEditionOfBeforeHasItsFirstVersion(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		es := editions(db, "2026-05-01T00:00:00Z")
		secretary := accounttest.Person(t, db, "Claude", account.Secretariat)
		e, err := es.Prepare(ctx, secretary, edition.Settings{
			Year: 2027, Name: "Édition 2027", OpensAt: at("2027-06-01T06:00:00Z"), ClosesAt: at("2027-10-15T22:00:00Z"),
		}, "tnl-2021")
		if err != nil {
			t.Fatal(err)
		}
		kept := func() int64 {
			var n int64
			must(t, db.Read(ctx).Raw("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'edition_versions'").Scan(&n).Error)
			return n
		}
		if db.Engine == database.SQLite {
			kept = func() int64 {
				var n int64
				must(t, db.Read(ctx).Raw("SELECT COUNT(*) FROM sqlite_master WHERE name = 'edition_versions'").Scan(&n).Error)
				return n
			}
		}
		for kept() > 0 {
			_, err := db.MigrateDown(ctx, false)
			must(t, err)
		}
		_, err = db.MigrateUp(ctx)
		must(t, err)
		var all []edition.Version
		must(t, db.Write(ctx, func(tx *gorm.DB) (err error) { all, err = edition.Versions(tx, e.ID); return err }))
		if len(all) != 1 || all[0].Number != 1 || all[0].QuestionnaireHash != e.QuestionnaireHash || all[0].MadeBy != secretary.ID || !all[0].Since.Equal(at("2026-05-01T00:00:00Z")) {
			t.Errorf("versions: %+v", all)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
