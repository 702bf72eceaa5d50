package public_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

func TestTagsAndSignedInPeople(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	first := s.get("/annuaire")
	tag := first.Header().Get("ETag")
	for _, sent := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag, "*"} {
		again := s.get("/annuaire", "If-None-Match", sent)
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match: %s gives %d and %d bytes", sent, again.Code, again.Body.Len())
		}
	}
	if changed := s.get("/annuaire?niveau=5", "If-None-Match", tag); changed.Code != http.StatusOK {
		t.Errorf("another page gives %d", changed.Code)
	}
	own := s.get("/annuaire", "X-Signed-In", "Camille", "If-None-Match", tag)
	if own.Code != http.StatusOK || own.Header().Get("ETag") != "" || strings.Contains(own.Header().Get("Cache-Control"), "public") {
		t.Errorf("a person's page: %d %v", own.Code, own.Header())
	}
	if missing := s.get("/editions/1999"); missing.Header().Get("ETag") != "" {
		t.Errorf("a page that is not there: %v", missing.Header())
	}
	head := httptest.NewRecorder()
	s.echo.ServeHTTP(head, httptest.NewRequest(http.MethodHead, "/annuaire", nil))
	if head.Code != http.StatusOK {
		t.Errorf("HEAD gives %d", head.Code)
	}
}

func TestCertificatePDF(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	pdf := s.get("/certificats/2026-0002.pdf")
	if pdf.Code != http.StatusOK || pdf.Header().Get("Content-Type") != "application/pdf" || !strings.HasPrefix(pdf.Body.String(), "%PDF-") ||
		pdf.Header().Get("Content-Disposition") != `inline; filename="certificat-2026-0002.pdf"` || pdf.Header().Get("ETag") == "" {
		t.Errorf("the PDF: %d %v", pdf.Code, pdf.Header())
	}
	if again := s.get("/certificats/2026-0002.pdf", "If-None-Match", pdf.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("the PDF again: %d", again.Code)
	}
}

func TestVerification(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		if response := s.get("/v?numero=2026+-+0002"); response.Header().Get("Location") != "/v/2026-0002" {
			t.Errorf("a number as typed leads to %q", response.Header().Get("Location"))
		}
		pagetest.Check(t, s.page("/v/2026-0002"), pagetest.Has("h1", "Ce certificat est authentique"), pagetest.Has(".facts", "Lyon"), pagetest.Has(".facts", "Niveau 4, Affirmation"))
		pagetest.Check(t, s.page("/v/2021-0001"), pagetest.Has("h1", "Ce label a bien été décerné"), pagetest.Has(".notice", "Source : territoire-numerique-libre.org"))
		pagetest.Check(t, s.get("/v/2026-0003").Body.String(), pagetest.Has("h1", "Numéro inconnu"), pagetest.Attribute("input[name=numero]", "value", "2026-0003"))

		must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Le dossier portait sur <une> autre collectivité."))
		pagetest.Check(t, s.page("/v/2026-0002"), pagetest.Has("h1", "Ce label a été retiré"), pagetest.Has(".notice", "portait sur <une> autre"), pagetest.Absent(".facts a[href=/territoires/lyon-69123]"))
		pagetest.Check(t, s.page("/certificats/2026-0002"), pagetest.Has(".notice", "n’est plus valable"), pagetest.Has("title", "Label retiré"), pagetest.Absent("a[type=application/pdf]"))
		if code := s.get("/certificats/2026-0002.pdf").Code; code != http.StatusNotFound {
			t.Errorf("the PDF of a withdrawn award gives %d", code)
		}
		pagetest.Check(t, s.page("/territoires/lyon-69123"), pagetest.Count(".table tbody tr", 1), pagetest.Has(".awarded", "édition 2021"))
	})
}
