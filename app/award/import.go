package award

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/verification"
)

// Imported tells what an import did with each line of one edition.
type Imported struct {
	Year int
	// Created tells that the edition was not there.
	Created bool
	// Refused says in French why the edition takes none of its lines; empty when it does.
	Refused string
	Awards  []*Award
	// Known are the laureates who had their award in that edition already; nothing was changed.
	Known []Laureate
	// Differing are the same, of whom the list says another level or other mentions; nothing was changed.
	Differing []Differing
	// Unmatched are those whose territory could not be told: nothing was guessed.
	Unmatched []Unmatched
}

// Differing is a laureate whose award is not what the list says.
type Differing struct {
	Laureate Laureate
	Award    Award
}

// past is an import under way.
type past struct {
	*Awards
	tx        *gorm.DB
	reference *territory.Reference
	actor     string
	declared  map[string][]territory.Territory // bodies of the kinds that the reference data lack, by folded name
}

// errTrial undoes what a trial did.
var errTrial = errors.New("it was a trial")

// Import writes the awards of past editions from a list of their laureates, all or nothing, and tells year by year
// what became of each line; a trial tells the same and writes nothing. An edition of which the calendar is known is
// added when it is missing; one that is there without candidacies is published by it. Importing the same list twice
// changes nothing. It is for the command line and the demonstration: whoever runs a command on the server may.
func (as *Awards) Import(ctx context.Context, actor string, laureates []Laureate, trial bool) ([]Imported, error) {
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	var done []Imported
	err = as.DB.Write(ctx, func(tx *gorm.DB) error {
		p := &past{Awards: as, tx: tx, reference: reference, actor: actor}
		if err := p.findDeclared(laureates); err != nil {
			return err
		}
		done = nil
		for _, year := range years(laureates) {
			one, err := p.edition(year, ofYear(laureates, year))
			if err != nil {
				return err
			}
			done = append(done, one)
		}
		if trial {
			return errTrial
		}
		return nil
	})
	if err != nil && !errors.Is(err, errTrial) {
		return nil, err
	}
	return done, nil
}

func years(laureates []Laureate) []int {
	var years []int
	for _, l := range laureates {
		years = append(years, l.Year)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

func ofYear(laureates []Laureate, year int) []Laureate {
	var kept []Laureate
	for _, l := range laureates {
		if l.Year == year {
			kept = append(kept, l)
		}
	}
	// Numbers follow the names, as when an edition is published.
	slices.SortStableFunc(kept, func(a, b Laureate) int {
		return cmp.Compare(territory.Fold(a.Name), territory.Fold(b.Name))
	})
	return kept
}

// edition imports one year.
func (p *past) edition(year int, laureates []Laureate) (Imported, error) {
	done := Imported{Year: year}
	e, created, err := p.published(year)
	if told := fault.As(err); told != nil {
		done.Refused = told.Message
		return done, nil
	}
	if err != nil {
		return done, err
	}
	done.Created = created
	if err := p.awards(&done, e, laureates); err != nil {
		return done, err
	}
	return done, audit.Record(p.tx, audit.Line{At: p.now(), Actor: p.actor, Action: "edition.import", Subject: "edition/" + e.ID,
		After: map[string]any{"awards": len(done.Awards), "known": len(done.Known), "differing": len(done.Differing), "unmatched": len(done.Unmatched)}})
}

// published gives the published edition of a year: added when it is missing, published at once when it is a past one
// that was never run here.
func (p *past) published(year int) (e edition.Edition, created bool, err error) {
	calendar, err := pastEditions()
	if err != nil {
		return e, false, err
	}
	known, isKnown := calendar[year]
	var editions []edition.Edition
	if err := p.tx.Where("year = ?", year).Limit(1).Find(&editions).Error; err != nil {
		return e, false, fmt.Errorf("read edition %d: %w", year, err)
	}
	if len(editions) == 0 {
		if !isKnown {
			return e, false, fault.New(fault.NotFound, fmt.Sprintf("L’édition %d n’existe pas, et la date de ses résultats n’est pas connue : préparez-la et publiez-la avant d’y importer des labels.", year))
		}
		e, err = edition.CreatePast(p.tx, p.now(), p.actor, known)
		return e, true, err
	}
	if e = editions[0]; e.PublishedAt != nil {
		return e, false, nil
	}
	var candidacies int64
	if err := p.tx.Model(&candidacy.Candidacy{}).Where("edition_id = ?", e.ID).Count(&candidacies).Error; err != nil {
		return e, false, fmt.Errorf("count the candidacies of edition %d: %w", year, err)
	}
	at := database.Instant(known.Announced)
	if candidacies > 0 || !isKnown || e.ClosesAt.After(at) {
		return e, false, fault.New(fault.Conflict, fmt.Sprintf("L’édition %d n’est pas une édition passée sans candidature : publiez-la avant d’y importer des labels.", year))
	}
	err = p.tx.Model(&edition.Edition{}).Where("id = ?", e.ID).Updates(map[string]any{
		"closed_at": gorm.Expr("COALESCE(closed_at, closes_at)"), "published_at": at, "revision": gorm.Expr("revision + 1"),
	}).Error
	if err != nil {
		return e, false, fmt.Errorf("publish past edition %d: %w", year, err)
	}
	e.PublishedAt = &at
	return e, false, audit.Record(p.tx, audit.Line{At: at, Actor: p.actor, Action: "edition.publish", Subject: "edition/" + e.ID,
		After: map[string]any{"published_at": at, "past": true}})
}

// awards writes the awards that an edition lacks.
func (p *past) awards(done *Imported, e edition.Edition, laureates []Laureate) error {
	var known []Award
	if err := p.tx.Where("edition_id = ?", e.ID).Find(&known).Error; err != nil {
		return fmt.Errorf("read the awards of %d: %w", e.Year, err)
	}
	holders := map[string]Award{}
	for _, a := range known {
		holders[a.TerritoryID] = a
	}
	rank := len(known)
	for _, l := range laureates {
		t, unmatched, err := p.territory(l)
		if err != nil {
			return err
		}
		if unmatched != nil {
			done.Unmatched = append(done.Unmatched, *unmatched)
			continue
		}
		if a, found := holders[t.ID]; found {
			if l.says(a) {
				done.Known = append(done.Known, l)
			} else {
				done.Differing = append(done.Differing, Differing{Laureate: l, Award: a})
			}
			continue
		}
		rank++
		award, err := l.award(e, t, number(e.Year, rank))
		if err != nil {
			return err
		}
		holders[t.ID] = *award
		done.Awards = append(done.Awards, award)
	}
	if err := insert(p.tx, done.Awards); err != nil {
		return err
	}
	for _, a := range done.Awards {
		err := audit.Record(p.tx, audit.Line{At: p.now(), Actor: p.actor, Action: "award.import", Subject: "award/" + a.ID,
			After: map[string]any{"number": a.Number, "territory": a.TerritoryID, "level": a.LevelName(), "source": a.Source}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l Laureate) award(e edition.Edition, t *territory.Territory, number string) (*Award, error) {
	id, err := newID()
	if err != nil {
		return nil, err
	}
	scale := l.rung()
	return &Award{
		ID: id, Number: number, EditionID: e.ID, TerritoryID: t.ID, TerritoryName: l.Name,
		Level: scale.level, LevelCount: scale.count, LevelTitle: scale.title, LevelNamed: scale.title != "",
		Mentions: l.Mentions, Adjustments: map[string]scoring.Adjustment{}, Axes: []verification.Axis{}, Source: l.Source, AwardedAt: *e.PublishedAt,
	}, nil
}
