package directory

import (
	"context"
	"fmt"
	"sort"
	"time"

	"tnl/app/award"
	"tnl/app/edition"
)

// News is the results of an edition as they stand.
type News struct {
	Edition edition.Edition
	// Changed is when the results were published, or when a label of that edition was last withdrawn.
	Changed time.Time
	Awards  []NewAward // the highest level first
}

// NewAward is a label among others.
type NewAward struct {
	Name     string // as it was then
	Slug     string
	Level    Level
	Mentions award.Mentions
}

// News gives the last published editions, the latest first.
func (d *Directory) News(ctx context.Context, limit int) ([]News, error) {
	tx := d.DB.Read(ctx)
	var editions []edition.Edition
	if err := tx.Where("published_at IS NOT NULL").Order("year DESC").Limit(limit).Find(&editions).Error; err != nil {
		return nil, fmt.Errorf("read the last editions: %w", err)
	}
	news, place, ids := make([]News, len(editions)), map[string]int{}, make([]string, len(editions))
	for i, e := range editions {
		news[i], place[e.ID], ids[i] = News{Edition: e, Changed: *e.PublishedAt}, i, e.ID
	}
	var withdrawn []award.Award
	if err := tx.Select("edition_id, withdrawn_at").Where("edition_id IN ? AND withdrawn_at IS NOT NULL", ids).Find(&withdrawn).Error; err != nil {
		return nil, fmt.Errorf("read the labels withdrawn: %w", err)
	}
	for _, a := range withdrawn {
		if one := &news[place[a.EditionID]]; a.WithdrawnAt.After(one.Changed) {
			one.Changed = *a.WithdrawnAt
		}
	}
	var rows []struct {
		award.Award
		Slug string
	}
	err := visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").Where("a.edition_id IN ?", ids).
		Select("a.edition_id, a.territory_name, a.level, a.level_count, a.level_title, a.level_named, a.mentions, t.slug").Order("t.name_folded, a.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the last awards: %w", err)
	}
	for _, row := range rows {
		one := &news[place[row.EditionID]]
		one.Awards = append(one.Awards, NewAward{Name: row.TerritoryName, Slug: row.Slug, Level: LevelOf(row.Award), Mentions: row.Mentions})
	}
	for _, one := range news {
		sort.SliceStable(one.Awards, func(i, j int) bool { return one.Awards[i].Level.above(one.Awards[j].Level) })
	}
	return news, nil
}
