// Package api gives programs what visitors see, as JSON: who holds the label, since when, at what level.
//
// Every operation is described where it is registered, and the OpenAPI document is made of that, as is its page. What
// is read comes from app/directory and app/award: nothing that visitors may not see. No session is looked at, no
// cookie is set. Errors are returned to the server's one error handler.
package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/web/page"
)

// Path is where the API's page is, Root where its first version begins.
const (
	Path = "/api"
	Root = "/api/v1"
)

// Site is what the API works with.
type Site struct {
	Pages     *page.Pages
	Directory *directory.Directory
	Awards    *award.Awards
	Editions  *edition.Editions
	Now       func() time.Time
	BaseURL   string // of the site; without a slash at its end
	Contact   Contact
	PerMinute int // requests of one client; 0 for no limit
}

// Contact is who answers questions; what is not set is left out.
type Contact struct{ Name, Email string }

// API is the operations, and the document that describes them.
type API struct {
	Site
	huma     huma.API
	group    *echo.Group
	listed   []*huma.Operation // in the order in which they are shown
	document document
	limits   *limits
}

// Mount puts the API on e behind kept, which keeps answers until what is public changes, and its page in pages, as
// every other.
func Mount(e *echo.Echo, pages *echo.Group, kept echo.MiddlewareFunc, s Site) (*API, error) {
	a := &API{Site: s, limits: newLimits(s.PerMinute, s.Now)}
	e.Use(a.open, a.limited)
	e.Group(Path, unknown) // so that no address under it is looked for among the pages
	a.group = e.Group(Root, kept, middleware.GzipWithConfig(middleware.GzipConfig{Level: 1, MinLength: 1400}), answered, asked)
	a.huma = humaecho.NewWithGroup(e, a.group, a.config())
	a.operations()
	if err := a.describe(); err != nil {
		return nil, err
	}
	a.routes(pages)
	return a, nil
}

// unknown says what to do where there is nothing.
func unknown(echo.HandlerFunc) echo.HandlerFunc { return nothingThere }

func nothingThere(echo.Context) error { return errNothingThere }

// under tells whether a request is the API's.
func under(r *http.Request) bool {
	return r.URL.Path == Root || strings.HasPrefix(r.URL.Path, Root+"/")
}
