package opendata

import (
	"iter"
	"strings"

	"tnl/app/directory"
	"tnl/app/territory"
)

// holder is a territory with its awards.
type holder struct {
	t      *territory.Territory
	s      *Snapshot
	awards []int // in s.Holdings, rising by year
}

func (h holder) first() directory.Holding  { return h.s.Holdings[h.awards[0]] }
func (h holder) latest() directory.Holding { return h.s.Holdings[h.awards[len(h.awards)-1]] }

func (h holder) years() []string {
	years := make([]string, len(h.awards))
	for i, at := range h.awards {
		years[i] = year(h.s.Holdings[at].Year)
	}
	return years
}

func holderOf(h holder) (*Snapshot, *territory.Territory) { return h.s, h.t }

var territories = table(Table{
	Name:        "territoires",
	Title:       "Territoires labellisés",
	Description: "Les territoires qui ont ou ont eu le label, avec leur niveau le plus récent.",
	Row:         "un territoire qui a ou a eu le label",
	Key:         "identifiant",
}, func(s *Snapshot) int { return len(s.Territories) },
	func(s *Snapshot) iter.Seq[holder] {
		return func(yield func(holder) bool) {
			for i := range s.Territories {
				t := &s.Territories[i]
				if !yield(holder{t, s, s.ByTerritory[t.ID]}) {
					return
				}
			}
		}
	},
	append(append(append([]column[holder]{
		{Field{Name: "identifiant", Title: "Identifiant", Description: "Identifiant du territoire sur ce site ; il ne change jamais, même si le nom change.", Type: Text, Required: true, Unique: true, Example: "lyon-69123"},
			func(h holder) Value { return h.t.Slug }},
		{Field{Name: "nom", Title: "Nom", Description: "Nom du territoire aujourd’hui.", Type: Text, Required: true, Example: "Lyon"},
			func(h holder) Value { return h.t.Name }},
	}, identity(holderOf)...), []column[holder]{
		{Field{Name: "codes_postaux", Title: "Codes postaux", Description: "Codes postaux d’une commune.", Type: List, Example: "69001|69002"},
			func(h holder) Value { return strings.Fields(h.t.PostalCodes) }},
		{Field{Name: "annee", Title: "Année du dernier label", Description: "Année du label le plus récent : c’est lui que disent les trois champs qui suivent.", Type: Integer, Required: true, Least: bound(2016), Example: "2026"},
			func(h holder) Value { return h.latest().Year }},
	}...), append(levelFields(func(h holder) directory.Level { return h.latest().Shown() }), []column[holder]{
		{Field{Name: "labels", Title: "Nombre de labels", Description: "Nombre de labels reçus depuis le premier.", Type: Integer, Required: true, Least: bound(1), Example: "2"},
			func(h holder) Value { return len(h.awards) }},
		{Field{Name: "annees", Title: "Années", Description: "Années de tous ses labels.", Type: List, Required: true, Example: "2021|2026"},
			func(h holder) Value { return h.years() }},
		{Field{Name: "premiere_annee", Title: "Première année", Description: "Année du premier label connu.", Type: Integer, Required: true, Least: bound(2016), Example: "2021"},
			func(h holder) Value { return h.first().Year }},
		{Field{Name: "url", Title: "Page", Description: "Adresse de la page du territoire.", Type: Address, Required: true},
			func(h holder) Value { return h.s.data.BaseURL + "/territoires/" + h.t.Slug }},
		longitude(holderOf), latitude(holderOf),
	}...)...))
