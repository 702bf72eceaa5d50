package directory

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/territory"
)

// PerPage is how many territories a page of results holds.
const PerPage = 20

// Results is one page of a search.
type Results struct {
	Entries []Entry
	Total   int
	Page    int // from 1
	Pages   int // at least 1
}

// Entry is a territory in a list.
type Entry struct {
	Slug       string
	Name       string
	Kind       territory.Kind
	Place      string // its department or region
	Population *int   // nil when unknown
	Level      Level
	Year       int // of the level shown
	Mentions   award.Mentions
	Years      []int // of all its awards, rising
}

type entryRow struct {
	ID, Slug, Name     string
	Kind               territory.Kind
	Department, Region string
	Population         *int
	Level              *int
	LevelCount         int
	LevelTitle         string
	LevelNamed         bool
	Mentions           award.Mentions `gorm:"serializer:json"`
	Year               int
}

// byLevel puts the highest of their scale first, those not published last, then by name.
const byLevel = "CASE WHEN a.level IS NULL THEN 0 ELSE a.level * 60 / a.level_count END DESC, t.name_folded, t.id"

// Search finds labelled territories, the highest level first, then by name.
func (d *Directory) Search(ctx context.Context, q Query) (Results, error) {
	tx := d.DB.Read(ctx)
	var total int64
	if err := q.shown(tx).Count(&total).Error; err != nil {
		return Results{}, fmt.Errorf("count the territories found: %w", err)
	}
	r := Results{Total: int(total), Pages: max(1, (int(total)+PerPage-1)/PerPage)}
	r.Page = min(max(q.Page, 1), r.Pages)
	var rows []entryRow
	err := q.shown(tx).Select(entryColumns).Order(byLevel).Limit(PerPage).Offset((r.Page - 1) * PerPage).Scan(&rows).Error
	if err != nil {
		return r, fmt.Errorf("search the directory: %w", err)
	}
	r.Entries, err = entries(tx, rows)
	return r, err
}

const entryColumns = "t.id, t.slug, t.name, t.kind, t.department, t.region, t.population, " +
	"a.level, a.level_count, a.level_title, a.level_named, a.mentions, e.year"

// Latest gives the first territories of the latest published edition, the highest level first.
func (d *Directory) Latest(ctx context.Context, limit int) ([]Entry, error) {
	tx := d.DB.Read(ctx)
	var rows []entryRow
	err := Query{}.shown(tx).Where("e.year = (SELECT MAX(year) FROM editions WHERE published_at IS NOT NULL)").
		Select(entryColumns).Order(byLevel).Limit(limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the latest awards: %w", err)
	}
	return entries(tx, rows)
}

// entries turns rows into what is shown, with the years of all their awards.
func entries(tx *gorm.DB, rows []entryRow) ([]Entry, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	var years []struct {
		TerritoryID string
		Year        int
	}
	err := visible(tx).Select("a.territory_id, e.year").Where("a.territory_id IN ?", ids).Order("e.year").Scan(&years).Error
	if err != nil {
		return nil, fmt.Errorf("read the years of the awards: %w", err)
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	byTerritory := map[string][]int{}
	for _, one := range years {
		byTerritory[one.TerritoryID] = append(byTerritory[one.TerritoryID], one.Year)
	}
	entries := make([]Entry, len(rows))
	for i, row := range rows {
		entries[i] = Entry{
			Slug: row.Slug, Name: row.Name, Kind: row.Kind, Place: place(reference, row.Department, row.Region), Population: row.Population,
			Level: levelOf(row.Level, row.LevelCount, row.LevelTitle, row.LevelNamed), Year: row.Year, Mentions: row.Mentions, Years: byTerritory[row.ID],
		}
	}
	return entries, nil
}

// Departments counts what q finds in each department, whatever department q names: for the map.
func (d *Directory) Departments(ctx context.Context, q Query) (map[string]int, error) {
	q.Department = ""
	var rows []struct {
		Department string
		Number     int
	}
	err := q.shown(d.DB.Read(ctx)).Where("t.department <> ''").
		Select("t.department, COUNT(*) AS number").Group("t.department").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count the territories by department: %w", err)
	}
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Department] = row.Number
	}
	return counts, nil
}
