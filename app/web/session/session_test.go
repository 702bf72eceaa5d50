package session_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// site is a server of small pages, and one browser.
type site struct {
	*testing.T
	accounts *account.Accounts
	sessions *session.Sessions
	server   *echo.Echo
	now      time.Time
	cookie   *http.Cookie // as the browser holds it
	person   *account.Person
}

func each(t *testing.T, test func(s *site)) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := &site{T: t, accounts: accounttest.Accounts(db), server: echo.New(), now: time.Now().UTC()}
		s.accounts.Now = func() time.Time { return s.now }
		s.sessions = session.New(s.accounts, true)
		s.person = accounttest.Person(t, db, "Ada Lovelace", account.Juror)
		s.server.Use(s.sessions.Middleware)
		s.server.GET("/", func(c echo.Context) error {
			if person := session.Person(c); person != nil {
				return c.String(http.StatusOK, "hello "+page.ViewerOf(c).Name)
			}
			return c.String(http.StatusOK, "hello visitor")
		})
		s.server.GET("/page", func(c echo.Context) error {
			if notice := s.sessions.Told(c); notice != nil {
				return c.String(http.StatusOK, notice.Kind+" "+notice.Text)
			}
			return c.String(http.StatusOK, "nothing to tell")
		})
		s.server.POST("/in", func(c echo.Context) error {
			if err := s.sessions.SignIn(c, s.person); err != nil {
				return err
			}
			return c.Redirect(http.StatusSeeOther, "/")
		})
		s.server.POST("/out", func(c echo.Context) error {
			if err := s.sessions.SignOut(c); err != nil {
				return err
			}
			return c.NoContent(http.StatusNoContent)
		})
		s.server.POST("/tell", func(c echo.Context) error {
			if err := s.sessions.Tell(c, page.NewNotice("success", "C’est fait.")); err != nil {
				return err
			}
			return c.Redirect(http.StatusSeeOther, "/page")
		})
		test(s)
	})
}

func (s *site) ask(method, path string) *httptest.ResponseRecorder {
	s.Helper()
	request := httptest.NewRequest(method, path, nil)
	if s.cookie != nil {
		request.AddCookie(s.cookie)
	}
	response := httptest.NewRecorder()
	s.server.ServeHTTP(response, request)
	for _, cookie := range response.Result().Cookies() {
		s.cookie = cookie
		if cookie.MaxAge < 0 {
			s.cookie = nil
		}
	}
	return response
}

func (s *site) expect(path, want string) {
	s.Helper()
	if got := s.ask(http.MethodGet, path).Body.String(); got != want {
		s.Errorf("GET %s: %q, want %q", path, got, want)
	}
}

func (s *site) rows() (n int64) {
	s.Helper()
	if err := s.accounts.DB.Read(context.Background()).Table("sessions").Count(&n).Error; err != nil {
		s.Fatal(err)
	}
	return n
}

// statements counts what work asks of the database.
func (s *site) statements(work func()) (n int) {
	s.accounts.DB.Count(func(string) { n++ })
	work()
	s.accounts.DB.Count(func(string) {})
	return n
}

func TestAVisitorGetsNoCookieAndCostsNoQuery(t *testing.T) {
	each(t, func(s *site) {
		queries := s.statements(func() {
			response := s.ask(http.MethodGet, "/")
			if len(response.Result().Cookies()) != 0 || response.Header().Get("Cache-Control") != "" {
				s.Errorf("headers %v", response.Header())
			}
			s.cookie = &http.Cookie{Name: "tnl_session", Value: "not-a-token"}
			s.expect("/", "hello visitor")
			s.expect("/page", "nothing to tell")
		})
		if queries != 0 || s.rows() != 0 || s.cookie != nil {
			s.Errorf("%d queries, %d sessions, cookie %v", queries, s.rows(), s.cookie)
		}
	})
}

func TestSigningInLastsUntilSigningOut(t *testing.T) {
	each(t, func(s *site) {
		response := s.ask(http.MethodPost, "/in")
		header := response.Header().Get("Set-Cookie")
		for _, part := range []string{"tnl_session=", "Path=/", "Max-Age=43", "HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(header, part) {
				s.Errorf("cookie %q lacks %s", header, part)
			}
		}
		if response.Code != http.StatusSeeOther {
			s.Errorf("status %d", response.Code)
		}
		queries := s.statements(func() { s.expect("/", "hello Ada Lovelace") })
		if queries != 2 {
			s.Errorf("%d queries for a page", queries)
		}
		var kept []string
		s.accounts.DB.Read(context.Background()).Table("sessions").Pluck("token", &kept)
		if len(kept) != 1 || kept[0] == s.cookie.Value {
			s.Errorf("kept under %q", kept)
		}
		old := s.cookie
		s.ask(http.MethodPost, "/out")
		if s.cookie != nil || s.rows() != 0 {
			s.Errorf("after signing out: cookie %v, %d sessions", s.cookie, s.rows())
		}
		s.cookie = old
		s.expect("/", "hello visitor")
		if s.cookie != nil {
			s.Error("a dead cookie stays in the browser")
		}
	})
}

func TestSigningInChangesTheToken(t *testing.T) {
	each(t, func(s *site) {
		s.ask(http.MethodPost, "/tell")
		planted := s.cookie
		s.ask(http.MethodPost, "/in")
		if planted == nil || s.cookie.Value == planted.Value || s.rows() != 1 {
			s.Errorf("token before %v, after %v, %d sessions", planted, s.cookie, s.rows())
		}
		s.cookie = planted
		s.expect("/", "hello visitor")
	})
}

func TestASessionEndsWhenIdleAndInAnyCase(t *testing.T) {
	each(t, func(s *site) {
		s.ask(http.MethodPost, "/in")
		for range 4 {
			s.now = s.now.Add(11 * time.Hour)
			s.expect("/", "hello Ada Lovelace")
		}
		s.now = s.now.Add(29 * time.Minute)
		if queries := s.statements(func() { s.expect("/", "hello Ada Lovelace") }); queries != 2 {
			s.Errorf("a session saved half an hour ago is saved again: %d statements", queries)
		}
		start := s.now
		s.now = time.Now().UTC()
		s.cookie = nil
		s.ask(http.MethodPost, "/in")
		begun := s.now
		for s.now = s.now.Add(11 * time.Hour); s.now.Before(begun.Add(30 * 24 * time.Hour)); s.now = s.now.Add(11 * time.Hour) {
			s.expect("/", "hello Ada Lovelace")
		}
		s.expect("/", "hello visitor")

		s.now = start
		s.ask(http.MethodPost, "/in")
		s.now = s.now.Add(12*time.Hour + time.Second)
		s.expect("/", "hello visitor")
		s.now = begun.Add(31 * 24 * time.Hour)
		if err := s.accounts.Purge(context.Background()); err != nil || s.rows() != 0 {
			s.Errorf("%d sessions after purging, %v", s.rows(), err)
		}
	})
}

func TestEndingSessionsEndsThoseElsewhere(t *testing.T) {
	each(t, func(s *site) {
		s.ask(http.MethodPost, "/in")
		elsewhere := s.cookie
		s.cookie = nil
		s.ask(http.MethodPost, "/in")
		changed, err := s.accounts.EndSessions(context.Background(), s.person)
		if err != nil {
			s.Fatal(err)
		}
		s.person = changed
		s.ask(http.MethodPost, "/in")
		s.expect("/", "hello Ada Lovelace")
		s.cookie = elsewhere
		s.expect("/", "hello visitor")
		if s.rows() != 1 {
			s.Errorf("%d sessions left", s.rows())
		}
	})
}

func TestRolesAreReadAtEachRequest(t *testing.T) {
	each(t, func(s *site) {
		s.server.GET("/jury", func(c echo.Context) error { return c.String(http.StatusOK, "jury") }, session.RequireRole(account.Juror))
		s.server.GET("/mine", func(c echo.Context) error { return c.String(http.StatusOK, "mine") }, session.RequireSignIn)
		s.server.HTTPErrorHandler = func(err error, c echo.Context) { _ = c.NoContent(http.StatusTeapot) }
		if s.ask(http.MethodGet, "/jury").Code != http.StatusTeapot || s.ask(http.MethodGet, "/mine").Code != http.StatusTeapot {
			s.Error("a visitor came in")
		}
		s.ask(http.MethodPost, "/in")
		s.expect("/jury", "jury")
		s.expect("/mine", "mine")
		err := s.accounts.DB.Write(context.Background(), func(tx *gorm.DB) error {
			return tx.Exec("DELETE FROM roles WHERE person_id = ?", s.person.ID).Error
		})
		if err != nil {
			s.Fatal(err)
		}
		if s.ask(http.MethodGet, "/jury").Code != http.StatusTeapot {
			s.Error("a role that was taken back still opens the door")
		}
		s.expect("/mine", "mine")
		err = s.accounts.DB.Write(context.Background(), func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM people WHERE id = ?", s.person.ID).Error; err != nil {
				return err
			}
			return nil
		})
		if err != nil {
			s.Fatal(err)
		}
		s.expect("/", "hello visitor")
	})
}

func TestAMessageIsToldOnce(t *testing.T) {
	each(t, func(s *site) {
		s.ask(http.MethodPost, "/tell")
		s.expect("/", "hello visitor")
		s.expect("/page", "success C’est fait.")
		if s.cookie != nil || s.rows() != 0 {
			s.Errorf("a visitor keeps cookie %v, %d sessions", s.cookie, s.rows())
		}
		s.expect("/page", "nothing to tell")
	})
}

// A page that was loading while its owner signed out in another tab must not bring the session back.
func TestASessionEndedMeanwhileStaysEnded(t *testing.T) {
	each(t, func(s *site) {
		s.server.POST("/slow", func(c echo.Context) error {
			cookie := s.cookie
			s.ask(http.MethodPost, "/out")
			s.cookie = cookie
			if err := s.sessions.Tell(c, page.NewNotice("success", "trop tard")); err != nil {
				return err
			}
			return c.NoContent(http.StatusNoContent)
		})
		s.ask(http.MethodPost, "/in")
		s.ask(http.MethodPost, "/slow")
		if s.rows() != 0 {
			s.Error("the session is back")
		}
		s.expect("/", "hello visitor")
	})
}

// What is in the cookie has to leave with the headers, however the response is written.
func TestACookieLeavesHoweverTheResponseIsWritten(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	accounts := accounttest.Accounts(db)
	person := accounttest.Person(t, db, "Ada Lovelace")
	sessions := session.New(accounts, false)
	for name, write := range map[string]echo.HandlerFunc{
		"redirect": func(c echo.Context) error { return c.Redirect(http.StatusSeeOther, "/") },
		"stream": func(c echo.Context) error {
			_, err := c.Response().Write([]byte("text"))
			c.Response().Flush()
			return err
		},
		"empty": func(c echo.Context) error { return c.NoContent(http.StatusNoContent) },
		"error": func(echo.Context) error { return echo.ErrTeapot },
	} {
		server := echo.New()
		server.Use(sessions.Middleware)
		server.POST("/", func(c echo.Context) error {
			if err := sessions.SignIn(c, person); err != nil {
				return err
			}
			return write(c)
		})
		response := httptest.NewRecorder()
		server.ServeHTTP(response, httptest.NewRequest(http.MethodPost, "/", nil))
		cookies := response.Result().Cookies()
		if len(cookies) != 1 || cookies[0].Secure {
			t.Errorf("%s: cookies %v", name, cookies)
		}
	}
}

func TestAFailureToSaveIsNotHidden(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	accounts := accounttest.Accounts(db)
	person := accounttest.Person(t, db, "Ada Lovelace")
	sessions := session.New(accounts, true)
	server := echo.New()
	server.Use(sessions.Middleware)
	server.POST("/", func(c echo.Context) error {
		if err := sessions.SignIn(c, person); err != nil {
			return err
		}
		if err := db.Close(); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/")
	})
	response := httptest.NewRecorder()
	server.ServeHTTP(response, httptest.NewRequest(http.MethodPost, "/", nil))
	if response.Code != http.StatusInternalServerError || response.Header().Get("Location") != "" || len(response.Result().Cookies()) != 0 {
		t.Errorf("status %d, headers %v", response.Code, response.Header())
	}
}
