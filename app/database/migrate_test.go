package database_test

import (
	"context"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

func TestMigrationsGoUpDownAndUpAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := context.Background()
		all, err := db.Migrations(ctx)
		if err != nil || len(all) == 0 {
			t.Fatalf("migrations: %d, %v", len(all), err)
		}
		for round := range 2 {
			down, err := db.MigrateDown(ctx, true)
			if err != nil || len(down) != len(all) {
				t.Fatalf("round %d: took %d of %d back, %v", round, len(down), len(all), err)
			}
			up, err := db.MigrateUp(ctx)
			if err != nil || len(up) != len(all) {
				t.Fatalf("round %d: applied %d of %d, %v", round, len(up), len(all), err)
			}
		}
	})
}
