package api_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

func TestWhatAnAnswerHas(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 600)
	got := s.get("/api/v1/editions/2026", "Cookie", "tnl_session="+strings.Repeat("A", 43))
	for name, want := range map[string]string{
		"Content-Type": "application/json", "Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*", "RateLimit-Policy": `"default";q=600;w=60`,
		"RateLimit": `"default";r=599;t=60`, "X-Content-Type-Options": "nosniff", "Set-Cookie": "",
	} {
		if got.Header().Get(name) != want {
			t.Errorf("%s: %q, expected %q", name, got.Header().Get(name), want)
		}
	}
	if strings.Contains(strings.Join(got.Header().Values("Vary"), ","), "Cookie") || !strings.HasPrefix(got.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("headers: %v", got.Header())
	}
	for _, exposed := range []string{"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} {
		if !strings.Contains(got.Header().Get("Access-Control-Expose-Headers"), exposed) {
			t.Errorf("scripts of other sites cannot read %s", exposed)
		}
	}
	preflight := s.ask(http.MethodOptions, "/api/v1/editions", "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
	if preflight.Code != http.StatusNoContent || preflight.Header().Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" || !strings.Contains(preflight.Header().Get("Access-Control-Allow-Headers"), "If-None-Match") {
		t.Errorf("preflight: %d, %v", preflight.Code, preflight.Header())
	}
}

// Through a real connection, as HEAD has no body there, whatever is written.
func TestHeadIsGetWithoutItsBody(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	server := httptest.NewServer(s.server.Echo)
	defer server.Close()
	for _, path := range []string{"/api/v1/territories", "/api/v1/awards/2026-0001", "/api/v1/openapi.json"} {
		head, err := http.Head(server.URL + path) // before anything is kept
		must(t, err)
		head.Body.Close()
		plain, err := http.NewRequest(http.MethodGet, server.URL+path, nil)
		must(t, err)
		plain.Header.Set("Accept-Encoding", "gzip")
		got, err := http.DefaultClient.Do(plain)
		must(t, err)
		zipped, err := gzip.NewReader(got.Body)
		must(t, err)
		content, err := io.ReadAll(zipped)
		must(t, err)
		got.Body.Close()
		if head.StatusCode != http.StatusOK || head.Header.Get("ETag") == "" || head.Header.Get("ETag") != got.Header.Get("ETag") || head.Header.Get("Link") != got.Header.Get("Link") || !json.Valid(content) {
			t.Errorf("%s: %v and %v", path, head.Header, got.Header)
		}
	}
}

func TestErrorsAreProblems(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	for _, c := range []struct {
		method, path string
		status       int
		title, field string
	}{
		{"GET", "/api/v1", 404, "Introuvable", ""},
		{"GET", "/api/v1/", 404, "Introuvable", ""},
		{"GET", "/api/v1/nothing", 404, "Introuvable", ""},
		{"GET", "/api/v2/territories", 404, "Introuvable", ""},
		{"GET", "/api/v1/territories/", 404, "Introuvable", ""},
		{"GET", "/api/v1/territories/nowhere", 404, "Introuvable", ""},
		{"GET", "/api/v1/territories/%00", 404, "Introuvable", ""},
		{"GET", "/api/v1/awards/1999-0001", 404, "Introuvable", ""},
		{"POST", "/api/v1/nothing", 405, "Méthode refusée", ""},
		{"POST", "/api/v1/territories", 405, "Méthode refusée", ""},
		{"DELETE", "/api/v1/awards/2026-0001", 405, "Méthode refusée", ""},
		{"PUT", "/api/v1/openapi.json", 405, "Méthode refusée", ""},
		{"FOO", "/api/v1/editions", 405, "Méthode refusée", ""},
		{"GET", "/api/v1/territories?limit=0", 422, "Demande à corriger", "limit"},
		{"GET", "/api/v1/territories?limit=many", 422, "Demande à corriger", "limit"},
		{"GET", "/api/v1/territories?kind=village", 422, "Demande à corriger", "kind"},
		{"GET", "/api/v1/territories?department=99", 422, "Demande à corriger", "department"},
		{"GET", "/api/v1/territories?region=Bretagne", 422, "Demande à corriger", "region"},
		{"GET", "/api/v1/territories?level=or", 422, "Demande à corriger", "level"},
		{"GET", "/api/v1/territories?mention=sobriete", 422, "Demande à corriger", "mention"},
		{"GET", "/api/v1/territories?population_band=1000", 422, "Demande à corriger", "population_band"},
		{"GET", "/api/v1/territories?departement=38", 422, "Demande à corriger", "departement"},
		{"GET", "/api/v1/territories?q=%FF", 422, "Demande à corriger", "q"},
		{"GET", "/api/v1/territories?kind=commune&kind=epci", 422, "Demande à corriger", "kind"},
		{"GET", "/api/v1/editions?limit=2", 422, "Demande à corriger", "limit"},
		{"GET", "/api/v1/editions/last", 422, "Demande à corriger", "year"},
		{"GET", "/api/v1/territories?kind=%zz", 422, "Demande à corriger", ""},
		{"GET", "/api/v1/territories?kind=commune;department=38", 422, "Demande à corriger", ""},
	} {
		got := s.ask(c.method, c.path)
		if got.Code != c.status {
			t.Errorf("%s %s: %d, expected %d: %s", c.method, c.path, got.Code, c.status, got.Body)
			continue
		}
		if strings.HasPrefix(c.path, "/api/v2") {
			got.Header().Set("Access-Control-Allow-Origin", "*") // no version of the API, only its errors
		}
		told := s.refused(got)
		if told.Title != c.title || (c.field == "") != (told.Errors == nil) || c.field != "" && told.Errors[c.field] == "" {
			t.Errorf("%s %s: %+v", c.method, c.path, told)
		}
		if allow := got.Header().Get("Allow"); (c.status == 405) != (allow == "GET, HEAD, OPTIONS") {
			t.Errorf("%s %s: Allow: %q", c.method, c.path, allow)
		}
		for _, inside := range []string{"huma", "validation", "compte", "page"} {
			if strings.Contains(strings.ToLower(got.Body.String()), inside) {
				t.Errorf("%s %s speaks of %q: %s", c.method, c.path, inside, got.Body)
			}
		}
	}
	told := s.refused(s.get("/api/v1/territories?sort=size&limit=1000&kin=x"))
	if want := "Ce paramètre n’existe pas. Cette adresse prend : cursor, department, edition, kind, level, limit, mention, min_level, population_band, q, region, software et sort."; told.Errors["kin"] != want {
		t.Errorf("what is taken: %q", told.Errors["kin"])
	}
	told = s.refused(s.get("/api/v1/territories?sort=size&limit=1000"))
	if told.Errors["sort"] != "Attendu : une de ces valeurs : level, name, population, latest, awards." || told.Errors["limit"] != "Attendu : un nombre entier de 1 à 100." {
		t.Errorf("what is expected: %v", told.Errors)
	}
}

func TestALimitForEachClient(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	s := open(t, stage, 3)
	as := func(address string) *httptest.ResponseRecorder { // by the proxy that is believed
		return s.get("/api/v1/editions", "X-Forwarded-For", address)
	}
	for left := 2; left >= 0; left-- {
		if got := as("203.0.113.7"); got.Code != http.StatusOK || got.Header().Get("RateLimit") != `"default";r=`+string(rune('0'+left))+`;t=60` {
			t.Errorf("%d, %q with %d left", got.Code, got.Header().Get("RateLimit"), left)
		}
	}
	stage.Now = stage.Now.Add(30500 * time.Millisecond)
	got := as("203.0.113.7")
	told := s.refused(got)
	if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") != "30" || got.Header().Get("RateLimit") != `"default";r=0;t=30` || told.Title != "Trop de demandes" || !strings.Contains(told.Detail, "30 secondes") {
		t.Errorf("%d, %v: %+v", got.Code, got.Header(), told)
	}
	for _, other := range []string{"203.0.113.8", "2001:db8:1:1::1", "2001:db8:1:2::1"} {
		if got := as(other); got.Code != http.StatusOK || !strings.Contains(got.Header().Get("RateLimit"), "r=2;") {
			t.Errorf("%s has %d, %q", other, got.Code, got.Header().Get("RateLimit"))
		}
	}
	if got := as("2001:db8:1:1:ffff::9"); !strings.Contains(got.Header().Get("RateLimit"), "r=1;") { // of the same subscriber
		t.Errorf("a neighbour in IPv6: %q", got.Header().Get("RateLimit"))
	}
	stage.Now = stage.Now.Add(30 * time.Second)
	if got := as("203.0.113.7"); got.Code != http.StatusOK {
		t.Errorf("a minute later: %d", got.Code)
	}
	if page := s.get("/annuaire", "X-Forwarded-For", "203.0.113.7"); page.Header().Get("RateLimit") != "" {
		t.Error("the pages are counted too")
	}
	if free := open(t, stage, 0).get("/api/v1/editions"); free.Header().Get("RateLimit") != "" {
		t.Error("without a limit, one is told")
	}
}
