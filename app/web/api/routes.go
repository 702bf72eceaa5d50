package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// routes lists the addresses of the API's pages; what programs ask is in operations.go.
func (a *API) routes(group *echo.Group) {
	get := func(path string, handler echo.HandlerFunc) {
		group.Match([]string{http.MethodGet, http.MethodHead}, path, handler)
	}
	get("/api", a.guide)
}
