package public

import (
	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
)

type planView struct {
	Quarters []page.Quarter
	Editions []page.Link // the results of each year
	Criteria []page.Link // of the editions of which they are known
}

func (s Site) plan(c echo.Context) error {
	ctx := c.Request().Context()
	v := planView{Quarters: page.Plan()}
	years, err := s.Directory.Years(ctx)
	if err != nil {
		return err
	}
	for _, year := range years {
		v.Editions = append(v.Editions, page.NewLink(yearText(year), editionAddress(year)))
	}
	known, err := s.criteriaYears(ctx)
	if err != nil {
		return err
	}
	for _, year := range known {
		v.Criteria = append(v.Criteria, page.NewLink(yearText(year), criteriaAddress(year)))
	}
	return s.show(c, "plan", page.View{
		Title: "Plan du site", Canonical: "/plan-du-site", Body: v, Description: "Toutes les pages du site du label, sur une seule.",
	})
}
