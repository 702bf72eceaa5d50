package directory

import (
	"fmt"
	"slices"

	"gorm.io/gorm"

	"tnl/app/exact"
	"tnl/app/verification"
)

// Comparison sets a territory's latest award beside those of the same kind in the same edition. It names nobody, and
// tells nothing of fewer than FewestCompared others.
type Comparison struct {
	// Levels are those of its scale, the highest first, with how many of its kind have each, itself among them; none
	// when too few have a level of that scale.
	Levels []Shared
	Total  int
	Axes   map[string]Position // by axis, those in which enough others have a score
}

// Shared is a level with how many of the kind have it.
type Shared struct {
	Level Level
	Count int
	Own   bool
}

// Position is where a territory stands on an axis.
type Position struct {
	Median exact.Ratio // of the others, as a share of 1
	Rank   int         // from 1; equals share theirs
	Of     int         // itself among them
	Others int
}

// compare makes the comparison of the latest award of p, nil when there is nothing to tell.
func compare(tx *gorm.DB, p *Portrait) (*Comparison, error) {
	latest := p.Latest()
	var others []struct {
		Level      *int
		LevelCount int
		LevelTitle string
		LevelNamed bool
		Axes       []verification.Axis `gorm:"serializer:json"`
	}
	err := visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").
		Where("a.edition_id = ? AND t.kind = ? AND a.territory_id <> ?", latest.EditionID, p.Territory.Kind, latest.TerritoryID).
		Select("a.level, a.level_count, a.level_title, a.level_named, a.axes").Scan(&others).Error
	if err != nil {
		return nil, fmt.Errorf("read the awards of a kind: %w", err)
	}
	var levels []Level
	var axes [][]verification.Axis
	for _, other := range others {
		levels = append(levels, levelOf(other.Level, other.LevelCount, other.LevelTitle, other.LevelNamed))
		axes = append(axes, other.Axes)
	}
	c := &Comparison{Axes: positions(latest.Axes, axes)}
	c.share(LevelOf(latest.Award), levels)
	if len(c.Levels) == 0 && len(c.Axes) == 0 {
		return nil, nil
	}
	return c, nil
}

// share counts the levels of the scale of the territory's own.
func (c *Comparison) share(own Level, others []Level) {
	others = slices.DeleteFunc(others, func(l Level) bool { return l.Number == 0 || l.Count != own.Count || l.Named != own.Named })
	if own.Number == 0 || len(others) < FewestCompared {
		return
	}
	c.Total = len(others) + 1
	for number := own.Count; number > 0; number-- {
		one := Shared{Level: Level{Number: number, Count: own.Count, Named: own.Named}}
		for _, l := range append(others, own) {
			if l.Number == number {
				one.Level = l
				one.Count++
			}
		}
		if one.Own = number == own.Number; one.Count > 0 {
			c.Levels = append(c.Levels, one)
		}
	}
}

func positions(own []verification.Axis, others [][]verification.Axis) map[string]Position {
	places := map[string]Position{}
	for _, axis := range own {
		if axis.Excluded {
			continue
		}
		var shares []exact.Ratio
		above := 0
		for _, other := range others {
			at := slices.IndexFunc(other, func(o verification.Axis) bool { return o.ID == axis.ID && !o.Excluded })
			if at < 0 {
				continue
			}
			shares = append(shares, other[at].Share)
			if axis.Share.Less(other[at].Share) {
				above++
			}
		}
		if len(shares) >= FewestCompared {
			places[axis.ID] = Position{Median: median(shares), Rank: above + 1, Of: len(shares) + 1, Others: len(shares)}
		}
	}
	return places
}

func median(shares []exact.Ratio) exact.Ratio {
	slices.SortFunc(shares, exact.Ratio.Cmp)
	middle := len(shares) / 2
	if len(shares)%2 == 1 {
		return shares[middle]
	}
	return shares[middle-1].Add(shares[middle]).Div(exact.Int(2))
}
