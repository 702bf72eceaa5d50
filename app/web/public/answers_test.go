package public_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/verification"
	"tnl/app/web/page/pagetest"
)

// Lyon agreed that its answers be published, the department of Gironde did not.
func TestPublishedAnswers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		lyon, gironde := "/certificats/2026-0002", "/certificats/2026-0001"
		pagetest.Check(t, s.page(lyon), pagetest.Has("h2", "Recalculer cette note"), pagetest.Has(".commands", "tnl score --award dossier-2026-0002.json"),
			pagetest.Has(".commands", "https://label.example.org/certificats/2026-0002/dossier.json"), pagetest.Count(".digest", 3))
		pagetest.Check(t, s.page(gironde), pagetest.Has("h2", "Recalculer cette note"), pagetest.Absent(".commands"), pagetest.Count(".digest", 2))
		pagetest.Check(t, s.page("/certificats/2021-0001"), pagetest.Absent(".digest"))

		file := s.get(lyon + "/dossier.json")
		read, err := verification.Read(strings.NewReader(file.Body.String()))
		must(t, err)
		if !strings.Contains(s.page(lyon), read.Digest) || !strings.Contains(s.page(lyon), read.Record.AnswersHash) {
			t.Error("the certificate does not tell the digests of its file")
		}
		if file.Header().Get("Cache-Control") != "public, no-cache" || file.Header().Get("Content-Type") != "application/json" || file.Header().Get("Set-Cookie") != "" {
			t.Errorf("headers: %v", file.Header())
		}
		for _, who := range []string{"", "Camille"} { // the same for everybody
			again := s.get(lyon+"/dossier.json", "If-None-Match", file.Header().Get("ETag"), "X-Signed-In", who)
			if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
				t.Errorf("asked again by %q: %d, %d bytes", who, again.Code, again.Body.Len())
			}
		}
		answers := s.page(lyon + "/reponses")
		pagetest.Check(t, answers, pagetest.Has("h1", "Lyon : réponses et note"), pagetest.Has(".points", "sur"), pagetest.Has(".commands", "tnl score --award"))
		for _, secret := range []string{"Dominique", "Sacha", "example.org/candidatures", "@"} {
			if strings.Contains(answers, secret) {
				t.Errorf("the answers name %q", secret)
			}
		}

		// What is not published and what does not exist are the same bytes.
		// The address alone differs: the link to sign in leads back to it.
		body := func(got *httptest.ResponseRecorder, number string) string {
			return strings.ReplaceAll(got.Body.String(), number, "…")
		}
		for _, page := range []string{"/dossier.json", "/reponses"} {
			for _, accept := range []string{"text/html", "application/json"} {
				unknown := s.get("/certificats/2026-0099"+page, "Accept", accept)
				for _, hidden := range []string{"2026-0001", "2021-0001", "x0x"} {
					got := s.get("/certificats/"+hidden+page, "Accept", accept)
					if got.Code != http.StatusNotFound || body(got, hidden) != body(unknown, "2026-0099") || len(got.Header()) != len(unknown.Header()) {
						t.Errorf("%s%s is told apart from an unknown number: %d", hidden, page, got.Code)
					}
				}
			}
		}
		must(t, s.stage.Awards.Withdraw(ctx, s.stage.Secretary, "2026-0002", "Erreur."))
		unknown := s.get("/certificats/2026-0099/dossier.json")
		if got := s.get(lyon + "/dossier.json"); got.Code != http.StatusNotFound || body(got, "2026-0002") != body(unknown, "2026-0099") {
			t.Errorf("withdrawn: %d", got.Code)
		}
		pagetest.Check(t, s.page(lyon), pagetest.Absent(".commands"))
	})
}
