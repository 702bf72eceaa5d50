package directory

import (
	"cmp"
	"slices"
	"strconv"

	"tnl/app/territory"
)

// values numbers the values that the directory has for a filter.
type values struct {
	keys []string
	at   map[string]int
}

// of gives the number of a value, noting it the first time; -1 for none.
func (v *values) of(key string) int {
	if key == "" {
		return -1
	}
	at, known := v.at[key]
	if !known {
		if v.at == nil {
			v.at = map[string]int{}
		}
		at = len(v.keys)
		v.at[key] = at
		v.keys = append(v.keys, key)
	}
	return at
}

// asked gives the number of a value looked for: noFilter when there is none to look for.
func (v *values) asked(key string) int {
	if key == "" {
		return noFilter
	}
	if at, known := v.at[key]; known {
		return at
	}
	return unheld
}

// Choices is what a search may be narrowed to, beside kinds and places.
type Choices struct {
	Years    []int  // of the published editions, the latest first
	Levels   []Held // scale by scale, the highest first
	Mentions []Given
	Software []Given // that the catalogue of software has, by name
}

// Held is a level that somebody holds or held.
type Held struct {
	Key   string
	Level Level
}

// Given is a mention that somebody was given, or a software that somebody uses.
type Given struct{ Key, Name string }

// sortOut numbers the values of every filter, and notes where each territory and award stands.
func (c *catalogue) sortOut() {
	for _, e := range c.editions {
		c.values[FilterYear].of(strconv.Itoa(e.Year))
		c.choices.Years = append(c.choices.Years, e.Year)
	}
	for level := 1; level <= usualLevels; level++ {
		c.values[FilterMinLevel].of(strconv.Itoa(level))
	}
	for _, h := range c.holders {
		h.kind, h.band = c.values[FilterKind].of(string(h.Kind)), c.values[FilterBand].of(bandOf(h.Population))
		h.department, h.region = c.values[FilterDepartment].of(h.Department), c.values[FilterRegion].of(h.Region)
		for _, a := range h.awards {
			c.place(a)
			for _, m := range a.mentions {
				if !slices.Contains(h.mentions, m) {
					h.mentions = append(h.mentions, m)
				}
			}
		}
	}
	slices.SortFunc(c.choices.Levels, func(a, b Held) int {
		return cmp.Or(cmp.Compare(a.Level.scale(), b.Level.scale()), cmp.Compare(b.Level.Count, a.Level.Count),
			cmp.Compare(b.Level.Number, a.Level.Number), cmp.Compare(a.Key, b.Key))
	})
	slices.SortFunc(c.choices.Mentions, func(a, b Given) int { return cmp.Compare(a.Key, b.Key) })
}

// place notes where an award stands.
func (c *catalogue) place(a *held) {
	a.year = c.values[FilterYear].of(strconv.Itoa(a.Year))
	levels := &c.values[FilterLevel]
	if a.level = levels.of(a.shown.Key()); len(levels.keys) > len(c.choices.Levels) {
		c.choices.Levels = append(c.choices.Levels, Held{levels.keys[a.level], a.shown})
	}
	for _, m := range a.given {
		mentions := &c.values[FilterMention]
		at := mentions.of(MentionKey(m))
		if at < 0 {
			continue
		}
		if a.mentions = append(a.mentions, at); len(mentions.keys) > len(c.choices.Mentions) {
			c.choices.Mentions = append(c.choices.Mentions, Given{mentions.keys[at], m.Name()})
		}
	}
}

// scale orders the scales: the usual one, others, what is on none, what was not published.
func (l Level) scale() int {
	switch {
	case l.Unknown():
		return 3
	case l.Number == 0:
		return 2
	case l.Usual():
		return 0
	}
	return 1
}

// Kinds lists the kinds of the territories of some results' facets, in their order.
func (f *Facets) Kinds() []territory.Kind {
	return slices.DeleteFunc(territory.Kinds(), func(k territory.Kind) bool { _, known := f[FilterKind].Values[string(k)]; return !known })
}
