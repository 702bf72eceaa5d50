package territory_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/territory"
)

// The number is made up for tests, and passes the check.
var sitiv = territory.Declaration{Kind: territory.Operator, Name: " SITIV  (test) ", SIREN: "999 000 003", Department: "69"}

func TestDeclare(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		declared, err := reg.Declare(ctx, clerk, sitiv)
		if err != nil {
			t.Fatal(err)
		}
		kind, population := declared.Facts()
		if declared.Slug != "sitiv-test-999000003" || declared.Name != "SITIV (test)" || declared.SIREN != "999000003" || declared.Code != "" ||
			declared.Department != "69" || declared.Region != "84" || kind != "operator" || population != -1 {
			t.Errorf("%+v", declared)
		}
		again := sitiv
		again.Name = "Another name"
		same, err := reg.Declare(ctx, clerk, again)
		if err != nil || same.ID != declared.ID || same.Name != "SITIV (test)" {
			t.Errorf("declared again: %+v, %v", same, err)
		}
		if got := actions(t, db, declared); !slices.Equal(got, []string{"territory.declare"}) {
			t.Errorf("audit: %v", got)
		}

		again.Kind = territory.Syndicate
		_, err = reg.Declare(ctx, clerk, again)
		wantField(t, err, "siren", "SITIV (test)")

		// A body of the reference data.
		_, err = reg.Declare(ctx, clerk, territory.Declaration{Kind: territory.Other, Name: "Lyon", SIREN: "216901231"})
		wantField(t, err, "siren", "Lyon")
		lyon, err := reg.Declare(ctx, clerk, territory.Declaration{Kind: territory.Commune, Name: "Ville de Lyon", SIREN: "216901231"})
		if err != nil || lyon.Code != "69123" || lyon.Name != "Lyon" {
			t.Errorf("%+v, %v", lyon, err)
		}
		_, err = reg.Declare(ctx, clerk, territory.Declaration{Kind: territory.Commune, Name: "Nulle part", SIREN: "999000011"})
		wantField(t, err, "siren", "la commune")
	})
}

func TestDeclareSaysEveryFault(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		reg, negative := register(db), -1
		_, err := reg.Declare(context.Background(), clerk, territory.Declaration{Kind: "canton", Name: "  ", SIREN: "12", Department: "999", Population: &negative})
		f := fault.As(err)
		if f == nil || f.Kind != fault.Invalid || !slices.Equal(fault.Fields(f.Fields).Names(), []string{"department", "kind", "name", "population", "siren"}) {
			t.Errorf("%v", err)
		}
		for _, name := range []string{"--", "a\x00b", "\xff", strings.Repeat("é", 201)} {
			d := sitiv
			d.Name = name
			_, err := reg.Declare(context.Background(), clerk, d)
			wantField(t, err, "name", "nom")
		}
		if count(t, db) != 0 {
			t.Error("a faulty declaration was kept")
		}
	})
}

func TestDeclareAtOnceGivesOneTerritory(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		reg := register(db)
		var wait sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wait.Go(func() { _, errs[i] = reg.Declare(context.Background(), clerk, sitiv) })
		}
		wait.Wait()
		if !slices.Equal(errs, make([]error, 8)) || count(t, db) != 1 {
			t.Errorf("%v, %d rows", errs, count(t, db))
		}
	})
}

func TestCreate(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		inhabitants := 5700
		first := create(t, db, territory.Territory{Kind: territory.Commune, Name: "Saint-Libre-sur-Code", Department: "69", Population: &inhabitants})
		if first.Slug != "saint-libre-sur-code" || first.Region != "84" || first.SIREN != "" || first.NameFolded != "saint libre sur code" {
			t.Errorf("%+v", first)
		}
		for _, want := range []string{"saint-libre-sur-code-2", "saint-libre-sur-code-3"} {
			if next := create(t, db, territory.Territory{Kind: territory.Commune, Name: "Saint-Libre-sur-Code", Department: "69"}); next.Slug != want {
				t.Errorf("%s, not %s", next.Slug, want)
			}
		}
		long := create(t, db, territory.Territory{Kind: territory.Association, Name: strings.Repeat("Association ", 16)})
		if len(long.Slug) > 80 {
			t.Errorf("%d letters: %s", len(long.Slug), long.Slug)
		}
		if greek := create(t, db, territory.Territory{Kind: territory.Other, Name: "Αθήνα"}); greek.Slug != "territoire" {
			t.Errorf("%s", greek.Slug)
		}
		create(t, db, territory.Territory{Kind: territory.Other, Name: "Un", SIREN: "999 000 003"})
		err := db.Write(context.Background(), func(tx *gorm.DB) error {
			_, err := register(db).Create(tx, clerk, territory.Territory{Kind: territory.Other, Name: "Deux", SIREN: "999000003"})
			return err
		})
		if !fault.Is(err, fault.Conflict) {
			t.Error(err)
		}
		err = db.Write(context.Background(), func(tx *gorm.DB) error {
			_, err := register(db).Create(tx, clerk, territory.Territory{Kind: "canton", SIREN: "1", Department: "999"})
			return err
		})
		wantField(t, err, "siren", "9 chiffres")
	})
}

func TestSlugsAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		reg := register(db)
		var wait sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wait.Go(func() {
				errs[i] = db.Write(context.Background(), func(tx *gorm.DB) error {
					_, err := reg.Create(tx, clerk, territory.Territory{Kind: territory.Other, Name: "Mairie"})
					return err
				})
			})
		}
		wait.Wait()
		if !slices.Equal(errs, make([]error, 4)) || count(t, db) != 4 {
			t.Errorf("%v, %d rows", errs, count(t, db))
		}
	})
}

func TestSetSIREN(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		gironde, _ := reg.Adopt(ctx, clerk, territory.Department, "33")
		_, err := reg.SetSIREN(ctx, clerk, gironde.ID, "999000002")
		wantField(t, err, "siren", "n’existe pas")
		_, err = reg.SetSIREN(ctx, clerk, gironde.ID, "216901231")
		wantField(t, err, "siren", "Lyon")
		if _, err := reg.Declare(ctx, clerk, sitiv); err != nil {
			t.Fatal(err)
		}
		_, err = reg.SetSIREN(ctx, clerk, gironde.ID, "999000003")
		wantField(t, err, "siren", "SITIV")

		changed, err := reg.SetSIREN(ctx, clerk, gironde.ID, "999 000 011")
		if err != nil || changed.SIREN != "999000011" {
			t.Fatalf("%+v, %v", changed, err)
		}
		if kept, _ := reg.ByID(ctx, gironde.ID); kept.SIREN != "999000011" {
			t.Errorf("%+v", kept)
		}
		if _, err := reg.SetSIREN(ctx, clerk, gironde.ID, "999000011"); err != nil {
			t.Error("the same again:", err)
		}
		if _, err := reg.SetSIREN(ctx, clerk, gironde.ID, "999000029"); !fault.Is(err, fault.Conflict) {
			t.Error("another one:", err)
		}
		if _, err := reg.SetSIREN(ctx, clerk, "unknown", "999000011"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		if got := actions(t, db, gironde); !slices.Equal(got, []string{"territory.adopt", "territory.set_siren"}) {
			t.Errorf("audit: %v", got)
		}
	})
}
