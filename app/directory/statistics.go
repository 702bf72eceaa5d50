package directory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"tnl/app/award"
	"tnl/app/exact"
	"tnl/app/territory"
	"tnl/app/verification"
)

// Statistics is the label over the years, told by the awards that stand and by nothing else. Every list of counts goes
// with Years.
type Statistics struct {
	Years       []int // of the published editions, rising
	Awards      []int
	First       []int // awards to territories that had none before
	Scales      []ScaleOverYears
	Unpublished []int // awards whose level was not published
	Kinds       []KindOverYears
	Mentions    []MentionOverYears
	Axes        []AxisOverYears
	Reach
	Regions     []PlaceReach // by name
	Departments []PlaceReach // by code
}

// ScaleOverYears is one of the label's scales: levels of different scales are not compared.
type ScaleOverYears struct {
	Name   string
	Used   []bool // by the edition
	Levels []LevelOverYears
}

// LevelOverYears counts a level.
type LevelOverYears struct {
	Level  Level
	Counts []int
}

// KindOverYears counts the awards of a kind of territory.
type KindOverYears struct {
	Kind   territory.Kind
	Counts []int
}

// MentionOverYears counts a mention.
type MentionOverYears struct {
	Given
	Counts []int
	Total  int
}

// AxisOverYears is the mean of the laureates on an axis, nil where fewer than FewestCompared have a score.
type AxisOverYears struct {
	ID, Title string
	Means     []*exact.Ratio // of 1
}

// FewestCompared is the least number of territories of which a mean, a median or a rank is told.
const FewestCompared = 5

// Reach tells how many people live in a commune that has, or had, the label.
type Reach struct {
	Inhabitants int // of those communes
	Population  int // of all communes
}

// PlaceReach is a department or a region with its labelled territories.
type PlaceReach struct {
	Code, Name  string
	Territories int // of any kind, each once
	Reach
}

// Statistics gathers the figures of every published edition.
func (d *Directory) Statistics(ctx context.Context) (*Statistics, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return nil, err
	}
	s := &Statistics{}
	for _, e := range slices.Backward(c.editions) {
		s.Years = append(s.Years, e.Year)
		s.Awards = append(s.Awards, e.Awards)
	}
	s.First, s.Unpublished = s.counts(), s.counts()
	for _, h := range c.holders {
		s.First[s.at(h.awards[0].Year)]++
		for _, a := range h.awards {
			s.add(h, a)
		}
	}
	s.order()
	s.places(c)
	return s, d.axes(ctx, s)
}

func (s *Statistics) counts() []int { return make([]int, len(s.Years)) }

// at is where a year stands.
func (s *Statistics) at(year int) int {
	at, _ := slices.BinarySearch(s.Years, year)
	return at
}

// add counts an award.
func (s *Statistics) add(h *holder, a *held) {
	year := s.at(a.Year)
	if a.shown.Unknown() {
		s.Unpublished[year]++
	} else {
		s.level(a.shown, year)
	}
	kind := slices.IndexFunc(s.Kinds, func(k KindOverYears) bool { return k.Kind == h.Kind })
	if kind < 0 {
		kind = len(s.Kinds)
		s.Kinds = append(s.Kinds, KindOverYears{h.Kind, s.counts()})
	}
	s.Kinds[kind].Counts[year]++
	for _, m := range a.given {
		given := Given{MentionKey(m), m.Name()}
		at := slices.IndexFunc(s.Mentions, func(o MentionOverYears) bool { return o.Key == given.Key })
		if at < 0 {
			at = len(s.Mentions)
			s.Mentions = append(s.Mentions, MentionOverYears{Given: given, Counts: s.counts()})
		}
		s.Mentions[at].Counts[year]++
		s.Mentions[at].Total++
	}
}

// level counts a level on its scale, with every level of the scale beside it.
func (s *Statistics) level(l Level, year int) {
	name := l.scaleName()
	at := slices.IndexFunc(s.Scales, func(o ScaleOverYears) bool { return o.Name == name })
	if at < 0 {
		at = len(s.Scales)
		s.Scales = append(s.Scales, s.scale(l))
	}
	scale := &s.Scales[at]
	scale.Used[year] = true
	for i := range scale.Levels {
		if same := &scale.Levels[i]; same.Level.Number == l.Number && (l.Number > 0 || same.Level.Title == l.Title) {
			same.Counts[year]++
			return
		}
	}
	scale.Levels = append(scale.Levels, LevelOverYears{l, s.counts()})
	scale.Levels[len(scale.Levels)-1].Counts[year]++
}

// scale makes the scale of a level, the highest level first.
func (s *Statistics) scale(of Level) ScaleOverYears {
	scale := ScaleOverYears{Name: of.scaleName(), Used: make([]bool, len(s.Years))}
	for number := of.Count; number > 0 && of.Number > 0; number-- {
		level := Level{Number: number, Count: of.Count, Named: of.Named}
		if of.Named {
			level.Title = award.ScaleTitle(number, of.Count)
		}
		if number == of.Number {
			level.Title = of.Title
		}
		scale.Levels = append(scale.Levels, LevelOverYears{level, s.counts()})
	}
	return scale
}

// scaleName tells scales apart: « Niveaux de 1 à 5 ».
func (l Level) scaleName() string {
	switch {
	case l.Number == 0:
		return "Engagement sans niveau"
	case l.Named:
		return "Échelle à " + strconv.Itoa(l.Count) + " degrés nommés"
	}
	return "Niveaux de 1 à " + strconv.Itoa(l.Count)
}

// order sorts what was counted as it came.
func (s *Statistics) order() {
	slices.SortFunc(s.Scales, func(a, b ScaleOverYears) int {
		first, second := a.Levels[0].Level, b.Levels[0].Level
		return cmp.Or(cmp.Compare(first.scale(), second.scale()), cmp.Compare(second.Count, first.Count))
	})
	kinds := territory.Kinds()
	slices.SortFunc(s.Kinds, func(a, b KindOverYears) int {
		return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
	})
	slices.SortFunc(s.Mentions, func(a, b MentionOverYears) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key))
	})
}

// axes adds the means of the editions that were scored here.
func (d *Directory) axes(ctx context.Context, s *Statistics) error {
	var rows []struct {
		Year int
		Axes []verification.Axis `gorm:"serializer:json"`
	}
	err := visible(d.DB.Read(ctx)).Where("a.candidacy_id IS NOT NULL").Select("e.year, a.axes").Order("e.year").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the scores by axis: %w", err)
	}
	type sum struct {
		total exact.Ratio
		count int
	}
	sums := map[string][]sum{} // by axis
	for _, row := range rows {
		at, known := slices.BinarySearch(s.Years, row.Year)
		if !known {
			continue // published since the others were counted: the next request tells it
		}
		for _, axis := range row.Axes {
			if sums[axis.ID] == nil {
				sums[axis.ID] = make([]sum, len(s.Years))
				s.Axes = append(s.Axes, AxisOverYears{ID: axis.ID, Means: make([]*exact.Ratio, len(s.Years))})
			}
			if !axis.Excluded {
				one := &sums[axis.ID][at]
				one.total, one.count = one.total.Add(axis.Share), one.count+1
			}
			s.title(axis)
		}
	}
	for i := range s.Axes {
		for at, one := range sums[s.Axes[i].ID] {
			if one.count >= FewestCompared {
				mean := one.total.Div(exact.Int(int64(one.count)))
				s.Axes[i].Means[at] = &mean
			}
		}
	}
	s.Axes = slices.DeleteFunc(s.Axes, func(axis AxisOverYears) bool {
		return !slices.ContainsFunc(axis.Means, func(mean *exact.Ratio) bool { return mean != nil })
	})
	return nil
}

// title calls an axis as its last edition does.
func (s *Statistics) title(axis verification.Axis) {
	for i := range s.Axes {
		if s.Axes[i].ID == axis.ID {
			s.Axes[i].Title = axis.Title
		}
	}
}
