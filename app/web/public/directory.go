package public

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

const directoryPath = "/annuaire"

type directoryView struct {
	Heading    string
	Filters    []page.Field
	Year       string      // of the edition looked at, kept by the form; empty for all
	Editions   []page.Link // the same list, one edition at a time
	Active     []page.Link // the filters in force, each leading to the list without it
	Map        mapView
	Count      string // « 111 résultats »
	Rows       []row
	Pagination page.Pagination
	Empty      page.EmptyState
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
	years, err := s.Directory.Years(ctx)
	if err != nil {
		return err
	}
	counts, err := s.Directory.Departments(ctx, query)
	if err != nil {
		return err
	}
	v := directoryView{
		Filters: filters(reference, query), Editions: editions(query, years), Active: active(reference, query),
		Pagination: page.Pagination{Current: results.Page, Last: results.Pages, Path: directoryPath, Query: parameters(query)},
		Empty: page.EmptyState{
			Title: "Aucun territoire ne correspond", Text: "Retirez un filtre, ou cherchez une partie du nom seulement.",
			Actions: []page.Button{{Label: "Voir tout l’annuaire", Address: directoryPath}},
		},
	}
	if query.Year != 0 {
		v.Year = strconv.Itoa(query.Year)
	}
	if figures.Territories == 0 {
		v.Empty = page.EmptyState{Title: "Aucun territoire n’est encore labellisé", Text: "Les premiers résultats paraîtront ici."}
	}
	if v.Heading, err = heading(figures.Territories); err != nil {
		return err
	}
	if v.Count, err = page.Plural(results.Total, "résultat", "résultats"); err != nil {
		return err
	}
	if v.Map, err = drawMap(query, counts); err != nil {
		return err
	}
	if v.Rows, err = rows(results.Entries); err != nil {
		return err
	}
	title := "Annuaire des territoires labellisés"
	if results.Page > 1 {
		title += ", page " + strconv.Itoa(results.Page)
	}
	return s.show(c, "directory", page.View{
		Title: title, Section: page.SectionDirectory, Canonical: s.BaseURL + v.Pagination.Address(results.Page), Body: v,
		Description: "Les communes, intercommunalités, départements et autres organismes publics qui ont le label, par nom, département, édition et niveau.",
	})
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

// longestSearch is the most that is kept of what was typed in the search field.
const longestSearch = 100

// readQuery makes a query of an address: what it cannot mean is left aside.
func readQuery(reference *territory.Reference, values url.Values) directory.Query {
	q := directory.Query{Text: cleanText(values.Get("q"), longestSearch)}
	if year, ok := yearOf(values.Get("annee")); ok {
		q.Year = year
	}
	if level, err := strconv.Atoi(values.Get("niveau")); err == nil && level > 1 && level <= page.Highest {
		q.MinLevel = level
	}
	if kind := territory.Kind(values.Get("type")); kind.Valid() {
		q.Kind = kind
	}
	if code := strings.ToUpper(strings.TrimSpace(values.Get("departement"))); len(code) <= 3 && reference.DepartmentName(code) != "" {
		q.Department = code
	}
	if number, err := strconv.Atoi(values.Get("page")); err == nil {
		q.Page = number
	}
	return q
}

// cleanText keeps the beginning of what a visitor typed, in characters that can be shown and searched.
func cleanText(text string, longest int) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " ")), " ")
	if utf8.RuneCountInString(text) > longest {
		text = strings.TrimSpace(string([]rune(text)[:longest]))
	}
	return text
}

// parameters writes a query as the address has it, its page left out.
func parameters(q directory.Query) url.Values {
	values := url.Values{}
	set := func(name, value string, given bool) {
		if given {
			values.Set(name, value)
		}
	}
	set("q", q.Text, q.Text != "")
	set("annee", strconv.Itoa(q.Year), q.Year != 0)
	set("type", string(q.Kind), q.Kind != "")
	set("departement", q.Department, q.Department != "")
	set("niveau", strconv.Itoa(q.MinLevel), q.MinLevel > 1)
	return values
}

func directoryAddress(q directory.Query) string {
	return page.Pagination{Path: directoryPath, Query: parameters(q)}.Address(1)
}

// editions leads to the list of each published edition with the other filters as they are, and to that of all.
func editions(q directory.Query, years []int) []page.Link {
	if len(years) < 2 {
		return nil
	}
	var links []page.Link
	for _, year := range append([]int{0}, years...) {
		there := q
		there.Year = year
		label := "Toutes les éditions"
		if year != 0 {
			label = strconv.Itoa(year)
		}
		links = append(links, page.Link{Label: label, Address: directoryAddress(there) + "#liste", Current: q.Year == year})
	}
	return links
}

func filters(reference *territory.Reference, q directory.Query) []page.Field {
	kinds := []page.Option{{Label: "Tous"}}
	for _, kind := range territory.Kinds() {
		kinds = append(kinds, page.Option{Value: string(kind), Label: kind.One()})
	}
	departments := []page.Option{{Label: "Tous"}}
	for _, place := range reference.Departments() {
		departments = append(departments, page.Option{Value: place.Code, Label: place.Code + " " + place.Name})
	}
	levels := make([]page.Option, page.Highest)
	for i := range levels {
		number := strconv.Itoa(i + 1)
		levels[i] = page.Option{Value: number, Label: number, Note: "Niveau\u00a0" + number + " ou plus"}
	}
	levels[page.Highest-1].Note = "Niveau\u00a0" + strconv.Itoa(page.Highest)
	return []page.Field{
		{Type: "search", Name: "q", Label: "Nom, code postal ou SIREN", Value: q.Text, Autocomplete: "off", MaxLength: longestSearch},
		{Type: "select", Name: "departement", Label: "Département", Value: q.Department, Options: departments},
		{Type: "select", Name: "type", Label: "Type", Value: string(q.Kind), Options: kinds},
		{Type: "segments", Name: "niveau", Label: "Niveau minimal", Value: strconv.Itoa(max(q.MinLevel, 1)), Options: levels},
	}
}

// active lists the filters in force: each leads to the same list without it.
func active(reference *territory.Reference, q directory.Query) []page.Link {
	var links []page.Link
	without := func(label string, remove func(*directory.Query)) {
		other := q
		remove(&other)
		links = append(links, page.NewLink(label, directoryAddress(other)))
	}
	if q.Text != "" {
		without("«\u00a0"+q.Text+"\u00a0»", func(o *directory.Query) { o.Text = "" })
	}
	if q.Department != "" {
		without(reference.DepartmentName(q.Department), func(o *directory.Query) { o.Department = "" })
	}
	if q.Kind != "" {
		without(q.Kind.One(), func(o *directory.Query) { o.Kind = "" })
	}
	if q.Year != 0 {
		without("Édition "+strconv.Itoa(q.Year), func(o *directory.Query) { o.Year = 0 })
	}
	if q.MinLevel > 1 {
		label := "Niveau\u00a0" + strconv.Itoa(q.MinLevel)
		if q.MinLevel < page.Highest {
			label += " ou plus"
		}
		without(label, func(o *directory.Query) { o.MinLevel = 0 })
	}
	return links
}
