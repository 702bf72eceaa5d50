package web

import (
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/web/candidate"
)

// Bounds of what a request may send.
const (
	maxBody      = 2 << 20          // a whole axis with every comment filled is a hundredth of it
	maxDocuments = 128 << 20        // much more than is kept: what is too large is then told beside its field
	maxRefused   = 128 << 20        // what is read of a refused request, so that the browser listens to the answer
	slowest      = 10 * time.Minute // to send documents by a slow line
)

// bounded refuses a request that sends too much. Where documents are given, it lets more come, and for longer.
func bounded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		request, limit := c.Request(), int64(maxBody)
		if candidate.TakesDocuments(c) && strings.HasPrefix(request.Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
			limit = maxDocuments
			connection, until := http.NewResponseController(c.Response()), time.Now().Add(slowest)
			_ = connection.SetReadDeadline(until) // a test's connection has none
			_ = connection.SetWriteDeadline(until)
		}
		sent := request.Body
		request.Body = http.MaxBytesReader(nil, sent, limit)
		err := error(&http.MaxBytesError{Limit: limit})
		if request.ContentLength <= limit {
			err = next(c)
		}
		if err != nil {
			_, _ = io.CopyN(io.Discard, sent, maxRefused)
		}
		return err
	}
}
