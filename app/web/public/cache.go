package public

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
)

// cached gives visitors' pages a tag of their content: a browser or a proxy keeps them and asks each time whether
// they changed, so that results appear everywhere at the same moment. A person who is signed in gets pages of their
// own, which nobody else keeps.
func cached(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if page.ViewerOf(c) != nil {
			return next(c)
		}
		return tagged(next)(c)
	}
}

// tagged does so for what is the same for everybody.
func tagged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method != http.MethodGet {
			return next(c)
		}
		response := c.Response()
		held := &heldBody{ResponseWriter: response.Writer, status: http.StatusOK}
		response.Writer = held
		err := next(c)
		response.Writer = held.ResponseWriter
		if !response.Committed {
			return err // nothing was sent: the error's page comes from elsewhere
		}
		if held.unchanged(c.Request()) {
			response.Status = http.StatusNotModified
			held.ResponseWriter.WriteHeader(http.StatusNotModified)
			return err
		}
		held.ResponseWriter.WriteHeader(held.status)
		if _, written := held.ResponseWriter.Write(held.body.Bytes()); err == nil {
			return written
		}
		return err
	}
}

// heldBody keeps a response until its tag is known.
type heldBody struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *heldBody) WriteHeader(status int) { h.status = status }

func (h *heldBody) Write(content []byte) (int, error) { return h.body.Write(content) }

// unchanged tags the response, and tells whether the browser has it already.
func (h *heldBody) unchanged(r *http.Request) bool {
	header := h.Header()
	if header.Get("Set-Cookie") != "" { // it says something to one person
		if header.Get("Cache-Control") == "" {
			header.Set("Cache-Control", "private, no-cache")
		}
		return false
	}
	if h.status != http.StatusOK {
		return false
	}
	sum := sha256.Sum256(h.body.Bytes())
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	header.Set("ETag", "W/"+tag) // weak: the same page may leave compressed
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "public, no-cache")
	}
	if !matches(r.Header.Get("If-None-Match"), tag) {
		return false
	}
	header.Del("Content-Type")
	header.Del("Content-Length")
	return true
}

// matches tells whether the tag is among those that the browser has.
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for one := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
			return true
		}
	}
	return false
}
