package territory_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/territory"
)

var noon = time.Date(2026, 9, 1, 10, 0, 0, 0, time.UTC)

const clerk = "person-1"

func register(db *database.DB) *territory.Register {
	return &territory.Register{DB: db, Now: func() time.Time { return noon }}
}

// actions lists the audit lines about t.
func actions(t *testing.T, db *database.DB, about *territory.Territory) []string {
	t.Helper()
	entries, err := audit.History(db.Read(context.Background()), "territory/"+about.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, entry := range entries {
		if entry.Actor != clerk || !entry.At.Equal(noon) {
			t.Errorf("audit line %+v", entry)
		}
		out = append(out, entry.Action)
	}
	return out
}

func count(t *testing.T, db *database.DB) (rows int64) {
	t.Helper()
	if err := db.Read(context.Background()).Model(&territory.Territory{}).Count(&rows).Error; err != nil {
		t.Fatal(err)
	}
	return rows
}

func wantField(t *testing.T, err error, field, part string) {
	t.Helper()
	f := fault.As(err)
	if f == nil || f.Kind != fault.Invalid || !strings.Contains(f.Fields[field], part) {
		t.Errorf("%v, not %q on %s", err, part, field)
	}
}

func TestAdopt(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		lyon, err := reg.Adopt(ctx, clerk, territory.Commune, "69123")
		if err != nil {
			t.Fatal(err)
		}
		kind, population := lyon.Facts()
		if lyon.Slug != "lyon-69123" || lyon.SIREN != "216901231" || lyon.Name != "Lyon" || lyon.NameFolded != "lyon" || lyon.Department != "69" ||
			lyon.Region != "84" || kind != "commune" || population < 500_000 || !strings.HasPrefix(lyon.PostalCodes, "69001 ") || !lyon.CreatedAt.Equal(noon) {
			t.Errorf("%+v", lyon)
		}
		again, err := reg.Adopt(ctx, clerk, territory.Commune, "69123")
		if err != nil || again.ID != lyon.ID || count(t, db) != 1 {
			t.Errorf("the second time: %+v, %v", again, err)
		}
		if got := actions(t, db, lyon); !slices.Equal(got, []string{"territory.adopt"}) {
			t.Errorf("audit: %v", got)
		}

		gironde, err := reg.Adopt(ctx, clerk, territory.Department, "33")
		if err != nil || gironde.Slug != "departement-de-la-gironde-33" || gironde.SIREN != "" || gironde.Name != "Département de la Gironde" {
			t.Errorf("%+v, %v", gironde, err)
		}
		// Two bodies without a SIREN do not clash.
		if _, err := reg.Adopt(ctx, clerk, territory.Region, "44"); err != nil {
			t.Error(err)
		}
		if _, err := reg.Adopt(ctx, clerk, territory.Region, "984"); err != nil {
			t.Error("a body without population:", err)
		}
		for _, code := range []string{"", "99999", "lyon"} {
			if _, err := reg.Adopt(ctx, clerk, territory.Commune, code); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", code, err)
			}
		}
		if _, err := reg.Adopt(ctx, clerk, territory.Operator, "69123"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

func TestAdoptAtOnceGivesOneTerritory(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		var wait sync.WaitGroup
		ids, errs := make([]string, 16), make([]error, 16)
		for i := range ids {
			wait.Go(func() {
				adopted, err := reg.Adopt(ctx, clerk, territory.Commune, "38151")
				if errs[i] = err; err == nil {
					ids[i] = adopted.ID
				}
			})
		}
		wait.Wait()
		for i := range ids {
			if errs[i] != nil || ids[i] != ids[0] {
				t.Errorf("%s, %v", ids[i], errs[i])
			}
		}
		if count(t, db) != 1 {
			t.Errorf("%d rows", count(t, db))
		}
	})
}

// The caller's transaction goes on after a territory that was there already, and takes the new ones back when it fails.
func TestAdoptInsideATransaction(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		broken := fmt.Errorf("broken")
		err := db.Write(ctx, func(tx *gorm.DB) error {
			for range 2 {
				if _, err := reg.AdoptIn(tx, clerk, territory.Commune, "69123"); err != nil {
					return err
				}
			}
			if _, err := reg.DeclareIn(tx, clerk, sitiv); err != nil {
				return err
			}
			return broken
		})
		if err != broken || count(t, db) != 0 {
			t.Errorf("%v, %d rows", err, count(t, db))
		}
	})
}

func TestAdoptTakesOverARowOfTheSameKind(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		imported := create(t, db, territory.Territory{Kind: territory.Commune, Name: "Lyon (import)", SIREN: "216901231"})
		adopted, err := reg.Adopt(ctx, clerk, territory.Commune, "69123")
		if err != nil || adopted.ID != imported.ID || adopted.Code != "69123" {
			t.Fatalf("%+v, %v", adopted, err)
		}
		if kept, err := reg.ByID(ctx, imported.ID); err != nil || kept.Code != "69123" {
			t.Errorf("%+v, %v", kept, err)
		}
		if got := actions(t, db, imported); !slices.Equal(got, []string{"territory.create", "territory.set_code"}) {
			t.Errorf("audit: %v", got)
		}
		create(t, db, territory.Territory{Kind: territory.Other, Name: "Autre", SIREN: "213301674"})
		if _, err := reg.Adopt(ctx, clerk, territory.Commune, codeOf(t, "213301674")); !fault.Is(err, fault.Conflict) {
			t.Error(err)
		}
	})
}

func TestFind(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, reg := context.Background(), register(db)
		lyon, _ := reg.Adopt(ctx, clerk, territory.Commune, "69123")
		gironde, _ := reg.Adopt(ctx, clerk, territory.Department, "33")
		if found, err := reg.ByID(ctx, lyon.ID); err != nil || found.Name != "Lyon" || found.Population == nil || found.Code != "69123" {
			t.Errorf("%+v, %v", found, err)
		}
		if found, err := reg.BySlug(ctx, gironde.Slug); err != nil || found.ID != gironde.ID || found.SIREN != "" {
			t.Errorf("%+v, %v", found, err)
		}
		if _, err := reg.ByID(ctx, "unknown"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		if _, err := reg.BySlug(ctx, "lyon"); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		queries := 0
		db.Count(func(string) { queries++ })
		found, err := reg.ByIDs(ctx, []string{lyon.ID, gironde.ID, "unknown", lyon.ID})
		if err != nil || len(found) != 2 || found[lyon.ID].Name != "Lyon" || queries != 1 {
			t.Errorf("%v, %v, %d queries", found, err, queries)
		}
		if found, err := reg.ByIDs(ctx, nil); err != nil || len(found) != 0 || queries != 1 {
			t.Errorf("%v, %v", found, err)
		}
	})
}

func create(t *testing.T, db *database.DB, given territory.Territory) *territory.Territory {
	t.Helper()
	var created *territory.Territory
	err := db.Write(context.Background(), func(tx *gorm.DB) (err error) {
		created, err = register(db).Create(tx, clerk, given)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func codeOf(t *testing.T, siren string) string {
	t.Helper()
	body, found := load(t).BySIREN(siren)
	if !found {
		t.Fatalf("nobody has SIREN %s", siren)
	}
	return body.Code
}
