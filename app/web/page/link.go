package page

import (
	"fmt"
	"net/url"
	"strconv"
)

// Link is an address with the words that lead to it.
type Link struct {
	Label, Address string
	Current        bool
}

// NewLink makes a link from inside a template: link "Annuaire" "/annuaire".
func NewLink(label, address string) Link { return Link{Label: label, Address: address} }

// Crumbs makes a breadcrumb: crumbs "Annuaire" "/annuaire" "Valbrune"; the last label has no address.
func Crumbs(labelsAndAddresses ...string) ([]Link, error) {
	if len(labelsAndAddresses)%2 == 0 {
		return nil, fmt.Errorf("crumbs: give a label and an address for each step, then the label of this page")
	}
	var links []Link
	for i := 0; i+1 < len(labelsAndAddresses); i += 2 {
		links = append(links, NewLink(labelsAndAddresses[i], labelsAndAddresses[i+1]))
	}
	return append(links, Link{Label: labelsAndAddresses[len(labelsAndAddresses)-1], Current: true}), nil
}

// Notice is a message at the top of a page: what was just done, or what to know.
type Notice struct {
	// Kind is success, information, warning or error.
	Kind        string
	Title, Text string
	Links       []Link
}

// NewNotice makes a notice from inside a template: notice "success" "Votre candidature est déposée."
func NewNotice(kind, text string) Notice { return Notice{Kind: kind, Text: text} }

// Name is the word read before the notice, for those who don't see its colour.
func (n Notice) Name() string {
	switch n.Kind {
	case "success":
		return "Fait"
	case "warning":
		return "Attention"
	case "error":
		return "Erreur"
	}
	return "Information"
}

// Pagination leads through the pages of a list, keeping the filters of Query.
type Pagination struct {
	// Label tells this pagination from another one of the same page; optional.
	Label         string
	Current, Last int
	Path          string
	Query         url.Values
}

// PageLink is a number of the pagination, or a gap where numbers are left out.
type PageLink struct {
	Number  int
	Address string
	Current bool
	Gap     bool
}

// Address is where page number stands.
func (p Pagination) Address(number int) string {
	query := url.Values{}
	for key, values := range p.Query {
		if key != "page" {
			query[key] = values
		}
	}
	if number > 1 {
		query.Set("page", strconv.Itoa(number))
	}
	if len(query) == 0 {
		return p.Path
	}
	return p.Path + "?" + query.Encode()
}

// Previous and Next are the addresses beside the current page, "" at the ends.
func (p Pagination) Previous() string {
	if p.Current <= 1 {
		return ""
	}
	return p.Address(p.Current - 1)
}

func (p Pagination) Next() string {
	if p.Current >= p.Last {
		return ""
	}
	return p.Address(p.Current + 1)
}

// Links lists the first page, the last, and those around the current one.
func (p Pagination) Links() []PageLink {
	var links []PageLink
	for number := 1; number <= p.Last; number++ {
		near := number >= p.Current-1 && number <= p.Current+1
		if number == 1 || number == p.Last || near {
			links = append(links, PageLink{Number: number, Address: p.Address(number), Current: number == p.Current})
			continue
		}
		if last := len(links) - 1; !links[last].Gap {
			links = append(links, PageLink{Gap: true})
		}
	}
	return links
}
