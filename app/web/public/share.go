package public

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/drawing"
	"tnl/app/fault"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// Addresses of the images that other sites show beside a link to a page.
func TerritorySharePath(slug string) string { return territoryAddress(slug) + "/partage.png" }
func EditionSharePath(year int) string      { return editionAddress(year) + "/partage.png" }

func (s Site) shareSite(c echo.Context) error {
	return s.sendCard(c, drawing.Card{Title: "Le label des collectivités qui choisissent le logiciel libre"})
}

func (s Site) shareEdition(c echo.Context) error {
	year, err := strconv.Atoi(c.Param("year"))
	if err != nil {
		return fault.New(fault.NotFound, "")
	}
	editions, err := s.Directory.Editions(c.Request().Context())
	if err != nil {
		return err
	}
	for _, e := range editions {
		if e.Year != year {
			continue
		}
		laureates, err := page.Plural(e.Awards, "territoire labellisé", "territoires labellisés")
		if err != nil {
			return err
		}
		return s.sendCard(c, drawing.Card{Overline: "Les résultats", Title: "Édition " + strconv.Itoa(year), Detail: laureates})
	}
	return fault.New(fault.NotFound, "")
}

func (s Site) shareTerritory(c echo.Context) error {
	standing, err := s.Directory.Standing(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	if standing.Award == nil {
		return fault.New(fault.NotFound, "")
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return err
	}
	a := standing.Award
	card := drawing.Card{
		Overline: "Édition " + strconv.Itoa(a.Year), Title: standing.Name, LevelTitle: a.LevelOnScale(), Detail: a.Mentions.Label(),
	}
	if department := reference.DepartmentName(standing.Department); department != "" {
		card.Overline = department + ", édition " + strconv.Itoa(a.Year)
	}
	card.Level, card.LevelCount = a.Signs()
	return s.sendCard(c, card)
}

func (s Site) sendCard(c echo.Context, card drawing.Card) error {
	card.LabelName, card.Address = page.LabelName, strings.TrimPrefix(strings.TrimPrefix(s.BaseURL, "https://"), "http://")
	laidOut, err := card.Page()
	if err != nil {
		return err
	}
	content, err := s.drawn(c, laidOut, "png", drawing.CardWidth)
	if err != nil {
		return err
	}
	return shown(c, "image/png", content)
}
