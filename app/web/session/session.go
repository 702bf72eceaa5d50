// Package session knows who asks: it carries people from one request to the next by a cookie, and guards what is
// not for everybody. A visitor gets no cookie and costs no query.
package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
)

const (
	cookieName = "tnl_session"
	lifetime   = 30 * 24 * time.Hour
	idleTime   = 12 * time.Hour
	// A session in use is saved once per half hour at most, not for every page.
	renewal = 30 * time.Minute
)

// Keys of what a session holds.
const (
	personKey     = "person"
	generationKey = "generation"
	noticeKey     = "notice"
)

var tokenShape = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// Sessions is who is signed in, on any instance.
type Sessions struct {
	accounts *account.Accounts
	manager  *scs.SessionManager
	store    *store
	secure   bool
}

// New gives the sessions of accounts; secure keeps their cookie to HTTPS.
func New(accounts *account.Accounts, secure bool) *Sessions {
	s := &Sessions{
		accounts: accounts, secure: secure,
		store: &store{db: accounts.DB, now: func() time.Time { return accounts.Now() }, idle: idleTime},
	}
	s.manager = scs.New()
	s.manager.Lifetime = lifetime
	s.manager.HashTokenInStore = true
	s.manager.Store = s.store
	return s
}

// None tells whether a request names no session at all: it comes from a visitor.
func None(r *http.Request) bool {
	_, err := r.Cookie(cookieName)
	return err != nil
}

// Middleware finds the session and its person, in two queries when there is a cookie and none else, and saves
// what changed before the first byte of the response.
func (s *Sessions) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request := c.Request()
		c.Response().Header().Add(echo.HeaderVary, "Cookie")
		token, sent := "", false
		if cookie, err := request.Cookie(cookieName); err == nil {
			sent = true
			if tokenShape.MatchString(cookie.Value) {
				token = cookie.Value
			}
		}
		found := &visit{}
		ctx, err := s.manager.Load(context.WithValue(request.Context(), visitKey{}, found), token)
		if err != nil {
			return fmt.Errorf("load a session: %w", err)
		}
		c.SetRequest(request.WithContext(ctx))
		if err := s.recognise(c, ctx); err != nil {
			return err
		}
		if found.token != "" && found.expires.Sub(s.store.now()) < idleTime-renewal && s.manager.Status(ctx) == scs.Unmodified {
			s.manager.Put(ctx, personKey, s.manager.GetString(ctx, personKey))
		}
		c.Response().Before(func() { s.save(c, ctx, sent && found.token == "") })
		return next(c)
	}
}

// recognise finds the person of the session, and ends a session that is no longer good.
func (s *Sessions) recognise(c echo.Context, ctx context.Context) error {
	id := s.manager.GetString(ctx, personKey)
	if id == "" {
		return nil
	}
	person, err := s.accounts.ByID(ctx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if person == nil || !person.Confirmed() || person.SessionGeneration != s.manager.GetInt(ctx, generationKey) {
		if err := s.manager.Destroy(ctx); err != nil {
			return fmt.Errorf("end a session: %w", err)
		}
		return nil
	}
	know(c, person)
	return nil
}

// save keeps the session and sets its cookie, just before the headers leave.
func (s *Sessions) save(c echo.Context, ctx context.Context, stale bool) {
	header := c.Response().Header()
	if Person(c) != nil && header.Get("Cache-Control") == "" {
		// What is shown to one person is nobody else's; the browser may go back to it but asks again.
		header.Set("Cache-Control", "private, no-cache")
	}
	err := s.settle(c, ctx, stale)
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	// Too late for an error page: better a plain failure than a page that says what did not happen.
	slog.Error("a session could not be saved", "error", err)
	header.Del("Location")
	c.Response().Status = http.StatusInternalServerError
}

func (s *Sessions) settle(c echo.Context, ctx context.Context, stale bool) error {
	status := s.manager.Status(ctx)
	if status == scs.Modified && len(s.manager.Keys(ctx)) == 0 {
		// Nothing is left in it: its owner is a visitor again.
		if err := s.manager.Destroy(ctx); err != nil {
			return err
		}
		status = scs.Destroyed
	}
	switch {
	case status == scs.Modified:
		token, deadline, err := s.manager.Commit(ctx)
		if err != nil {
			return err
		}
		s.setCookie(c, token, s.store.expiry(deadline).Sub(s.store.now()))
	case status == scs.Destroyed || stale:
		s.setCookie(c, "", -1)
	}
	return nil
}

// setCookie gives the browser its token for some time, or takes it back.
func (s *Sessions) setCookie(c echo.Context, token string, left time.Duration) {
	cookie := &http.Cookie{
		Name: cookieName, Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode, MaxAge: -1,
	}
	if left > 0 {
		cookie.MaxAge = int(left.Seconds())
	}
	c.SetCookie(cookie)
	c.Response().Header().Set("Cache-Control", "private, no-store")
}

// SignIn opens a session for person under a new token, or renews the one that is open: after a change of password
// the person goes on here while their other sessions end.
func (s *Sessions) SignIn(c echo.Context, person *account.Person) error {
	ctx := c.Request().Context()
	if err := s.manager.RenewToken(ctx); err != nil {
		return fmt.Errorf("open a session: %w", err)
	}
	s.manager.Put(ctx, personKey, person.ID)
	s.manager.Put(ctx, generationKey, person.SessionGeneration)
	know(c, person)
	return nil
}

// SignOut ends the session.
func (s *Sessions) SignOut(c echo.Context) error {
	know(c, nil)
	if err := s.manager.Destroy(c.Request().Context()); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// Tell leaves a message for the next page that this person sees.
func (s *Sessions) Tell(c echo.Context, notice page.Notice) error {
	text, err := json.Marshal(notice)
	if err != nil {
		return fmt.Errorf("leave a message: %w", err)
	}
	s.manager.Put(c.Request().Context(), noticeKey, string(text))
	return nil
}

// Told takes the message left by an earlier request, nil when there is none; it is page.Options.Flash. A page
// outside the middleware has none.
func (s *Sessions) Told(c echo.Context) *page.Notice {
	ctx := c.Request().Context()
	if visitOf(ctx) == nil || !s.manager.Exists(ctx, noticeKey) {
		return nil
	}
	text, _ := s.manager.Pop(ctx, noticeKey).(string)
	var notice page.Notice
	if json.Unmarshal([]byte(text), &notice) != nil {
		return nil
	}
	return &notice
}
