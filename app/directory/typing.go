package directory

import (
	"cmp"
	"slices"
)

// mostNear is how many names are offered for one that was badly typed.
const mostNear = 10

// near finds the holders, among those that keep lets through, that a text may mean in spite of errors of typing: a
// letter too many, missing, wrong, or two exchanged. Only those with the fewest errors are given, the likeliest first.
func (c *catalogue) near(w wanted, keep func(*holder) bool) []*holder {
	type candidate struct {
		*holder
		errors, rest int
	}
	var candidates []candidate
	fewest := far - 1
	for rank, gap := range c.gaps(w) {
		if gap.errors == 0 || gap.errors > fewest || !keep(c.holders[rank]) {
			continue
		}
		fewest = gap.errors
		candidates = append(candidates, candidate{c.holders[rank], gap.errors, gap.rest})
	}
	candidates = slices.DeleteFunc(candidates, func(one candidate) bool { return one.errors > fewest })
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rest, b.rest), cmp.Compare(inhabitants(b.holder), inhabitants(a.holder)), cmp.Compare(a.rank, b.rank))
	})
	var found []*holder
	for _, one := range candidates[:min(len(candidates), mostNear)] {
		found = append(found, one.holder)
	}
	return found
}

// gap is how far a text is from a name: the errors of typing, then the letters that were not typed.
type gap struct{ errors, rest int }

// far is more errors than any name is looked for with.
const far = 1 << 20

func (g gap) less(other gap) bool {
	return g.errors < other.errors || g.errors == other.errors && g.rest < other.rest
}

// gaps gives the gap between a text and each holder: word by word, or the words put together.
func (c *catalogue) gaps(w wanted) []gap {
	total := make([]gap, len(c.holders))
	if w.nothing || w.siren != "" || len(w.words) == 0 {
		for rank := range total {
			total[rank].errors = far
		}
		return total
	}
	nearest := make([]gap, len(c.holders))
	for _, word := range w.words {
		c.nearest(word, nearest)
		for rank := range total {
			total[rank].errors += nearest[rank].errors
			total[rank].rest += nearest[rank].rest
		}
	}
	for rank, h := range c.holders {
		for i := range h.names {
			if g := between(w.joined, h.names[i].joined); g.less(total[rank]) {
				total[rank] = g
			}
		}
	}
	return total
}

// nearest fills gaps with that between a word, after its space, and the nearest word of each holder.
func (c *catalogue) nearest(word string, gaps []gap) {
	for rank, h := range c.holders {
		gaps[rank] = gap{errors: far}
		if h.coded(word) {
			gaps[rank] = gap{}
		}
	}
	for of, ranks := range c.words {
		g := between(word[1:], of)
		if g.errors == far {
			continue
		}
		for _, rank := range ranks {
			if g.less(gaps[rank]) {
				gaps[rank] = g
			}
		}
	}
}

// allowed is how many errors a word of that length may have; a word of three letters is compared whole.
func allowed(length int) int {
	switch {
	case length < 3:
		return 0
	case length < 7:
		return 1
	}
	return 2
}

const wholeUnder = 4

// between counts the errors between what was typed and the beginning of a name that is the nearest to it.
func between(typed, name string) gap {
	most := allowed(len(typed))
	if len(name) < len(typed)-most || len(typed) > longestText || typed[0] >= '0' && typed[0] <= '9' {
		return gap{errors: far}
	}
	// What lies further than the errors allowed cannot be the beginning that was meant.
	letters := min(len(name), len(typed)+most)
	var rows [3][longestText + 4]uint8
	for j := range letters + 1 {
		rows[0][j] = uint8(j)
	}
	for i := 1; i <= len(typed); i++ {
		before, above, row := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		row[0] = uint8(i)
		least := row[0]
		for j := 1; j <= letters; j++ {
			d := above[j-1]
			if typed[i-1] != name[j-1] {
				d = 1 + min(d, above[j], row[j-1])
				if i > 1 && j > 1 && typed[i-1] == name[j-2] && typed[i-2] == name[j-1] {
					d = min(d, before[j-2]+1)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if int(least) > most {
			return gap{errors: far}
		}
	}
	best := gap{errors: far}
	last := &rows[len(typed)%3]
	from := 1
	if len(typed) < wholeUnder {
		from = len(name)
	}
	for j := from; j <= letters; j++ {
		if g := (gap{int(last[j]), len(name) - j}); g.errors <= most && g.less(best) {
			best = g
		}
	}
	return best
}
