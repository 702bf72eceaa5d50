package opendata

import (
	"iter"
	"time"

	"tnl/app/award"
	"tnl/app/edition"
)

// campaign is a published edition with its results counted.
type campaign struct {
	edition.Edition
	s        *Snapshot
	labels   int
	imported bool // every result comes from elsewhere: how it was run is not known here
}

// campaigns counts what each edition awarded.
func (s *Snapshot) campaigns() iter.Seq[campaign] {
	awarded, here := map[int]int{}, map[int]bool{}
	for _, h := range s.Holdings {
		awarded[h.Year]++
		here[h.Year] = here[h.Year] || !h.Imported()
	}
	return func(yield func(campaign) bool) {
		for _, e := range s.Editions {
			if !yield(campaign{e, s, awarded[e.Year], !e.HasQuestionnaire() || awarded[e.Year] > 0 && !here[e.Year]}) {
				return
			}
		}
	}
}

// known gives a date, unless it is not known.
func known(at time.Time, known bool) Value {
	if !known {
		return nil
	}
	return at
}

var editions = table(Table{
	Name:        "editions",
	Title:       "Éditions du label",
	Description: "Les éditions dont les résultats sont publiés. Celles qui ont eu lieu avant ce site sont reprises de sources publiques : leur liste de lauréats peut être incomplète.",
	Row:         "une édition dont les résultats sont publiés",
	Key:         "annee",
}, func(s *Snapshot) int { return len(s.Editions) },
	func(s *Snapshot) iter.Seq[campaign] { return s.campaigns() },
	[]column[campaign]{
		{Field{Name: "annee", Title: "Année", Description: "Année de l’édition.", Type: Integer, Required: true, Unique: true, Least: bound(2016), Example: "2026"},
			func(c campaign) Value { return c.Year }},
		{Field{Name: "nom", Title: "Nom", Description: "Nom de l’édition.", Type: Text, Required: true, Example: "Édition 2026"},
			func(c campaign) Value { return c.Name }},
		{Field{Name: "date_ouverture", Title: "Ouverture", Description: "Jour où les candidatures ont été ouvertes ; vide quand il n’est pas connu.", Type: Date, Example: "2026-07-01"},
			func(c campaign) Value { return known(c.OpensAt, c.OpeningKnown()) }},
		{Field{Name: "date_cloture", Title: "Clôture", Description: "Dernier jour pour déposer une candidature ; vide quand il n’est pas connu.", Type: Date, Example: "2026-10-15"},
			func(c campaign) Value { return known(c.ClosesAt.Add(-1), c.ClosingKnown()) }}, // the deadline is the end of the minute before
		{Field{Name: "date_publication", Title: "Publication", Description: "Jour de la publication des résultats.", Type: Date, Required: true, Example: "2026-11-19"},
			func(c campaign) Value { return instant(c.PublishedAt) }},
		{Field{Name: "lieu", Title: "Lieu", Description: "Lieu de l’annonce des résultats.", Type: Text, Example: "Paris"},
			func(c campaign) Value { return text(c.Place) }},
		{Field{Name: "jury", Title: "Jury", Description: "Organismes du jury.", Type: List, Example: "ADULLACT|April"},
			func(c campaign) Value { return award.Organisations(c.Jury) }},
		{Field{Name: "labels", Title: "Nombre de labels", Description: "Nombre de labels décernés, sans ceux qui ont été retirés.", Type: Integer, Required: true, Least: bound(0), Example: "13"},
			func(c campaign) Value { return c.labels }},
		{Field{Name: "reprise", Title: "Reprise", Description: "« oui » quand tous les résultats viennent de sources publiques antérieures à ce site, « non » sinon.", Type: Text, Required: true, Among: []string{"oui", "non"}, Example: "non"},
			func(c campaign) Value { return yes(c.imported) }},
		{Field{Name: "questionnaire", Title: "Questionnaire", Description: "Adresse du fichier du questionnaire, qui permet de recalculer une note ; vide pour une édition antérieure à ce site.", Type: Address},
			func(c campaign) Value {
				if c.imported {
					return nil
				}
				return c.s.data.BaseURL + "/questionnaires/" + c.QuestionnaireHash + ".yaml"
			}},
		{Field{Name: "url", Title: "Résultats", Description: "Adresse de la page des résultats.", Type: Address, Required: true},
			func(c campaign) Value { return c.s.data.BaseURL + "/editions/" + year(c.Year) }},
	})
