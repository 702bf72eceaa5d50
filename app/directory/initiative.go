package directory

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/territory"
)

// ToldInitiative is an initiative with the territory that tells it.
type ToldInitiative struct {
	award.Initiative
	Slug, Name string // of the territory
	Kind       territory.Kind
	Place      string
	Year       int // of the edition
}

// ThemeCount is how many initiatives there are of a theme.
type ThemeCount struct {
	Theme       candidacy.Theme
	Initiatives int
}

// Initiatives is one page of what territories tell.
type Initiatives struct {
	Themes      []ThemeCount // those that have one, in their order
	Listed      []ToldInitiative
	Total       int // of the theme asked for
	Page, Pages int
}

func told(tx *gorm.DB) *gorm.DB {
	return visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").Joins("JOIN award_initiatives n ON n.award_id = a.id")
}

// Initiatives lists those of a theme, or all when it is empty, the latest edition first.
func (d *Directory) Initiatives(ctx context.Context, theme candidacy.Theme, page int) (Initiatives, error) {
	tx := d.DB.Read(ctx)
	var counts []ThemeCount
	if err := told(tx).Select("n.theme, COUNT(*) AS initiatives").Group("n.theme").Scan(&counts).Error; err != nil {
		return Initiatives{}, fmt.Errorf("count the initiatives: %w", err)
	}
	var found Initiatives
	for _, one := range candidacy.Themes() {
		for _, count := range counts {
			if count.Theme != one {
				continue
			}
			found.Themes = append(found.Themes, count)
			if theme == "" || theme == one {
				found.Total += count.Initiatives
			}
		}
	}
	found.Pages = max(1, (found.Total+PerPage-1)/PerPage)
	found.Page = min(max(page, 1), found.Pages)
	listed := told(tx)
	if theme != "" {
		listed = listed.Where("n.theme = ?", theme)
	}
	var rows []struct {
		award.Initiative   `gorm:"embedded"`
		Slug, Name         string
		Kind               territory.Kind
		Department, Region string
		Year               int
	}
	err := listed.Select("n.*, t.slug, t.name, t.kind, t.department, t.region, e.year").Order("e.year DESC, t.name_folded, n.id").
		Limit(PerPage).Offset((found.Page - 1) * PerPage).Scan(&rows).Error
	if err != nil {
		return found, fmt.Errorf("list the initiatives: %w", err)
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return found, err
	}
	for _, row := range rows {
		found.Listed = append(found.Listed, ToldInitiative{Initiative: row.Initiative, Slug: row.Slug, Name: row.Name, Kind: row.Kind,
			Place: place(reference, row.Department, row.Region), Year: row.Year})
	}
	return found, nil
}

// told reads what a territory says of itself beside its awards.
func (p *Portrait) told(tx *gorm.DB) error {
	var err error
	if p.Inventory, err = award.LastInventory(tx, p.Territory.ID); err != nil {
		return err
	}
	err = told(tx).Where("t.id = ?", p.Territory.ID).Select("n.*, e.year, t.slug, t.name, t.kind").Order("e.year DESC, n.id").Scan(&p.Initiatives).Error
	if err != nil {
		return fmt.Errorf("list the initiatives of a territory: %w", err)
	}
	return nil
}
