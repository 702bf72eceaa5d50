package directory

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/territory"
)

// Palmares is the published results of an edition.
type Palmares struct {
	Edition edition.Edition
	Groups  []Group // the highest level first; a level without a laureate has its group too
	Total   int
	// Imported tells that the results come from public sources, and may not be whole.
	Imported bool
	// Previous and Next are the years of the published editions beside it, 0 at the ends.
	Previous, Next int
	First          int // laureates that had no award before
	Departments    int // where there is a laureate
}

// Group is the laureates of one level, or those whose level is said in another way.
type Group struct {
	Level     Level
	Meaning   string
	Laureates []Laureate
}

// Laureate is a territory in an edition's results.
type Laureate struct {
	Number   string // of the award
	Slug     string
	Name     string // as it was then
	Kind     territory.Kind
	Place    string
	Mentions award.Mentions
	Carrier  string
	Source   string
}

type laureateRow struct {
	award.Award
	Slug               string
	Kind               territory.Kind
	Department, Region string
}

// Edition gives the results of a year. NotFound when its edition is not published.
func (d *Directory) Edition(ctx context.Context, year int) (*Palmares, error) {
	tx := d.DB.Read(ctx)
	e, err := publishedEdition(tx, year)
	if err != nil {
		return nil, err
	}
	var rows []laureateRow
	err = visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").Where("a.edition_id = ?", e.ID).
		Select("a.*, t.slug, t.kind, t.department, t.region").Order("t.name_folded, a.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the results of %d: %w", year, err)
	}
	p := &Palmares{Edition: e, Total: len(rows)}
	if err := d.scale(ctx, p, rows); err != nil {
		return nil, err
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		g := p.group(LevelOf(row.Award))
		g.Laureates = append(g.Laureates, Laureate{
			Number: row.Number, Slug: row.Slug, Name: row.TerritoryName, Kind: row.Kind, Place: place(reference, row.Department, row.Region),
			Mentions: row.Mentions, Carrier: row.Carrier, Source: row.Source,
		})
	}
	if err := d.around(ctx, p); err != nil {
		return nil, err
	}
	sort.SliceStable(p.Groups, func(i, j int) bool { return p.Groups[i].Level.above(p.Groups[j].Level) })
	return p, nil
}

// around adds what the other editions tell of this one.
func (d *Directory) around(ctx context.Context, p *Palmares) error {
	c, err := d.catalogue(ctx)
	if err != nil {
		return err
	}
	for _, e := range c.editions {
		if e.Year > p.Edition.Year {
			p.Next = e.Year // the last one of them is the nearest
		}
		if e.Year < p.Edition.Year && p.Previous == 0 {
			p.Previous = e.Year
		}
	}
	departments := map[string]bool{}
	for _, h := range c.holders {
		if h.in(p.Edition.Year) == nil {
			continue
		}
		if h.awards[0].Year == p.Edition.Year {
			p.First++
		}
		if h.Department != "" {
			departments[h.Department] = true
		}
	}
	p.Departments = len(departments)
	return nil
}

func publishedEdition(tx *gorm.DB, year int) (edition.Edition, error) {
	var found []edition.Edition
	if err := tx.Where("year = ? AND published_at IS NOT NULL", year).Limit(1).Find(&found).Error; err != nil {
		return edition.Edition{}, fmt.Errorf("read edition %d: %w", year, err)
	}
	if len(found) == 0 {
		return edition.Edition{}, fault.New(fault.NotFound, "Aucune édition de cette année n’a de résultats publiés.")
	}
	return found[0], nil
}

// scale makes a group for every level that could be given: by the edition's questionnaire, or by what the imported
// awards tell, as our questionnaire says nothing of a scale that it did not make.
func (d *Directory) scale(ctx context.Context, p *Palmares, rows []laureateRow) error {
	p.Imported = len(rows) > 0 || !p.Edition.HasQuestionnaire()
	highest := 0
	for _, row := range rows {
		p.Imported = p.Imported && row.Imported()
		if row.Level != nil {
			highest = max(highest, row.LevelCount)
		}
	}
	if p.Imported {
		for number := 1; number <= highest; number++ {
			title := award.ScaleTitle(number, highest)
			p.Groups = append(p.Groups, Group{Level: Level{Number: number, Count: highest, Title: title, Named: title != ""}})
		}
		return nil
	}
	q, err := d.Questionnaires.Get(ctx, p.Edition.QuestionnaireHash)
	if err != nil {
		return err
	}
	for _, level := range q.Levels {
		p.Groups = append(p.Groups, Group{Level: Level{Number: level.Number, Count: len(q.Levels), Title: level.Title, Named: level.Named}, Meaning: level.Meaning})
	}
	return nil
}

// group finds where an award stands, adding a group for what the scale does not have.
func (p *Palmares) group(l Level) *Group {
	for i := range p.Groups {
		same := p.Groups[i].Level
		if same.Number == l.Number && same.Count == l.Count && (l.Number != 0 || same.Title == l.Title) {
			if same.Title == "" {
				p.Groups[i].Level.Title = l.Title
			}
			return &p.Groups[i]
		}
	}
	p.Groups = append(p.Groups, Group{Level: l})
	return &p.Groups[len(p.Groups)-1]
}

// above puts the levels of a scale first, the highest before; then what a title alone says; then what is not known.
func (l Level) above(other Level) bool {
	if l.Number*other.Count != other.Number*l.Count {
		return l.Number*other.Count > other.Number*l.Count
	}
	return !l.Unknown() && other.Unknown()
}

// Summary is a published edition in a list.
type Summary struct {
	Year   int
	Name   string
	Awards int
}

// Editions lists the published editions, the latest first.
func (d *Directory) Editions(ctx context.Context) ([]Summary, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.editions), nil
}
