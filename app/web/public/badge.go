package public

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/drawing"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// badgesAddress is where the badges of a territory or of a certificate stand, whose page is at base.
func badgesAddress(base string) string { return base + "/badges" }

// badgeFile reads the name of a badge: « clair.svg », « sombre-200.png ».
func badgeFile(name string) (dark bool, width int, extension string, err error) {
	notFound := fault.New(fault.NotFound, "Aucun badge n’a cette adresse.")
	bare, extension, _ := strings.Cut(name, ".")
	theme, size, sized := strings.Cut(bare, "-")
	dark = theme == "sombre"
	switch {
	case theme != "clair" && !dark, extension == "svg" && sized, extension == "png" && !sized:
		return false, 0, "", notFound
	case extension == "svg":
		return dark, 0, extension, nil
	}
	for _, known := range award.BadgeWidths {
		if extension == "png" && size == strconv.Itoa(known) {
			return dark, known, extension, nil
		}
	}
	return false, 0, "", notFound
}

// currentBadge sends the badge of a territory, by the award that stands today.
func (s Site) currentBadge(c echo.Context) error {
	standing, err := s.Directory.Standing(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	return s.sendBadge(c, s.Awards.CurrentBadge(standing.Name, standing.Award))
}

// editionBadge sends the badge of one award.
func (s Site) editionBadge(c echo.Context) error {
	a, err := s.Awards.ByNumber(c.Request().Context(), c.Param("number"))
	if err != nil {
		return err
	}
	return s.sendBadge(c, s.Awards.Badge(a))
}

func (s Site) sendBadge(c echo.Context, badge drawing.Badge) error {
	dark, width, extension, err := badgeFile(c.Param("file"))
	if err != nil {
		return err
	}
	badge.Dark = dark
	laidOut, err := badge.Page()
	if err != nil {
		return err
	}
	content, err := s.drawn(c, laidOut, extension, width)
	if err != nil {
		return err
	}
	return shown(c, mediaTypes[extension], content)
}

// badgesView is what to copy so that a site shows a badge.
type badgesView struct {
	Territory, Address string
	Crumbs             []page.Link
	Current, Edition   badgeView
}

// badgeView is a badge in its variants.
type badgeView struct {
	ID, Title, Alternative string
	Folder                 string // whose files are the variants
	Snippets               []snippetView
	Files                  []fileView
}

// snippetView is HTML to copy.
type snippetView struct {
	ID, Label string
	Picture   string // address, shown beside; empty when there is nothing more to see
	Code      string
	Lines     int
}

func (s Site) badges(c echo.Context) error {
	standing, err := s.Directory.Standing(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	if standing.Award == nil {
		return fault.New(fault.NotFound, "Aucun territoire labellisé n’a cette adresse.")
	}
	a := *standing.Award
	v := badgesView{Territory: standing.Name, Address: territoryAddress(standing.Slug)}
	v.Crumbs = []page.Link{page.NewLink("Annuaire", directoryPath), page.NewLink(standing.Name, v.Address), {Label: "Badges", Current: true}}
	v.Current = s.badgeOf(standing.Name, standing.Slug, a)
	v.Edition = s.badge("edition", "Édition "+strconv.Itoa(a.Year)+", pour toujours", badgesAddress(award.CertificatePath(a.Number)),
		award.CertificatePath(a.Number), s.Awards.Badge(a).Words())
	return s.show(c, "badges", page.View{
		Title: "Badges de " + standing.Name, Section: page.SectionDirectory, Canonical: s.BaseURL + badgesAddress(v.Address), Body: v,
		Description: "Le badge du label à montrer sur le site de " + standing.Name + "\u00a0: clair ou sombre, en plusieurs tailles.",
	})
}

// badgeOf lists the variants of the badge that follows a territory.
func (s Site) badgeOf(name, slug string, latest award.Published) badgeView {
	path := territoryAddress(slug)
	words := s.Awards.CurrentBadge(name, &latest).Words()
	return s.badge("actuel", "Toujours à jour", badgesAddress(path), path, words+" (niveau à jour sur la page liée)")
}

// territoryBadge is the badge as the page of its territory offers it: one piece of HTML, and where the others are.
func (s Site) territoryBadge(p *directory.Portrait) badgeView {
	v := s.badgeOf(p.Territory.Name, p.Territory.Slug, p.Latest())
	v.Title = "Montrer ce label"
	v.Snippets = v.Snippets[:1]
	v.Snippets[0].Label = "Code HTML à copier"
	return v
}

// badge lists the variants of a badge in a folder of files, which leads to a page when it is clicked.
func (s Site) badge(id, title, folder, target, alternative string) badgeView {
	v := badgeView{ID: id, Title: title, Alternative: alternative, Folder: folder}
	source := func(name string) string { return s.BaseURL + folder + "/" + name }
	image := func(name string, width int) string {
		return fmt.Sprintf(`<img src="%s" width="%d" height="%d" alt="%s">`,
			source(name), width, width*drawing.BadgeHeight/drawing.BadgeWidth, template.HTMLEscapeString(alternative))
	}
	link := func(inside string) string { return `<a href="` + s.BaseURL + target + `">` + inside + `</a>` }
	v.Snippets = []snippetView{
		{ID: id + "-clair", Label: "Sur fond clair", Picture: folder + "/clair.svg", Code: link(image("clair.svg", drawing.BadgeWidth)), Lines: 4},
		{ID: id + "-sombre", Label: "Sur fond sombre", Picture: folder + "/sombre.svg", Code: link(image("sombre.svg", drawing.BadgeWidth)), Lines: 4},
		{ID: id + "-auto", Label: "Selon le réglage clair ou sombre de qui visite", Code: link("<picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"" +
			source("sombre.svg") + "\">\n  " + image("clair.svg", drawing.BadgeWidth) + "\n</picture>"), Lines: 6},
	}
	for _, theme := range []struct{ name, label string }{{"clair", "clair"}, {"sombre", "sombre"}} {
		v.Files = append(v.Files, fileView{"SVG, " + theme.label, folder + "/" + theme.name + ".svg", mediaTypes["svg"]})
		for _, width := range award.BadgeWidths {
			v.Files = append(v.Files, fileView{
				fmt.Sprintf("PNG, %s, %d pixels", theme.label, width), fmt.Sprintf("%s/%s-%d.png", folder, theme.name, width), mediaTypes["png"],
			})
		}
	}
	return v
}
