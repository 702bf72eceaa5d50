// Package screenstest serves the jury's and the secretariat's pages to tests, as a browser would see them.
package screenstest

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/jury/jurytest"
	"tnl/app/web/page"
	"tnl/app/web/session"
	"tnl/static"
	"tnl/templates"
)

// Site is a world with pages on it. Its tests add the routes they need.
type Site struct {
	*jurytest.World
	Echo     *echo.Echo
	Group    *echo.Group
	Pages    *page.Pages
	Sessions *session.Sessions
	Accounts *account.Accounts
	t        testing.TB
}

// New makes the site on db.
func New(t testing.TB, db *database.DB) *Site { return Of(t, jurytest.New(t, db)) }

// Of makes the site of a world.
func Of(t testing.TB, w *jurytest.World) *Site {
	t.Helper()
	accounts := accounttest.Accounts(w.DB)
	s := &Site{World: w, Echo: echo.New(), Accounts: accounts, Sessions: session.New(accounts, false), t: t}
	files, err := static.Load(static.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	if s.Pages, err = page.New(templates.Embedded, page.Options{Static: files, Flash: s.Sessions.Told}); err != nil {
		t.Fatal(err)
	}
	s.Echo.HTTPErrorHandler = page.ErrorHandler(s.Pages, slog.New(slog.NewTextHandler(io.Discard, nil)))
	s.Group = s.Echo.Group("", s.Sessions.Middleware)
	s.Group.POST("/test/sign-in/:id", func(c echo.Context) error {
		person, err := accounts.ByID(c.Request().Context(), c.Param("id"))
		if err != nil {
			return err
		}
		if err := s.Sessions.SignIn(c, person); err != nil {
			return err
		}
		return c.NoContent(http.StatusNoContent)
	})
	return s
}

// Browser is somebody's browser, or a visitor's.
type Browser struct {
	site   *Site
	cookie string
}

// As signs person in, nil for a visitor.
func (s *Site) As(person *account.Person) *Browser {
	s.t.Helper()
	b := &Browser{site: s}
	if person != nil {
		b.Post("/test/sign-in/"+person.ID, nil)
	}
	return b
}

// Answer is what the site answered.
type Answer struct {
	Status   int
	Body     string
	Location string
}

// Get asks for a page.
func (b *Browser) Get(address string) Answer {
	return b.send(httptest.NewRequest(http.MethodGet, address, nil))
}

// Post sends a form.
func (b *Browser) Post(address string, form url.Values) Answer {
	return b.Send(address, echo.MIMEApplicationForm, form.Encode())
}

// Send sends a body of a content type: a file, for one.
func (b *Browser) Send(address, contentType, body string) Answer {
	request := httptest.NewRequest(http.MethodPost, address, strings.NewReader(body))
	request.Header.Set(echo.HeaderContentType, contentType)
	return b.send(request)
}

func (b *Browser) send(request *http.Request) Answer {
	if b.cookie != "" {
		request.Header.Set("Cookie", b.cookie)
	}
	recorder := httptest.NewRecorder()
	b.site.Echo.ServeHTTP(recorder, request)
	for _, cookie := range recorder.Result().Cookies() {
		b.cookie = cookie.Name + "=" + cookie.Value
	}
	return Answer{Status: recorder.Code, Body: recorder.Body.String(), Location: recorder.Header().Get("Location")}
}

// Wants checks the answer's status and that its page holds each text, ordinary spaces standing for all spaces.
func (a Answer) Wants(t testing.TB, status int, texts ...string) {
	t.Helper()
	if a.Status != status {
		t.Errorf("status %d, %d wanted (to %q)", a.Status, status, a.Location)
	}
	body := plain(a.Body)
	for _, text := range texts {
		if !strings.Contains(body, plain(text)) {
			t.Errorf("the page does not hold %q", text)
		}
	}
}

// Lacks checks that the page holds none of the texts.
func (a Answer) Lacks(t testing.TB, texts ...string) {
	t.Helper()
	body := plain(a.Body)
	for _, text := range texts {
		if strings.Contains(body, plain(text)) {
			t.Errorf("the page holds %q", text)
		}
	}
}

// Leads checks that the answer sends the browser to an address.
func (a Answer) Leads(t testing.TB, address string) {
	t.Helper()
	if a.Status != http.StatusSeeOther || a.Location != address {
		t.Errorf("status %d to %q, 303 to %q wanted", a.Status, a.Location, address)
	}
}

func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}
