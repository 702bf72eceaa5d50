package public

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/web/page"
)

const initiativesPath = "/initiatives"

// initiativesView is what territories tell, all themes or one.
type initiativesView struct {
	Theme      string // empty for all
	Themes     []page.Link
	Count      string
	Listed     []initiativeView
	Pagination page.Pagination
	Empty      page.EmptyState
}

// initiativeView is one initiative. Territory is left out on the territory's own page.
type initiativeView struct {
	Title, Theme, Summary string
	ThemePage             string
	Link, Host            string
	Territory             *page.Link
	Identity              string
	Year                  int
}

func (s Site) initiatives(c echo.Context) error {
	theme := candidacy.Theme(c.Param("theme"))
	if theme != "" && theme.Label() == "" {
		return fault.New(fault.NotFound, "Ce thème n’existe pas.")
	}
	found, err := s.Directory.Initiatives(c.Request().Context(), theme, pageNumber(c, 1<<20))
	if err != nil {
		return err
	}
	v := initiativesView{Theme: theme.Label(), Empty: page.EmptyState{
		Title: "Aucune initiative n’est encore publiée", Text: "Les territoires labellisés qui le souhaitent raconteront ici ce qu’ils ont fait.",
	}}
	path, title := initiativesPath, "Les initiatives"
	if theme != "" {
		path, title = themeAddress(theme), "Initiatives\u00a0: "+theme.Label()
		v.Empty = page.EmptyState{Title: "Aucune initiative sur ce thème", Actions: []page.Button{{Label: "Voir toutes les initiatives", Address: initiativesPath}}}
	}
	if len(found.Themes) > 0 {
		v.Themes = append(v.Themes, page.Link{Label: "Toutes", Address: initiativesPath, Current: theme == ""})
	}
	for _, one := range found.Themes {
		v.Themes = append(v.Themes, page.Link{Label: one.Theme.Label(), Address: themeAddress(one.Theme), Current: one.Theme == theme})
	}
	if v.Count, err = page.Plural(found.Total, "initiative", "initiatives"); err != nil {
		return err
	}
	for _, one := range found.Listed {
		told, err := initiativeOf(one)
		if err != nil {
			return err
		}
		v.Listed = append(v.Listed, told)
	}
	v.Pagination = page.Pagination{Current: found.Page, Last: found.Pages, Path: path}
	return s.show(c, "initiatives", page.View{
		Title: title, Section: page.SectionSoftware, Canonical: v.Pagination.Address(found.Page), Body: v,
		Description: title + "\u00a0: ce que les collectivités labellisées ont fait pour le logiciel libre et les données ouvertes, et racontent.",
	})
}

func themeAddress(theme candidacy.Theme) string { return initiativesPath + "/" + string(theme) }

func initiativeOf(one directory.ToldInitiative) (initiativeView, error) {
	v := initiativeView{
		Title: one.Title, Theme: one.Theme.Label(), Summary: one.Summary, ThemePage: themeAddress(one.Theme), Link: one.Link,
		Territory: &page.Link{Label: one.Name, Address: territoryAddress(one.Slug)}, Year: one.Year,
	}
	if link, err := url.Parse(one.Link); err == nil {
		v.Host = link.Host
	}
	var err error
	v.Identity, err = identity(one.Kind, one.Place, nil)
	return v, err
}
