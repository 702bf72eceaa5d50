package directory

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/territory"
)

// catalogue is everything that visitors search, count and compare, in memory: small rows, read again when the
// database says that they changed. Nothing in it is changed once it is made.
type catalogue struct {
	revision  int64
	reference *territory.Reference
	editions  []Summary // the latest first
	holders   []*holder // in the order of their names
	byID      map[string]*holder
	words     map[string][]int // by word of their names, the ranks of those that have it
	values    [filters]values
	choices   Choices
}

// holder is a territory with its awards that the public sees.
type holder struct {
	territory.Territory
	rank   int    // among the holders
	place  string // its department or region
	names  []spelling
	postal string  // its postal codes, a space before each
	awards []*held // rising by year; there is one at least
	// Where it stands among the values of the filters, -1 when it has none.
	kind, department, region, band int
	mentions                       []int // of all its awards, each once
	software                       []int // of its last published inventory
}

// held is an award as it is counted.
type held struct {
	Number        string
	TerritoryID   string
	TerritoryName string
	Year          int
	Level         *int
	LevelCount    int
	LevelTitle    string
	LevelNamed    bool
	Mentions      database.JSON

	shown Level
	given award.Mentions
	// Where it stands among the values of the filters.
	year, level int
	mentions    []int
}

// latest is the award of the last edition.
func (h *holder) latest() *held { return h.awards[len(h.awards)-1] }

// in is the award of an edition, nil when there is none.
func (h *holder) in(year int) *held {
	for _, a := range h.awards {
		if a.Year == year {
			return a
		}
	}
	return nil
}

// keeper holds the last catalogue read.
type keeper struct {
	mutex sync.Mutex
	last  *catalogue
}

// catalogue gives the catalogue as the database has it now. It costs one query while nothing changed.
func (d *Directory) catalogue(ctx context.Context) (*catalogue, error) {
	revision, err := d.Revision(ctx)
	if err != nil {
		return nil, err
	}
	d.kept.mutex.Lock()
	defer d.kept.mutex.Unlock()
	if d.kept.last != nil && d.kept.last.revision >= revision {
		return d.kept.last, nil
	}
	for {
		c, err := load(d.DB.Read(ctx))
		if err != nil {
			return nil, err
		}
		// What was published between two of its queries is read whole.
		c.revision = revision
		if revision, err = d.Revision(ctx); err != nil {
			return nil, err
		}
		if c.revision == revision {
			d.kept.last = c
			return c, nil
		}
	}
}

const heldColumns = "a.number, a.territory_id, a.territory_name, e.year, a.level, a.level_count, a.level_title, a.level_named, a.mentions"

func load(tx *gorm.DB) (*catalogue, error) {
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	c := &catalogue{reference: reference, words: map[string][]int{}}
	err = tx.Table("editions").Where("published_at IS NOT NULL").Order("year DESC").Select("year, name").Scan(&c.editions).Error
	if err != nil {
		return nil, fmt.Errorf("list the published editions: %w", err)
	}
	var territories []territory.Territory
	if err := tx.Where("id IN (?)", visible(tx).Select("a.territory_id")).Find(&territories).Error; err != nil {
		return nil, fmt.Errorf("read the labelled territories: %w", err)
	}
	var awards []*held
	if err := visible(tx).Select(heldColumns).Order("e.year").Find(&awards).Error; err != nil {
		return nil, fmt.Errorf("read the awards that stand: %w", err)
	}
	var lines []usedBy
	if err := declaredSoftware(tx).Select("a.territory_id, s.software").Scan(&lines).Error; err != nil {
		return nil, fmt.Errorf("read the published inventories: %w", err)
	}
	if err := c.gather(territories, awards); err != nil {
		return nil, err
	}
	return c, c.equip(lines)
}

// gather puts the awards, rising by year, beside their territories.
func (c *catalogue) gather(territories []territory.Territory, awards []*held) error {
	holders := make(map[string]*holder, len(territories))
	for _, t := range territories {
		holders[t.ID] = &holder{Territory: t, place: place(c.reference, t.Department, t.Region), postal: " " + t.PostalCodes}
	}
	byYear := map[int]int{}
	for _, a := range awards {
		h, found := holders[a.TerritoryID]
		if !found {
			continue // published since the territories were read: the catalogue is read again
		}
		a.shown = levelOf(a.Level, a.LevelCount, a.LevelTitle, a.LevelNamed)
		if string(a.Mentions) != "[]" {
			if err := json.Unmarshal(a.Mentions, &a.given); err != nil {
				return fmt.Errorf("read the mentions of an award: %w", err)
			}
		}
		h.awards = append(h.awards, a)
		byYear[a.Year]++
	}
	for i := range c.editions {
		c.editions[i].Awards = byYear[c.editions[i].Year]
	}
	for _, h := range holders {
		if len(h.awards) > 0 {
			c.holders = append(c.holders, h)
		}
	}
	slices.SortFunc(c.holders, func(a, b *holder) int {
		return cmp.Or(cmp.Compare(a.NameFolded, b.NameFolded), cmp.Compare(a.Slug, b.Slug))
	})
	for rank, h := range c.holders {
		h.rank = rank
		c.name(h)
	}
	c.byID = holders
	c.sortOut()
	return nil
}

// entry is what a list shows of a territory with its award of a year; found is false when it has none.
func (c *catalogue) entry(id string, year int) (e Entry, found bool) {
	h := c.byID[id]
	if h == nil || h.in(year) == nil {
		return e, false
	}
	q := c.ask(Query{Year: year})
	return q.entry(h), true
}
