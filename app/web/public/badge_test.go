package public_test

import (
	"bytes"
	"encoding/xml"
	"html"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

// says gives what a badge tells in words.
func (s *site) says(address string) string {
	s.t.Helper()
	response := s.get(address)
	if response.Code != http.StatusOK {
		s.t.Fatalf("%s gives %d", address, response.Code)
	}
	var drawn struct {
		Title string `xml:"title"`
	}
	must(s.t, xml.Unmarshal(response.Body.Bytes(), &drawn))
	return drawn.Title
}

func TestBadgeFollowsTheLevel(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite), "38185") // Grenoble without a label
	s := open(t, stage)
	const current, of2026, of2021 = "/territoires/lyon-69123/badges/clair.svg", "/certificats/2026-0002/badges/clair.svg", "/certificats/2021-0001/badges/clair.svg"
	if got := s.says(current); got != "Label Territoire numérique libre, Lyon\u00a0: Niveau\u00a04 sur\u00a05, édition 2026" || s.says(of2026) != got {
		t.Errorf("the badge says %q, that of 2026 %q", got, s.says(of2026))
	}
	first := s.get(current)
	must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Un motif."))
	changed := s.get(current, "If-None-Match", first.Header().Get("ETag"))
	if changed.Code != http.StatusOK || !strings.Contains(s.says(current), "édition 2021") {
		t.Errorf("once its last award is withdrawn, the badge gives %d, %q", changed.Code, s.says(current))
	}
	if got := s.says(of2026); !strings.HasSuffix(got, "Label retiré") || strings.Contains(got, "Niveau") {
		t.Errorf("the badge of a withdrawn award says %q", got)
	}
	if got := s.says(of2021); !strings.Contains(got, "édition 2021") {
		t.Errorf("the badge of 2021 says %q", got)
	}
	must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0001", "Un motif."))
	if got := s.says("/territoires/departement-de-la-gironde-33/badges/sombre.svg"); !strings.HasSuffix(got, "Sans label en cours") {
		t.Errorf("the badge of a territory whose only award is withdrawn says %q", got)
	}
	if code := s.get("/territoires/departement-de-la-gironde-33/badges").Code; code != http.StatusNotFound {
		t.Errorf("its page of badges gives %d", code)
	}
	for _, address := range []string{"/territoires/grenoble-38185/badges/clair.svg", "/territoires/grenoble-38185/badges"} {
		if code := s.get(address).Code; code != http.StatusNotFound {
			t.Errorf("%s, without a label, gives %d", address, code)
		}
	}
}

func TestBadgeIsForAnySite(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	widths := map[string]int{"clair.svg": 0, "sombre.svg": 0, "clair-200.png": 200, "clair-300.png": 300, "clair-600.png": 600, "sombre-600.png": 600}
	for name, width := range widths {
		response := s.get("/territoires/lyon-69123/badges/" + name)
		header := response.Header()
		if response.Code != http.StatusOK || header.Get("ETag") == "" || header.Get("Cache-Control") != "public, max-age=3600" ||
			header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || header.Get("Access-Control-Allow-Origin") != "*" || header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %v", name, response.Code, header)
		}
		if again := s.get("/territoires/lyon-69123/badges/"+name, "If-None-Match", header.Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", name, again.Code)
		}
		if width == 0 {
			continue
		}
		drawn, err := png.Decode(bytes.NewReader(response.Body.Bytes()))
		must(t, err)
		if _, _, _, alpha := drawn.At(0, 0).RGBA(); drawn.Bounds().Dx() != width || alpha != 0 {
			t.Errorf("%s is %v, its corner is of opacity %d", name, drawn.Bounds(), alpha)
		}
	}
	for _, name := range []string{"clair.png", "clair-201.png", "clair-200.svg", "vert.svg", "clair", "clair.gif", ".svg"} {
		if code := s.get("/territoires/lyon-69123/badges/" + name).Code; code != http.StatusNotFound {
			t.Errorf("%s gives %d", name, code)
		}
	}
}

func TestSnippetsShowTheBadge(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	pagetest.Check(t, s.page("/territoires/lyon-69123"), pagetest.Has("#actuel", "Montrer ce label"), pagetest.Count("textarea.code", 1))
	page := s.page("/territoires/lyon-69123/badges")
	pagetest.Check(t, page, pagetest.Has("h1", "Badges de Lyon"), pagetest.Count("textarea.code", 6), pagetest.Count(".downloads a", 16))
	for _, piece := range strings.Split(page, "<textarea")[1:] {
		code, _, _ := strings.Cut(piece, "</textarea>")
		_, code, _ = strings.Cut(code, ">")
		code = html.UnescapeString(code)
		pagetest.Check(t, code, pagetest.Count("a", 1), pagetest.Count("img", 1), pagetest.Absent("script"))
		if !strings.Contains(code, "Niveau\u00a04 sur\u00a05, édition 2026") {
			t.Errorf("the alternative does not tell the level with its edition: %s", code)
		}
		for _, address := range strings.Split(code, awardtest.BaseURL)[1:] {
			address, _, _ = strings.Cut(address, `"`)
			if got := s.get(address).Code; got != http.StatusOK {
				t.Errorf("%s, in %s, gives %d", address, code, got)
			}
		}
	}
}
