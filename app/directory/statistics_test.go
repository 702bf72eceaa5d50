package directory_test

import (
	"fmt"
	"slices"
	"testing"

	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/territory"
)

func TestStatistics(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		scales(t, s.Awards)
		f, err := s.Directory.Statistics(ctx)
		must(t, err)
		got := fmt.Sprint(f.Years, f.Awards, f.First, f.Unpublished)
		if want := "[2021 2026 2030] [13 3 3] [13 2 3] [2 0 1]"; got != want {
			t.Errorf("years, awards, first ones, unknown levels: %s, not %s", got, want)
		}
		var said []string
		for _, scale := range f.Scales {
			for _, level := range scale.Levels {
				said = append(said, fmt.Sprintf("%s %v %v", level.Level.Name(), scale.Used, level.Counts))
			}
		}
		want := []string{
			"Niveau\u00a05 [true true false] [0 1 0]", "Niveau\u00a04 [true true false] [1 1 0]", "Niveau\u00a03 [true true false] [7 0 0]",
			"Niveau\u00a02 [true true false] [3 1 0]", "Niveau\u00a01 [true true false] [0 0 0]",
			"Or [false false true] [0 0 1]", "Argent [false false true] [0 0 0]", "Bronze [false false true] [0 0 0]", "Badge [false false true] [0 0 1]",
		}
		if !slices.Equal(said, want) {
			t.Errorf("levels, scale by scale: %v", said)
		}
		if f.Kinds[0].Kind != territory.Commune || fmt.Sprint(f.Kinds[0].Counts) != "[6 2 3]" {
			t.Errorf("kinds: %v", f.Kinds)
		}
		if len(f.Axes) != 0 {
			t.Errorf("a mean of three laureates is told: %v", f.Axes)
		}
		at := slices.IndexFunc(f.Departments, func(p directory.PlaceReach) bool { return p.Code == "69" })
		if rhone := f.Departments[at]; rhone.Territories != 2 || rhone.Name != "Rhône" || rhone.Inhabitants == 0 || rhone.Population < 3*rhone.Inhabitants {
			t.Errorf("Rhône: %+v", rhone)
		}
		if f.Population < 60_000_000 || f.Inhabitants < 700_000 || f.Inhabitants > 2_000_000 {
			t.Errorf("people: %+v", f.Reach)
		}
	})
}

// The mean of an axis is told from five laureates on, and only of them.
func TestMeansOfAxes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		s.Open(2027)
		var ids []string
		for _, code := range []string{"14118", "69123", "35238", "38185", "05074", "33063"} {
			ids = append(ids, s.Apply(candidacy.Applicant{Kind: territory.Commune, Code: code}))
		}
		s.Close()
		for i, id := range ids {
			s.Decide(id, min(i, 1)*3, "Bien.") // the first gets no label
		}
		s.Publish()
		f, err := s.Directory.Statistics(ctx)
		must(t, err)
		if len(f.Axes) != 5 || f.Axes[0].Means[0] != nil || f.Axes[0].Means[1] != nil || f.Axes[0].Means[2] == nil {
			t.Fatalf("axes: %+v", f.Axes)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2027-0001", "Erreur."))
		if f, err = s.Directory.Statistics(ctx); err != nil || len(f.Axes) != 0 {
			t.Errorf("a mean of four laureates is told: %v, %v", f.Axes, err)
		}
	})
}
