package directory

import (
	"context"
	"fmt"
	"time"

	"tnl/app/edition"
)

// Listed is a labelled territory's page, and when what it shows was last published.
type Listed struct {
	Slug        string
	PublishedAt time.Time
}

// EachTerritory gives the labelled territories in a fixed order, from a rank on, limit at most, as they are read.
func (d *Directory) EachTerritory(ctx context.Context, from, limit int, each func(Listed) error) error {
	tx := d.DB.Read(ctx)
	var editions []edition.Edition
	if err := tx.Where("published_at IS NOT NULL").Find(&editions).Error; err != nil {
		return fmt.Errorf("list the published editions: %w", err)
	}
	published := map[int]time.Time{}
	for _, e := range editions {
		published[e.Year] = *e.PublishedAt
	}
	rows, err := visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").
		Select("t.slug, MAX(e.year)").Group("t.slug").Order("t.slug").Offset(from).Limit(limit).Rows()
	if err != nil {
		return fmt.Errorf("list the labelled territories: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var one Listed
		var year int
		if err := rows.Scan(&one.Slug, &year); err != nil {
			return fmt.Errorf("list the labelled territories: %w", err)
		}
		one.PublishedAt = published[year]
		if err := each(one); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("list the labelled territories: %w", err)
	}
	return nil
}
