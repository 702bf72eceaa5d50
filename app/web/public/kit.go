package public

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
)

// kit gives all with which a laureate makes its award known. Its pictures take turns with the others, and nobody waits
// while it leaves by a slow line.
func (s Site) kit(c echo.Context) error {
	ctx, number := c.Request().Context(), award.CleanNumber(c.Param("number"))
	select {
	case s.pictures.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	var out bytes.Buffer
	err := func() error {
		defer func() { <-s.pictures.slots }()
		return s.Awards.Kit(ctx, number, &out)
	}()
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, `attachment; filename="kit-`+number+`.zip"`)
	header.Set("Cache-Control", "public, max-age=3600")
	return c.Blob(http.StatusOK, "application/zip", out.Bytes())
}
