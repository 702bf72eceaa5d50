package public_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/territory"
	"tnl/app/web/page/pagetest"
)

func TestDirectoryPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		pagetest.Check(t, s.page("/annuaire"),
			pagetest.Has("h1", "14 territoires ont choisi le numérique libre"), pagetest.Count(".results li", 14),
			pagetest.Has(".results li", "Label 2021 et 2026"), pagetest.Count("svg.map a.step-2", 2), pagetest.Has("svg.map a title", "Rhône : 2 territoires"),
			pagetest.Has(".map-panel .note", "CC BY 4.0"), pagetest.Has(".heading-row a[href=#liste]", "Passer la carte"))
		pagetest.Check(t, s.page("/annuaire?niveau=4&annee=2026&departement=69&type=commune&q=lyon"),
			pagetest.Count(".results li", 1), pagetest.Count(".active-filters li", 5), pagetest.Has("select[name=annee] option[selected]", "2026 (1)"),
			pagetest.Attribute("input[name=q]", "value", "lyon"), pagetest.Attribute("input[name=niveau][checked]", "value", "4"))
		pagetest.Check(t, s.page("/annuaire?departement=2a"), pagetest.Has(".active-filters a", "Corse-du-Sud"), pagetest.Has(".empty-state", "Aucun territoire ne correspond"))
	})
}

// A search typed with errors, the filters that are hidden, and what search engines are asked.
func TestDirectorySearch(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	pagetest.Check(t, s.page("/annuaire?q=echiroles"),
		pagetest.Has("h2", "Aucun résultat exact"), pagetest.Has("#near", "Vouliez-vous dire"), pagetest.Has(".near .results h3", "Échirolles"), pagetest.Absent(".empty-state"),
		pagetest.Attribute("meta[name=robots]", "content", "noindex, nofollow"))
	pagetest.Check(t, s.page("/annuaire?q=lyon&region=53"), pagetest.Has(".empty-state", "Aucun territoire ne correspond"),
		pagetest.Has(".list a[rel=nofollow]", "Sans le filtre « Bretagne » : 1 territoire"))
	pagetest.Check(t, s.page("/annuaire?region=84"),
		pagetest.Absent("meta[name=robots]"), pagetest.Has("title", "Auvergne-Rhône-Alpes"), pagetest.Has("select[name=type] option", "Tous (5)"),
		pagetest.Has("svg.map a[rel=nofollow] title", "Rhône : 2 territoires"), pagetest.Absent("details.more[open]"),
		pagetest.Attribute("link[rel=canonical]", "href", "https://label.example.org/annuaire?region=84"))
	pagetest.Check(t, s.page("/annuaire"), pagetest.Absent("svg.map a[rel=nofollow]"), pagetest.Has(".sorting a[aria-current]", "niveau"))
	pagetest.Check(t, s.page("/annuaire?type=commune&annee=2026"), pagetest.Attribute("meta[name=robots]", "content", "noindex, nofollow"), pagetest.Has("details.more[open] select", "2026 (1)"),
		pagetest.Attribute("link[rel=canonical]", "href", "https://label.example.org/annuaire?annee=2026&type=commune"))
	pagetest.Check(t, s.page("/annuaire?tri=population&niveau-exact=4"), pagetest.Has(".results li", "Lyon"), pagetest.Attribute("input[name=tri]", "value", "population"))
	if header := s.get("/annuaire?q=lyon").Header().Get("X-Robots-Tag"); header != "noindex, nofollow" {
		t.Errorf("robots are asked %q", header)
	}
}

// Whatever an address holds, a clean page comes back.
func TestAbsurdAddresses(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		long := strings.Repeat("x", 20_000)
		for _, query := range []string{
			"?page=-1", "?page=0", "?page=99999999999999999999", "?page=abc", "?annee=99999", "?annee=-2021", "?annee=1.5", "?annee=%00", "?niveau=9", "?niveau=-3",
			"?niveau=", "?type=ville", "?type=%27", "?departement=999", "?departement=%F0%9F%8C%8D", "?q=" + long, "?q=%00%FF%27%22%3Cscript%3E", "?q=%25&q=_", "?q=%E2%80%AE",
			"?utm_source=x&niveau[]=3&%5B%5D=1", "?q=" + strings.Repeat("a%20", 3000), "?;;;&&&=", "?page=1e3", "?q=%u0041%zz",
		} {
			response := s.get("/annuaire" + query)
			if response.Code != http.StatusOK {
				t.Errorf("/annuaire%.40s gives %d", query, response.Code)
			}
			if body := response.Body.String(); strings.Contains(body, "<script>") || len(body) > 120_000 {
				t.Errorf("/annuaire%.40s: what was asked for comes back as it was (%d bytes)", query, len(body))
			}
		}
		for _, path := range []string{
			"/territoires/none", "/territoires/" + long, "/territoires/%00", "/territoires/%FF", "/territoires/..%2F..%2Fetc", "/editions/none", "/editions/2022",
			"/editions/99999999999999999999", "/editions/-2021", "/label/criteres/x", "/label/criteres/1999", "/certificats/none", "/certificats/2026-0099",
			"/certificats/2026-0099.pdf", "/certificats/.pdf", "/certificats/2021-0001.pdf", "/certificats/%FF.pdf", "/v/2026-0099", "/v/%3Cscript%3E", "/v/" + long, "/v/%00",
		} {
			response := s.get(path)
			if response.Code != http.StatusNotFound {
				t.Errorf("%.40s gives %d", path, response.Code)
			}
			if strings.Contains(response.Body.String(), "<script>") {
				t.Errorf("%.40s: what was asked for comes back as it was", path)
			}
		}
		if response := s.get("/v?numero=%20" + long); response.Code != http.StatusFound || len(response.Header().Get("Location")) > 200 {
			t.Errorf("a long number leads to %d, %d bytes", response.Code, len(response.Header().Get("Location")))
		}
	})
}

func TestQueriesDoNotGrowWithTheLists(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		queries := 0
		db.Count(func(string) { queries++ })
		cost := func() map[string]int {
			costs := map[string]int{}
			stage.Now = stage.Now.Add(time.Minute) // for which no page is kept
			for _, path := range []string{"/", "/annuaire", "/editions", "/editions/2021", "/territoires/lyon-69123"} {
				queries = 0
				s.page(path)
				costs[path] = queries
			}
			return costs
		}
		cost() // questionnaires are read once
		few := cost()
		var laureates []award.Laureate
		for i := range 50 {
			laureates = append(laureates, award.Laureate{Year: 2021, Name: fmt.Sprintf("Syndicat %d", i), Kind: territory.Syndicate, Award: "3", Mentions: award.Mentions{}, Source: "test"})
		}
		stage.Import(laureates...)
		cost() // what is kept in memory is read again
		for path, many := range cost() {
			if many != few[path] || many > 10 {
				t.Errorf("%s makes %d queries for a few awards, %d for many", path, few[path], many)
			}
		}
		pagetest.Check(t, s.page("/annuaire?page=2"), pagetest.Count(".results li", 20), pagetest.Has(".pagination a[aria-current]", "2"), pagetest.Has("title", "page 2"))
	})
}
