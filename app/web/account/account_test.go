package account_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/mail"
	webaccount "tnl/app/web/account"
	"tnl/app/web/page"
	"tnl/app/web/session"
	"tnl/static"
	"tnl/templates"
)

const secret = accounttest.Password

// browser is somebody in front of a running site.
type browser struct {
	*testing.T
	accounts *account.Accounts
	folder   *mail.Folder
	base     string
	client   *http.Client
}

// open starts the site on a real server, since cookies and redirects are what is tested.
func open(t *testing.T, db *database.DB) *browser {
	t.Helper()
	assets, err := static.Load(static.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	accounts := accounttest.Accounts(db)
	sessions := session.New(accounts, false)
	pages, err := page.New(templates.Embedded, page.Options{Static: assets, Flash: sessions.Told})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = page.ErrorHandler(pages, slog.New(slog.DiscardHandler))
	e.IPExtractor = echo.ExtractIPFromXFFHeader()
	b := &browser{T: t, accounts: accounts, folder: &mail.Folder{Path: t.TempDir(), From: "label@example.org"}}
	webaccount.Routes(e.Group("", sessions.Middleware), webaccount.Site{
		Accounts: accounts, Sessions: sessions, Pages: pages, Mailbox: b.folder,
	})
	e.GET("/candidatures", func(c echo.Context) error { return c.String(http.StatusOK, "hello "+session.Person(c).Name) },
		sessions.Middleware, session.RequireSignIn)
	e.POST("/candidatures", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) },
		sessions.Middleware, session.RequireSignIn)
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	b.base = server.URL
	b.client = b.newClient()
	return b
}

func (b *browser) newClient() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

// answer is what came back.
type answer struct {
	*testing.T
	status   int
	location string
	header   http.Header
	body     string
}

func (b *browser) send(request *http.Request) *answer {
	b.Helper()
	response, err := b.client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	var body strings.Builder
	if _, err := copyTo(&body, response); err != nil {
		b.Fatal(err)
	}
	return &answer{T: b.T, status: response.StatusCode, location: response.Header.Get("Location"), header: response.Header, body: body.String()}
}

func (b *browser) get(address string) *answer {
	b.Helper()
	request, err := http.NewRequest(http.MethodGet, b.base+address, nil)
	if err != nil {
		b.Fatal(err)
	}
	return b.send(request)
}

func (b *browser) post(address string, fields ...string) *answer {
	b.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	request, err := http.NewRequest(http.MethodPost, b.base+address, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(request)
}

func (a *answer) shows(status int, parts ...string) *answer {
	a.Helper()
	if a.status != status {
		a.Errorf("status %d, want %d", a.status, status)
	}
	text := html.UnescapeString(a.body)
	for _, part := range parts {
		if !strings.Contains(text, part) {
			a.Errorf("the page lacks %q:\n%s", part, main(text))
		}
	}
	return a
}

func (a *answer) lacks(parts ...string) *answer {
	a.Helper()
	for _, part := range parts {
		if strings.Contains(html.UnescapeString(a.body), part) {
			a.Errorf("the page shows %q:\n%s", part, main(a.body))
		}
	}
	return a
}

func (a *answer) leadsTo(location string) {
	a.Helper()
	if a.status != http.StatusSeeOther || a.location != location {
		a.Errorf("status %d to %q, want 303 to %q\n%s", a.status, a.location, location, main(a.body))
	}
}

func main(body string) string {
	_, rest, found := strings.Cut(body, "<main")
	if !found {
		return body
	}
	before, _, _ := strings.Cut(rest, "</main>")
	return before
}

// deliver sends what waits, and gives the newest letter.
func (b *browser) deliver() mail.Kept {
	b.Helper()
	worker := mail.NewWorker(b.accounts.DB, b.folder)
	for {
		worked, err := worker.Step(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		if !worked {
			break
		}
	}
	letters, err := b.folder.List(1)
	if err != nil || len(letters) == 0 {
		b.Fatalf("no letter: %v", err)
	}
	return letters[0]
}

// link is the one-time address in the newest letter, on this site.
func (b *browser) link() string {
	b.Helper()
	letter := b.deliver()
	for _, address := range letter.Links {
		parsed, err := url.Parse(address)
		if err == nil && len(path.Base(parsed.Path)) == 43 {
			return parsed.Path
		}
	}
	b.Fatalf("no one-time link in:\n%s", letter.Body)
	return ""
}

func each(t *testing.T, test func(b *browser)) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(open(t, db)) })
}

func (b *browser) person(name string, roles ...account.Role) *account.Person {
	return accounttest.Person(b.T, b.accounts.DB, name, roles...)
}

var identifiers = regexp.MustCompile(` id="([^"]+)"`)

// unique checks what assistive technologies rely on in every page.
func (a *answer) unique() {
	a.Helper()
	seen := map[string]bool{}
	for _, found := range identifiers.FindAllStringSubmatch(a.body, -1) {
		if seen[found[1]] {
			a.Errorf("id %s stands twice", found[1])
		}
		seen[found[1]] = true
	}
	if strings.Count(a.body, "<h1") != 1 {
		a.Errorf("%d h1", strings.Count(a.body, "<h1"))
	}
}
