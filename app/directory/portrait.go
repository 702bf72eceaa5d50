package directory

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"tnl/app/award"
	"tnl/app/fault"
	"tnl/app/territory"
)

// Portrait is a labelled territory with its history.
type Portrait struct {
	Territory  territory.Territory
	Department string // name, empty when it has none
	Region     string // name, empty when unknown
	// Awards are the latest first; there is one at least.
	Awards []award.Published
	// Years are, rising, those of its awards, and those of the later editions that were run here: an edition whose
	// results were imported may be incomplete, and having no award there says nothing.
	Years []int
	// Compared is nil when too few of its kind have the label to compare it with.
	Compared *Comparison
	// Inventory is the last one that it publishes, nil without one; Initiatives are the latest first.
	Inventory   *award.PublishedInventory
	Initiatives []ToldInitiative
}

// Latest is the award that the page shows first.
func (p *Portrait) Latest() award.Published { return p.Awards[0] }

// In gives the award of a year, nil when there is none.
func (p *Portrait) In(year int) *award.Published {
	for i := range p.Awards {
		if p.Awards[i].Year == year {
			return &p.Awards[i]
		}
	}
	return nil
}

func isText(slug string) bool { return utf8.ValidString(slug) && !strings.ContainsRune(slug, 0) }

// Territory gives the page of a labelled territory. NotFound for any other: one that was a candidate and got no label
// cannot be told from one that does not exist.
func (d *Directory) Territory(ctx context.Context, slug string) (*Portrait, error) {
	notFound := fault.New(fault.NotFound, "Aucun territoire labellisé n’a cette adresse.")
	if !isText(slug) {
		return nil, notFound
	}
	tx := d.DB.Read(ctx)
	p := &Portrait{}
	err := visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").Where("t.slug = ?", slug).
		Select("a.*, e.year, e.name AS edition_name, t.slug AS territory_slug").Order("e.year DESC").Scan(&p.Awards).Error
	if err != nil {
		return nil, fmt.Errorf("read the awards of a territory: %w", err)
	}
	if len(p.Awards) == 0 {
		return nil, notFound
	}
	if err := tx.Where("slug = ?", slug).Take(&p.Territory).Error; err != nil {
		return nil, fmt.Errorf("read a territory: %w", err)
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	p.Department, p.Region = reference.DepartmentName(p.Territory.Department), reference.RegionName(p.Territory.Region)
	first := p.Awards[len(p.Awards)-1].Year
	own := make([]int, len(p.Awards))
	for i := range p.Awards {
		own[i] = p.Awards[i].Year
	}
	err = tx.Table("editions").Where("published_at IS NOT NULL AND year >= ?", first).
		Where("year IN ? OR EXISTS (SELECT 1 FROM candidacies c WHERE c.edition_id = editions.id)", own).
		Order("year").Pluck("year", &p.Years).Error
	if err != nil {
		return nil, fmt.Errorf("list the editions since %d: %w", first, err)
	}
	if p.Compared, err = compare(tx, p); err != nil {
		return nil, err
	}
	return p, p.told(tx)
}
