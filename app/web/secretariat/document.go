package secretariat

import (
	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (s Site) document(c echo.Context) error {
	d, err := s.Deliberations.Document(c.Request().Context(), session.Person(c), c.Param("id"), c.Param("sha256"))
	if err != nil {
		return err
	}
	return page.Attachment(c, d.Name, d.Media, d.Bytes)
}
