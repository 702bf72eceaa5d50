package directory_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/verification"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// published is the laureates of 2021 as imported, then an edition 2026 run here: Lyon at 4, Rennes at 2, the
// department of Gironde at 5, and Lettret, labelled in 2021, without a label this time; Grenoble was never labelled.
func published(t testing.TB, db *database.DB) *awardtest.Stage {
	t.Helper()
	s := awardtest.New(t, db, 2021)
	s.ImportPast(2021)
	s.Open(2026)
	lyon, rennes := s.Commune("69123"), s.Commune("35238")
	gironde := s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"})
	lettret, grenoble := s.Commune("05074"), s.Commune("38185")
	s.Close()
	s.Decide(lyon, 4, "Très bien.", "mutualisation")
	s.Decide(rennes, 2, "Bien.")
	s.Decide(gironde, 5, "Parfait.")
	s.Decide(lettret, 0, "Pas cette fois.")
	s.Decide(grenoble, 0, "Pas encore.")
	s.Publish()
	return s
}

func names(r directory.Results) []string {
	var out []string
	for _, e := range r.Entries {
		out = append(out, e.Name)
	}
	return out
}

func TestSearch(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		all, err := s.Directory.Search(ctx, directory.Query{})
		must(t, err)
		if all.Total != 15 || len(all.Entries) != 15 || all.Pages != 1 {
			t.Fatalf("%d territories, %d shown, %d pages", all.Total, len(all.Entries), all.Pages)
		}
		first := names(all)[:4]
		if !slices.Equal(first, []string{"Département de la Gironde", "Échirolles", "Lyon", "ADICO"}) {
			t.Errorf("in this order: %v", names(all))
		}
		lyon := all.Entries[2]
		if lyon.Level.Number != 4 || lyon.Year != 2026 || !slices.Equal(lyon.Years, []int{2021, 2026}) || lyon.Place != "Rhône" ||
			lyon.Mentions.Label() == "" || lyon.Population == nil || lyon.Slug == "" {
			t.Errorf("Lyon: %+v", lyon)
		}

		tests := []struct {
			query directory.Query
			want  []string
		}{
			{directory.Query{Text: "lyon"}, []string{"Lyon"}},
			{directory.Query{Text: "  LYON "}, []string{"Lyon"}},
			{directory.Query{Text: "echirolles"}, []string{"Échirolles"}},
			{directory.Query{Text: "rive gier"}, []string{"Rive-de-Gier"}},
			{directory.Query{Text: "69001"}, []string{"Lyon"}},
			{directory.Query{Text: "69123"}, []string{"Lyon"}},
			{directory.Query{Text: "216901231"}, []string{"Lyon"}},
			{directory.Query{Text: "216 901 231"}, []string{"Lyon"}},
			{directory.Query{Text: "21690123100011"}, []string{"Lyon"}},
			{directory.Query{Text: "grenoble"}, nil},
			{directory.Query{Text: "%"}, nil},
			{directory.Query{Text: "_"}, nil},
			{directory.Query{Text: "l'y'o'n"}, []string{"Lyon"}},
			{directory.Query{Text: "lyo%"}, []string{"Lyon"}},
			{directory.Query{Year: 2026}, []string{"Département de la Gironde", "Lyon", "Rennes"}},
			{directory.Query{Year: 1789}, nil},
			{directory.Query{Kind: territory.Department}, []string{"Département de la Gironde"}},
			{directory.Query{Kind: "nothing"}, nil},
			{directory.Query{Department: "33"}, []string{"Département de la Gironde", "Gironde Numérique"}},
			{directory.Query{Region: "53"}, []string{"Rennes"}},
			{directory.Query{MinLevel: 5}, []string{"Département de la Gironde"}},
			{directory.Query{MinLevel: 4}, []string{"Département de la Gironde", "Échirolles", "Lyon"}},
			{directory.Query{MinLevel: 4, Year: 2021}, []string{"Échirolles"}},
			{directory.Query{MinLevel: 99}, nil},
			{directory.Query{Text: "gironde 33", Kind: territory.Operator}, []string{"Gironde Numérique"}},
			{directory.Query{Text: strings.Repeat("lyon ", 10000)}, []string{"Lyon"}},
			{directory.Query{Text: "\x00\xff'; DROP TABLE awards; --"}, nil},
		}
		for _, test := range tests {
			got, err := s.Directory.Search(ctx, test.query)
			must(t, err)
			if !slices.Equal(names(got), test.want) || got.Total != len(test.want) {
				t.Errorf("%.60v finds %d: %v, not %v", test.query, got.Total, names(got), test.want)
			}
		}
	})
}

func TestSearchStaysInsideItsPages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		many(t, db, s, 45)
		for asked, want := range map[int]int{-5: 1, 0: 1, 1: 1, 2: 2, 3: 3, 4: 3, 1 << 40: 3} {
			got, err := s.Directory.Search(ctx, directory.Query{Page: asked, Text: "territoire"})
			must(t, err)
			if got.Page != want || got.Pages != 3 || got.Total != 45 {
				t.Errorf("page %d gives page %d of %d, %d in all", asked, got.Page, got.Pages, got.Total)
			}
		}
	})
}

func TestDepartments(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		counts, err := s.Directory.Departments(ctx, directory.Query{Department: "33"})
		must(t, err)
		if counts["33"] != 2 || counts["69"] != 2 || counts["38"] != 1 || counts["05"] != 1 || counts["35"] != 1 || len(counts) != 12 {
			t.Errorf("by department: %v", counts)
		}
		counts, err = s.Directory.Departments(ctx, directory.Query{Year: 2026})
		must(t, err)
		if fmt.Sprint(counts) != "map[33:1 35:1 69:1]" {
			t.Errorf("in 2026: %v", counts)
		}
	})
}

func TestTerritory(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		p, err := s.Directory.Territory(ctx, "lyon-69123")
		must(t, err)
		if p.Territory.Name != "Lyon" || p.Department != "Rhône" || len(p.Awards) != 2 || p.Latest().Year != 2026 || p.In(2021) == nil || p.In(2022) != nil {
			t.Errorf("Lyon: %+v", p)
		}
		if !slices.Equal(p.Years, []int{2021, 2026}) || p.Latest().Opinion != "Très bien." || len(p.Latest().Axes) != 5 || p.Latest().EditionName != "Édition 2026" {
			t.Errorf("Lyon: %v, %+v", p.Years, p.Latest())
		}
		for _, slug := range []string{"grenoble-38185", "none", "", "\x00", "\xff", strings.Repeat("x", 100000)} {
			if _, err := s.Directory.Territory(ctx, slug); !fault.Is(err, fault.NotFound) {
				t.Errorf("%.20q gives %v", slug, err)
			}
		}
	})
}

func TestEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		s.Open(2027)
		p, err := s.Directory.Edition(ctx, 2026)
		must(t, err)
		var said []string
		for _, g := range p.Groups {
			said = append(said, fmt.Sprintf("%s %s:%d", g.Level.Name(), g.Level.Title, len(g.Laureates)))
		}
		want := "Niveau\u00a05 Excellence:1, Niveau\u00a04 Affirmation:1, Niveau\u00a03 Engagement:0, Niveau\u00a02 Initiative:1, Niveau\u00a01 Découverte:0"
		if got := strings.Join(said, ", "); got != want || p.Total != 3 || p.Imported {
			t.Errorf("2026: %s", got)
		}
		if l := p.Groups[1].Laureates[0]; l.Name != "Lyon" || l.Carrier != "Dominique Élue, maire" || l.Mentions.Label() == "" || l.Number != "2026-0002" {
			t.Errorf("Lyon: %+v", l)
		}
		past, err := s.Directory.Edition(ctx, 2021)
		must(t, err)
		said = nil
		for _, g := range past.Groups {
			said = append(said, fmt.Sprintf("%s%s:%d", g.Level.Name(), g.Level.Title, len(g.Laureates)))
		}
		want = "Niveau\u00a05:0, Niveau\u00a04:1, Niveau\u00a03:7, Niveau\u00a02:3, Niveau\u00a01:0, Niveau non publié:2"
		if got := strings.Join(said, ", "); got != want || !past.Imported {
			t.Errorf("2021: %s", got)
		}
		for _, year := range []int{2027, 1789, -1, 1 << 30} {
			if _, err := s.Directory.Edition(ctx, year); !fault.Is(err, fault.NotFound) {
				t.Errorf("%d gives %v", year, err)
			}
		}
		list, err := s.Directory.Editions(ctx)
		must(t, err)
		if fmt.Sprint(list) != "[{2026 Édition 2026 3} {2021 Édition 2021 13}]" {
			t.Errorf("editions: %v", list)
		}
	})
}

func TestEditionOnOtherScales(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2025)
		line := func(name, department, award_ string) award.Laureate {
			return award.Laureate{Year: 2025, Name: name, Kind: territory.Commune, Department: department, Award: award_, Source: "test", Mentions: award.Mentions{}}
		}
		s.Import(line("Boé", "47", "or"), line("Colomiers", "31", ""), line("Lyon", "69", "badge"), line("Rennes", "35", "bronze"))
		p, err := s.Directory.Edition(ctx, 2025)
		must(t, err)
		var said []string
		for _, g := range p.Groups {
			said = append(said, fmt.Sprintf("%s:%d", g.Level.Name(), len(g.Laureates)))
		}
		if got := strings.Join(said, ", "); got != "Or:1, Argent:0, Bronze:1, Badge:1, Niveau non publié:1" {
			t.Errorf("2025: %s", got)
		}
		r, err := s.Directory.Search(ctx, directory.Query{MinLevel: 4})
		must(t, err)
		if !slices.Equal(names(r), []string{"Boé"}) {
			t.Errorf("level 4 or more on the scale of five: %v", names(r))
		}
	})
}

func TestFigures(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		f, err := s.Directory.Figures(ctx)
		must(t, err)
		if f != (directory.Figures{Territories: 15, Awards: 16, Editions: 2}) {
			t.Errorf("figures: %+v", f)
		}
		latest, err := s.Directory.Latest(ctx, 2)
		must(t, err)
		if len(latest) != 2 || latest[0].Name != "Département de la Gironde" || latest[1].Name != "Lyon" {
			t.Errorf("latest: %+v", latest)
		}
	})
}

// What ended without a label, what was withdrawn and what is not published yet cannot be told from what never was.
func TestNothingLeaks(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		before := everything(t, s)
		if strings.Contains(before, "renoble") {
			t.Errorf("a candidacy without a label shows: %s", before)
		}
		s.Open(2027)
		caen := s.Commune("14118")
		s.Close()
		s.Decide(caen, 5, "Parfait.")
		if after := everything(t, s); after != before {
			t.Errorf("an edition under way changes what the public sees:\n%s\n%s", before, after)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0003", "Erreur."))
		if after := everything(t, s); strings.Contains(after, "Rennes") || !strings.Contains(after, "Territories:14") {
			t.Errorf("a withdrawn award shows: %s", after)
		}
	})
}

// everything is all that the directory tells.
func everything(t *testing.T, s *awardtest.Stage) string {
	t.Helper()
	d := s.Directory
	var out strings.Builder
	note := func(value any, err error) {
		must(t, err)
		fmt.Fprintf(&out, "%+v\n", value)
	}
	results, err := d.Search(ctx, directory.Query{})
	for i := range results.Entries {
		results.Entries[i].Population = nil // an address in memory
	}
	note(results, err)
	counts, err := d.Departments(ctx, directory.Query{})
	note(counts, err)
	figures, err := d.Figures(ctx)
	note(figures, err)
	latest, err := d.Latest(ctx, 100)
	note(len(latest), err)
	editions, err := d.Editions(ctx)
	note(editions, err)
	palmares, err := d.Edition(ctx, 2026)
	must(t, err)
	note(palmares.Groups, nil)
	years, err := d.Years(ctx)
	note(years, err)
	for _, read := range []walker{territories(d), awards(d, true)} {
		listed, total := whole(t, read, directory.Query{}, 5, func() {})
		note([]any{listed, total}, nil)
	}
	return out.String()
}

func TestQueriesDoNotGrowWithTheList(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		queries := 0
		db.Count(func(string) { queries++ })
		cost := func() (costs []int) {
			for _, look := range []func() error{
				func() error { _, err := s.Directory.Search(ctx, directory.Query{}); return err },
				func() error { _, err := s.Directory.Departments(ctx, directory.Query{}); return err },
				func() error { _, err := s.Directory.Edition(ctx, 2026); return err },
				func() error { _, err := s.Directory.Editions(ctx); return err },
				func() error { _, err := s.Directory.Latest(ctx, 6); return err },
				func() error { _, _, err := s.Directory.Territories(ctx, directory.Query{}, nil, 100); return err },
				func() error { _, err := s.Directory.Awards(ctx, directory.Query{}, false, nil, 100); return err },
			} {
				queries = 0
				must(t, look())
				costs = append(costs, queries)
			}
			return costs
		}
		cost() // the questionnaire is read once
		few := cost()
		many(t, db, s, 60)
		cost()                                                               // what is kept in memory is read again
		if lots := cost(); !slices.Equal(few, lots) || slices.Max(few) > 5 { // a query inside another counts for one
			t.Errorf("queries: %v for a few awards, %v for many", few, lots)
		}
	})
}

// many adds n territories with an award in 2026 and another in 2021.
func many(t testing.TB, db *database.DB, s *awardtest.Stage, n int) {
	t.Helper()
	var editions []struct {
		ID   string
		Year int
	}
	must(t, db.Read(ctx).Table("editions").Where("year IN (2021, 2026)").Order("year").Find(&editions).Error)
	reference, err := territory.LoadReference()
	must(t, err)
	departments := reference.Departments()
	territories := make([]territory.Territory, n)
	var awards []award.Award
	for i := range n {
		id := fmt.Sprintf("t%06d", i)
		name := fmt.Sprintf("Territoire %05d", i)
		territories[i] = territory.Territory{
			ID: id, Slug: id, Kind: territory.Commune, Code: id, SIREN: fmt.Sprintf("%09d", i), Name: name, NameFolded: territory.Fold(name),
			Department: departments[i%len(departments)].Code, PostalCodes: "99000 99001", CreatedAt: s.Now,
		}
		for _, e := range editions {
			level := 1 + (i+e.Year)%5
			awards = append(awards, award.Award{
				ID: fmt.Sprintf("%s-%d", id, e.Year), Number: fmt.Sprintf("%d-9%06d", e.Year, i), EditionID: e.ID, TerritoryID: id, TerritoryName: name,
				Level: &level, LevelCount: 5, Mentions: award.Mentions{}, Adjustments: map[string]scoring.Adjustment{}, Axes: []verification.Axis{}, AwardedAt: s.Now,
			})
		}
	}
	must(t, db.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.CreateInBatches(territories, 500).Error; err != nil {
			return err
		}
		return tx.CreateInBatches(awards, 500).Error
	}))
}
