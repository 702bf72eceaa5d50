package public

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/web/pagecache"
)

func fileAddress(hash string) string { return "/questionnaires/" + hash + ".yaml" }

// questionnaireFile sends the file of a questionnaire that an edition uses or used, byte for byte. Its address holds the
// SHA-256 of what it gives: it is kept for ever.
func (s Site) questionnaireFile(c echo.Context) error {
	hash, ok := strings.CutSuffix(c.Param("file"), ".yaml")
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	text, err := s.Editions.PublicSource(c.Request().Context(), hash)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("ETag", `"`+hash+`"`)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	if pagecache.Matches(c.Request().Header.Get("If-None-Match"), `"`+hash+`"`) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, "text/yaml; charset=utf-8", text)
}
