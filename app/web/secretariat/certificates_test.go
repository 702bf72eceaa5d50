package secretariat

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
	"tnl/static"
	"tnl/templates"
)

// shown is the page of an archive.
func shown(t *testing.T, a *award.Archive) string {
	t.Helper()
	files, err := static.Load(static.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := page.New(templates.Embedded, page.Options{Static: files})
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), recorder)
	if err := pages.Show(c, http.StatusOK, "secretariat/certificates", page.View{Title: "Certificats", Body: certificatesOf(a)}); err != nil {
		t.Fatal(err)
	}
	return recorder.Body.String()
}

func TestPageOfTheCertificates(t *testing.T) {
	some := award.Archive{Awards: 500, Files: 1000, Size: 11_500_000, Signs: true, Stamps: true}
	some.Edition.Year, some.Edition.Name = 2026, "Édition 2026"
	none := some
	none.Files = 0
	pagetest.Check(t, shown(t, &none), pagetest.Has(".empty-state", "Aucun certificat"), pagetest.Absent("a[download]"))
	under := some
	under.Signed, under.Stamped = 412, 412
	pagetest.Check(t, shown(t, &under), pagetest.Has("#signing .progress", "412 PDF signés sur 1000"), pagetest.Has(".facts", "environ 11 Mo"),
		pagetest.Attribute("a[download]", "href", "/secretariat/editions/2026/certificats.zip"), pagetest.Attribute("progress", "value", "412"))
	under.Failing = time.Date(2026, 11, 19, 10, 4, 0, 0, time.UTC)
	pagetest.Check(t, shown(t, &under), pagetest.Has("#signing .list", "ne répond pas depuis 11 h 04"))
	done := some
	done.Signed, done.Stamped, done.Exact = 1000, 999, true
	pagetest.Check(t, shown(t, &done), pagetest.Absent("progress"), pagetest.Has(".facts", "500 certificats, en paysage et en portrait"), pagetest.Has("#signing .list", "1 PDF a été signé sans horodatage"))
	plain := some
	plain.Signs, plain.Stamps = false, false
	pagetest.Check(t, shown(t, &plain), pagetest.Absent("progress"), pagetest.Has("#signing .list", "ne sont pas signés"))
}

// A failure at the first certificates has its page; the signing that begins then is not kept from anybody.
func TestSendingBeginsWithTheFirstBytes(t *testing.T) {
	s := awardtest.New(t, databasetest.Open(t, database.SQLite), 2026)
	s.Decide(func() string { id := s.Commune("69123"); s.Close(); return id }(), 3, "Bravo.")
	s.Publish()
	s.Sign(nil, "http://127.0.0.1:1/") // nobody answers there
	recorder := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), recorder)
	a, err := s.Awards.Archive(c.Request().Context(), s.Secretary, s.Edition)
	if err != nil {
		t.Fatal(err)
	}
	to := sending{c, http.NewResponseController(c.Response()), "certificats-2026.zip"}
	if err := a.Write(c.Request().Context(), to); err == nil || c.Response().Committed {
		t.Errorf("without the authority: %v, %v", err, c.Response().Committed)
	}
	s.Now = s.Now.Add(time.Hour)
	if err := a.Write(c.Request().Context(), to); err != nil || recorder.Header().Get("Content-Disposition") != `attachment; filename="certificats-2026.zip"` {
		t.Errorf("an hour later: %v, %v", err, recorder.Header())
	}
}
