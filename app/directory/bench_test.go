package directory_test

import (
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/directory/directorytest"
	"tnl/app/territory"
)

// BenchmarkSearch searches among 10 000 awards of 20 editions, nothing having changed since the visit before.
func BenchmarkSearch(b *testing.B) {
	for _, engine := range []database.Engine{database.SQLite, database.Postgres} {
		db := databasetest.Open(b, engine)
		directorytest.Fill(b, db, 10_000, 20)
		d := &directory.Directory{DB: db}
		_, err := d.Search(ctx, directory.Query{})
		must(b, err)
		for _, one := range []struct {
			name  string
			query directory.Query
		}{
			{"all", directory.Query{}},
			{"last page", directory.Query{Page: 1 << 20}},
			{"text", directory.Query{Text: "saint martin"}},
			{"typing errors", directory.Query{Text: "sant matrin de crua"}},
			{"filters", directory.Query{Year: 2030, MinLevel: 3, Kind: territory.Commune, Department: "33"}},
			{"mention by population", directory.Query{Mention: "mutualisation", Order: directory.ByPopulation}},
		} {
			b.Run(string(engine)+"/"+one.name, func(b *testing.B) {
				for b.Loop() {
					_, err := d.Search(ctx, one.query)
					must(b, err)
				}
			})
		}
		b.Run(string(engine)+"/first visit after a change", func(b *testing.B) {
			for b.Loop() {
				_, err := (&directory.Directory{DB: db}).Search(ctx, directory.Query{})
				must(b, err)
			}
		})
	}
}
