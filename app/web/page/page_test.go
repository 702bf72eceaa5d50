package page_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
	"tnl/static"
)

// files is a site of one page over the real parts would hide what is tested: here everything is small.
func files(content string) fstest.MapFS {
	return fstest.MapFS{
		"layout.html":      {Data: []byte(`<title>{{.FullTitle}}</title>{{template "head" .Body}}{{range .Navigation}}<a href="{{.Address}}"{{if .Current}} aria-current="true"{{end}}>{{.Label}}</a>{{end}}{{if .HasAside}}<aside>{{template "aside" .Body}}</aside>{{end}}{{if .HasTop}}{{template "top" .Body}}{{end}}<main>{{template "content" .Body}}</main>`)},
		"parts/greet.html": {Data: []byte(`{{define "greet"}}<b>{{.}}</b>{{end}}`)},
		"public/home.html": {Data: []byte(content)},
	}
}

// loaded is read once: compressing the files takes longer than any test.
var loaded = sync.OnceValues(func() (*static.Files, error) { return static.Load(static.Embedded) })

func assets(t *testing.T) *static.Files {
	t.Helper()
	assets, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func newContext(method, target string) (echo.Context, *httptest.ResponseRecorder) {
	recorder := httptest.NewRecorder()
	return echo.New().NewContext(httptest.NewRequest(method, target, nil), recorder), recorder
}

func TestShowWritesThePageInsideTheLayout(t *testing.T) {
	pages, err := page.New(files(`{{define "content"}}{{template "greet" .Name}}{{end}}`), page.Options{Static: assets(t)})
	if err != nil {
		t.Fatal(err)
	}
	c, recorder := newContext(http.MethodGet, "/")
	err = pages.Show(c, http.StatusOK, "public/home", page.View{
		Title: "Accueil", TitlePrefix: "Brouillon", Section: page.SectionDirectory, Body: map[string]string{"Name": "<Ormeaux>"},
	})
	if err != nil {
		t.Fatal(err)
	}
	body := recorder.Body.String()
	for _, want := range []string{
		"<title>Brouillon\u00a0: Accueil – Territoire numérique libre</title>",
		"<main><b>&lt;Ormeaux&gt;</b></main>",
		`<a href="/annuaire" aria-current="true">Annuaire</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing from %s", want, body)
		}
	}
	if strings.Contains(body, "<aside>") {
		t.Error("a page without an aside has one")
	}
	if got := recorder.Header().Get("Content-Type"); got != "text/html; charset=UTF-8" {
		t.Errorf("Content-Type = %q", got)
	}
}

func TestShowSendsNothingWhenATemplateFails(t *testing.T) {
	pages, err := page.New(files(`{{define "content"}}<p>début</p>{{.Missing}}{{end}}`), page.Options{Static: assets(t)})
	if err != nil {
		t.Fatal(err)
	}
	c, recorder := newContext(http.MethodGet, "/")
	if err := pages.Show(c, http.StatusOK, "public/home", page.View{Body: struct{ Name string }{}}); err == nil {
		t.Error("a missing field was not told")
	}
	if recorder.Body.Len() > 0 || c.Response().Committed {
		t.Errorf("half a page was sent: %q", recorder.Body)
	}
}

func TestShowRefusesAnUnknownPage(t *testing.T) {
	pages, err := page.New(files(`{{define "content"}}{{end}}`), page.Options{Static: assets(t)})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := newContext(http.MethodGet, "/")
	if err := pages.Show(c, http.StatusOK, "public/absent", page.View{}); err == nil || !strings.Contains(err.Error(), "public/absent") {
		t.Errorf("error = %v", err)
	}
}

func TestAPageHasAColumnOnlyWhenItDefinesOne(t *testing.T) {
	pages, err := page.New(files(`{{define "content"}}a{{end}}{{define "aside"}}b{{end}}{{define "top"}}c{{end}}`), page.Options{Static: assets(t)})
	if err != nil {
		t.Fatal(err)
	}
	c, recorder := newContext(http.MethodGet, "/")
	if err := pages.Show(c, http.StatusOK, "public/home", page.View{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(recorder.Body.String(), "<aside>b</aside>c<main>a</main>") {
		t.Error(recorder.Body)
	}
}

func TestNewNamesTheTemplateThatIsWrong(t *testing.T) {
	for name, content := range map[string]string{
		"syntax":           `{{define "content"}}{{if}}{{end}}`,
		"no content":       `{{define "other"}}{{end}}`,
		"unknown function": `{{define "content"}}{{shout .}}{{end}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := page.New(files(content), page.Options{Static: assets(t)}); err == nil || !strings.Contains(err.Error(), "public/home.html") {
				t.Errorf("error = %v", err)
			}
		})
	}
	if _, err := page.New(files(""), page.Options{}); err == nil {
		t.Error("pages without static files were accepted")
	}
}

func TestTheFlashIsShownOnce(t *testing.T) {
	site := files(`{{define "content"}}{{end}}`)
	site["layout.html"] = &fstest.MapFile{Data: []byte(`{{with .Flash}}[{{.Text}}]{{end}}{{template "content" .Body}}`)}
	left := &page.Notice{Kind: "success", Text: "Fait"}
	pages, err := page.New(site, page.Options{Static: assets(t), Flash: func(echo.Context) *page.Notice {
		taken := left
		left = nil
		return taken
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"[Fait]", ""} {
		c, recorder := newContext(http.MethodGet, "/")
		if err := pages.Show(c, http.StatusOK, "public/home", page.View{}); err != nil {
			t.Fatal(err)
		}
		if got := recorder.Body.String(); got != want {
			t.Errorf("page = %q, want %q", got, want)
		}
	}
}

func TestPrivatePagesAreNotIndexed(t *testing.T) {
	pages, err := page.New(files(`{{define "content"}}{{end}}`), page.Options{Static: assets(t)})
	if err != nil {
		t.Fatal(err)
	}
	c, recorder := newContext(http.MethodGet, "/")
	if err := pages.Show(c, http.StatusOK, "public/home", page.View{Private: true}); err != nil {
		t.Fatal(err)
	}
	if recorder.Header().Get("X-Robots-Tag") != "noindex" {
		t.Error("a private page may be indexed")
	}
}
