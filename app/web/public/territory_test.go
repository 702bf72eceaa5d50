package public_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/territory"
	"tnl/app/web/page/pagetest"
)

func TestTerritoryPage(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	pagetest.Check(t, s.page("/territoires/lyon-69123"),
		pagetest.Has("h1", "Lyon"), pagetest.Has(".overline", "Commune, Rhône"), pagetest.Has(".awarded", "Niveau 4, Affirmation"), pagetest.Has(".mention", "mutualisation"),
		pagetest.Has(".note", "Dossier porté par Dominique Élue, maire"), pagetest.Count("svg.emblem", 1), pagetest.Has("svg.timeline desc", "2021 : niveau 3, 2026 : niveau 4."),
		pagetest.Count("table.axes tbody tr", 5), pagetest.Count(".opinion p", 2), pagetest.Has(".table td", "2026-0002"), pagetest.Has(".table td", "Source : territoire-numerique-libre.org"))
	// One label of unknown level: nothing to draw.
	pagetest.Check(t, s.page("/territoires/rive-de-gier-42186"), pagetest.Has(".awarded", "Niveau non publié"), pagetest.Absent("svg.timeline"), pagetest.Absent("svg.emblem"), pagetest.Absent("table.axes"))
	pagetest.Check(t, s.page("/editions/2026"), pagetest.Has("section", "Aucun lauréat."), pagetest.Count("main section", 5))
	pagetest.Check(t, s.page("/editions/2021"), pagetest.Has(".notice", "peut être incomplète"), pagetest.Has("h2", "Niveau non publié"))
}

// Six communes of one edition: each is set beside the five others, and the edition leads to its neighbours.
func TestComparisonOnThePages(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	stage.Open(2027)
	var ids []string
	for _, code := range []string{"69123", "35238", "05074", "33063", "14118", "47031"} {
		ids = append(ids, stage.Commune(code))
	}
	stage.Close()
	for i, id := range ids {
		stage.Decide(id, 2+i%3, "Bien.")
	}
	stage.Publish()
	s := open(t, stage)
	pagetest.Check(t, s.page("/territoires/lyon-69123"),
		pagetest.Has("#comparaison", "Parmi les communes de l’édition 2027"), pagetest.Has(".measures .emphasis th", "son niveau"), pagetest.Has(".measures td", "33 %"),
		pagetest.Has("table.axes th", "Médiane"), pagetest.Has(".list li", ": 1er sur 6"))
	pagetest.Check(t, s.page("/territoires/departement-de-la-gironde-33"), pagetest.Absent("#comparaison"))
	pagetest.Check(t, s.page("/editions/2026"), pagetest.Has(".facts dd", "1 premier label, 1 renouvellement"),
		pagetest.Has(".pagination a[href=/editions/2021]", "Édition 2021"), pagetest.Has(".pagination a[href=/editions/2027]", "Édition 2027"))
}

// Names are shown as they are written, whatever they hold.
func TestNamesHardToPrint(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := awardtest.New(t, db, 2021)
		s := open(t, stage)
		names := []string{
			`L'Haÿ-les-Roses "la Roseraie" & <b>Cie</b>`, "Faʻa’ā", "Œuilly-lès-Mœurs", "Y", strings.TrimSpace(strings.Repeat("Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson ", 4)),
			strings.Repeat("Llanfairpwll", 16), "'); DROP TABLE awards; --", "{{.Name}}", "Niš Łódź Ğ", "مراكش ou Marrakech", "Communauté\u00a0de l’Ô",
		}
		var laureates []award.Laureate
		for _, name := range names {
			laureates = append(laureates, award.Laureate{Year: 2021, Name: name, Kind: territory.Syndicate, Department: "974", Award: "5", Mentions: award.Mentions{{Code: "<i>"}}, Source: "a & b"})
		}
		done := stage.Import(laureates...)
		if len(done.Awards) != len(names) {
			t.Fatalf("%d of %d names were taken: %v", len(done.Awards), len(names), done.Unmatched)
		}
		list, results := s.page("/annuaire"), s.page("/editions/2021")
		for _, a := range done.Awards {
			written := strings.Join(strings.Fields(a.TerritoryName), " ")
			pagetest.Check(t, list, pagetest.Has(".results h3", written))
			pagetest.Check(t, results, pagetest.Has(".results h3", written))
			got, err := stage.Awards.ByNumber(ctx, a.Number)
			must(t, err)
			pagetest.Check(t, s.page("/territoires/"+got.TerritorySlug), pagetest.Has("h1", written), pagetest.Has("title", written))
			pagetest.Check(t, s.page("/certificats/"+a.Number), pagetest.Has("h1", written), pagetest.Absent("main b"), pagetest.Absent("main i"))
			if code := s.get("/annuaire?q=" + url.QueryEscape(a.TerritoryName)).Code; code != http.StatusOK {
				t.Errorf("searching %q gives %d", a.TerritoryName, code)
			}
		}
	})
}
