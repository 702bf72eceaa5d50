package directory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/fault"
	"tnl/app/software"
	"tnl/app/territory"
)

// Usage is a software with the territories that use it.
type Usage struct {
	UsedSoftware // with the territories of the whole country, whatever is filtered
	DomainTitle  string
	Site         string // address of its own site; empty of what the catalogue does not have
	Users        []User
	Found        int // territories that the filter keeps
	Page, Pages  int
	// Kinds and Regions are those of the territories that use it, for the filter.
	Kinds   []territory.Kind
	Regions []string
}

// User is a territory that uses a software.
type User struct {
	Entry          // Year is that of the inventory
	Since   *int   // year; nil when it is not said
	Extent  string // for whom, as the territory says it
	Contact string // where another territory may ask about it; empty when nobody offered
}

// UsageQuery filters the territories that use a software; the zero value keeps them all.
type UsageQuery struct {
	Kind   territory.Kind
	Region string // code
	Page   int    // from 1; what is outside the list is brought back into it
}

func (q UsageQuery) of(tx *gorm.DB, slug string) *gorm.DB {
	tx = declaredSoftware(tx).Where("s.software = ?", slug)
	if q.Kind != "" {
		tx = tx.Where("t.kind = ?", q.Kind)
	}
	if q.Region != "" {
		tx = tx.Where("t.region = ?", q.Region)
	}
	return tx
}

// usedIn counts the users of one kind in one region.
type usedIn struct {
	Name, Domain, Region string
	Kind                 territory.Kind
	Number               int
}

// Usage gives a software and one page of those who use it, in the order of their names. NotFound when the catalogue does
// not have it and no territory publishes it.
func (d *Directory) Usage(ctx context.Context, slug string, q UsageQuery) (*Usage, error) {
	catalogue, err := software.Load()
	if err != nil {
		return nil, err
	}
	notFound := fault.New(fault.NotFound, "Aucun territoire labellisé n’a publié qu’il utilise ce logiciel.")
	if strings.ContainsRune(slug, 0) || !utf8.ValidString(slug) {
		return nil, notFound
	}
	tx := d.DB.Read(ctx)
	var all []usedIn
	err = UsageQuery{}.of(tx, slug).Select("MIN(s.name) AS name, MIN(s.domain) AS domain, t.region, t.kind, COUNT(*) AS number").
		Group("t.region, t.kind").Order("name").Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("read who uses a software: %w", err)
	}
	u, p := &Usage{}, catalogue.BySlug(slug)
	switch {
	case p != nil:
		u.UsedSoftware, u.Site = *used(catalogue, slug, p.Name, p.Domain), p.Site
	case len(all) > 0:
		u.UsedSoftware = *used(catalogue, slug, all[0].Name, all[0].Domain)
	default:
		return nil, notFound
	}
	u.DomainTitle = catalogue.Domain(u.Domain).Title
	for _, group := range all {
		if p == nil {
			u.Name = min(u.Name, group.Name)
		}
		u.Territories += group.Number
		if (q.Kind == "" || q.Kind == group.Kind) && (q.Region == "" || q.Region == group.Region) {
			u.Found += group.Number
		}
		if group.Region != "" && !slices.Contains(u.Regions, group.Region) {
			u.Regions = append(u.Regions, group.Region)
		}
	}
	for _, kind := range territory.Kinds() {
		if slices.ContainsFunc(all, func(g usedIn) bool { return g.Kind == kind }) {
			u.Kinds = append(u.Kinds, kind)
		}
	}
	u.Pages = max(1, (u.Found+PerPage-1)/PerPage)
	u.Page = min(max(q.Page, 1), u.Pages)
	return u, d.users(ctx, u, q)
}

// users reads the users of the page.
func (d *Directory) users(ctx context.Context, u *Usage, q UsageQuery) error {
	c, err := d.catalogue(ctx)
	if err != nil {
		return err
	}
	var rows []struct {
		TerritoryID     string
		Year            int
		Since           *int
		Extent, Contact string
	}
	err = q.of(d.DB.Read(ctx), u.Slug).Select("t.id AS territory_id, e.year, s.since, s.extent, CASE WHEN s.peer THEN i.contact ELSE '' END AS contact").
		Order("t.name_folded, t.id").Limit(PerPage).Offset((u.Page - 1) * PerPage).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read who uses a software: %w", err)
	}
	for _, row := range rows {
		if listed, found := c.entry(row.TerritoryID, row.Year); found {
			u.Users = append(u.Users, User{Entry: listed, Since: row.Since, Extent: row.Extent, Contact: row.Contact})
		}
	}
	return nil
}
