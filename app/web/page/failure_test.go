package page_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
	"tnl/templates"
)

// plainPages are the program's pages, read once.
var plainPages = sync.OnceValues(func() (*page.Pages, error) {
	files, err := loaded()
	if err != nil {
		return nil, err
	}
	return page.New(templates.Embedded, page.Options{Static: files})
})

// site is the real templates with a route that fails with err.
func site(t *testing.T, err error) (*echo.Echo, *bytes.Buffer) {
	t.Helper()
	pages, newErr := plainPages()
	if newErr != nil {
		t.Fatal(newErr)
	}
	log := new(bytes.Buffer)
	e := echo.New()
	e.HTTPErrorHandler = page.ErrorHandler(pages, slog.New(slog.NewTextHandler(log, nil)))
	fail := func(echo.Context) error { return err }
	e.Any("/fail", fail)
	e.Any("/api/fail", fail)
	return e, log
}

func ask(e *echo.Echo, method, target string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	e.ServeHTTP(recorder, request)
	return recorder
}

func TestEveryErrorHasItsPage(t *testing.T) {
	secret := errors.New("dial tcp 10.0.0.7: secret")
	for name, c := range map[string]struct {
		err    error
		status int
		says   string
		logged bool
	}{
		"not found":            {fault.New(fault.NotFound, ""), 404, "Cette page n’existe pas", false},
		"not found, explained": {fault.New(fault.NotFound, "Cette candidature n’existe pas."), 404, "Cette candidature n’existe pas.", false},
		"not allowed":          {fault.New(fault.NotAllowed, "Réservé au jury."), 403, "Réservé au jury.", false},
		"invalid":              {&fault.Fault{Kind: fault.Invalid, Message: "Une réponse est à corriger.", Fields: map[string]string{"q1": "Choisissez une réponse."}}, 422, "Choisissez une réponse.", false},
		"conflict":             {fault.New(fault.Conflict, ""), 409, "Quelqu’un d’autre", false},
		"closed":               {fault.New(fault.Closed, "L’édition est close."), 409, "L’édition est close.", false},
		"too many":             {fault.New(fault.TooMany, ""), 429, "Trop d’essais", false},
		"too large":            {fault.New(fault.TooLarge, ""), 413, "trop volumineux", false},
		"body too large":       {fmt.Errorf("reading: %w", &http.MaxBytesError{Limit: 1}), 413, "trop volumineux", false},
		"wrapped fault":        {fmt.Errorf("loading: %w", fault.New(fault.NotFound, "")), 404, "Cette page n’existe pas", false},
		"internal":             {secret, 500, "Le service a rencontré un problème", true},
		"internal fault":       {fault.New(fault.Internal, "secret"), 500, "Le service a rencontré un problème", true},
		"echo not found":       {echo.NewHTTPError(404, "secret"), 404, "Cette page n’existe pas", false},
		"echo method":          {echo.ErrMethodNotAllowed, 405, "pas été comprise", false},
		"echo unavailable":     {echo.ErrServiceUnavailable, 503, "momentanément indisponible", true},
		"echo internal":        {echo.NewHTTPError(500, "secret").SetInternal(secret), 500, "Le service a rencontré un problème", true},
	} {
		t.Run(name, func(t *testing.T) {
			e, log := site(t, c.err)
			answer := ask(e, http.MethodGet, "/fail")
			if answer.Code != c.status {
				t.Errorf("status %d, want %d", answer.Code, c.status)
			}
			pagetest.Check(t, answer.Body.String(), pagetest.Has("main", c.says), pagetest.Has("title", "Erreur :"), pagetest.Count("h1", 1))
			if strings.Contains(answer.Body.String(), "secret") {
				t.Error("something internal is shown")
			}
			if got := strings.Count(log.String(), "\n"); (got == 1) != c.logged || got > 1 {
				t.Errorf("%d lines logged: %s", got, log)
			}
			if answer.Header().Get("Cache-Control") != "no-store" {
				t.Error("an error may be kept by a cache")
			}
		})
	}
}

func TestProgramsGetAProblem(t *testing.T) {
	invalid := &fault.Fault{Kind: fault.Invalid, Message: "À corriger.", Fields: map[string]string{"q1": "Choisissez."}}
	for name, c := range map[string]struct {
		target, accept string
		json           bool
	}{
		"api":             {"/api/fail", "", true},
		"api in browser":  {"/api/fail", "text/html", true},
		"script":          {"/fail", "application/json", true},
		"script, problem": {"/fail", "application/problem+json, application/json", true},
		"browser":         {"/fail", "text/html,application/xhtml+xml,*/*;q=0.8", false},
		"anything":        {"/fail", "application/json, */*", false},
		"nothing said":    {"/fail", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := site(t, invalid)
			answer := ask(e, http.MethodPost, c.target, "Accept", c.accept)
			if got := answer.Header().Get("Content-Type") == "application/problem+json"; got != c.json {
				t.Fatalf("Content-Type = %q", answer.Header().Get("Content-Type"))
			}
			if !c.json {
				return
			}
			var problem struct {
				Type, Title, Detail string
				Status              int
				Errors              map[string]string
			}
			if err := json.Unmarshal(answer.Body.Bytes(), &problem); err != nil {
				t.Fatal(err)
			}
			if problem.Type != "about:blank" || problem.Status != 422 || problem.Title == "" || problem.Detail != "À corriger." || problem.Errors["q1"] != "Choisissez." {
				t.Errorf("problem = %+v", problem)
			}
		})
	}
}

func TestSigningInIsAskedFor(t *testing.T) {
	e, _ := site(t, fault.New(fault.SignIn, ""))
	answer := ask(e, http.MethodGet, "/fail?axe=3&x=1")
	if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != "/connexion?suite=%2Ffail%3Faxe%3D3%26x%3D1" {
		t.Errorf("%d to %q", answer.Code, answer.Header().Get("Location"))
	}
	// What was typed would be lost by a redirection: the page says what to do instead.
	answer = ask(e, http.MethodPost, "/fail", "Referer", "http://example.com/candidatures/1?axe=3")
	if answer.Code != http.StatusUnauthorized {
		t.Errorf("status %d", answer.Code)
	}
	pagetest.Check(t, answer.Body.String(), pagetest.Has("main", "rien n’a été enregistré"),
		pagetest.Attribute(".actions a", "href", "/connexion?suite=%2Fcandidatures%2F1%3Faxe%3D3"))
	if answer = ask(e, http.MethodGet, "/api/fail"); answer.Code != http.StatusUnauthorized {
		t.Errorf("the API answers %d", answer.Code)
	}
}

func TestAFailedFormLeadsBack(t *testing.T) {
	e, _ := site(t, fault.New(fault.Conflict, ""))
	answer := ask(e, http.MethodPost, "/fail", "Referer", "http://example.com/candidatures/1")
	pagetest.Check(t, answer.Body.String(), pagetest.Attribute(".actions a", "href", "/candidatures/1"))
	answer = ask(e, http.MethodPost, "/fail", "Referer", "http://ailleurs.example/candidatures/1")
	pagetest.Check(t, answer.Body.String(), pagetest.Attribute(".actions a", "href", "/"))
}

func TestACancelledRequestIsNoFailureOfOurs(t *testing.T) {
	e, log := site(t, fmt.Errorf("reading: %w", context.Canceled))
	ask(e, http.MethodGet, "/fail")
	if log.Len() > 0 {
		t.Errorf("logged: %s", log)
	}
}

func TestAnErrorAfterTheAnswerIsLoggedAlone(t *testing.T) {
	e, log := site(t, nil)
	e.GET("/late", func(c echo.Context) error {
		if err := c.String(http.StatusOK, "envoyé"); err != nil {
			return err
		}
		return errors.New("too late")
	})
	answer := ask(e, http.MethodGet, "/late")
	if answer.Code != http.StatusOK || answer.Body.String() != "envoyé" || !strings.Contains(log.String(), "too late") {
		t.Errorf("%d %q, log %s", answer.Code, answer.Body, log)
	}
}
