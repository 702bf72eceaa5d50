package public

import (
	"context"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/web/page"
)

// shownAtHome is how many of the latest awards the home page shows.
const shownAtHome = 6

type homeView struct {
	Open    *campaign // the edition that accepts candidacies, nil when none does
	Figures []page.Fact
	Emblem  page.Emblem
	Latest  []row
	Year    int // of the latest published edition, 0 when there is none
}

// campaign is an open edition as visitors are told of it.
type campaign struct {
	Name     string
	Year     int
	Deadline page.DeadlineView
}

func (s Site) home(c echo.Context) error {
	ctx := c.Request().Context()
	v := homeView{Emblem: page.Emblem{Level: page.Highest, Count: page.Highest}}
	var err error
	if v.Open, err = s.campaign(ctx); err != nil {
		return err
	}
	figures, err := s.Directory.Figures(ctx)
	if err != nil {
		return err
	}
	if v.Figures, err = homeFigures(figures); err != nil {
		return err
	}
	entries, err := s.Directory.Latest(ctx, shownAtHome)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		v.Year = entries[0].Year
	}
	if v.Latest, err = rows(entries); err != nil {
		return err
	}
	return s.show(c, "home", page.View{
		Description: "Le label annuel et gratuit des collectivités françaises qui choisissent le logiciel libre et ouvrent leurs données.",
		Canonical:   "/", Schema: s.siteSchema(), Body: v,
	})
}

func (s Site) campaign(ctx context.Context) (*campaign, error) {
	current, err := s.Editions.Current(ctx)
	if current == nil || err != nil {
		return nil, err
	}
	return campaignOf(*current), nil
}

func campaignOf(e edition.Edition) *campaign {
	return &campaign{Name: e.Name, Year: e.Year, Deadline: page.DeadlineView{At: e.ClosesAt}}
}

func homeFigures(f directory.Figures) ([]page.Fact, error) {
	if f.Territories == 0 {
		return nil, nil
	}
	territories, err := page.Plural(f.Territories, "territoire labellisé", "territoires labellisés")
	if err != nil {
		return nil, err
	}
	awards, err := page.Plural(f.Awards, "label décerné", "labels décernés")
	if err != nil {
		return nil, err
	}
	editions := strconv.Itoa(f.Editions) + "\u00a0édition"
	if f.Editions > 1 {
		editions += "s"
	}
	return []page.Fact{
		{Term: "Dans l’annuaire", Detail: territories, Link: &page.Link{Address: "/annuaire"}},
		{Term: "Depuis le début", Detail: awards, Link: &page.Link{Address: "/editions"}},
		{Term: "Résultats publiés", Detail: editions, Link: &page.Link{Address: "/editions"}},
	}, nil
}
