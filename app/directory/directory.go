// Package directory is what visitors see of the label: who holds it, at what level, and since when.
//
// It reads published editions and awards that were not withdrawn, and nothing else: a candidacy that ended without a
// label leaves no trace here, not even in a count.
package directory

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/territory"
)

// Directory is the read models of visitors. Each method makes a fixed number of queries. What is searched and counted
// is kept in memory, and read again as soon as it changed, whichever instance of the program changed it.
type Directory struct {
	DB             *database.DB
	Questionnaires *edition.Questionnaires

	kept keeper
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
	c, err := d.catalogue(ctx)
	if err != nil {
		return Figures{}, err
	}
	f := Figures{Territories: len(c.holders), Editions: len(c.editions)}
	for _, e := range c.editions {
		f.Awards += e.Awards
	}
	return f, nil
}

// Years lists the years of the published editions, the latest first.
func (d *Directory) Years(ctx context.Context) ([]int, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.choices.Years), nil
}
