package opendata

import (
	"iter"

	"tnl/app/candidacy"
	"tnl/app/directory"
	"tnl/app/territory"
)

// use is a line of the inventory of a territory.
type use struct {
	directory.DeclaredSoftware
	s *Snapshot
	t *territory.Territory
}

func userOf(u use) (*Snapshot, *territory.Territory) { return u.s, u.t }

var softwares = table(Table{
	Name:        "logiciels",
	Title:       "Logiciels libres utilisés",
	Description: "Les logiciels libres que des territoires labellisés déclarent utiliser et ont accepté de publier : leur dernier inventaire. Un territoire qui n’a rien publié n’y est pas, ce qui ne dit rien de ce qu’il utilise.",
	Row:         "un logiciel utilisé par un territoire",
	References:  []Reference{{"territoire", "territoires", "identifiant"}, {"annee", "editions", "annee"}},
	NowOnly:     true,
}, func(s *Snapshot) int { return len(s.Software) },
	func(s *Snapshot) iter.Seq[use] {
		return func(yield func(use) bool) {
			for _, line := range s.Software {
				if t := s.Territory(line.TerritoryID); t != nil && !yield(use{line, s, t}) {
					return
				}
			}
		}
	},
	append(append([]column[use]{
		{Field{Name: "territoire", Title: "Territoire", Description: "Identifiant du territoire dans le fichier des territoires.", Type: Text, Required: true, Example: "lyon-69123"},
			func(u use) Value { return u.t.Slug }},
		{Field{Name: "nom", Title: "Nom", Description: "Nom du territoire aujourd’hui.", Type: Text, Required: true, Example: "Lyon"},
			func(u use) Value { return u.t.Name }},
	}, identity(userOf)...), []column[use]{
		{Field{Name: "annee", Title: "Année", Description: "Année de l’édition à laquelle l’inventaire a été déclaré.", Type: Integer, Required: true, Least: bound(2016), Example: "2026"},
			func(u use) Value { return u.Year }},
		{Field{Name: "logiciel", Title: "Logiciel", Description: "Identifiant du logiciel sur ce site : le même pour tous ceux qui l’utilisent, quelle que soit la façon dont ils l’ont écrit.", Type: Text, Required: true, Example: "libreoffice"},
			func(u use) Value { return u.Software }},
		{Field{Name: "nom_logiciel", Title: "Nom du logiciel", Description: "Nom du logiciel.", Type: Text, Required: true, Example: "LibreOffice"},
			func(u use) Value { return u.DeclaredSoftware.Name }},
		{Field{Name: "domaine", Title: "Domaine", Description: "Usage auquel il sert.", Type: Text, Required: true, Example: "Bureautique"},
			func(u use) Value { return u.Use }},
		{Field{Name: "site", Title: "Site du logiciel", Description: "Adresse du site du logiciel ; vide quand le catalogue ne le connaît pas.", Type: Address},
			func(u use) Value { return text(u.Site) }},
		{Field{Name: "depuis", Title: "Depuis", Description: "Année depuis laquelle il est utilisé ; vide quand le territoire ne l’a pas dit.", Type: Integer, Least: bound(1970), Example: "2012"},
			func(u use) Value { return number(u.Since) }},
		{Field{Name: "etendue", Title: "Étendue", Description: "Pour qui il est utilisé, dans les mots du territoire.", Type: Text, Example: "tous les agents"},
			func(u use) Value { return text(u.Extent) }},
		{Field{Name: "contact", Title: "Contact proposé", Description: "« oui » quand le territoire accepte qu’on l’interroge sur ce logiciel ; l’adresse est sur la page du logiciel, jamais ici.", Type: Text, Required: true, Among: []string{"oui", "non"}, Example: "oui"},
			func(u use) Value { return yes(u.Peer) }},
		{Field{Name: "url", Title: "Page du territoire", Description: "Adresse de la page du territoire.", Type: Address, Required: true},
			func(u use) Value { return u.s.data.BaseURL + "/territoires/" + u.t.Slug }},
	}...))

// initiative is what a territory tells that it did.
type initiative struct {
	directory.ToldInitiative
	s *Snapshot
}

var initiatives = table(Table{
	Name:        "initiatives",
	Title:       "Initiatives",
	Description: "Ce que des territoires labellisés ont choisi de raconter de leurs actions, dans leurs mots.",
	Row:         "une initiative",
	References:  []Reference{{"territoire", "territoires", "identifiant"}, {"annee", "editions", "annee"}},
	NowOnly:     true,
}, func(s *Snapshot) int { return len(s.Initiatives) },
	func(s *Snapshot) iter.Seq[initiative] {
		return func(yield func(initiative) bool) {
			for _, one := range s.Initiatives {
				if !yield(initiative{one, s}) {
					return
				}
			}
		}
	},
	[]column[initiative]{
		{Field{Name: "territoire", Title: "Territoire", Description: "Identifiant du territoire dans le fichier des territoires.", Type: Text, Required: true, Example: "lyon-69123"},
			func(i initiative) Value { return i.Slug }},
		{Field{Name: "nom", Title: "Nom", Description: "Nom du territoire aujourd’hui.", Type: Text, Required: true, Example: "Lyon"},
			func(i initiative) Value { return i.Name }},
		{Field{Name: "categorie", Title: "Catégorie", Description: "Nature du territoire, comme dans le fichier des territoires.", Type: Text, Required: true, Among: categoryNames(), Example: "commune"},
			func(i initiative) Value { return categories[i.Kind] }},
		{Field{Name: "annee", Title: "Année", Description: "Année de l’édition.", Type: Integer, Required: true, Least: bound(2016), Example: "2026"},
			func(i initiative) Value { return i.Year }},
		{Field{Name: "theme", Title: "Thème", Description: "Ce dont il s’agit.", Type: Text, Required: true, Among: themeNames(), Example: "École et médiathèque"},
			func(i initiative) Value { return i.Theme.Label() }},
		{Field{Name: "titre", Title: "Titre", Description: "Titre de l’initiative.", Type: Text, Required: true},
			func(i initiative) Value { return i.Title }},
		{Field{Name: "resume", Title: "Résumé", Description: "Ce que le territoire en dit.", Type: Text, Required: true},
			func(i initiative) Value { return i.Summary }},
		{Field{Name: "lien", Title: "Lien", Description: "Adresse que le territoire donne pour en savoir plus.", Type: Address},
			func(i initiative) Value { return text(i.Link) }},
		{Field{Name: "url", Title: "Page du territoire", Description: "Adresse de la page du territoire.", Type: Address, Required: true},
			func(i initiative) Value { return i.s.data.BaseURL + "/territoires/" + i.Slug }},
	})

func themeNames() []string {
	var names []string
	for _, theme := range candidacy.Themes() {
		names = append(names, theme.Label())
	}
	return names
}

func yes(b bool) string {
	if b {
		return "oui"
	}
	return "non"
}
