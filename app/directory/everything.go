package directory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/software"
	"tnl/app/territory"
)

// Everything is all that the public sees of the label's results, now or at an instant of the past, and now alone what
// territories declare: what they take back is nowhere any more.
type Everything struct {
	Editions    []edition.Edition               // published, by year
	Holdings    []Holding                       // by year, then number
	Territories []territory.Territory           // those that hold or held the label, by slug
	ByTerritory map[string][]int                // the places in Holdings of a territory's awards, rising by year; by ID
	Software    []DeclaredSoftware              // by territory's slug, then software
	Initiatives []ToldInitiative                // by year, then territory's slug
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

// DeclaredSoftware is a line of the last inventory that a territory publishes, without the address where others may ask.
type DeclaredSoftware struct {
	TerritoryID      string
	Year             int // of the inventory's edition
	Software         string
	Name, Domain     string
	Since            *int
	Extent           string
	Peer             bool   // others may ask about it
	About, Site, Use string `gorm:"-"` // what the catalogue says: a line, an address, the domain's title
}

// Imported tells that the award was decided before this program held the label's editions.
func (h Holding) Imported() bool { return h.CandidacyID == nil }

// Shown gives the level as it is shown.
func (h Holding) Shown() Level { return levelOf(h.Level, h.LevelCount, h.LevelTitle, h.LevelNamed) }

// Territory gives a territory that holds or held the label by its ID, nil when it is none.
func (e *Everything) Territory(id string) *territory.Territory { return e.territories[id] }

// Everything reads all that is public, in a few queries. With an instant, it is what was public then: awards that had
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
	slices.SortFunc(all.Software, func(a, b DeclaredSoftware) int {
		return cmp.Or(strings.Compare(all.slug(a.TerritoryID), all.slug(b.TerritoryID)), strings.Compare(a.Software, b.Software))
	})
	slices.SortStableFunc(all.Initiatives, func(a, b ToldInitiative) int { return cmp.Or(a.Year-b.Year, strings.Compare(a.Slug, b.Slug)) })
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
	if err := tx.Where("id IN (?)", visibleAt(tx, at).Select("a.territory_id")).Find(&e.Territories).Error; err != nil || !at.IsZero() {
		return err
	}
	return e.declared(tx)
}

func (e *Everything) slug(id string) string {
	if t := e.territories[id]; t != nil {
		return t.Slug
	}
	return ""
}

// declared reads what territories say of themselves.
func (e *Everything) declared(tx *gorm.DB) error {
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	if err := declaredSoftware(tx).Select("a.territory_id, e.year, s.software, s.name, s.domain, s.since, s.extent, s.peer").Scan(&e.Software).Error; err != nil {
		return err
	}
	for i := range e.Software {
		line := &e.Software[i]
		known := used(catalogue, line.Software, line.Name, line.Domain)
		line.Name, line.Domain, line.About = known.Name, known.Domain, known.About
		if p := catalogue.BySlug(line.Software); p != nil {
			line.Site = p.Site
		}
		line.Use = catalogue.Domain(line.Domain).Title
	}
	return told(tx).Select("n.*, e.year, t.slug, t.name, t.kind").Order("n.id").Scan(&e.Initiatives).Error
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
