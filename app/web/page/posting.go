package page

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

// Posted gives the fields of a form that was sent.
func Posted(c echo.Context) (url.Values, error) {
	if _, err := c.FormParams(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return c.Request().PostForm, nil
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
