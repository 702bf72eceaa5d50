package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// What other sites' scripts may ask for, and read of an answer beside its body.
const (
	readMethods = "GET, HEAD, OPTIONS"
	sentHeaders = "Accept, If-None-Match"
	readHeaders = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
	preflight   = "86400" // seconds that a browser may remember it
)

// open lets scripts of any site read the API: all that it says is public, and it knows nobody. Errors are readable
// too. Nothing but reading is accepted, anywhere.
func (a *API) open(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request := c.Request()
		if !under(request) {
			return next(c)
		}
		header := c.Response().Header()
		header.Set(echo.HeaderAccessControlAllowOrigin, "*")
		header.Set(echo.HeaderAccessControlExposeHeaders, readHeaders)
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
		switch request.Method {
		case http.MethodGet, http.MethodHead:
			return next(c)
		}
		header.Set(echo.HeaderAllow, readMethods)
		if request.Method != http.MethodOptions {
			return echo.ErrMethodNotAllowed
		}
		if request.Header.Get(echo.HeaderAccessControlRequestMethod) != "" {
			header.Set(echo.HeaderAccessControlAllowMethods, readMethods)
			header.Set(echo.HeaderAccessControlAllowHeaders, sentHeaders)
			header.Set(echo.HeaderAccessControlMaxAge, preflight)
		}
		return c.NoContent(http.StatusNoContent)
	}
}
