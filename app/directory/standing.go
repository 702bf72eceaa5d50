package directory

import (
	"context"
	"fmt"

	"tnl/app/award"
	"tnl/app/fault"
)

// Standing is what a territory may say of itself today.
type Standing struct {
	Name, Slug string
	Department string // code
	// Award is the latest one that stands; nil when every award of the territory was withdrawn.
	Award *award.Published
}

type standingRow struct {
	award.Published `gorm:"embedded"`
	Name            string
	Department      string
}

// Standing gives where a territory stands. NotFound for one that was never awarded, which cannot be told from one that
// does not exist; that all its awards were withdrawn is public, as their certificates say it.
func (d *Directory) Standing(ctx context.Context, slug string) (Standing, error) {
	notFound := fault.New(fault.NotFound, "Aucun territoire labellisé n’a cette adresse.")
	if !isText(slug) {
		return Standing{}, notFound
	}
	var rows []standingRow
	err := d.DB.Read(ctx).Table("awards AS a").
		Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at IS NOT NULL").
		Joins("JOIN territories t ON t.id = a.territory_id").Where("t.slug = ?", slug).
		Select("a.*, e.year, e.name AS edition_name, t.slug AS territory_slug, t.name, t.department").
		Order("CASE WHEN a.withdrawn_at IS NULL THEN 0 ELSE 1 END, e.year DESC").Limit(1).Scan(&rows).Error
	if err != nil {
		return Standing{}, fmt.Errorf("read where a territory stands: %w", err)
	}
	if len(rows) == 0 {
		return Standing{}, notFound
	}
	s := Standing{Name: rows[0].Name, Slug: rows[0].TerritorySlug, Department: rows[0].Department}
	if !rows[0].Withdrawn() {
		s.Award = &rows[0].Published
	}
	return s, nil
}
