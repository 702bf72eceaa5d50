package public_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"gorm.io/gorm"

	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/opendata"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
	"tnl/app/web/pagecache"
	"tnl/app/web/public"
	"tnl/questionnaires"
	"tnl/static"
	"tnl/templates"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// site is the public pages over a stage; the header X-Signed-In makes a visitor somebody.
type site struct {
	t     testing.TB
	stage *awardtest.Stage
	echo  *echo.Echo
}

func open(t testing.TB, s *awardtest.Stage) *site {
	t.Helper()
	files, err := static.Load(static.Embedded)
	must(t, err)
	pages, err := page.New(templates.Embedded, page.Options{Static: files, BaseURL: awardtest.BaseURL})
	must(t, err)
	e := echo.New()
	e.HTTPErrorHandler = page.ErrorHandler(pages, slog.Default())
	kept, err := pagecache.New(pagecache.Options{
		Revision: s.Directory.Revision, Now: func() time.Time { return s.Now },
		Visitor: func(r *http.Request) bool { return r.Header.Get("X-Signed-In") == "" },
	})
	must(t, err)
	known := func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if name := c.Request().Header.Get("X-Signed-In"); name != "" {
				page.SetViewer(c, &page.Viewer{ID: "1", Name: name})
			}
			return next(c)
		}
	}
	public.Routes(e.Group("", kept.Middleware, known), e.Group("", known), public.Site{
		Pages: pages, Directory: s.Directory, Awards: s.Awards, Editions: s.Editions, DB: s.DB, Data: &opendata.Data{Directory: s.Directory, Now: func() time.Time { return s.Now }, BaseURL: awardtest.BaseURL, LabelName: page.LabelName},
		Now: func() time.Time { return s.Now }, BaseURL: awardtest.BaseURL,
	})
	return &site{t: t, stage: s, echo: e}
}

// get asks for a path; headers are name and value in turn.
func (s *site) get(path string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://label.example.org/", nil)
	address, err := url.ParseRequestURI(path)
	if err != nil {
		s.t.Fatalf("%q is no address: %v", path, err)
	}
	request.URL, request.RequestURI = address, path
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	s.echo.ServeHTTP(recorder, request)
	return recorder
}

// page asks for a page that must be there.
func (s *site) page(path string) string {
	s.t.Helper()
	response := s.get(path)
	if response.Code != http.StatusOK {
		s.t.Fatalf("%s gives %d", path, response.Code)
	}
	return response.Body.String()
}

// published is the real laureates of 2021, then 2026: Lyon at 4, the department of Gironde at 5, and the communes of
// unlabelled without a label. All declare software and an initiative; Gironde alone does not agree to their publication.
func published(t testing.TB, db *database.DB, unlabelled ...string) *awardtest.Stage {
	t.Helper()
	s := awardtest.New(t, db, 2021)
	s.ImportPast(2021)
	s.Open(2026)
	lyon, gironde := s.Commune("69123"), s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"})
	var none []string
	for _, code := range unlabelled {
		none = append(none, s.Commune(code))
	}
	s.Declare(lyon, true, "LibreOffice", "QGIS", "Registre <b>")
	s.Declare(gironde, false, "LibreOffice", "Secret de Gironde")
	for i, id := range none {
		s.Declare(id, true, "LibreOffice", "Secret "+unlabelled[i])
	}
	s.Close()
	s.Decide(lyon, 4, "Très bien.\n\nPour aller plus loin : ouvrir les données.", "mutualisation")
	s.Decide(gironde, 5, "Parfait.")
	for _, id := range none {
		s.Decide(id, 0, "Pas encore.")
	}
	s.Publish()
	return s
}

var everyPage = []string{
	"/", "/label", "/label/criteres/2026", "/annuaire", "/territoires/lyon-69123", "/territoires/rive-de-gier-42186", "/editions",
	"/editions/2026", "/editions/2021", "/certificats/2026-0002", "/certificats/2026-0002/reponses", "/certificats/2021-0001", "/donnees", "/v", "/v/2026-0002", "/v/2021-0001",
	"/logiciels", "/logiciels?q=libre", "/logiciels/libreoffice", "/logiciels/firefox", "/logiciels/registreb", "/logiciels/domaines/cartes", "/initiatives", "/initiatives/ecole", "/initiatives/postes",
	"/mentions-legales", "/donnees-personnelles", "/accessibilite",
}

func TestEveryPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		for _, path := range everyPage {
			response := s.get(path)
			if response.Code != http.StatusOK {
				t.Errorf("%s gives %d", path, response.Code)
				continue
			}
			if response.Header().Get("Set-Cookie") != "" || response.Header().Get("ETag") == "" || response.Header().Get("Cache-Control") != "public, no-cache" {
				t.Errorf("%s has the headers %v", path, response.Header())
			}
			body := response.Body.String()
			pagetest.Check(t, body, pagetest.Count("h1", 1), pagetest.Count("main", 1), pagetest.Absent("[style]"), pagetest.Absent("style"),
				pagetest.Count("script[type=module]", 1), pagetest.Has("title", page.LabelName))
			if strings.Contains(body, "<no value>") || strings.Contains(body, "%!") {
				t.Errorf("%s is badly filled", path)
			}
		}
	})
}

func TestPagesOfALabelThatBegins(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := awardtest.New(t, db, 2026)
		s := open(t, stage)
		pagetest.Check(t, s.page("/"), pagetest.Has("a.button", "Candidater"), pagetest.Has("time", "le 15 octobre 2026 à 23 h 59"))
		pagetest.Check(t, s.page("/annuaire"), pagetest.Has(".empty-state", "Aucun territoire n’est encore labellisé"), pagetest.Has("h2", "0 résultat"))
		pagetest.Check(t, s.page("/editions"), pagetest.Has(".empty-state", "Aucun résultat n’est encore publié"), pagetest.Has(".notice", "L’édition 2026 est ouverte"))
		pagetest.Check(t, s.page("/label/criteres/2026"), pagetest.Has(".notice", "un exemple écrit pour ce logiciel"), pagetest.Has("table tbody th", "Niveau 5, Excellence"))
		if response := s.get("/label/criteres"); response.Code != http.StatusFound || response.Header().Get("Location") != "/label/criteres/2026" {
			t.Errorf("the criteria lead to %d %s", response.Code, response.Header().Get("Location"))
		}
		stage.Now = stage.Edition.OpensAt.Add(-time.Minute)
		for _, path := range []string{"/label/criteres/2026", "/label/criteres", "/editions/2026"} {
			if code := s.get(path).Code; code != http.StatusNotFound {
				t.Errorf("an edition that is being prepared: %s gives %d", path, code)
			}
		}
		pagetest.Check(t, s.page("/label"), pagetest.Absent("#levels"))
		pagetest.Check(t, s.page("/"), pagetest.Absent("time"))
	})
}

func TestHealth(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	s := open(t, awardtest.New(t, db, 2026))
	if response := s.get("/health"); response.Code != http.StatusOK || response.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("healthy: %d %v", response.Code, response.Header())
	}
	if robots := s.page("/robots.txt"); !strings.Contains(robots, "Disallow: /candidatures") {
		t.Errorf("robots: %s", robots)
	}
	must(t, db.Close())
	if response := s.get("/health"); response.Code != http.StatusServiceUnavailable {
		t.Errorf("without its database: %d", response.Code)
	}
}

// Two editions may be known at once: the criteria shown are those of each.
func TestCriteriaOfEachEdition(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	stage := published(t, db)
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	must(t, err)
	must(t, db.Write(ctx, func(tx *gorm.DB) error {
		_, err := edition.Create(tx, stage.Now, "test", edition.Settings{
			Year: 2027, Name: "Édition 2027", OpensAt: stage.Now.AddDate(0, 6, 0), ClosesAt: stage.Now.AddDate(0, 9, 0),
		}, "tnl-2021.yaml", text)
		return err
	}))
	s := open(t, stage)
	if code := s.get("/label/criteres/2027").Code; code != http.StatusNotFound {
		t.Errorf("an edition that is being prepared gives %d", code)
	}
	if to := s.get("/label/criteres").Header().Get("Location"); to != "/label/criteres/2026" {
		t.Errorf("the criteria lead to %s", to)
	}
	q, err := stage.Editions.Questionnaires.Get(ctx, stage.Edition.QuestionnaireHash)
	must(t, err)
	pagetest.Check(t, s.page("/label/criteres/2026"), pagetest.Count(".body article.question", len(q.Questions)), pagetest.Has("article .note", " points au plus."),
		pagetest.Has("article .note", "Posée selon la réponse à la question"), pagetest.Has("article .list li", "Oui, votée par l’assemblée ("))
}
