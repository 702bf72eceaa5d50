package directory_test

import (
	"fmt"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

// A territory is compared with five others of its kind at least, laureates of the same edition.
func TestComparison(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := published(t, db)
		s.Open(2027)
		var ids []string
		for _, code := range []string{"38185", "69123", "35238", "05074", "33063", "14118", "47031"} {
			ids = append(ids, s.Commune(code))
		}
		s.Close()
		for i, id := range ids {
			s.Decide(id, []int{0, 5, 3, 3, 3, 2, 2}[i], "Bien.") // Grenoble gets no label
		}
		s.Publish()
		p, err := s.Directory.Territory(ctx, "lyon-69123")
		must(t, err)
		if p.Compared == nil {
			t.Fatal("Lyon is compared with nobody")
		}
		var said string
		for _, level := range p.Compared.Levels {
			said += fmt.Sprintf("%s %d %v, ", level.Level.Name(), level.Count, level.Own)
		}
		if want := "Niveau\u00a05 1 true, Niveau\u00a03 3 false, Niveau\u00a02 2 false, "; said != want || p.Compared.Total != 6 {
			t.Errorf("among its kind: %s%d in all", said, p.Compared.Total)
		}
		axis := p.Latest().Axes[0]
		if at := p.Compared.Axes[axis.ID]; at.Rank != 1 || at.Of != 6 || at.Median.Cmp(axis.Share) != 0 || len(p.Compared.Axes) != 5 {
			t.Errorf("all answered the same: %+v", p.Compared.Axes)
		}
		if p, err = s.Directory.Territory(ctx, "departement-de-la-gironde-33"); err != nil || p.Compared != nil {
			t.Errorf("a department alone of its kind is compared: %v, %v", p, err)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2027-0001", "Erreur."))
		if p, err = s.Directory.Territory(ctx, "lyon-69123"); err != nil || p.Compared != nil {
			t.Errorf("four others are enough: %v, %v", p.Compared, err)
		}
		e, err := s.Directory.Edition(ctx, 2026)
		must(t, err)
		if e.Previous != 2021 || e.Next != 2027 || e.First != 2 || e.Departments != 3 {
			t.Errorf("around 2026: %+v", e)
		}
	})
}
