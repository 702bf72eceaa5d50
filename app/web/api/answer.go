package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/web/pagecache"
)

// answered holds a response until it is known to be one: an error then leaves nothing of it, and what is sent has the
// tag of its content, for GET and HEAD alike.
func answered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		response := c.Response()
		held := &held{ResponseWriter: response.Writer, status: http.StatusOK}
		response.Writer = held
		whole := false
		defer func() {
			response.Writer = held.ResponseWriter
			if !whole { // an error, or a panic that becomes one
				response.Committed, response.Status, response.Size = false, http.StatusOK, 0
				response.Header().Del(echo.HeaderContentType)
				response.Header().Del("Link")
			}
		}()
		if err = next(c); err != nil {
			return err
		}
		whole = true
		response.Writer = held.ResponseWriter
		return held.send(c)
	}
}

// held keeps a response.
type held struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *held) WriteHeader(status int) { h.status = status }

func (h *held) Write(content []byte) (int, error) { return h.body.Write(content) }

// send lets the response go, or says that nothing changed.
func (h *held) send(c echo.Context) error {
	header := h.Header()
	if h.status == http.StatusOK {
		sum := sha256.Sum256(h.body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		header.Set("ETag", "W/"+tag) // weak: the same content may leave compressed
		header.Set("Cache-Control", "public, no-cache")
		if pagecache.Matches(c.Request().Header.Get("If-None-Match"), tag) {
			header.Del(echo.HeaderContentType)
			c.Response().Status = http.StatusNotModified
			h.ResponseWriter.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.ResponseWriter.WriteHeader(h.status)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	_, err := h.ResponseWriter.Write(h.body.Bytes())
	return err
}
