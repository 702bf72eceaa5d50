package public_test

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

func TestImagesForSharing(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite), "38185") // Grenoble without a label
	s := open(t, stage)
	seen := map[string]string{}
	for _, address := range []string{"/images/partage.png", "/territoires/lyon-69123/partage.png", "/editions/2026/partage.png", "/editions/2021/partage.png"} {
		response := s.get(address)
		if response.Code != http.StatusOK || response.Header().Get("Content-Type") != "image/png" ||
			response.Header().Get("Cache-Control") != "public, max-age=3600" || response.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Fatalf("%s: %d %v", address, response.Code, response.Header())
		}
		drawn, err := png.DecodeConfig(bytes.NewReader(response.Body.Bytes()))
		must(t, err)
		if drawn.Width != 1200 || drawn.Height != 630 {
			t.Errorf("%s is %d × %d", address, drawn.Width, drawn.Height)
		}
		if other := seen[response.Body.String()]; other != "" {
			t.Errorf("%s shows what %s shows", address, other)
		}
		seen[response.Body.String()] = address
		if again := s.get(address, "If-None-Match", response.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", address, again.Code)
		}
	}
	never := s.get("/territoires/grenoble-38185/partage.png")
	unknown := s.get("/territoires/grenobles-38185/partage.png")
	if never.Code != http.StatusNotFound || strings.ReplaceAll(unknown.Body.String(), "grenobles", "grenoble") != never.Body.String() {
		t.Errorf("a territory without a label: %d, not what an unknown one gives", never.Code)
	}
	before := s.get("/territoires/lyon-69123/partage.png").Body.String()
	must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Un motif."))
	if s.get("/territoires/lyon-69123/partage.png").Body.String() == before {
		t.Error("the image still tells an award that was withdrawn")
	}
	for _, address := range []string{"/editions/1999/partage.png", "/editions/x/partage.png"} {
		if code := s.get(address).Code; code != http.StatusNotFound {
			t.Errorf("%s gives %d", address, code)
		}
	}
}
