package public_test

import (
	"testing"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

func TestStatisticsPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		// Two laureates in 2026: no mean is told of so few, and nobody else is counted.
		pagetest.Check(t, s.page("/statistiques"),
			pagetest.Count("figure.chart", 4), pagetest.Absent("#axes"), pagetest.Has(".facts dd", "14 territoires labellisés"), pagetest.Has(".facts dd", "15 labels en 2 éditions"),
			pagetest.Has("#niveaux", "Niveaux décernés"), pagetest.Has("svg.strips .name", "Niveau non publié"), pagetest.Has("svg.strips .name", "Renouvellement"),
			pagetest.Has(".measures a", "Auvergne-Rhône-Alpes"), pagetest.Absent("[style]"))
	})
	s := open(t, awardtest.New(t, databasetest.Open(t, database.SQLite), 2026))
	pagetest.Check(t, s.page("/statistiques"), pagetest.Has(".empty-state", "Aucun résultat n’est encore publié"), pagetest.Absent("svg.strips"))
}
