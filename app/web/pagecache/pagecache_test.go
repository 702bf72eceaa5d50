package pagecache_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/web/pagecache"
)

// site is a page that tells how many times it was made.
type site struct {
	echo     *echo.Echo
	revision atomic.Int64
	read     atomic.Int64 // how many times the revision was
	made     atomic.Int64
	now      time.Time
	page     echo.HandlerFunc // in place of the usual one
}

func open(t *testing.T) *site {
	t.Helper()
	s := &site{echo: echo.New(), now: time.Date(2026, 11, 25, 21, 0, 30, 0, time.UTC)}
	s.page = func(c echo.Context) error {
		return c.HTML(http.StatusOK, "page "+strconv.FormatInt(s.made.Add(1), 10)+strings.Repeat(" lettre", 1000))
	}
	kept, err := pagecache.New(pagecache.Options{
		Revision: func(context.Context) (int64, error) { s.read.Add(1); return s.revision.Load(), nil },
		Visitor:  func(r *http.Request) bool { return r.Header.Get("Cookie") == "" },
		Now:      func() time.Time { return s.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	s.echo.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("X-Request-Id", strconv.Itoa(int(time.Now().UnixNano())))
			return next(c)
		}
	})
	s.echo.Match([]string{http.MethodGet, http.MethodHead, http.MethodPost}, "/*", func(c echo.Context) error { return s.page(c) }, kept.Middleware)
	return s
}

// ask gives the answer to a request; headers are name and value in turn.
func (s *site) ask(method, address string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	s.echo.ServeHTTP(recorder, request)
	return recorder
}

func (s *site) get(address string, headers ...string) *httptest.ResponseRecorder {
	return s.ask(http.MethodGet, address, headers...)
}

func starts(t *testing.T, got *httptest.ResponseRecorder, with string) {
	t.Helper()
	if got.Code != http.StatusOK || !strings.HasPrefix(got.Body.String(), with+" ") {
		t.Errorf("%d %.30q, expected %q", got.Code, got.Body.String(), with)
	}
}

func TestAPageIsMadeOnceUntilSomethingChanges(t *testing.T) {
	s := open(t)
	starts(t, s.get("/"), "page 1")
	starts(t, s.get("/"), "page 1")
	starts(t, s.get("/?page=2"), "page 2")
	s.revision.Add(1)
	starts(t, s.get("/"), "page 3")
	s.now = s.now.Add(29 * time.Second)
	starts(t, s.get("/"), "page 3")
	s.now = s.now.Add(time.Second) // 21 h 01: what was open may be closed
	starts(t, s.get("/"), "page 4")
}

func TestWhoIsSomebodyGetsTheirOwn(t *testing.T) {
	s := open(t)
	starts(t, s.get("/"), "page 1")
	starts(t, s.get("/", "Cookie", "session=1"), "page 2")
	starts(t, s.get("/"), "page 1")
	starts(t, s.ask(http.MethodPost, "/"), "page 3")
	starts(t, s.get("/?"+strings.Repeat("a", 600)), "page 4")
	starts(t, s.get("/?"+strings.Repeat("a", 600)), "page 5")
}

func TestTheSameBytesInTwoForms(t *testing.T) {
	s := open(t)
	plain, short := s.get("/"), s.get("/", "Accept-Encoding", "br, gzip")
	reader, err := gzip.NewReader(short.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil || string(text) != plain.Body.String() {
		t.Errorf("compressed, it reads %.30q (%v)", text, err)
	}
	for name, want := range map[string]string{"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Content-Type": "text/html; charset=UTF-8", "Cache-Control": "public, no-cache"} {
		if got := short.Header().Get(name); got != want {
			t.Errorf("%s: %q, expected %q", name, got, want)
		}
	}
	if refused := s.get("/", "Accept-Encoding", "gzip;q=0"); refused.Header().Get("Content-Encoding") != "" || refused.Header().Get("Content-Length") != strconv.Itoa(plain.Body.Len()) {
		t.Errorf("without gzip: %v", refused.Header())
	}
	if plain.Header().Get("X-Request-Id") == short.Header().Get("X-Request-Id") {
		t.Error("the identifier of a request is kept with the page")
	}
}

func TestABrowserAsksWhetherItsCopyIsGood(t *testing.T) {
	s := open(t)
	tag := s.get("/").Header().Get("ETag")
	for _, asked := range []string{tag, `"other", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
		if got := s.get("/", "If-None-Match", asked); got.Code != http.StatusNotModified || got.Body.Len() != 0 || got.Header().Get("ETag") != tag {
			t.Errorf("%s gives %d, %d bytes, %q", asked, got.Code, got.Body.Len(), got.Header().Get("ETag"))
		}
	}
	s.revision.Add(1)
	if got := s.get("/", "If-None-Match", tag); got.Code != http.StatusOK {
		t.Errorf("a page that changed gives %d", got.Code)
	}
}

func TestWhatIsNotForEverybodyIsNotKept(t *testing.T) {
	n := 0
	for name, page := range map[string]echo.HandlerFunc{
		"an error's page": func(c echo.Context) error { n++; return c.HTML(http.StatusNotFound, strconv.Itoa(n)) },
		"a cookie": func(c echo.Context) error {
			n++
			c.SetCookie(&http.Cookie{Name: "a", Value: "b"})
			return c.HTML(http.StatusOK, strconv.Itoa(n))
		},
		"a private page": func(c echo.Context) error {
			n++
			c.Response().Header().Set("Cache-Control", "private, no-cache")
			return c.HTML(http.StatusOK, strconv.Itoa(n))
		},
		"an error": func(c echo.Context) error { n++; return errors.New(strconv.Itoa(n)) },
		"a large file": func(c echo.Context) error {
			n++
			return c.Blob(http.StatusOK, "application/zip", []byte(strconv.Itoa(n)+strings.Repeat("x", 2<<20)))
		},
		"a stream": func(c echo.Context) error {
			n++
			_, _ = c.Response().Write([]byte(strconv.Itoa(n)))
			c.Response().Flush()
			_, _ = c.Response().Write([]byte(" and more"))
			return nil
		},
	} {
		s := open(t)
		s.page = page
		before := n
		first, second := s.get("/"), s.get("/")
		if n != before+2 || first.Code != second.Code {
			t.Errorf("%s: made %d times for two requests, %d and %d", name, n-before, first.Code, second.Code)
		}
		if name == "a stream" && (!second.Flushed || !strings.HasSuffix(second.Body.String(), " and more")) {
			t.Errorf("a stream reads %q", second.Body.String())
		}
		if name == "a large file" && second.Body.Len() < 2<<20 {
			t.Errorf("a large file has %d bytes", second.Body.Len())
		}
	}
}

func TestOneMakesForAllWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		s.page = func(c echo.Context) error {
			s.made.Add(1)
			time.Sleep(time.Second)
			if err := c.Request().Context().Err(); err != nil {
				return err
			}
			return c.HTML(http.StatusOK, "page ")
		}
		// The first goes away before its page is made.
		impatient, leave := context.WithCancel(t.Context())
		go s.echo.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil).WithContext(impatient))
		synctest.Wait()
		leave()
		var wait sync.WaitGroup
		for range 50 {
			wait.Go(func() { starts(t, s.get("/"), "page") })
		}
		wait.Wait()
		if made := s.made.Load(); made != 1 {
			t.Errorf("made %d times", made)
		}
	})
}

// A publication that was told to somebody is seen by whoever asks afterwards.
func TestNobodyGetsARevisionReadBeforeTheyAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var revision atomic.Int64
		kept, err := pagecache.New(pagecache.Options{
			Revision: func(context.Context) (int64, error) {
				n := revision.Load()
				time.Sleep(time.Second) // a slow database
				return n, nil
			},
			Visitor: func(*http.Request) bool { return true }, Now: func() time.Time { return time.Unix(0, 0) },
		})
		if err != nil {
			t.Fatal(err)
		}
		s := &site{echo: echo.New()}
		s.echo.GET("/", func(c echo.Context) error {
			return c.HTML(http.StatusOK, "page "+strconv.FormatInt(revision.Load(), 10)+" ")
		}, kept.Middleware)
		starts(t, s.get("/"), "page 0")
		go s.get("/") // reads the revision while it changes
		synctest.Wait()
		revision.Store(1)
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() { starts(t, s.get("/"), "page 1") })
		}
		wait.Wait()
	})
}

// A panic while a page is made is told like any other error, through the connection and not into what is kept.
func TestAPanicIsTold(t *testing.T) {
	s := open(t)
	s.page = func(c echo.Context) error { panic("a template") }
	s.echo.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) (err error) {
			defer func() {
				if recover() != nil {
					err = echo.ErrInternalServerError
				}
			}()
			return next(c)
		}
	})
	if got := s.get("/"); got.Code != http.StatusInternalServerError || got.Body.Len() == 0 {
		t.Errorf("a panic gives %d, %d bytes", got.Code, got.Body.Len())
	}
}
