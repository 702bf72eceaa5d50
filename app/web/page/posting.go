package page

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

// Posted gives the fields of a form that was sent.
func Posted(c echo.Context) (url.Values, error) {
	if err := readForm(c); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return c.Request().PostForm, nil
}

func readForm(c echo.Context) error {
	r := c.Request()
	if media, _, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); media == echo.MIMEMultipartForm && r.MultipartForm == nil {
		return readPieces(c)
	}
	_, err := c.FormParams()
	return err
}

// Revision is that of what a form was made from; what is no number is no revision at all.
func Revision(form url.Values) int {
	n, err := strconv.Atoi(form.Get("revision"))
	if err != nil {
		return -1
	}
	return n
}

// FormStatus is the status of a form shown again with what is wrong, 0 for an error that a form does not explain.
func FormStatus(err error) int {
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Conflict:
		return http.StatusConflict
	}
	return 0
}
