package directory_test

import (
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
)

func TestStandingFollowsTheAwards(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		at := func(slug string) string {
			t.Helper()
			standing, err := s.Directory.Standing(ctx, slug)
			must(t, err)
			if standing.Award == nil {
				return "nothing"
			}
			return standing.Award.Number
		}
		if got := at("lyon-69123"); got != "2026-0002" {
			t.Errorf("Lyon stands at %s", got)
		}
		if got := at("lettret-05074"); got[:4] != "2021" {
			t.Errorf("Lettret, without a label in 2026, stands at %s", got)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0002", "Un motif."))
		if got := at("lyon-69123"); got[:4] != "2021" {
			t.Errorf("Lyon stands at %s once its last award is withdrawn", got)
		}
		if got := at("departement-de-la-gironde-33"); got != "2026-0001" {
			t.Errorf("Gironde stands at %s", got)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Un motif."))
		if got := at("departement-de-la-gironde-33"); got != "nothing" {
			t.Errorf("Gironde stands at %s once its only award is withdrawn", got)
		}
		for _, slug := range []string{"grenoble-38185", "nulle-part", "a\x00b"} {
			if _, err := s.Directory.Standing(ctx, slug); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", slug, err)
			}
		}
	})
}
