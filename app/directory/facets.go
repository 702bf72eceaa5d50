package directory

import (
	"slices"
	"strconv"
)

// Filter is one way of narrowing a search.
type Filter int

const (
	FilterYear Filter = iota
	FilterMinLevel
	FilterLevel
	FilterKind
	FilterDepartment
	FilterRegion
	FilterBand
	FilterMention
	FilterSoftware
	filters // how many there are
)

// Facets tells, for each filter, what it would find with the others as they are.
type Facets [filters]Facet

// Facet is one filter: how many territories it would find left aside, and with each value that the directory has.
// Values are written as in an address: years and levels in digits.
type Facet struct {
	Any    int
	Values map[string]int
}

// asked is a query with its values as the catalogue numbers them.
type asked struct {
	Query
	year, level, kind, department, region, band, mention, software int // noFilter, or unheld
}

const (
	noFilter = -1
	unheld   = -2 // by anybody
)

// ask finds where the values of a query stand.
func (c *catalogue) ask(q Query) asked {
	year := ""
	if q.Year != 0 {
		year = strconv.Itoa(q.Year)
	}
	return asked{
		Query: q, year: c.values[FilterYear].asked(year), level: c.values[FilterLevel].asked(q.Level), kind: c.values[FilterKind].asked(string(q.Kind)),
		department: c.values[FilterDepartment].asked(q.Department), region: c.values[FilterRegion].asked(q.Region),
		band: c.values[FilterBand].asked(q.Band), mention: c.values[FilterMention].asked(q.Mention),
		software: c.values[FilterSoftware].asked(q.Software),
	}
}

// refusals are the filters that refuse a territory, one bit each.
type refusals uint

// none tells whether no other filter refuses it than the one left aside.
func (r refusals) none(aside Filter) bool { return r&^(1<<aside) == 0 }

func refusing(f Filter, wanted, has int) refusals {
	if wanted == noFilter || wanted == has {
		return 0
	}
	return 1 << f
}

// ofTerritory is what refuses a territory, whatever its awards.
func (q *asked) ofTerritory(h *holder) refusals {
	refused := refusing(FilterKind, q.kind, h.kind) | refusing(FilterDepartment, q.department, h.department) |
		refusing(FilterRegion, q.region, h.region) | refusing(FilterBand, q.band, h.band)
	if q.software != noFilter && !slices.Contains(h.software, q.software) {
		refused |= 1 << FilterSoftware
	}
	return refused
}

// ofAward is what refuses an award with the mentions that go with it.
func (q *asked) ofAward(a *held, mentions []int) refusals {
	refused := refusing(FilterLevel, q.level, a.level)
	if q.MinLevel > 1 && !a.shown.reaches(q.MinLevel) {
		refused |= 1 << FilterMinLevel
	}
	if q.mention != noFilter && !slices.Contains(mentions, q.mention) {
		refused |= 1 << FilterMention
	}
	return refused
}

// shown is the award that a list shows of a territory, with the mentions that find it: its latest award and those of
// all, or the award of the edition looked at, nil when there is none.
func (q *asked) shown(h *holder) (*held, []int) {
	if q.Year == 0 {
		return h.latest(), h.mentions
	}
	if a := h.in(q.Year); a != nil {
		return a, a.mentions
	}
	return nil, nil
}

// keeps tells whether everything but the text lets a territory through.
func (q *asked) keeps(h *holder) bool {
	a, mentions := q.shown(h)
	return a != nil && q.ofTerritory(h)|q.ofAward(a, mentions) == 0
}

// tally counts the facets, value by value.
type tally [filters]struct {
	any    int
	values []int
}

// pick goes once through the catalogue: it gives the territories found, and counts every facet.
func (c *catalogue) pick(q *asked, text *wanted) (found []*holder, facets Facets) {
	var t tally
	for f := range t {
		t[f].values = make([]int, len(c.values[f].keys))
	}
	for _, h := range c.holders {
		if text != nil && !text.finds(h) {
			continue
		}
		fixed := q.ofTerritory(h)
		for _, a := range h.awards {
			if (fixed | q.ofAward(a, a.mentions)) == 0 {
				t[FilterYear].values[a.year]++
			}
		}
		if (fixed | q.ofAward(h.latest(), h.mentions)) == 0 {
			t[FilterYear].any++
		}
		shown, mentions := q.shown(h)
		if shown == nil {
			continue
		}
		refused := fixed | q.ofAward(shown, mentions)
		if refused == 0 {
			found = append(found, h)
		}
		t.add(h, shown, mentions, refused)
	}
	for f := range facets {
		facets[f] = Facet{t[f].any, make(map[string]int, len(t[f].values))}
		for i, key := range c.values[f].keys {
			facets[f].Values[key] = t[f].values[i]
		}
	}
	return found, facets
}

// add counts a territory in the facets that it would be in.
func (t *tally) add(h *holder, shown *held, mentions []int, refused refusals) {
	one := func(f Filter, value int) {
		if refused.none(f) {
			t[f].any++
			if value >= 0 {
				t[f].values[value]++
			}
		}
	}
	one(FilterLevel, shown.level)
	one(FilterKind, h.kind)
	one(FilterDepartment, h.department)
	one(FilterRegion, h.region)
	one(FilterBand, h.band)
	one(FilterMention, -1)
	if refused.none(FilterMention) {
		for _, m := range mentions {
			t[FilterMention].values[m]++
		}
	}
	one(FilterSoftware, -1)
	if refused.none(FilterSoftware) {
		for _, s := range h.software {
			t[FilterSoftware].values[s]++
		}
	}
	one(FilterMinLevel, 0)
	if refused.none(FilterMinLevel) {
		for level := 2; level <= usualLevels && shown.shown.reaches(level); level++ {
			t[FilterMinLevel].values[level-1]++
		}
	}
}
