package page

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// Attachment sends a document that a person gave, to be kept by the browser and never shown or run in our pages.
func Attachment(c echo.Context, name, media string, content []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition(name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Length", strconv.Itoa(len(content)))
	_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(10 * time.Minute)) // for slow lines; a test's has none
	return c.Blob(http.StatusOK, media, content)
}

// disposition names the file in plain letters, then as it is (RFC 5987).
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%/`, r) {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// IsAttachment tells whether the route sends attachments: they are sent as they are.
func IsAttachment(c echo.Context) bool {
	return strings.HasSuffix(c.Path(), "/fichiers/:sha256") || strings.HasSuffix(c.Path(), ".zip")
}
