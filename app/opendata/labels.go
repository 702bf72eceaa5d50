package opendata

import (
	"iter"
	"strconv"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/territory"
)

// label is an award with all that is said of it.
type label struct {
	directory.Holding
	s *Snapshot
	t *territory.Territory
}

var labels = table(Table{
	Name:        "labels",
	Title:       "Labels décernés",
	Description: "Un label décerné à un territoire par le jury d’une édition. Un label retiré n’y est plus. Les candidatures qui n’ont pas reçu de label ne sont publiques nulle part.",
	Row:         "un label décerné",
	Key:         "numero",
	References:  []Reference{{"territoire", "territoires", "identifiant"}, {"annee", "editions", "annee"}},
}, func(s *Snapshot) int { return len(s.Holdings) },
	func(s *Snapshot) iter.Seq[label] {
		return func(yield func(label) bool) {
			for _, h := range s.Holdings {
				if !yield(label{h, s, s.Territory(h.TerritoryID)}) {
					return
				}
			}
		}
	},
	append(append([]column[label]{
		{Field{Name: "numero", Title: "Numéro", Description: "Numéro du label, imprimé sur son certificat.", Type: Text, Required: true, Unique: true, Pattern: "[0-9]{4}-[0-9]+", Example: "2026-0001"},
			func(l label) Value { return l.Number }},
		{Field{Name: "annee", Title: "Année", Description: "Année de l’édition.", Type: Integer, Required: true, Least: bound(2016), Example: "2026"},
			func(l label) Value { return l.Year }},
		{Field{Name: "territoire", Title: "Territoire", Description: "Identifiant du territoire dans le fichier des territoires ; il ne change jamais.", Type: Text, Required: true, Example: "lyon-69123"},
			func(l label) Value { return l.t.Slug }},
		{Field{Name: "nom", Title: "Nom", Description: "Nom du territoire au moment où le label a été décerné.", Type: Text, Required: true, Example: "Lyon"},
			func(l label) Value { return l.TerritoryName }},
	}, identity(func(l label) (*Snapshot, *territory.Territory) { return l.s, l.t })...),
		append(levelFields(func(l label) directory.Level { return l.Shown() }), []column[label]{
			{Field{Name: "mentions", Title: "Mentions", Description: "Mentions spéciales du jury.", Type: List, Example: "mutualisation"},
				func(l label) Value { return l.Mentions.Names() }},
			{Field{Name: "date_attribution", Title: "Date d’attribution", Description: "Jour où le résultat a été rendu public.", Type: Date, Required: true, Example: "2026-11-19"},
				func(l label) Value { return l.AwardedAt }},
			{Field{Name: "source", Title: "Source", Description: "D’où vient un résultat antérieur à ce site ; vide quand il a été décerné ici.", Type: Text},
				func(l label) Value { return text(l.Source) }},
			{Field{Name: "url", Title: "Page du territoire", Description: "Adresse de la page du territoire.", Type: Address, Required: true},
				func(l label) Value { return l.s.data.BaseURL + "/territoires/" + l.t.Slug }},
			{Field{Name: "certificat", Title: "Certificat", Description: "Adresse de la page du certificat, qui dit s’il est toujours valable.", Type: Address, Required: true},
				func(l label) Value { return l.s.data.BaseURL + award.CertificatePath(l.Number) }},
			longitude(func(l label) (*Snapshot, *territory.Territory) { return l.s, l.t }),
			latitude(func(l label) (*Snapshot, *territory.Territory) { return l.s, l.t }),
		}...)...))

// levelFields say a level on its scale.
func levelFields[Row any](of func(Row) directory.Level) []column[Row] {
	return []column[Row]{
		{Field{Name: "niveau", Title: "Niveau", Description: "Rang sur l’échelle de l’édition, 1 étant le plus bas ; vide quand le niveau n’a pas été publié, ou quand seul un titre le dit.", Type: Integer, Least: bound(1), Example: "4"},
			func(r Row) Value {
				if l := of(r); l.Number > 0 {
					return l.Number
				}
				return nil
			}},
		{Field{Name: "echelle", Title: "Échelle", Description: "Nombre de niveaux de l’échelle : 4 sur une échelle de 5 n’est pas 4 sur 4. Vide quand « niveau » l’est.", Type: Integer, Least: bound(1), Example: "5"},
			func(r Row) Value {
				if l := of(r); l.Number > 0 {
					return l.Count
				}
				return nil
			}},
		{Field{Name: "libelle_niveau", Title: "Niveau, en toutes lettres", Description: "Comme le site l’écrit : « Niveau 4 », « Argent », « Badge », « Niveau non publié ».", Type: Text, Required: true, Example: "Niveau 4"},
			func(r Row) Value { return plainSpaces(of(r).Name()) }},
	}
}

// plainSpaces undoes what typography does for the eye: a program that looks for « Niveau 4 » types a space.
func plainSpaces(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '\u00a0' || r == '\u202f' {
			out[i] = ' '
		}
	}
	return string(out)
}

func year(y int) string { return strconv.Itoa(y) }
