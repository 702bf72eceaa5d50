package directory_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/territory"
)

// walker reads a slice of a list, and gives the numbers of its awards or the slugs of its territories.
type walker func(q directory.Query, after directory.Mark, limit int) (names []string, total int, next directory.Mark, err error)

func territories(d *directory.Directory) walker {
	return func(q directory.Query, after directory.Mark, limit int) (names []string, total int, next directory.Mark, err error) {
		slice, _, err := d.Territories(ctx, q, after, limit)
		for _, item := range slice.Items {
			names = append(names, item.Slug)
		}
		return names, slice.Total, slice.Next, err
	}
}

func awards(d *directory.Directory, rising bool) walker {
	return func(q directory.Query, after directory.Mark, limit int) (names []string, total int, next directory.Mark, err error) {
		slice, err := d.Awards(ctx, q, rising, after, limit)
		for _, item := range slice.Items {
			names = append(names, item.Number)
		}
		return names, slice.Total, slice.Next, err
	}
}

var orders = []directory.Order{directory.ByLevel, directory.ByName, directory.ByPopulation, directory.ByDate, directory.ByAwards}

// whole walks a list to its end, by slices of limit; between is called after each slice.
func whole(t *testing.T, read walker, q directory.Query, limit int, between func()) (names []string, total int) {
	t.Helper()
	var after directory.Mark
	for range 1000 {
		items, total, next, err := read(q, after, limit)
		must(t, err)
		if len(items) > limit || next != nil && len(items) < limit {
			t.Fatalf("%+v: a slice of %d for a limit of %d, with another after it", q, len(items), limit)
		}
		if names = append(names, items...); next == nil {
			return names, total
		}
		after = next
		between()
	}
	t.Fatalf("%+v: the list has no end", q)
	return nil, 0
}

// Whatever the order, the filters and the size of the slices, a walk gives everything once, in the directory's order.
func TestAWalkGivesEverythingOnceInOrder(t *testing.T) {
	s := published(t, databasetest.Open(t, database.SQLite)) // what is walked is in memory
	many(t, s.DB, s, 40)
	for _, q := range []directory.Query{{}, {Year: 2021}, {MinLevel: 3}, {Text: "territoire"}, {Kind: territory.Department}, {Text: "nulle part"}, {Level: "3"}} {
		for _, q.Order = range orders {
			var listed []string
			for page := 1; page == 1 || len(listed)%directory.PerPage == 0 && len(listed) > 0; page++ {
				q.Page = page
				r, err := s.Directory.Search(ctx, q)
				must(t, err)
				for _, e := range r.Entries {
					listed = append(listed, e.Slug)
				}
				if page == r.Pages {
					break
				}
			}
			for _, limit := range []int{1, 7, 20, 1000} {
				if walked, total := whole(t, territories(s.Directory), q, limit, func() {}); !slices.Equal(walked, listed) || total != len(listed) {
					t.Errorf("%+v, %d at a time: %v of %d, the directory has %v", q, limit, walked, total, listed)
				}
			}
		}
		latest, total := whole(t, awards(s.Directory, false), q, 1000, func() {})
		for _, limit := range []int{1, 7, 20} {
			if walked, _ := whole(t, awards(s.Directory, false), q, limit, func() {}); !slices.Equal(walked, latest) || total != len(latest) {
				t.Errorf("%+v, %d at a time: %v of %d, not %v", q, limit, walked, total, latest)
			}
		}
		rising, _ := whole(t, awards(s.Directory, true), q, 7, func() {})
		if slices.Reverse(rising); !slices.Equal(rising, latest) || !slices.IsSortedFunc(latest, func(a, b string) int { return strings.Compare(b, a) }) {
			t.Errorf("%+v: the latest first %v, the earliest first, reversed, %v", q, latest, rising)
		}
	}
}

// Awards are kept one by one: an earlier one that a filter refuses is not given for another of its territory.
func TestFiltersOfAwards(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		for _, c := range []struct {
			q    directory.Query
			want string
		}{
			{directory.Query{Text: "lyon"}, "[2026-0002 2021-0011]"},
			{directory.Query{Text: "lyon", MinLevel: 4}, "[2026-0002]"},
			{directory.Query{Year: 2026}, "[2026-0003 2026-0002 2026-0001]"},
			{directory.Query{Mention: "mutualisation", Year: 2026}, "[2026-0002]"},
			{directory.Query{Department: "33", Year: 2026}, "[2026-0001]"},
			{directory.Query{Text: "grenoble"}, "[]"},
		} {
			slice, err := s.Directory.Awards(ctx, c.q, false, nil, 100)
			must(t, err)
			numbers := []string{}
			for _, item := range slice.Items {
				numbers = append(numbers, item.Number)
				if item.Territory.Slug != item.TerritorySlug || item.Territory.Name == "" || item.Year == 0 {
					t.Errorf("%s: %+v", item.Number, item.Territory)
				}
			}
			if fmt.Sprint(numbers) != c.want || slice.Total != len(numbers) {
				t.Errorf("%+v: %v, %d in all", c.q, numbers, slice.Total)
			}
		}
	})
}

// What comes into the list while it is read neither hides nor doubles what was in it.
func TestAWalkIsNotDisturbedByWhatComesIn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		readers := []struct {
			name string
			read walker
			q    directory.Query
		}{
			{"by level", territories(s.Directory), directory.Query{}}, {"by name", territories(s.Directory), directory.Query{Order: directory.ByName}},
			{"awards", awards(s.Directory, false), directory.Query{}},
		}
		for i, one := range readers {
			before, _ := whole(t, one.read, one.q, 1000, func() {})
			year, added := 2016+i, 0
			s.Open(year)
			seen, _ := whole(t, one.read, one.q, 3, func() {
				added++
				_, err := s.Awards.Import(ctx, "import", []award.Laureate{{
					Year: year, Name: fmt.Sprintf("%c syndicat %d de %d", 'A'+added%26, added, year), Kind: territory.Syndicate, Department: "38",
					Award: fmt.Sprint(1 + added%5), Source: "test", Mentions: award.Mentions{},
				}}, false)
				must(t, err)
			})
			kept := slices.DeleteFunc(slices.Clone(seen), func(name string) bool { return strings.Contains(name, fmt.Sprint(year)) })
			if !slices.Equal(before, kept) || added < 3 {
				t.Errorf("%s, %d came in: %v, not %v", one.name, added, kept, before)
			}
			if unique := slices.Compact(slices.Sorted(slices.Values(seen))); len(unique) != len(seen) {
				t.Errorf("%s, some were given twice: %v", one.name, seen)
			}
		}
	})
}

func TestAMarkOfNothingIsRefused(t *testing.T) {
	s := published(t, databasetest.Open(t, database.SQLite))
	for _, mark := range []directory.Mark{
		{"lyon"}, {int64(240), "lyon"}, {"240", "lyon", "lyon-69123"}, {int64(240), "lyon", int64(1)}, {240.5, "lyon", "lyon-69123"}, {nil, nil, nil}, {int64(240), "lyon", "lyon-69123", "more"},
	} {
		if _, _, err := s.Directory.Territories(ctx, directory.Query{}, mark, 5); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q gives %v", mark, err)
		}
		if _, err := s.Directory.Awards(ctx, directory.Query{}, false, append(mark, "more"), 5); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q gives %v", mark, err)
		}
	}
	beyond, _, err := s.Directory.Territories(ctx, directory.Query{}, directory.Mark{int64(math.MinInt64), "zz\x00\xff", "zz"}, 5)
	if must(t, err); len(beyond.Items) != 0 || beyond.Next != nil || beyond.Total != 15 {
		t.Errorf("beyond the end: %+v", beyond)
	}
}
