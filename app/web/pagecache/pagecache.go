// Package pagecache keeps the pages that are the same for every visitor, ready to be sent: a page is made once, and
// again when what is public changes, or with the next minute, as some of them tell what is open and until when.
package pagecache

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"
)

// Bounds, in bytes. Crawlers ask for addresses without end: what is asked again is kept, the rest is let go.
const (
	room           = 64 << 20
	largestPage    = 1 << 20
	longestAddress = 512
)

// Cache is the pages kept by one instance.
type Cache struct {
	pages    *otter.Cache[string, *kept]
	making   singleflight.Group
	revision shared
	options  Options
}

// Options say what pages depend on.
type Options struct {
	// Revision gives a number that changes with whatever visitors see.
	Revision func(context.Context) (int64, error)
	// Visitor tells whether a request comes from nobody in particular.
	Visitor func(*http.Request) bool
	Now     func() time.Time
}

// New gives an empty cache.
func New(o Options) (*Cache, error) {
	pages, err := otter.New(&otter.Options[string, *kept]{MaximumWeight: room, Weigher: func(address string, k *kept) uint32 {
		return uint32(len(address) + len(k.body) + len(k.gzipped) + 1024)
	}})
	if err != nil {
		return nil, fmt.Errorf("prepare the cache of pages: %w", err)
	}
	return &Cache{pages: pages, revision: shared{read: o.Revision}, options: o}, nil
}

// Middleware answers a visitor from what is kept, with a tag by which a browser or a proxy asks whether its copy is
// still good; it comes before whatever looks for a session or compresses. Anybody else gets the page made for them.
func (c *Cache) Middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		request := e.Request()
		address := request.URL.RequestURI()
		if request.Method != http.MethodGet && request.Method != http.MethodHead || len(address) > longestAddress || !c.options.Visitor(request) {
			return next(e)
		}
		revision, err := c.revision.get(request.Context())
		if err != nil {
			return err
		}
		until := c.options.Now().Truncate(time.Minute).Add(time.Minute)
		found, _ := c.pages.GetIfPresent(address)
		if found == nil || found.revision != revision || !found.until.Equal(until) {
			if request.Method == http.MethodHead {
				return next(e)
			}
			var sent bool
			// The key holds all that the page is good for: nobody joins the making of an older one.
			making := address + " " + strconv.FormatInt(revision, 10) + " " + strconv.FormatInt(until.Unix(), 10)
			shared, err, _ := c.making.Do(making, func() (any, error) {
				sent = true
				return c.make(e, next, revision, until)
			})
			if sent && err != nil {
				return err
			}
			if found, _ = shared.(*kept); found == nil {
				if sent {
					return nil
				}
				return next(e)
			}
		}
		return found.send(e)
	}
}

// make has the page made, and keeps it. It gives nil when the answer is for this request alone, and has been sent.
func (c *Cache) make(e echo.Context, next echo.HandlerFunc, revision int64, until time.Time) (*kept, error) {
	request, response := e.Request(), e.Response()
	// Made whole and plain, whatever this browser has or takes, and for those who wait with it if it goes away.
	plain := request.Clone(context.WithoutCancel(request.Context()))
	plain.Header.Del("If-None-Match")
	plain.Header.Del("Accept-Encoding")
	held := &held{ResponseWriter: response.Writer, status: http.StatusOK, before: response.Header().Clone()}
	err := func() error {
		response.Writer = held
		e.SetRequest(plain)
		defer func() { // after a panic too, which becomes an error to be told
			response.Writer = held.ResponseWriter
			e.SetRequest(request)
		}()
		return next(e)
	}()
	switch {
	case held.passing || !response.Committed: // on its way already, or an error to be told elsewhere
		return nil, err
	case err != nil || !held.sharable():
		held.pass()
		return nil, err
	}
	page, err := held.keep(revision, until)
	if err != nil {
		return nil, err
	}
	response.Committed, response.Size = false, 0
	c.pages.Set(request.URL.RequestURI(), page)
	return page, nil
}

// held keeps an answer until it is known whether it is for everybody.
type held struct {
	http.ResponseWriter
	before  http.Header // set by what comes earlier, for each request anew
	status  int
	body    bytes.Buffer
	passing bool // to this request alone
}

func (h *held) WriteHeader(status int) {
	if h.passing {
		h.ResponseWriter.WriteHeader(status)
		return
	}
	h.status = status
}

func (h *held) Write(content []byte) (int, error) {
	if !h.passing && h.body.Len()+len(content) > largestPage {
		h.pass()
	}
	if h.passing {
		return h.ResponseWriter.Write(content)
	}
	return h.body.Write(content)
}

// Flush is asked for by an answer that is long in the making.
func (h *held) Flush() {
	h.pass()
	_ = http.NewResponseController(h.ResponseWriter).Flush()
}

// Unwrap is for http.ResponseController.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// pass lets what is held go, and what comes after it.
func (h *held) pass() {
	if h.passing {
		return
	}
	h.passing = true
	h.ResponseWriter.WriteHeader(h.status)
	_, _ = h.ResponseWriter.Write(h.body.Bytes()) // the connection is gone: nobody is left to tell
}
