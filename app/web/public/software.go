package public

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/territory"
	"tnl/app/web/page"
)

const softwarePath = "/logiciels"

const (
	usedInDomain = 8  // software shown of each domain on the first page
	usedPerPage  = 60 // on a domain's own
)

// softwareView is « Qui utilise quoi »: what territories use, by domain.
type softwareView struct {
	Count   string // « 42 logiciels, publiés par 12 territoires »
	Search  page.Field
	Domains []domainView
	Empty   page.EmptyState
}

// domainView is a use with its software; More leads to those that are not shown.
type domainView struct {
	ID, Title, Address string
	Users              string // « 12 territoires »
	Software           []usedView
	More               string // « 14 autres »
}

type usedView struct {
	Name, Address, About string
	Users                string
}

func (s Site) software(c echo.Context) error {
	use, err := s.Directory.Software(c.Request().Context())
	if err != nil {
		return err
	}
	text := cleanText(c.QueryParam("q"), longestSearch)
	v := softwareView{
		Search: page.Field{Type: "search", Name: "q", Label: "Nom d’un logiciel", Value: text, Autocomplete: "off", MaxLength: longestSearch},
		Empty: page.EmptyState{Title: "Aucun inventaire n’est encore publié",
			Text: "Les territoires labellisés qui le souhaitent diront ici quels logiciels libres ils utilisent."},
	}
	if use.Software > 0 {
		if v.Count, err = countUse(use); err != nil {
			return err
		}
		v.Empty = page.EmptyState{Title: "Aucun logiciel de ce nom", Text: "Aucun territoire n’a publié qu’il l’utilise. Cherchez une partie du nom seulement.",
			Actions: []page.Button{{Label: "Voir tous les logiciels", Address: softwarePath}}}
	}
	for _, domain := range use.Matching(text).Domains {
		shown := len(domain.Software)
		if text == "" {
			shown = min(shown, usedInDomain)
		}
		listed, err := domainOf(domain, shown)
		if err != nil {
			return err
		}
		v.Domains = append(v.Domains, listed)
	}
	return s.show(c, "software", page.View{
		Title: "Qui utilise quoi", Section: page.SectionSoftware, Canonical: softwarePath, Body: v,
		Description: "Les logiciels libres que les collectivités labellisées utilisent, usage par usage, pour trouver à qui demander conseil.",
	})
}

func countUse(use directory.SoftwareUse) (string, error) {
	programs, err := page.Plural(use.Software, "logiciel", "logiciels")
	if err != nil {
		return "", err
	}
	territories, err := page.Plural(use.Territories, "territoire", "territoires")
	return programs + ", " + territories, err
}

func domainOf(domain directory.UsedDomain, shown int) (domainView, error) {
	v := domainView{ID: "domaine-" + domain.Slug, Title: domain.Title, Address: softwareDomainAddress(domain.Slug)}
	var err error
	if v.Users, err = page.Plural(domain.Territories, "territoire", "territoires"); err != nil {
		return v, err
	}
	for _, one := range domain.Software[:shown] {
		users, err := page.Plural(one.Territories, "territoire", "territoires")
		if err != nil {
			return v, err
		}
		v.Software = append(v.Software, usedView{Name: one.Name, Address: softwareAddress(one.Slug), About: one.About, Users: users})
	}
	if rest := len(domain.Software) - shown; rest > 0 {
		v.More, err = page.Plural(rest, "autre", "autres")
	}
	return v, err
}

func softwareAddress(slug string) string { return softwarePath + "/" + url.PathEscape(slug) }

func softwareDomainAddress(slug string) string { return softwarePath + "/domaines/" + slug }

// softwareDomainView is the software of one domain.
type softwareDomainView struct {
	Domain     domainView
	Pagination page.Pagination
}

func (s Site) softwareDomain(c echo.Context) error {
	use, err := s.Directory.Software(c.Request().Context())
	if err != nil {
		return err
	}
	for _, domain := range use.Domains {
		if domain.Slug != c.Param("slug") {
			continue
		}
		pages := (len(domain.Software) + usedPerPage - 1) / usedPerPage
		number := pageNumber(c, pages)
		first := (number - 1) * usedPerPage
		domain.Software = domain.Software[first:min(first+usedPerPage, len(domain.Software))]
		v := softwareDomainView{}
		if v.Domain, err = domainOf(domain, len(domain.Software)); err != nil {
			return err
		}
		v.Pagination = page.Pagination{Current: number, Last: pages, Path: v.Domain.Address}
		return s.show(c, "software-domain", page.View{
			Title: domain.Title, Section: page.SectionSoftware, Canonical: v.Pagination.Address(number), Body: v,
			Description: domain.Title + "\u00a0: les logiciels libres que les collectivités labellisées utilisent.",
		})
	}
	return fault.New(fault.NotFound, "Aucun territoire labellisé n’a publié de logiciel pour cet usage.")
}

// pageNumber reads the page asked for, brought back between the first and the last.
func pageNumber(c echo.Context, last int) int {
	number, err := strconv.Atoi(c.QueryParam("page"))
	if err != nil {
		return 1
	}
	return min(max(number, 1), max(last, 1))
}

// usageView is one software with those who use it.
type usageView struct {
	Name, About  string
	Site, Host   string // address of its own site, and what is shown of it
	Domain       page.Link
	Count, Found string
	Action       string
	Filters      []page.Field
	Filtered     bool
	Map          string // the directory, of those who use it
	Users        []userView
	Pagination   page.Pagination
	Empty        page.EmptyState
}

type userView struct {
	row
	Said    string // « Depuis 2019, 120 postes »
	Contact string
	Year    int // of the inventory
}

func (s Site) usage(c echo.Context) error {
	reference, err := territory.LoadReference()
	if err != nil {
		return err
	}
	slug, err := url.PathUnescape(c.Param("slug"))
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	q := directory.UsageQuery{Page: pageNumber(c, 1<<20)}
	if kind := territory.Kind(c.QueryParam("type")); kind.Valid() {
		q.Kind = kind
	}
	if region := c.QueryParam("region"); reference.RegionName(region) != "" {
		q.Region = region
	}
	u, err := s.Directory.Usage(c.Request().Context(), slug, q)
	if err != nil {
		return err
	}
	v, err := usageOf(reference, u, q)
	if err != nil {
		return err
	}
	return s.show(c, "usage", page.View{
		Title: "Qui utilise " + u.Name, Section: page.SectionSoftware, Canonical: v.Pagination.Address(u.Page), Body: v,
		Description: "Les collectivités labellisées qui utilisent " + u.Name + ", depuis quand, et à qui en parler.",
	})
}

func usageOf(reference *territory.Reference, u *directory.Usage, q directory.UsageQuery) (usageView, error) {
	v := usageView{
		Name: u.Name, About: u.About, Site: u.Site, Action: softwareAddress(u.Slug), Filtered: q.Kind != "" || q.Region != "",
		Map:    directoryAddress(directory.Query{Software: u.Slug}),
		Domain: page.NewLink(u.DomainTitle, softwareDomainAddress(u.Domain)),
		Empty:  page.EmptyState{Title: "Aucun territoire ne l’a encore dit", Text: "Aucun inventaire publié ne nomme ce logiciel."},
	}
	if u.Territories == 0 {
		v.Domain.Address = softwarePath // its domain may have nothing to show
	}
	if site, err := url.Parse(u.Site); err == nil {
		v.Host = site.Host
	}
	var err error
	if v.Count, err = page.Plural(u.Territories, "territoire l’utilise", "territoires l’utilisent"); err != nil {
		return v, err
	}
	if v.Found, err = page.Plural(u.Found, "résultat", "résultats"); err != nil {
		return v, err
	}
	values := url.Values{}
	if q.Kind != "" {
		values.Set("type", string(q.Kind))
	}
	if q.Region != "" {
		values.Set("region", q.Region)
	}
	if v.Filtered {
		v.Empty = page.EmptyState{Title: "Aucun territoire ne correspond", Text: "Retirez un filtre.", Actions: []page.Button{{Label: "Voir tous les territoires", Address: v.Action}}}
	}
	v.Pagination = page.Pagination{Current: u.Page, Last: u.Pages, Path: v.Action, Query: values}
	if len(u.Kinds) > 1 || len(u.Regions) > 1 || v.Filtered {
		v.Filters = usageFilters(reference, u, q)
	}
	for _, user := range u.Users {
		plain, err := rows([]directory.Entry{user.Entry})
		if err != nil {
			return v, err
		}
		v.Users = append(v.Users, userView{row: plain[0], Said: said(user.Since, user.Extent), Contact: user.Contact, Year: user.Year})
	}
	return v, nil
}

func usageFilters(reference *territory.Reference, u *directory.Usage, q directory.UsageQuery) []page.Field {
	kinds, regions := []page.Option{{Label: "Tous"}}, []page.Option{{Label: "Toutes"}}
	for _, kind := range territory.Kinds() {
		if kind == q.Kind || slices.Contains(u.Kinds, kind) {
			kinds = append(kinds, page.Option{Value: string(kind), Label: kind.One()})
		}
	}
	for _, region := range reference.Regions() {
		if region.Code == q.Region || slices.Contains(u.Regions, region.Code) {
			regions = append(regions, page.Option{Value: region.Code, Label: region.Name})
		}
	}
	return []page.Field{
		{Type: "select", Name: "type", Label: "Type", Value: string(q.Kind), Options: kinds},
		{Type: "select", Name: "region", Label: "Région", Value: q.Region, Options: regions},
	}
}

// said words since when a software is used, and for whom; empty when neither is told.
func said(since *int, extent string) string {
	switch {
	case since == nil:
		return extent
	case extent == "":
		return "Depuis " + strconv.Itoa(*since)
	}
	return "Depuis " + strconv.Itoa(*since) + ", " + extent
}
