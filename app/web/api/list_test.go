package api_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

// list is a page of any list.
type list struct {
	Total int
	Next  string
	Items []struct{ ID, Number string }
}

var nextLink = regexp.MustCompile(`^<([^>]+)>; rel="next"$`)

// walk follows the pages of a list to its end, and gives what each item is called.
func (s *site) walk(path string) (names []string, pages, total int) {
	s.t.Helper()
	for path != "" {
		var page list
		s.read(path, &page)
		for _, item := range page.Items {
			names = append(names, item.ID+item.Number)
		}
		pages, total = pages+1, page.Total
		link := nextLink.FindStringSubmatch(s.get(path).Header().Get("Link"))
		if page.Next == "" && link != nil || page.Next != "" && (link == nil || link[1] != page.Next) {
			s.t.Fatalf("%s: the header says %q, the body %q", path, link, page.Next)
		}
		path = local(page.Next)
	}
	return names, pages, total
}

func TestPagesGiveEverythingOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		many(t, stage, 60)
		s := open(t, stage, 0)
		for _, path := range []string{
			"/territories", "/territories?sort=name", "/territories?sort=population", "/territories?q=syndicat&min_level=3", "/awards", "/awards?sort=oldest",
			"/awards?edition=2025", "/awards?kind=&department=38",
		} {
			whole, pages, total := s.walk("/api/v1" + path + map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "limit=100")
			if pages != 1 || total != len(whole) || total < 20 {
				t.Errorf("%s: %d pages, %d items, %d in all", path, pages, len(whole), total)
			}
			parts, pages, _ := s.walk("/api/v1" + path)
			if !slices.Equal(parts, whole) || pages != (total+19)/20 {
				t.Errorf("%s, in %d pages: %v, not %v", path, pages, parts, whole)
			}
		}
	})
}

func TestACursorIsForItsListAlone(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	s := open(t, stage, 0)
	var page list
	s.read("/api/v1/territories?limit=2&kind=commune", &page)
	next, err := url.Parse(page.Next)
	must(t, err)
	cursor := next.Query().Get("cursor")
	s.read("/api/v1/territories?limit=7&kind=commune&q=&cursor="+cursor, &page) // the size of pages may change, and nothing asked is no filter
	encode := base64.RawURLEncoding.EncodeToString
	content, err := base64.RawURLEncoding.DecodeString(cursor)
	must(t, err)
	id := string(content[:len(`["0123456789ab"`)])
	for _, path := range []string{
		"/territories?cursor=" + cursor, "/territories?kind=epci&cursor=" + cursor, "/territories?kind=commune&sort=name&cursor=" + cursor, "/awards?kind=commune&cursor=" + cursor,
		"/territories?kind=commune&cursor=nothing", "/territories?kind=commune&cursor=" + cursor[:len(cursor)-3], "/territories?kind=commune&cursor=" + cursor + "AA",
		"/territories?kind=commune&cursor=" + encode([]byte(id+`,99999999999999999999,"lyon","lyon"]`)), "/territories?kind=commune&cursor=" + encode([]byte(id+`,1.5,"lyon","lyon"]`)),
		"/territories?kind=commune&cursor=" + encode([]byte(id+`,"lyon"]`)), "/territories?kind=commune&cursor=" + encode([]byte(id+`,{},[],null]`)),
		"/territories?kind=commune&cursor=" + encode([]byte(id+`]`)), "/territories?kind=commune&cursor=" + encode([]byte(id+`,240,"\u0000","x"] [`)), "/territories?kind=commune&cursor=" + encode([]byte(`{}`)),
		"/territories?kind=commune&cursor=" + encode([]byte(id+`,240,"'; DROP TABLE awards; --"]`)), "/territories?kind=commune&cursor=" + strings.Repeat("A", 2000),
	} {
		response := s.get("/api/v1" + path)
		if response.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.200s gives %d: %s", path, response.Code, response.Body)
			continue
		}
		if told := s.refused(response); told.Errors["cursor"] == "" {
			t.Errorf("%.200s: %+v", path, told)
		}
	}
	if after := s.get("/api/v1/territories?kind=commune&cursor=" + encode([]byte(id+`,0,"'; DROP TABLE awards; --","x"]`))); after.Code != http.StatusOK {
		t.Errorf("a place between two items gives %d", after.Code)
	}
}

func TestNamesNearlyTypedAreOffered(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	var found struct {
		Total int
		Near  []struct{ ID, Name string }
	}
	if s.read("/api/v1/territories?q=echirole", &found); found.Total != 0 || len(found.Near) != 1 || found.Near[0].ID != "echirolles-38151" {
		t.Errorf("nearly typed: %+v", found)
	}
}

func TestFilters(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db), 0)
		for path, want := range map[string][]string{
			"/territories?q=lyon":                                      {"lyon-69123"},
			"/territories?q=echirolles":                                {"echirolles-38151"},
			"/territories?q=216901231":                                 {"lyon-69123"},
			"/territories?edition=2026":                                {"departement-de-la-gironde-33", "lyon-69123"},
			"/territories?edition=2026&kind=departement":               {"departement-de-la-gironde-33"},
			"/territories?department=33":                               {"departement-de-la-gironde-33", "gironde-numerique"},
			"/territories?region=02":                                   nil,
			"/territories?min_level=5":                                 {"departement-de-la-gironde-33"},
			"/territories?edition=2019":                                nil,
			"/territories?level=3&kind=epci":                           {"dracenie-provence-verdon-agglomeration-248300493"},
			"/territories?software=libreoffice":                        {"lyon-69123"},
			"/territories?software=excel":                              nil,
			"/software":                                                {"libreoffice", "qgis", "gestioncantine"},
			"/territories?mention=mutualisation":                       {"lyon-69123"},
			"/territories?population_band=200000-ou-plus&kind=commune": {"lyon-69123"},
			"/awards?edition=2026":                                     {"2026-0002", "2026-0001"},
			"/awards?edition=2026&sort=oldest":                         {"2026-0001", "2026-0002"},
			"/awards?q=lyon":                                           {"2026-0002", "2021-0011"},
			"/awards?min_level=4":                                      {"2026-0002", "2026-0001", "2021-0007"},
		} {
			if got, _, total := s.walk("/api/v1" + path); !slices.Equal(got, want) || total != len(want) {
				t.Errorf("%s gives %v, %d in all", path, got, total)
			}
		}
	})
}

// A figure is how many the list has with the filter of that name.
func TestStatisticsAgreeWithTheLists(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	for _, edition := range []string{"", "2026", "2021", "2019"} {
		type count struct {
			Code, Label string
			Territories int
		}
		var counted struct {
			Territories int
			ByEdition   []struct{ Edition, Territories int } `json:"by_edition"`
			ByLevel     []count                              `json:"by_level"`
			ByKind      []count                              `json:"by_kind"`
			ByRegion    []count                              `json:"by_region"`
			Departments []count                              `json:"by_department"`
			Bands       []count                              `json:"by_population_band"`
			Mentions    []count                              `json:"by_mention"`
		}
		s.read("/api/v1/statistics?edition="+edition, &counted)
		total := func(filter string) int {
			var page list
			s.read("/api/v1/territories?limit=1&edition="+edition+filter, &page)
			return page.Total
		}
		if counted.Territories != total("") || len(counted.ByEdition) != 2 || counted.ByEdition[0].Edition != 2026 || counted.ByEdition[0].Territories != 2 {
			t.Errorf("%s: %+v", edition, counted)
		}
		for filter, values := range map[string][]count{
			"level": counted.ByLevel, "kind": counted.ByKind, "region": counted.ByRegion, "department": counted.Departments, "population_band": counted.Bands, "mention": counted.Mentions,
		} {
			if len(values) == 0 && edition != "2019" {
				t.Errorf("%s: nothing by %s", edition, filter)
			}
			for _, one := range values {
				if found := total("&" + filter + "=" + one.Code); found != one.Territories || one.Label == "" || found == 0 {
					t.Errorf("%s, %s %s: %d counted, %d found", edition, filter, one.Code, one.Territories, found)
				}
			}
		}
	}
}
