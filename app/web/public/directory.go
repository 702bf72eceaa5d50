package public

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

type directoryView struct {
	Heading    string
	Filters    []page.Field
	Others     []page.Field // behind « Plus de filtres »
	Opened     bool         // one of the others is in force
	Order      string       // kept by the form
	Active     []listLink   // the filters in force, each leading to the list without it
	Map        mapView
	Count      string // « 111 résultats »
	Orders     []listLink
	Rows       []row
	Near       []row // names that are nearly what was typed
	Typed      string
	Pagination page.Pagination
	Empty      page.EmptyState
	Wider      []listLink // what finds something when nothing is found
}

func (s Site) directory(c echo.Context) error {
	ctx := c.Request().Context()
	reference, err := territory.LoadReference()
	if err != nil {
		return err
	}
	query := readQuery(reference, c.QueryParams())
	results, err := s.Directory.Search(ctx, query)
	if err != nil {
		return err
	}
	figures, err := s.Directory.Figures(ctx)
	if err != nil {
		return err
	}
	choices, err := s.Directory.Choices(ctx)
	if err != nil {
		return err
	}
	fields := filterFields{reference, choices, results.Facets, query}
	v := directoryView{
		Filters: fields.usual(), Others: fields.others(), Order: string(query.Order), Typed: query.Text,
		Pagination: page.Pagination{Current: results.Page, Last: results.Pages, Path: directoryPath, Query: parameters(query)},
		Empty:      noneFound(figures),
	}
	inForce := fields.inForce()
	for _, one := range inForce {
		v.Active = append(v.Active, linkTo(one.label, one.without))
		v.Opened = v.Opened || one.hidden
	}
	if results.Total == 0 {
		if v.Wider, err = s.wider(ctx, fields, inForce); err != nil {
			return err
		}
	}
	for _, one := range orders {
		there := query
		there.Order = one.order
		link := linkTo(one.label, there)
		link.Current = one.order == query.Order
		v.Orders = append(v.Orders, link)
	}
	if v.Heading, err = heading(figures.Territories); err != nil {
		return err
	}
	if v.Count, err = page.Plural(results.Total, "résultat", "résultats"); err != nil {
		return err
	}
	if v.Map, err = drawMap(query, results.Facets[directory.FilterDepartment].Values); err != nil {
		return err
	}
	if v.Rows, err = rows(results.Entries); err != nil {
		return err
	}
	if v.Near, err = rows(results.Near); err != nil {
		return err
	}
	if results.Total == 0 && len(v.Near) > 0 {
		v.Count = "Aucun résultat exact"
	}
	return s.show(c, "directory", page.View{
		Title: directoryTitle(inForce, results.Page), Section: page.SectionDirectory,
		Canonical: s.BaseURL + v.Pagination.Address(results.Page), Unfollowed: !crawlable(query) || results.Total == 0, Body: v,
		Description: "Les communes, intercommunalités, départements et autres organismes publics qui ont le label, par nom, lieu, population, édition, niveau et mention.",
	})
}

// directoryTitle names the list: « Annuaire des territoires labellisés, Bretagne, page 2 ».
func directoryTitle(inForce []filterInForce, number int) string {
	title := "Annuaire des territoires labellisés"
	for _, one := range inForce {
		title += ", " + one.label
	}
	if number > 1 {
		title += ", page " + strconv.Itoa(number)
	}
	return title
}

func noneFound(figures directory.Figures) page.EmptyState {
	if figures.Territories == 0 {
		return page.EmptyState{Title: "Aucun territoire n’est encore labellisé", Text: "Les premiers résultats paraîtront ici."}
	}
	return page.EmptyState{
		Title: "Aucun territoire ne correspond", Text: "Retirez un filtre, ou cherchez une partie du nom seulement.",
		Actions: []page.Button{{Label: "Voir tout l’annuaire", Address: directoryPath}},
	}
}

func heading(territories int) (string, error) {
	switch territories {
	case 0:
		return "Les territoires du numérique libre", nil
	case 1:
		return "Un territoire a choisi le numérique libre", nil
	}
	number, err := page.Number(territories)
	return number + " territoires ont choisi le numérique libre", err
}
