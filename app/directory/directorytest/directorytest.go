// Package directorytest makes a directory as large as the label may ever have, for benchmarks.
package directorytest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/exact"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/verification"
	"tnl/questionnaires"
)

// First is the year of the first edition that Fill makes.
const First = 2027

var (
	axes     = []string{"strategie", "interoperabilite", "logiciels", "ecosysteme", "donnees"}
	mentions = []string{"pooling", "awareness", "sobriety", "open-data"}
)

// Fill publishes editions from First on, with awards spread over them: territories of the reference data, which stay for
// a few editions, at levels that rise. The same numbers make the same directory.
func Fill(t testing.TB, db *database.DB, awards, editions int) {
	t.Helper()
	reference, err := territory.LoadReference()
	if err != nil {
		t.Fatal(err)
	}
	var bodies []territory.Body
	rank := 0
	for body := range reference.All() {
		// One commune in seven, and every other body: as many as a label of twenty years may have.
		if rank++; body.Kind != territory.Commune || rank%7 == 0 {
			bodies = append(bodies, body)
		}
	}
	err = db.Write(context.Background(), func(tx *gorm.DB) error {
		years, err := publish(tx, editions)
		if err != nil {
			return err
		}
		territories, held := draw(bodies, years, awards)
		if err := tx.CreateInBatches(territories, 500).Error; err != nil {
			return err
		}
		return tx.CreateInBatches(held, 500).Error
	})
	if err != nil {
		t.Fatalf("fill the directory: %v", err)
	}
}

func publish(tx *gorm.DB, editions int) ([]edition.Edition, error) {
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	if err != nil {
		return nil, err
	}
	var published []edition.Edition
	for year := First; year < First+editions; year++ {
		opens := time.Date(year, 7, 1, 8, 0, 0, 0, time.UTC)
		e, err := edition.Create(tx, opens, "test", edition.Settings{
			Year: year, Name: fmt.Sprintf("Édition %d", year), OpensAt: opens, ClosesAt: opens.AddDate(0, 3, 0),
		}, "tnl-2021.yaml", text)
		if err != nil {
			return nil, err
		}
		at := opens.AddDate(0, 5, 0)
		if err := tx.Model(&edition.Edition{}).Where("id = ?", e.ID).Updates(map[string]any{"closed_at": e.ClosesAt, "published_at": at}).Error; err != nil {
			return nil, err
		}
		published = append(published, e)
	}
	return published, nil
}

// draw gives each territory one to five awards, from an edition on.
func draw(bodies []territory.Body, editions []edition.Edition, awards int) (territories []territory.Territory, held []award.Award) {
	for number := 0; len(held) < awards; number++ {
		body := bodies[(number*7919)%len(bodies)]
		t := territory.Territory{
			ID: fmt.Sprintf("t%06d", number), Slug: fmt.Sprintf("t%06d", number), Kind: body.Kind, Code: body.Code, SIREN: body.SIREN,
			Name: body.Name, NameFolded: territory.Fold(body.Name), Department: body.Department, Region: body.Region,
			PostalCodes: strings.Join(body.PostalCodes, " "), CreatedAt: editions[0].OpensAt,
		}
		if body.Population >= 0 {
			t.Population = &body.Population
		}
		territories = append(territories, t)
		first := number % len(editions)
		for i := range min(1+number%5, len(editions)-first, awards-len(held)) {
			held = append(held, one(t, editions[first+i], len(held), 1+(number+i)%5))
		}
	}
	return territories, held
}

func one(t territory.Territory, e edition.Edition, number, level int) award.Award {
	a := award.Award{
		ID: fmt.Sprintf("a%06d", number), Number: fmt.Sprintf("%d-9%06d", e.Year, number), EditionID: e.ID, TerritoryID: t.ID, TerritoryName: t.Name,
		Level: &level, LevelCount: 5, Mentions: award.Mentions{}, Adjustments: map[string]scoring.Adjustment{}, Axes: []verification.Axis{}, AwardedAt: e.ClosesAt,
	}
	if number%9 == 0 {
		a.Mentions = award.Mentions{{Code: mentions[number/9%len(mentions)]}}
	}
	for i, id := range axes {
		points := exact.Int(int64(20*level - (number+i)%20))
		a.Axes = append(a.Axes, verification.Axis{ID: id, Title: id, Points: points, Max: exact.Int(100), Share: points.Div(exact.Int(100))})
	}
	return a
}
