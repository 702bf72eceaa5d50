// Package impact tells who would move if the questionnaire of a past edition were another: its points, its
// conditions or its scale changed. It decides nothing and changes nothing.
package impact

import (
	"cmp"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// Standing is where a score stands: its level (0 for none) and its total, a share of 1.
type Standing struct {
	Level int
	Total exact.Ratio
}

// Case is one candidacy under both questionnaires.
type Case struct {
	Name          string // of the territory
	Facts         questionnaire.Facts
	Questionnaire *questionnaire.Questionnaire // its own, of Before
	Before, After Standing
	// What follows is known of a candidacy that was read in the database.
	CandidacyID string
	Number      int  // of the submission
	Concerned   bool // a candidacy of the reader's own territory
}

// Differs tells whether the level or the total is another one.
func (c Case) Differs() bool {
	return c.Before.Level != c.After.Level || c.Before.Total.Cmp(c.After.Total) != 0
}

// Size is a band of population.
type Size string

const (
	Village     Size = "below_3500"
	Town        Size = "below_10000"
	LargeTown   Size = "below_50000"
	City        Size = "50000_and_more"
	UnknownSize Size = "unknown"
)

// Sizes are the bands in rising order.
var Sizes = []Size{Village, Town, LargeTown, City, UnknownSize}

// SizeOf gives the band of a population, below 0 when it is not known.
func SizeOf(population int) Size {
	switch {
	case population < 0:
		return UnknownSize
	case population < 3500:
		return Village
	case population < 10000:
		return Town
	case population < 50000:
		return LargeTown
	}
	return City
}

// Label is the band as people read it.
func (s Size) Label() string {
	return map[Size]string{
		Village: "< 3 500", Town: "< 10 000", LargeTown: "< 50 000", City: "50 000 et plus", UnknownSize: "inconnue",
	}[s]
}

// Count tells how many candidacies rise, fall or keep their level.
type Count struct {
	Candidacies int `json:"candidacies"`
	Up          int `json:"up"`
	Down        int `json:"down"`
	Same        int `json:"same"`
}

func (c *Count) add(one *Case) {
	c.Candidacies++
	switch order := cmp.Compare(one.After.Level, one.Before.Level); {
	case order > 0:
		c.Up++
	case order < 0:
		c.Down++
	default:
		c.Same++
	}
}

// Group is the candidacies of one kind and size.
type Group struct {
	Kind string `json:"kind"`
	Size Size   `json:"size"`
	Count
}

// Move is how many candidacies go from one level to another; 0 is no level. Those that stay are told too.
type Move struct {
	From  int `json:"from"`
	To    int `json:"to"`
	Count int `json:"count"`
}

// Summary is the effect of a change. It names nobody.
type Summary struct {
	Count
	// Higher and Lower count the candidacies whose total rises or falls, whatever their level.
	Higher int     `json:"total_higher"`
	Lower  int     `json:"total_lower"`
	Moves  []Move  `json:"moves"`
	Groups []Group `json:"groups"`
}

// Compare sums up cases: by level before and after, and by kind and size.
func Compare(cases []Case) Summary {
	s := Summary{Moves: []Move{}, Groups: []Group{}}
	type place struct {
		kind string
		size Size
	}
	groups := map[place]*Count{}
	moves := map[[2]int]int{}
	for i := range cases {
		c := &cases[i]
		s.add(c)
		at := place{c.Facts.Kind, SizeOf(c.Facts.Population)}
		if groups[at] == nil {
			groups[at] = &Count{}
		}
		groups[at].add(c)
		moves[[2]int{c.Before.Level, c.After.Level}]++
		switch order := c.After.Total.Cmp(c.Before.Total); {
		case order > 0:
			s.Higher++
		case order < 0:
			s.Lower++
		}
	}
	for at, count := range groups {
		s.Groups = append(s.Groups, Group{Kind: at.kind, Size: at.size, Count: *count})
	}
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(slices.Index(questionnaire.Kinds, a.Kind), slices.Index(questionnaire.Kinds, b.Kind)),
			cmp.Compare(slices.Index(Sizes, a.Size), slices.Index(Sizes, b.Size)))
	})
	for way, count := range moves {
		s.Moves = append(s.Moves, Move{From: way[0], To: way[1], Count: count})
	}
	slices.SortFunc(s.Moves, func(a, b Move) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return s
}

// Movers gives the cases whose level changes, the greatest falls first, then by name.
func Movers(cases []Case) []Case {
	var out []Case
	for _, c := range cases {
		if c.Before.Level != c.After.Level {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Case) int {
		return cmp.Or(cmp.Compare(a.After.Level-a.Before.Level, b.After.Level-b.Before.Level), cmp.Compare(a.Name, b.Name))
	})
	return out
}
