package directory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/territory"
)

func near(r directory.Results) []string {
	var out []string
	for _, e := range r.Near {
		out = append(out, e.Name)
	}
	return out
}

func TestErrorsOfTyping(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		tests := []struct {
			query directory.Query
			exact int
			near  []string
		}{
			{directory.Query{Text: "Echiroles"}, 0, []string{"Échirolles"}}, // a letter is missing
			{directory.Query{Text: "rene"}, 0, []string{"Rennes"}},
			{directory.Query{Text: "Rennnes"}, 0, []string{"Rennes"}},                                            // one too many
			{directory.Query{Text: "lyno"}, 0, []string{"Lyon"}},                                                 // two exchanged
			{directory.Query{Text: "rvie de geir"}, 0, []string{"Rive-de-Gier"}},                                 // in two words
			{directory.Query{Text: "rivedegeir"}, 0, []string{"Rive-de-Gier"}},                                   // words put together
			{directory.Query{Text: "lyn"}, 0, []string{"Lyon"}},                                                  // short: whole words alone
			{directory.Query{Text: "xi"}, 0, nil},                                                                // too short to guess
			{directory.Query{Text: "commune girnode"}, 0, nil},                                                   // every word counts
			{directory.Query{Text: "lyon"}, 1, nil},                                                              // nothing to doubt
			{directory.Query{Text: "girnode 33"}, 0, []string{"Département de la Gironde", "Gironde Numérique"}}, // with a code
			{directory.Query{Text: "girnode", Kind: territory.Operator}, 0, []string{"Gironde Numérique"}},       // the filters hold
			{directory.Query{Text: "girnode", Year: 2026}, 0, []string{"Département de la Gironde"}},
			{directory.Query{Text: "grenobel"}, 0, nil}, // was a candidate, got no label
			{directory.Query{Text: "69124"}, 0, nil},    // a code is right or wrong
			{directory.Query{Text: strings.Repeat("z", 300)}, 0, nil},
		}
		for _, test := range tests {
			got, err := s.Directory.Search(ctx, test.query)
			must(t, err)
			if got.Total != test.exact || !slices.Equal(near(got), test.near) {
				t.Errorf("%.40v finds %d, and nearly %v; not %d and %v", test.query, got.Total, near(got), test.exact, test.near)
			}
		}
	})
}

// A territory is found by the names that it had, in its awards and in the reference data.
func TestFormerNames(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			return tx.Table("territories").Where("slug = ?", "lyon-69123").Updates(map[string]any{"name": "Métropole des Gaules", "name_folded": "metropole des gaules"}).Error
		}))
		for _, text := range []string{"gaules", "lyon", "loyn"} {
			got, err := s.Directory.Search(ctx, directory.Query{Text: text})
			must(t, err)
			if !slices.Contains(append(names(got), near(got)...), "Métropole des Gaules") {
				t.Errorf("%q finds %v, and nearly %v", text, names(got), near(got))
			}
		}
	})
}

func TestFiltersTogether(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		scales(t, s.Awards)
		tests := []struct {
			query directory.Query
			want  []string
		}{
			{directory.Query{Level: "5"}, []string{"Département de la Gironde"}},
			{directory.Query{Level: "3", Kind: territory.EPCI}, []string{"Dracénie Provence Verdon Agglomération"}},
			{directory.Query{Level: "or"}, []string{"Boé"}},
			{directory.Query{Level: "badge"}, []string{"Caen"}},
			{directory.Query{Level: "4", Year: 2021}, []string{"Échirolles"}},
			{directory.Query{Level: "nothing"}, nil},
			{directory.Query{Band: "moins-de-1000"}, []string{"Louroux-de-Bouble", "Lettret"}},
			{directory.Query{Band: "200000-ou-plus", Year: 2026, Kind: territory.Commune}, []string{"Lyon", "Rennes"}},
			{directory.Query{Mention: "mutualisation", Year: 2026}, []string{"Lyon"}},
			{directory.Query{Mention: "mutualisation", Year: 2021}, nil},
			{directory.Query{Order: directory.ByPopulation, Kind: territory.Commune, Year: 2026}, []string{"Lyon", "Rennes"}},
			{directory.Query{Order: directory.ByName, Year: 2026}, []string{"Département de la Gironde", "Lyon", "Rennes"}},
			{directory.Query{Order: directory.ByAwards, Kind: territory.Commune, MinLevel: 4}, []string{"Lyon", "Boé", "Échirolles"}},
			{directory.Query{Order: directory.ByDate, MinLevel: 4}, []string{"Boé", "Département de la Gironde", "Lyon", "Échirolles"}},
		}
		for _, test := range tests {
			got, err := s.Directory.Search(ctx, test.query)
			must(t, err)
			if !slices.Equal(names(got), test.want) || got.Total != len(test.want) {
				t.Errorf("%+v finds %d: %v, not %v", test.query, got.Total, names(got), test.want)
			}
		}
	})
}

// scales imports an edition of 2030 on other scales than the usual one.
func scales(t *testing.T, awards *award.Awards) {
	t.Helper()
	must(t, awards.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO editions (id, year, name, questionnaire_hash, opens_at, closes_at, closed_at, published_at)
			SELECT 'scales', 2030, 'Édition 2030', questionnaire_hash, opens_at, closes_at, closed_at, ? FROM editions WHERE year = 2026`,
			time.Date(2030, 11, 1, 0, 0, 0, 0, time.UTC)).Error
	}))
	var lines []award.Laureate
	for name, level := range map[string]string{"Boé 47": "or", "Caen 14": "badge", "Colomiers 31": ""} {
		name, department, _ := strings.Cut(name, " ")
		lines = append(lines, award.Laureate{Year: 2030, Name: name, Kind: territory.Commune, Department: department, Award: level, Source: "test", Mentions: award.Mentions{}})
	}
	done, err := awards.Import(ctx, "import", lines, false)
	must(t, err)
	if len(done[0].Awards) != len(lines) {
		t.Fatalf("not imported: %+v", done)
	}
}

// What a facet announces is what its filter finds.
func TestFacetsTellWhatFiltersFind(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		scales(t, s.Awards)
		set := map[directory.Filter]func(*directory.Query, string){
			directory.FilterYear:       func(q *directory.Query, v string) { fmt.Sscan(v, &q.Year) },
			directory.FilterMinLevel:   func(q *directory.Query, v string) { fmt.Sscan(v, &q.MinLevel) },
			directory.FilterLevel:      func(q *directory.Query, v string) { q.Level = v },
			directory.FilterKind:       func(q *directory.Query, v string) { q.Kind = territory.Kind(v) },
			directory.FilterDepartment: func(q *directory.Query, v string) { q.Department = v },
			directory.FilterRegion:     func(q *directory.Query, v string) { q.Region = v },
			directory.FilterBand:       func(q *directory.Query, v string) { q.Band = v },
			directory.FilterMention:    func(q *directory.Query, v string) { q.Mention = v },
		}
		for _, q := range []directory.Query{
			{}, {Year: 2021}, {Year: 2030}, {MinLevel: 3}, {Kind: territory.Commune, Region: "84"}, {Level: "3", Department: "33"}, {Mention: "mutualisation"},
			{Text: "gironde"}, {Year: 2026, Mention: "mutualisation", Band: "200000-ou-plus"}, {Year: 1999}, {Kind: "none", Year: 2021},
		} {
			got, err := s.Directory.Search(ctx, q)
			must(t, err)
			for filter, change := range set {
				facet, counted := got.Facets[filter], 0
				for value, count := range facet.Values {
					with := q
					change(&with, value)
					found, err := s.Directory.Search(ctx, with)
					must(t, err)
					if found.Total != count {
						t.Errorf("%+v announces %d for %q, which finds %d", q, count, value, found.Total)
					}
					counted += count
				}
				without := q
				change(&without, "")
				switch filter {
				case directory.FilterYear:
					without.Year = 0
				case directory.FilterMinLevel:
					without.MinLevel = 0
				}
				if found, err := s.Directory.Search(ctx, without); err != nil || found.Total != facet.Any {
					t.Errorf("%+v announces %d without filter %d, which finds %d", q, facet.Any, filter, found.Total)
				}
				if filter == directory.FilterKind && counted != facet.Any {
					t.Errorf("%+v: the kinds add up to %d of %d", q, counted, facet.Any)
				}
			}
		}
	})
}

// Every instance of the program sees a publication at its next request, and nothing before it is committed.
func TestPublicationIsSeenByEveryInstance(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		other := &directory.Directory{DB: db, Questionnaires: s.Directory.Questionnaires}
		seen := func() string {
			var said []string
			for _, d := range []*directory.Directory{s.Directory, other} {
				f, err := d.Figures(ctx)
				must(t, err)
				r, err := d.Search(ctx, directory.Query{Text: "216901231"})
				must(t, err)
				said = append(said, fmt.Sprintf("%d/%d/%v", f.Awards, f.Editions, names(r)))
			}
			if said[0] != said[1] {
				t.Errorf("one instance sees %s, the other %s", said[0], said[1])
			}
			return said[0]
		}
		check := func(want string) {
			t.Helper()
			if got := seen(); got != want {
				t.Errorf("seen: %s, not %s", got, want)
			}
		}
		check("16/2/[Lyon]")
		s.Open(2027)
		caen := s.Commune("14118")
		s.Close()
		s.Decide(caen, 5, "Parfait.")
		check("16/2/[Lyon]")
		s.Publish()
		check("17/3/[Lyon]")
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2027-0001", "Erreur."))
		check("16/3/[Lyon]")
		rollback := db.Write(ctx, func(tx *gorm.DB) error {
			must(t, tx.Exec("UPDATE territories SET name = 'Autre', name_folded = 'autre' WHERE slug = 'lyon-69123'").Error)
			return gorm.ErrInvalidTransaction
		})
		if rollback == nil {
			t.Fatal("the change was kept")
		}
		check("16/3/[Lyon]")
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec("UPDATE territories SET name = 'Lugdunum', name_folded = 'lugdunum' WHERE slug = 'lyon-69123'").Error
		}))
		check("16/3/[Lugdunum]")
	})
}
