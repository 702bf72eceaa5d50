package public_test

import (
	"net/http"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

func TestCertificateInEveryFormat(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	s := open(t, stage)
	page := s.page("/certificats/2026-0002")
	pagetest.Check(t, page, pagetest.Count(".downloads a", 6))
	addresses := map[string]string{
		".pdf": "%PDF-", "/portrait.pdf": "%PDF-", ".svg": "<svg ", "/portrait.svg": "<svg ", ".png": "\x89PNG", "/portrait.png": "\x89PNG",
	}
	seen := map[string]bool{}
	for address, begins := range addresses {
		address = "/certificats/2026-0002" + address
		pagetest.Check(t, page, pagetest.Attribute(`.downloads a[href="`+address+`"]`, "href", address))
		response := s.get(address)
		content := response.Body.String()
		if response.Code != http.StatusOK || !strings.HasPrefix(content, begins) || response.Header().Get("ETag") == "" || seen[content] {
			t.Errorf("%s: %d %v", address, response.Code, response.Header())
		}
		seen[content] = true
		if s.get(address).Body.String() != content {
			t.Errorf("%s again gives other bytes", address)
		}
	}
	must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Un motif."))
	for address := range addresses {
		for _, number := range []string{"2026-0002", "2021-0001", "1999-0001"} { // withdrawn, imported, unknown
			if code := s.get("/certificats/" + number + address).Code; code != http.StatusNotFound {
				t.Errorf("%s%s gives %d", number, address, code)
			}
		}
	}
	kit := s.get("/certificats/2026-0001/kit.zip")
	if kit.Code != http.StatusOK || kit.Header().Get("Content-Type") != "application/zip" || kit.Header().Get("Content-Disposition") != `attachment; filename="kit-2026-0001.zip"` ||
		!strings.HasPrefix(kit.Body.String(), "PK") {
		t.Errorf("the kit: %d %v", kit.Code, kit.Header())
	}
	if missing := s.get("/certificats/2026-0002/kit.zip"); missing.Code != http.StatusNotFound || missing.Header().Get("Content-Disposition") != "" {
		t.Errorf("the kit of a withdrawn award: %d %v", missing.Code, missing.Header())
	}
	if code := s.get("/certificats/2026-0001.gif").Code; code != http.StatusNotFound {
		t.Errorf("another format gives %d", code)
	}
}
