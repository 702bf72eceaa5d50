package public

import (
	"bufio"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
)

// kit streams all with which a laureate makes its award known. Its pictures take turns with the others.
func (s Site) kit(c echo.Context) error {
	number := award.CleanNumber(c.Param("number"))
	select {
	case s.pictures.slots <- struct{}{}:
		defer func() { <-s.pictures.slots }()
	case <-c.Request().Context().Done():
		return c.Request().Context().Err()
	}
	response := &opened{Context: c, number: number}
	out := bufio.NewWriterSize(response, 32<<10)
	if err := s.Awards.Kit(c.Request().Context(), number, out); err != nil {
		return err
	}
	return out.Flush()
}

// opened is an answer whose headers leave with its first bytes: until then, an error has its own page.
type opened struct {
	echo.Context
	number string
	begun  bool
}

func (o *opened) Write(content []byte) (int, error) {
	if !o.begun {
		o.begun = true
		header := o.Response().Header()
		header.Set(echo.HeaderContentType, "application/zip")
		header.Set(echo.HeaderContentDisposition, `attachment; filename="kit-`+o.number+`.zip"`)
		header.Set("Cache-Control", "public, max-age=3600")
		o.Response().WriteHeader(http.StatusOK)
	}
	return o.Response().Write(content)
}
