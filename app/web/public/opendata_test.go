package public_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/opendata"
	"tnl/app/web/page/pagetest"
)

func TestOpenDataPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		body := s.page("/donnees")
		pagetest.Check(t, body, pagetest.Has(".facts dd", "Version du 19 novembre 2026"), pagetest.Has("#labels", "Labels décernés"),
			pagetest.Has(".note", "15 lignes, une par label décerné"), pagetest.Has("code", "labels.geojson"), pagetest.Has(".quotation", "données du 19 novembre 2026"),
			pagetest.Has("dt code", "libelle_niveau"), pagetest.Count("section[aria-labelledby=versions] li", 2))
		// Every address of the page is one.
		for _, piece := range strings.Split(body, `href="/donnees`)[1:] {
			path, _, _ := strings.Cut(piece, `"`)
			if response := s.get("/donnees" + path); response.Code != http.StatusOK {
				t.Errorf("/donnees%s gives %d", path, response.Code)
			}
		}
	})
}

func TestOpenDataFiles(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		types := map[string]string{
			"csv": "text/csv; charset=utf-8; header=present", "ods": "application/vnd.oasis.opendocument.spreadsheet", "json": "application/json",
			"jsonl": "application/jsonl; charset=utf-8", "geojson": "application/geo+json", "parquet": "application/vnd.apache.parquet",
		}
		for extension, media := range types {
			response := s.get("/donnees/labels." + extension)
			header := response.Header()
			if response.Code != http.StatusOK || header.Get("Content-Type") != media || header.Get("Access-Control-Allow-Origin") != "*" ||
				header.Get("Last-Modified") != "Thu, 19 Nov 2026 10:00:00 GMT" || !strings.Contains(header.Get("Content-Disposition"), `filename="tnl-labels-2026-11-19.`+extension+`"`) ||
				!strings.Contains(strings.Join(header.Values("Link"), ","), `/donnees/schemas/labels.json>; rel="describedby"`) {
				t.Errorf("labels.%s: %d %v", extension, response.Code, header)
			}
			again := s.get("/donnees/labels."+extension, "If-None-Match", header.Get("ETag"))
			if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("labels.%s again: %d, %d bytes", extension, again.Code, again.Body.Len())
			}
		}
		tag := s.get("/donnees/labels.csv").Header().Get("ETag")
		must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Erreur."))
		if after := s.get("/donnees/labels.csv", "If-None-Match", tag); after.Code != http.StatusOK || strings.Contains(after.Body.String(), "2026-0002") {
			t.Errorf("after a withdrawal: %d\n%.300s", after.Code, after.Body)
		}
	})
}

func TestOpenDataVersions(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	stage := published(t, db)
	stage.Now = stage.Now.AddDate(0, 1, 0)
	s := open(t, stage)
	if r := s.get("/donnees/2021-11-23/labels.csv"); r.Code != http.StatusOK || r.Header().Get("Cache-Control") != "public, max-age=3600" ||
		strings.Contains(r.Body.String(), "2026-") || !strings.Contains(strings.Join(r.Header().Values("Link"), ","), `<https://label.example.org/donnees/labels.csv>; rel="latest-version"`) {
		t.Errorf("in 2021: %d %v", r.Code, r.Header())
	}
	for path, to := range map[string]string{
		"/donnees/2024-02-29/labels.csv": "/donnees/2021-11-23/labels.csv", "/donnees/2026-12-01/datapackage.json": "/donnees/2026-11-19/datapackage.json",
	} {
		if r := s.get(path); r.Code != http.StatusFound || r.Header().Get("Location") != to {
			t.Errorf("%s leads to %d %s", path, r.Code, r.Header().Get("Location"))
		}
	}
	for _, path := range []string{
		"/donnees/2020-01-01/labels.csv", "/donnees/2030-01-01/labels.csv", "/donnees/hier/labels.csv", "/donnees/2021-11-23/labels.exe", "/donnees/2021-11-23/candidatures.csv",
		"/donnees/labels", "/donnees/labels.", "/donnees/.csv", "/donnees/editions.geojson", "/donnees/schemas/labels.csv", "/donnees/schemas/x.json", "/donnees/2021-11-23/catalogue.ttl",
	} {
		if r := s.get(path); r.Code != http.StatusNotFound {
			t.Errorf("%s gives %d", path, r.Code)
		}
	}
	var described opendata.Package
	must(t, json.Unmarshal(s.get("/donnees/2021-11-23/datapackage.json").Body.Bytes(), &described))
	if r := described.Resources[0]; described.Version != "2021-11-23" || r.Path != "https://label.example.org/donnees/2021-11-23/labels.csv" || len(r.Hash) != len("sha256:")+64 {
		t.Errorf("the package of 2021: %+v", described)
	}
}

// A head costs nothing to write, and says what a get would.
func TestOpenDataHead(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	request := httptest.NewRequest(http.MethodHead, "/donnees/labels.csv", nil)
	recorder := httptest.NewRecorder()
	s.echo.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK || recorder.Body.Len() != 0 || recorder.Header().Get("ETag") != s.get("/donnees/labels.csv").Header().Get("ETag") {
		t.Errorf("%d, %d bytes, %v", recorder.Code, recorder.Body.Len(), recorder.Header())
	}
}

func TestOpenDataOfALabelThatBegins(t *testing.T) {
	s := open(t, awardtest.New(t, databasetest.Open(t, database.SQLite), 2026))
	pagetest.Check(t, s.page("/donnees"), pagetest.Has(".facts dd", "Rien n’est publié encore"), pagetest.Has(".note", "0 ligne, une par label décerné"))
	if r := s.get("/donnees/labels.csv"); r.Code != http.StatusOK || r.Header().Get("Last-Modified") != "" || strings.Count(r.Body.String(), "\n") != 1 {
		t.Errorf("the file of nothing: %d %v\n%s", r.Code, r.Header(), r.Body)
	}
}
