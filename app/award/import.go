package award

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

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

// Imported tells what an import did with each line.
type Imported struct {
	Awards []*Award
	// Known are the laureates who had their award in that edition already; nothing was changed.
	Known []Laureate
	// Unmatched are those whose territory could not be told: nothing was guessed.
	Unmatched []Unmatched
}

// Unmatched is a laureate whose name means no body, or several.
type Unmatched struct {
	Laureate   Laureate
	Candidates []territory.Body // to choose from; none when no body has that name
	Reason     string           // in French
}

// past is an import under way.
type past struct {
	*Awards
	tx        *gorm.DB
	reference *territory.Reference
	actor     string
	declared  map[string][]territory.Territory // bodies of the kinds that the reference data lack, by folded name
}

// Import writes the awards of a past edition from a list of its laureates; lines of other years are left aside. A
// past edition without candidacies is published by it. Importing the same list twice changes nothing. It is for the
// command line and the demonstration: whoever runs a command on the server may. awardedAt is when the results were
// announced.
//
// NotFound: the year has no edition. Conflict: the edition has candidacies and is not published.
func (as *Awards) Import(ctx context.Context, actor string, year int, awardedAt time.Time, laureates []Laureate) (Imported, error) {
	reference, err := territory.LoadReference()
	if err != nil {
		return Imported{}, err
	}
	var done Imported
	err = as.DB.Write(ctx, func(tx *gorm.DB) error {
		e, err := publishedPast(tx, actor, year, database.Instant(awardedAt))
		if err != nil {
			return err
		}
		p := &past{Awards: as, tx: tx, reference: reference, actor: actor}
		done, err = p.run(e, database.Instant(awardedAt), ofYear(laureates, year))
		if err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{At: as.now(), Actor: actor, Action: "edition.import", Subject: "edition/" + e.ID,
			After: map[string]any{"awards": len(done.Awards), "known": len(done.Known), "unmatched": len(done.Unmatched)}})
	})
	if err != nil {
		return Imported{}, err
	}
	return done, nil
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

// publishedPast gives the edition of a year, published at once when it is a past one that was never run here.
func publishedPast(tx *gorm.DB, actor string, year int, at time.Time) (edition.Edition, error) {
	var editions []edition.Edition
	if err := tx.Where("year = ?", year).Limit(1).Find(&editions).Error; err != nil {
		return edition.Edition{}, fmt.Errorf("read edition %d: %w", year, err)
	}
	if len(editions) == 0 {
		return edition.Edition{}, fault.New(fault.NotFound, fmt.Sprintf("L’édition %d n’existe pas : créez-la avant d’importer ses résultats.", year))
	}
	e := editions[0]
	if e.PublishedAt != nil {
		return e, nil
	}
	var candidacies int64
	if err := tx.Model(&candidacy.Candidacy{}).Where("edition_id = ?", e.ID).Count(&candidacies).Error; err != nil {
		return e, fmt.Errorf("count the candidacies of edition %d: %w", year, err)
	}
	if candidacies > 0 || e.ClosesAt.After(at) {
		return e, fault.New(fault.Conflict, fmt.Sprintf("L’édition %d n’est pas une édition passée sans candidature : publiez-la avant d’importer d’autres résultats.", year))
	}
	err := tx.Model(&edition.Edition{}).Where("id = ?", e.ID).Updates(map[string]any{
		"closed_at": gorm.Expr("COALESCE(closed_at, closes_at)"), "published_at": at, "revision": gorm.Expr("revision + 1"),
	}).Error
	if err != nil {
		return e, fmt.Errorf("publish past edition %d: %w", year, err)
	}
	return e, audit.Record(tx, audit.Line{At: at, Actor: actor, Action: "edition.publish", Subject: "edition/" + e.ID,
		After: map[string]any{"published_at": at, "past": true}})
}

func (p *past) run(e edition.Edition, at time.Time, laureates []Laureate) (Imported, error) {
	var done Imported
	if err := p.findDeclared(laureates); err != nil {
		return done, err
	}
	var holders []string
	if err := p.tx.Model(&Award{}).Where("edition_id = ?", e.ID).Pluck("territory_id", &holders).Error; err != nil {
		return done, fmt.Errorf("read who has an award in %d: %w", e.Year, err)
	}
	rank := len(holders)
	for _, l := range laureates {
		t, unmatched, err := p.territory(l)
		if err != nil {
			return done, err
		}
		if unmatched != nil {
			done.Unmatched = append(done.Unmatched, *unmatched)
			continue
		}
		if slices.Contains(holders, t.ID) {
			done.Known = append(done.Known, l)
			continue
		}
		holders = append(holders, t.ID)
		rank++
		award, err := l.award(e, t, number(e.Year, rank), at)
		if err != nil {
			return done, err
		}
		done.Awards = append(done.Awards, award)
	}
	if err := insert(p.tx, done.Awards); err != nil {
		return done, err
	}
	for _, a := range done.Awards {
		err := audit.Record(p.tx, audit.Line{At: p.now(), Actor: p.actor, Action: "award.import", Subject: "award/" + a.ID,
			After: map[string]any{"number": a.Number, "territory": a.TerritoryID, "level": a.LevelName(), "source": a.Source}})
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (l Laureate) award(e edition.Edition, t *territory.Territory, number string, at time.Time) (*Award, error) {
	id, err := newID()
	if err != nil {
		return nil, err
	}
	scale := scales[l.Award]
	return &Award{
		ID: id, Number: number, EditionID: e.ID, TerritoryID: t.ID, TerritoryName: l.Name,
		Level: scale.level, LevelCount: scale.count, LevelTitle: scale.title, LevelNamed: scale.title != "",
		Mentions: l.Mentions, Adjustments: map[string]scoring.Adjustment{}, Axes: []verification.Axis{}, Source: l.Source, AwardedAt: at,
	}, nil
}

// territory finds or adds the territory that a laureate's name means.
func (p *past) territory(l Laureate) (*territory.Territory, *Unmatched, error) {
	if !l.Kind.Listed() {
		return p.byName(l)
	}
	found, candidates := p.reference.Match(l.Name, l.Kind, l.Department)
	switch {
	case found == nil && len(candidates) == 0:
		return nil, &Unmatched{Laureate: l, Reason: "aucune collectivité de ce nom"}, nil
	case found == nil:
		return nil, &Unmatched{Laureate: l, Candidates: candidates, Reason: "plusieurs collectivités possibles, ou un autre département"}, nil
	}
	t, err := p.Candidacies.Territories.AdoptIn(p.tx, p.actor, found.Kind, found.Code)
	if told := fault.As(err); told != nil {
		return nil, &Unmatched{Laureate: l, Candidates: []territory.Body{*found}, Reason: told.Message}, nil
	}
	return t, nil, err
}

// findDeclared looks at once for the bodies of the other kinds that are there already.
func (p *past) findDeclared(laureates []Laureate) error {
	var names []string
	for _, l := range laureates {
		if !l.Kind.Listed() {
			names = append(names, territory.Fold(l.Name))
		}
	}
	p.declared = map[string][]territory.Territory{}
	if len(names) == 0 {
		return nil
	}
	var known []territory.Territory
	if err := p.tx.Where("name_folded IN ?", names).Order("id").Find(&known).Error; err != nil {
		return fmt.Errorf("find the territories of past awards: %w", err)
	}
	for _, t := range known {
		p.declared[t.NameFolded] = append(p.declared[t.NameFolded], t)
	}
	return nil
}

// byName finds a body of a kind that the reference data lack by its kind, name and department, and adds it when
// there is none.
func (p *past) byName(l Laureate) (*territory.Territory, *Unmatched, error) {
	folded := territory.Fold(l.Name)
	var same []territory.Territory
	for _, t := range p.declared[folded] {
		if t.Kind == l.Kind && t.Department == l.Department {
			same = append(same, t)
		}
	}
	switch len(same) {
	case 1:
		return &same[0], nil, nil
	case 0:
	default:
		return nil, &Unmatched{Laureate: l, Reason: "plusieurs organismes de ce nom, de cette nature et de ce département"}, nil
	}
	t, err := p.Candidacies.Territories.Create(p.tx, p.actor, territory.Territory{Kind: l.Kind, Name: l.Name, Department: l.Department})
	if told := fault.As(err); told != nil {
		return nil, &Unmatched{Laureate: l, Reason: told.Message}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	p.declared[folded] = append(p.declared[folded], *t)
	return t, nil, nil
}
