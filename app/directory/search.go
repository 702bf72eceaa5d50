package directory

import (
	"cmp"
	"context"
	"slices"

	"tnl/app/award"
	"tnl/app/territory"
)

// PerPage is how many territories a page of results holds.
const PerPage = 20

// Results is one page of a search.
type Results struct {
	Entries []Entry
	Total   int
	Page    int // from 1
	Pages   int // at least 1
	// Near is the territories whose names are nearly what was typed, when few or none are exactly so; the likeliest first.
	Near   []Entry
	Facets Facets
}

// Entry is a territory in a list.
type Entry struct {
	Slug       string
	Name       string
	Kind       territory.Kind
	Place      string // its department or region
	Population *int   // nil when unknown
	Level      Level
	Year       int // of the level shown
	Mentions   award.Mentions
	Years      []int // of all its awards, rising
	// Earlier is an award other than the one shown, which has the mention looked for; its year is 0 when there is none.
	Earlier struct {
		Year     int
		Mentions award.Mentions
	}
}

// fewFound is how many territories are so few that names typed nearly so are offered too.
const fewFound = 3

// Search finds labelled territories, the highest level first, then by name. It costs one query while nothing changed.
func (d *Directory) Search(ctx context.Context, q Query) (Results, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return Results{}, err
	}
	asked, text := c.ask(q), q.text()
	found, facets := c.pick(&asked, text)
	r := Results{Total: len(found), Pages: max(1, (len(found)+PerPage-1)/PerPage), Facets: facets}
	r.Page = min(max(q.Page, 1), r.Pages)
	asked.sort(found)
	for _, h := range found[(r.Page-1)*PerPage : min(r.Page*PerPage, len(found))] {
		r.Entries = append(r.Entries, asked.entry(h))
	}
	r.Near = c.nearly(&asked, text, len(found))
	return r, nil
}

// nearly gives the territories whose names are nearly what was typed, when found are few.
func (c *catalogue) nearly(q *asked, text *wanted, found int) []Entry {
	if text == nil || found > fewFound {
		return nil
	}
	var near []Entry
	for _, h := range c.near(*text, q.keeps) {
		near = append(near, q.entry(h))
	}
	return near
}

// text is what is looked for by its text, nil when there is none.
func (q Query) text() *wanted {
	if q.Text == "" {
		return nil
	}
	typed := understand(q.Text)
	if !typed.nothing && typed.siren == "" && len(typed.words) == 0 {
		return nil
	}
	return &typed
}

// sort puts the territories found, which come by name, in the order asked for.
func (q *asked) sort(found []*holder) {
	if q.Order == ByName {
		return
	}
	weigh := q.weigh()
	weights := make([]weighed, len(found))
	for i, h := range found {
		weights[i] = weighed{weigh(h), h}
	}
	slices.SortStableFunc(weights, func(a, b weighed) int { return cmp.Compare(b.weight, a.weight) })
	for i := range found {
		found[i] = weights[i].holder
	}
}

// weigh gives what the order asked for puts the largest of first; names settle what is left.
func (q *asked) weigh() func(*holder) int {
	level := func(h *holder) int { a, _ := q.shown(h); return a.shown.height() }
	switch q.Order {
	case ByName:
		return func(*holder) int { return 0 }
	case ByPopulation:
		return inhabitants
	case ByAwards:
		return func(h *holder) int { return len(h.awards) }
	case ByDate:
		return func(h *holder) int { return h.latest().Year*100 + level(h) }
	}
	return level
}

type weighed struct {
	weight int
	*holder
}

// entry is what a list shows of a territory.
func (q *asked) entry(h *holder) Entry {
	a, _ := q.shown(h)
	e := Entry{
		Slug: h.Slug, Name: h.Name, Kind: h.Kind, Place: h.place, Population: h.Population,
		Level: a.shown, Year: a.Year, Mentions: a.given, Years: make([]int, len(h.awards)),
	}
	for i, one := range h.awards {
		e.Years[i] = one.Year
		if q.mention != noFilter && !slices.Contains(a.mentions, q.mention) && slices.Contains(one.mentions, q.mention) {
			e.Earlier.Year, e.Earlier.Mentions = one.Year, one.given
		}
	}
	return e
}

// Latest gives the first territories of the latest published edition, the highest level first.
func (d *Directory) Latest(ctx context.Context, limit int) ([]Entry, error) {
	c, err := d.catalogue(ctx)
	if err != nil || len(c.editions) == 0 {
		return nil, err
	}
	asked := c.ask(Query{Year: c.editions[0].Year})
	found, _ := c.pick(&asked, nil)
	asked.sort(found)
	var entries []Entry
	for _, h := range found[:min(limit, len(found))] {
		entries = append(entries, asked.entry(h))
	}
	return entries, nil
}

// Departments counts what q finds in each department, whatever department q names: for the map.
func (d *Directory) Departments(ctx context.Context, q Query) (map[string]int, error) {
	r, err := d.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for code, count := range r.Facets[FilterDepartment].Values {
		if count > 0 {
			counts[code] = count
		}
	}
	return counts, nil
}

// Choices lists what a search may be narrowed to: the values that some visible award has.
func (d *Directory) Choices(ctx context.Context) (Choices, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return Choices{}, err
	}
	return Choices{
		Years: slices.Clone(c.choices.Years), Levels: slices.Clone(c.choices.Levels), Mentions: slices.Clone(c.choices.Mentions), Software: slices.Clone(c.choices.Software),
	}, nil
}
