package public_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
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
	pages, err := page.New(templates.Embedded, page.Options{Static: files})
	must(t, err)
	e := echo.New()
	e.HTTPErrorHandler = page.ErrorHandler(pages, slog.Default())
	group := e.Group("", func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if name := c.Request().Header.Get("X-Signed-In"); name != "" {
				page.SetViewer(c, &page.Viewer{ID: "1", Name: name})
			}
			return next(c)
		}
	})
	public.Routes(group, public.Site{
		Pages: pages, Directory: s.Directory, Awards: s.Awards, Editions: s.Editions, DB: s.DB,
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
// unlabelled without a label.
func published(t testing.TB, db *database.DB, unlabelled ...string) *awardtest.Stage {
	t.Helper()
	s := awardtest.New(t, db, 2021)
	laureates, err := award.Laureates2021()
	must(t, err)
	_, err = s.Awards.Import(ctx, "import", 2021, time.Date(2021, 11, 23, 11, 0, 0, 0, time.UTC), laureates)
	must(t, err)
	s.Open(2026)
	lyon, gironde := s.Commune("69123"), s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"})
	var none []string
	for _, code := range unlabelled {
		none = append(none, s.Commune(code))
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
	"/editions/2026", "/editions/2021", "/certificats/2026-0002", "/certificats/2021-0001", "/v", "/v/2026-0002", "/v/2021-0001",
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
				pagetest.Count("script", 1), pagetest.Has("title", page.LabelName))
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

func TestDirectoryPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		pagetest.Check(t, s.page("/annuaire"),
			pagetest.Has("h1", "14 territoires ont choisi le numérique libre"), pagetest.Count(".results li", 14),
			pagetest.Has(".results li", "Label 2021 et 2026"), pagetest.Count("svg.map a.step-2", 2), pagetest.Has("svg.map a title", "Rhône : 2 territoires"),
			pagetest.Has(".map-panel .note", "CC BY 4.0"), pagetest.Has(".heading-row a[href=#liste]", "Passer la carte"))
		pagetest.Check(t, s.page("/annuaire?niveau=4&annee=2026&departement=69&type=commune&q=lyon"),
			pagetest.Count(".results li", 1), pagetest.Count(".active-filters li", 5), pagetest.Attribute("input[name=annee]", "value", "2026"),
			pagetest.Attribute("input[name=q]", "value", "lyon"), pagetest.Attribute("input[name=niveau][checked]", "value", "4"))
		pagetest.Check(t, s.page("/annuaire?departement=2a"), pagetest.Has(".active-filters a", "Corse-du-Sud"), pagetest.Has(".empty-state", "Aucun territoire ne correspond"))
	})
}

// Whatever an address holds, a clean page comes back.
func TestAbsurdAddresses(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		long := strings.Repeat("x", 20_000)
		for _, query := range []string{
			"?page=-1", "?page=0", "?page=99999999999999999999", "?page=abc", "?annee=99999", "?annee=-2021", "?annee=1.5", "?annee=%00", "?niveau=9", "?niveau=-3",
			"?niveau=", "?type=ville", "?type=%27", "?departement=999", "?departement=%F0%9F%8C%8D", "?q=" + long, "?q=%00%FF%27%22%3Cscript%3E", "?q=%25&q=_", "?q=%E2%80%AE",
			"?utm_source=x&niveau[]=3&%5B%5D=1", "?q=" + strings.Repeat("a%20", 3000), "?;;;&&&=", "?page=1e3", "?q=%u0041%zz",
		} {
			response := s.get("/annuaire" + query)
			if response.Code != http.StatusOK {
				t.Errorf("/annuaire%.40s gives %d", query, response.Code)
			}
			if body := response.Body.String(); strings.Contains(body, "<script>") || len(body) > 120_000 {
				t.Errorf("/annuaire%.40s: what was asked for comes back as it was (%d bytes)", query, len(body))
			}
		}
		for _, path := range []string{
			"/territoires/none", "/territoires/" + long, "/territoires/%00", "/territoires/%FF", "/territoires/..%2F..%2Fetc", "/editions/none", "/editions/2022",
			"/editions/99999999999999999999", "/editions/-2021", "/label/criteres/x", "/label/criteres/1999", "/certificats/none", "/certificats/2026-0099",
			"/certificats/2026-0099.pdf", "/certificats/.pdf", "/certificats/2021-0001.pdf", "/certificats/%FF.pdf", "/v/2026-0099", "/v/%3Cscript%3E", "/v/" + long, "/v/%00",
		} {
			response := s.get(path)
			if response.Code != http.StatusNotFound {
				t.Errorf("%.40s gives %d", path, response.Code)
			}
			if strings.Contains(response.Body.String(), "<script>") {
				t.Errorf("%.40s: what was asked for comes back as it was", path)
			}
		}
		if response := s.get("/v?numero=%20" + long); response.Code != http.StatusFound || len(response.Header().Get("Location")) > 200 {
			t.Errorf("a long number leads to %d, %d bytes", response.Code, len(response.Header().Get("Location")))
		}
	})
}

var linked = regexp.MustCompile(`(?:href|src)="(/[^"]*)"`)

// crawl follows every link from the home page and gives every page.
func crawl(s *site) map[string]string {
	found := map[string]string{}
	waiting := []string{"/", "/v", "/label/criteres/2026", "/health", "/robots.txt", "/territoires/grenoble-38185", "/v/2026-0003", "/certificats/2026-0002.pdf", "/annuaire?q=grenoble", "/annuaire?departement=38"}
	for len(waiting) > 0 {
		path := waiting[0]
		waiting = waiting[1:]
		if _, seen := found[path]; seen || strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/connexion") || path == "/candidater" {
			continue
		}
		response := s.get(path)
		found[path] = fmt.Sprintf("%d %v %s", response.Code, response.Header(), response.Body.String())
		for _, link := range linked.FindAllStringSubmatch(response.Body.String(), -1) {
			address := strings.ReplaceAll(link[1], "&amp;", "&")
			if page, _, _ := strings.Cut(address, "#"); page != "" {
				waiting = append(waiting, page)
			}
		}
	}
	return found
}

// The whole site is the same, byte for byte, whether or not candidacies ended without a label.
func TestUnlabelledCandidaciesLeaveNoTrace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		with := crawl(open(t, published(t, db, "38185", "05074", "75056")))
		without := crawl(open(t, published(t, databasetest.Open(t, db.Engine))))
		if len(with) < 60 {
			t.Errorf("only %d pages were found", len(with))
		}
		for path, body := range with {
			if strings.Contains(body, "Grenoble") {
				t.Errorf("%s names a candidacy without a label", path)
			}
			if other, found := without[path]; !found || other != body {
				t.Errorf("%s tells that there were candidacies without a label", path)
			}
		}
		if len(with) != len(without) {
			t.Errorf("%d pages with them, %d without", len(with), len(without))
		}
	})
}

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

func TestTerritoryPage(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)))
	pagetest.Check(t, s.page("/territoires/lyon-69123"),
		pagetest.Has("h1", "Lyon"), pagetest.Has(".overline", "Commune, Rhône"), pagetest.Has(".awarded", "Niveau 4, Affirmation"), pagetest.Has(".mention", "mutualisation"),
		pagetest.Has(".note", "Dossier porté par Dominique Élue, maire"), pagetest.Count("svg.emblem", 1), pagetest.Has("svg.timeline desc", "2021 : niveau 3, 2026 : niveau 4."),
		pagetest.Count("table.axes tbody tr", 5), pagetest.Count(".opinion p", 2), pagetest.Has(".table td", "2026-0002"), pagetest.Has(".table td", "Source : territoire-numerique-libre.org"))
	// One label of unknown level: nothing to draw.
	pagetest.Check(t, s.page("/territoires/rive-de-gier-42186"), pagetest.Has(".awarded", "Niveau non publié"), pagetest.Absent("svg.timeline"), pagetest.Absent("svg.emblem"), pagetest.Absent("table.axes"))
	pagetest.Check(t, s.page("/editions/2026"), pagetest.Has("section", "Aucun lauréat."), pagetest.Count("main section", 5))
	pagetest.Check(t, s.page("/editions/2021"), pagetest.Has(".notice", "peut être incomplète"), pagetest.Has("h2", "Niveau non publié"))
}

// Names are shown as they are written, whatever they hold.
func TestNamesHardToPrint(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := awardtest.New(t, db, 2021)
		s := open(t, stage)
		names := []string{
			`L'Haÿ-les-Roses "la Roseraie" & <b>Cie</b>`, "Faʻa’ā", "Œuilly-lès-Mœurs", "Y", strings.TrimSpace(strings.Repeat("Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson ", 4)),
			strings.Repeat("Llanfairpwll", 16), "'); DROP TABLE awards; --", "{{.Name}}", "Niš Łódź Ğ", "مراكش ou Marrakech", "Communauté\u00a0de l’Ô",
		}
		var laureates []award.Laureate
		for _, name := range names {
			laureates = append(laureates, award.Laureate{Year: 2021, Name: name, Kind: territory.Syndicate, Department: "974", Award: "5", Mentions: award.Mentions{"<i>"}, Source: "a & b"})
		}
		done, err := stage.Awards.Import(ctx, "import", 2021, stage.Edition.ClosesAt, laureates)
		must(t, err)
		if len(done.Awards) != len(names) {
			t.Fatalf("%d of %d names were taken: %v", len(done.Awards), len(names), done.Unmatched)
		}
		list, results := s.page("/annuaire"), s.page("/editions/2021")
		for _, a := range done.Awards {
			written := strings.Join(strings.Fields(a.TerritoryName), " ")
			pagetest.Check(t, list, pagetest.Has(".results h3", written))
			pagetest.Check(t, results, pagetest.Has(".results h3", written))
			got, err := stage.Awards.ByNumber(ctx, a.Number)
			must(t, err)
			pagetest.Check(t, s.page("/territoires/"+got.TerritorySlug), pagetest.Has("h1", written), pagetest.Has("title", written))
			pagetest.Check(t, s.page("/certificats/"+a.Number), pagetest.Has("h1", written), pagetest.Absent("main b"), pagetest.Absent("main i"))
			if code := s.get("/annuaire?q=" + url.QueryEscape(a.TerritoryName)).Code; code != http.StatusOK {
				t.Errorf("searching %q gives %d", a.TerritoryName, code)
			}
		}
	})
}

func TestQueriesDoNotGrowWithTheLists(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		queries := 0
		db.Count(func(string) { queries++ })
		cost := func() map[string]int {
			costs := map[string]int{}
			for _, path := range []string{"/", "/annuaire", "/editions", "/editions/2021", "/territoires/lyon-69123"} {
				queries = 0
				s.page(path)
				costs[path] = queries
			}
			return costs
		}
		cost() // questionnaires are read once
		few := cost()
		var laureates []award.Laureate
		for i := range 50 {
			laureates = append(laureates, award.Laureate{Year: 2021, Name: fmt.Sprintf("Syndicat %d", i), Kind: territory.Syndicate, Award: "3", Mentions: award.Mentions{}, Source: "test"})
		}
		_, err := stage.Awards.Import(ctx, "import", 2021, stage.Now, laureates)
		must(t, err)
		for path, many := range cost() {
			if many != few[path] || many > 10 {
				t.Errorf("%s makes %d queries for a few awards, %d for many", path, few[path], many)
			}
		}
		pagetest.Check(t, s.page("/annuaire?page=2"), pagetest.Count(".results li", 20), pagetest.Has(".pagination a[aria-current]", "2"), pagetest.Has("title", "page 2"))
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
