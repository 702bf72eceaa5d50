package public

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/web/pagecache"
)

// tagged gives what is the same for everybody a tag of its content, for people who are signed in too: visitors have
// theirs from the cache of pages.
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
	if !pagecache.Matches(r.Header.Get("If-None-Match"), tag) {
		return false
	}
	header.Del("Content-Type")
	header.Del("Content-Length")
	return true
}
