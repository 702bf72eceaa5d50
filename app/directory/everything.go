package directory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/territory"
)

// Everything is all that the public sees of the label's results, now or at an instant of the past.
type Everything struct {
	Editions    []edition.Edition               // published, by year
	Holdings    []Holding                       // by year, then number
	Territories []territory.Territory           // those that hold or held the label, by slug
	ByTerritory map[string][]int                // the places in Holdings of a territory's awards, rising by year; by ID
	territories map[string]*territory.Territory // by ID
}

// Holding is an award as open data give it: without the jury's words, the points, nor anybody's name.
type Holding struct {
	Number        string
	Year          int
	TerritoryID   string
	TerritoryName string // as it was then
	Level         *int
	LevelCount    int
	LevelTitle    string
	LevelNamed    bool
	Mentions      award.Mentions `gorm:"serializer:json"`
	CandidacyID   *string
	Source        string
	AwardedAt     time.Time
}

// Imported tells that the award was decided before this program held the label's editions.
func (h Holding) Imported() bool { return h.CandidacyID == nil }

// Shown gives the level as it is shown.
func (h Holding) Shown() Level { return levelOf(h.Level, h.LevelCount, h.LevelTitle, h.LevelNamed) }

// Territory gives the territory of an award.
func (e *Everything) Territory(h Holding) *territory.Territory { return e.territories[h.TerritoryID] }

// Everything reads all that is public, in three queries. With an instant, it is what was public then: awards that had
// been published and not yet withdrawn, with what is known of their territories today. The zero time is now.
func (d *Directory) Everything(ctx context.Context, at time.Time) (*Everything, error) {
	all := &Everything{ByTerritory: map[string][]int{}, territories: map[string]*territory.Territory{}}
	err := d.DB.Read(ctx).Transaction(func(tx *gorm.DB) error { return all.read(tx, at) })
	if err != nil {
		return nil, fmt.Errorf("read all that is public: %w", err)
	}
	slices.SortFunc(all.Territories, func(a, b territory.Territory) int { return strings.Compare(a.Slug, b.Slug) })
	for i := range all.Territories {
		all.territories[all.Territories[i].ID] = &all.Territories[i]
	}
	for i, h := range all.Holdings {
		all.ByTerritory[h.TerritoryID] = append(all.ByTerritory[h.TerritoryID], i)
	}
	return all, nil
}

func (e *Everything) read(tx *gorm.DB, at time.Time) error {
	editions := tx.Where("published_at IS NOT NULL")
	if !at.IsZero() {
		editions = editions.Where("published_at <= ?", database.Instant(at))
	}
	if err := editions.Order("year").Find(&e.Editions).Error; err != nil {
		return err
	}
	err := visibleAt(tx, at).Order("e.year, a.number, a.id").
		Select("a.number, e.year, a.territory_id, a.territory_name, a.level, a.level_count, a.level_title, a.level_named, a.mentions, a.candidacy_id, a.source, a.awarded_at").
		Scan(&e.Holdings).Error
	if err != nil {
		return err
	}
	return tx.Where("id IN (?)", visibleAt(tx, at).Select("a.territory_id")).Find(&e.Territories).Error
}

// visibleAt is visible as it was at an instant; the zero time is now.
func visibleAt(tx *gorm.DB, at time.Time) *gorm.DB {
	if at.IsZero() {
		return visible(tx)
	}
	at = database.Instant(at)
	return tx.Table("awards AS a").
		Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at <= ?", at).
		Where("a.awarded_at <= ? AND (a.withdrawn_at IS NULL OR a.withdrawn_at > ?)", at, at)
}

// Changes lists the instants at which what is public changed, rising: publications and withdrawals.
func (d *Directory) Changes(ctx context.Context) ([]time.Time, error) {
	tx := d.DB.Read(ctx)
	published := func() *gorm.DB {
		return tx.Table("awards AS a").Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at IS NOT NULL")
	}
	var changes []time.Time
	for _, one := range []struct {
		query  *gorm.DB
		column string
	}{
		{tx.Table("editions").Where("published_at IS NOT NULL"), "published_at"},
		{published(), "a.awarded_at"},
		{published().Where("a.withdrawn_at IS NOT NULL"), "a.withdrawn_at"},
	} {
		var instants []time.Time
		if err := one.query.Distinct().Pluck(one.column, &instants).Error; err != nil {
			return nil, fmt.Errorf("list when what is public changed: %w", err)
		}
		changes = append(changes, instants...)
	}
	slices.SortFunc(changes, time.Time.Compare)
	return changes, nil
}
