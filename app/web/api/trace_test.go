package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

var (
	// digests are different each time: an answers' hash has a salt of its own.
	digests = regexp.MustCompile(`[0-9a-f]{64}|W/"[0-9a-f]+"|X-Request-Id:\[[^\]]*\]`)
	linked  = regexp.MustCompile(`https://label\.example\.org(/api/v1/[^"<>]*)`)
)

// everything follows every address that the API gives, from its lists, and gives every answer.
func everything(s *site) map[string]string {
	found := map[string]string{}
	waiting := []string{
		"/api/v1/territories?limit=3", "/api/v1/awards?limit=3", "/api/v1/editions", "/api/v1/territories?q=grenobel", "/api/v1/territories?q=grenoble", "/api/v1/territories?mention=inconnue",
		"/api/v1/territories?sort=population&department=38", "/api/v1/territories/grenoble-38185", "/api/v1/territories/caen-14118", "/api/v1/editions/2027", "/api/v1/awards/2026-0003",
		"/api/v1/awards/2026-0004", "/api/v1/awards/2027-0001", "/api/v1/openapi.json", "/api", "/api/v1/software", "/api/v1/statistics", "/api/v1/statistics?edition=2026", "/api/v1/statistics?edition=2027", "/api/v1/territories?software=libreoffice",
	}
	for len(waiting) > 0 {
		path := waiting[0]
		waiting = waiting[1:]
		if _, seen := found[path]; seen {
			continue
		}
		answer := s.get(path)
		found[path] = digests.ReplaceAllString(fmt.Sprintf("%d %v %s", answer.Code, answer.Header(), answer.Body), "…")
		if !strings.HasPrefix(path, "/api/v1/openapi") {
			for _, link := range linked.FindAllStringSubmatch(strings.ReplaceAll(answer.Body.String(), `\u0026`, "&"), -1) {
				waiting = append(waiting, link[1])
			}
		}
	}
	return found
}

// What ended without a label, and what is not published yet, cannot be told from what never was; of an award that was
// withdrawn, its number alone tells.
func TestNothingLeaks(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		with := everything(open(t, published(t, db, "38185", "05074", "75056"), 0))
		without := everything(open(t, published(t, databasetest.Open(t, db.Engine)), 0))
		if len(with) < 30 || len(with) != len(without) {
			t.Errorf("%d answers with candidacies without a label, %d without", len(with), len(without))
		}
		for path, body := range with {
			if other := without[path]; other != body {
				t.Errorf("%s tells that there were candidacies without a label:\n%s\n%s", path, body, other)
			}
			if strings.Contains(body, "Caen") || strings.Contains(body, "Grenoble") && strings.HasPrefix(path, "/api/v1/") && !strings.Contains(path, "openapi") {
				t.Errorf("%s tells what is not public: %s", path, body)
			}
			if strings.Contains(body, "Rennes") && path != "/api/v1/awards/2026-0003" {
				t.Errorf("%s still has an award that was withdrawn", path)
			}
			for _, secret := range []string{"Sacha Technique", "elue@example.org", "technique@example.org", "Alix", "Secret de"} {
				if strings.Contains(body, secret) && path != "/api" && !strings.Contains(path, "openapi") {
					t.Errorf("%s says %q", path, secret)
				}
			}
			for _, none := range []string{"/territories/grenoble-38185", "/territories/caen-14118", "/editions/2027", "/awards/2026-0004", "/awards/2027-0001"} {
				if path == "/api/v1"+none && !strings.HasPrefix(body, "404 ") {
					t.Errorf("%s: %s", path, body)
				}
			}
		}
	})
}

// Who carried a file is named where they agreed, and answers are linked where the territory agreed.
func TestOnlyWhatWasAgreedTo(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	type award struct {
		Status, Carrier, Opinion string
		Territory                struct{ ID, Name string }
		Axes                     []struct{ Percent *float64 }
		Links                    map[string]string
		Withdrawal               *struct{ Reason string }
	}
	var lyon, gironde, rennes, old award
	s.read("/api/v1/awards/2026-0002", &lyon)
	s.read("/api/v1/awards/2026-0001", &gironde)
	s.read("/api/v1/awards/2026-0003", &rennes)
	s.read("/api/v1/awards/2021-0001", &old)
	if lyon.Carrier != "Dominique Élue, maire" || lyon.Links["file"] == "" || lyon.Links["answers"] == "" || len(lyon.Axes) != 5 {
		t.Errorf("Lyon agreed: %+v", lyon)
	}
	if gironde.Carrier != "" || gironde.Links["file"] != "" || gironde.Links["answers"] != "" || gironde.Links["certificate_pdf"] == "" || gironde.Opinion == "" {
		t.Errorf("Gironde agreed to nothing: %+v", gironde)
	}
	if rennes.Status != "withdrawn" || rennes.Withdrawal == nil || rennes.Withdrawal.Reason != "Décerné par erreur." || rennes.Territory.ID != "" || rennes.Carrier+rennes.Opinion != "" || rennes.Axes != nil || rennes.Links["certificate_pdf"]+rennes.Links["credential"]+rennes.Links["territory"]+rennes.Links["file"] != "" {
		t.Errorf("Rennes was withdrawn: %+v", rennes)
	}
	if old.Links["certificate_pdf"]+old.Links["questionnaire"] != "" || old.Axes != nil {
		t.Errorf("of a past edition: %+v", old)
	}
	var territory struct{ Links map[string]string }
	s.read("/api/v1/territories/lyon-69123", &territory)
	// Every address that is not the API's answers too.
	for _, links := range []map[string]string{lyon.Links, gironde.Links, rennes.Links, old.Links, territory.Links} {
		for name, address := range links {
			if got := s.get(local(address)); got.Code != http.StatusOK {
				t.Errorf("%s %s gives %d", name, address, got.Code)
			}
		}
	}
}

// No list costs more queries when it is longer.
func TestQueriesDoNotGrowWithTheLists(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage, 0)
		queries := 0
		db.Count(func(string) { queries++ })
		cost := func() map[string]int {
			costs := map[string]int{}
			for _, path := range []string{"/territories?limit=100", "/territories/lyon-69123", "/awards?limit=100", "/awards/2026-0001", "/editions", "/editions/2021", "/software", "/software/qgis", "/statistics"} {
				s.get("/api/v1" + path) // what is kept in memory is read again
				queries = 0
				if got := s.get("/api/v1"+path, "X-Forwarded-For", path); got.Code != http.StatusOK {
					t.Fatalf("%s gives %d", path, got.Code)
				}
				costs[path] = queries
			}
			return costs
		}
		few := cost()
		many(t, stage, 60)
		if lots := cost(); fmt.Sprint(few) != fmt.Sprint(lots) {
			t.Errorf("queries: %v for a few awards, %v for many", few, lots)
		}
	})
}
