// Package directory is what visitors see of the label: who holds it, at what level, and since when.
//
// It reads published editions and awards that were not withdrawn, and nothing else: a candidacy that ended without a
// label leaves no trace here, not even in a count.
package directory

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/territory"
)

// Directory is the read models of visitors. Each method makes a fixed number of queries.
type Directory struct {
	DB             *database.DB
	Questionnaires *edition.Questionnaires
}

// visible is the awards that the public sees, as « a », with their edition as « e ».
func visible(tx *gorm.DB) *gorm.DB {
	return tx.Table("awards AS a").
		Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at IS NOT NULL").
		Where("a.withdrawn_at IS NULL")
}

// Level is a level as it is shown: on a scale, by a title alone (a badge), or not published.
type Level struct {
	Number int // 0 when the title alone says it, or nothing does
	Count  int
	Title  string
	Named  bool // it goes by its title alone
}

// Unknown tells that the level was never published.
func (l Level) Unknown() bool { return l.Number == 0 && l.Title == "" }

// Name words it: « Niveau 3 », « Argent », « Badge », « Niveau non publié ».
func (l Level) Name() string {
	if l.Number == 0 {
		return award.LevelName(nil, l.Named, l.Title)
	}
	return award.LevelName(&l.Number, l.Named, l.Title)
}

// LevelOf gives the level of an award as it is shown.
func LevelOf(a award.Award) Level { return levelOf(a.Level, a.LevelCount, a.LevelTitle, a.LevelNamed) }

func levelOf(number *int, count int, title string, named bool) Level {
	l := Level{Count: count, Title: title, Named: named}
	if number != nil {
		l.Number = *number
	}
	return l
}

// place words where a body is: its department, else its region, else nothing.
func place(reference *territory.Reference, department, region string) string {
	if name := reference.DepartmentName(department); name != "" {
		return name
	}
	return reference.RegionName(region)
}

// Figures are the label's few numbers.
type Figures struct {
	Territories int
	Awards      int
	Editions    int
}

// Figures counts the territories that hold or held the label, and the published editions.
func (d *Directory) Figures(ctx context.Context) (Figures, error) {
	var f Figures
	tx := d.DB.Read(ctx)
	err := visible(tx).Select("COUNT(DISTINCT a.territory_id) AS territories, COUNT(*) AS awards").Scan(&f).Error
	if err != nil {
		return f, fmt.Errorf("count the labelled territories: %w", err)
	}
	years, err := d.Years(ctx)
	f.Editions = len(years)
	return f, err
}

// Years lists the years of the published editions, the latest first.
func (d *Directory) Years(ctx context.Context) ([]int, error) {
	var years []int
	err := d.DB.Read(ctx).Table("editions").Where("published_at IS NOT NULL").Order("year DESC").Pluck("year", &years).Error
	if err != nil {
		return nil, fmt.Errorf("list the published editions: %w", err)
	}
	return years, nil
}
