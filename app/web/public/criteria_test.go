package public_test

import (
	"strings"
	"testing"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/web/page/pagetest"
	"tnl/questionnaires"
)

// The criteria tell all that a score depends on, in words for people: weights by territory, a short form, mentions.
func TestCriteriaTellEveryRule(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	stage := published(t, db)
	text, err := questionnaires.Files.ReadFile("tnl-2025.yaml")
	must(t, err)
	weighted := strings.Replace(string(text), "        effort: ", "        weights: [{when: {kind: [commune, epci], population: {below: 3500}}, weight: 0.5}, {weight: 1}]\n        effort: ", 1)
	must(t, db.Write(ctx, func(tx *gorm.DB) error {
		_, err := edition.Create(tx, stage.Now, "test", edition.Settings{
			Year: 2027, Name: "Édition 2027", OpensAt: stage.Now.AddDate(0, 0, -1), ClosesAt: stage.Now.AddDate(0, 1, 0),
		}, "tnl-2025.yaml", []byte(weighted))
		return err
	}))
	pagetest.Check(t, open(t, stage).page("/label/criteres/2027"),
		pagetest.Has(".intro .note", "Poids dans le total : 25 pour les opérateurs publics de services numériques, associations de collectivités et autres établissements publics et 20 pour les autres."),
		pagetest.Has("article .note", "Points multipliés par 0,5 pour les communes et intercommunalités de moins de 3 500 habitants et par 1 pour les autres."),
		pagetest.Has("td", "50 % sur les questions 1.1, "),
		pagetest.Has("h3", "Meilleure première candidature"), pagetest.Has("article .note", "Pour les territoires dont c’est la première candidature."),
	)
}
