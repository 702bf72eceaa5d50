package public

import (
	"context"
	"slices"
	"strconv"

	"tnl/app/directory"
	"tnl/app/web/page"
)

// filterInForce is a filter of a search.
type filterInForce struct {
	label   string
	filter  directory.Filter
	text    bool // it is what was typed, which is no filter of the directory's
	hidden  bool // its control is behind « Plus de filtres »
	without directory.Query
}

// inForce lists what narrows the search.
func (f filterFields) inForce() []filterInForce {
	var list []filterInForce
	add := func(given bool, one filterInForce, label string, remove func(*directory.Query)) {
		if !given {
			return
		}
		one.label, one.without = label, f.query
		one.without.Page = 0
		remove(&one.without)
		list = append(list, one)
	}
	q := f.query
	add(q.Text != "", filterInForce{text: true}, "«\u00a0"+q.Text+"\u00a0»", func(o *directory.Query) { o.Text = "" })
	add(q.Region != "", filterInForce{filter: directory.FilterRegion}, f.reference.RegionName(q.Region), func(o *directory.Query) { o.Region = "" })
	add(q.Department != "", filterInForce{filter: directory.FilterDepartment, hidden: true}, f.reference.DepartmentName(q.Department), func(o *directory.Query) { o.Department = "" })
	add(q.Kind != "", filterInForce{filter: directory.FilterKind}, q.Kind.One(), func(o *directory.Query) { o.Kind = "" })
	add(q.Year != 0, filterInForce{filter: directory.FilterYear, hidden: true}, "Édition "+strconv.Itoa(q.Year), func(o *directory.Query) { o.Year = 0 })
	add(q.MinLevel > 1, filterInForce{filter: directory.FilterMinLevel}, minimum(q.MinLevel), func(o *directory.Query) { o.MinLevel = 0 })
	add(q.Level != "", filterInForce{filter: directory.FilterLevel, hidden: true}, f.exactName(), func(o *directory.Query) { o.Level = "" })
	add(q.Band != "", filterInForce{filter: directory.FilterBand, hidden: true}, f.bandName(), func(o *directory.Query) { o.Band = "" })
	add(q.Mention != "", filterInForce{filter: directory.FilterMention, hidden: true}, "Mention "+f.mentionName(), func(o *directory.Query) { o.Mention = "" })
	add(q.Software != "", filterInForce{filter: directory.FilterSoftware, hidden: true}, f.softwareName(), func(o *directory.Query) { o.Software = "" })
	return list
}

func minimum(level int) string {
	label := "Niveau\u00a0" + strconv.Itoa(level)
	if level < page.Highest {
		label += " ou plus"
	}
	return label
}

func (f filterFields) exactName() string {
	at := slices.IndexFunc(f.choices.Levels, func(h directory.Held) bool { return h.Key == f.query.Level })
	if at < 0 {
		return f.query.Level
	}
	return f.choices.Levels[at].Level.Name()
}

func (f filterFields) bandName() string {
	for _, band := range directory.Bands() {
		if band.Key == f.query.Band {
			return page.Range(band.From, band.To) + " habitants"
		}
	}
	return ""
}

func (f filterFields) mentionName() string {
	at := slices.IndexFunc(f.choices.Mentions, func(g directory.Given) bool { return g.Key == f.query.Mention })
	if at < 0 {
		return f.query.Mention
	}
	return f.choices.Mentions[at].Name
}

func (f filterFields) softwareName() string {
	at := slices.IndexFunc(f.choices.Software, func(g directory.Given) bool { return g.Key == f.query.Software })
	if at < 0 {
		return f.query.Software
	}
	return f.choices.Software[at].Name
}

// wider offers, for a search that finds nothing, each of its filters taken away, when something is found then.
func (s Site) wider(ctx context.Context, f filterFields, inForce []filterInForce) ([]listLink, error) {
	if len(inForce) < 2 {
		return nil, nil // without it stands everything
	}
	var links []listLink
	for _, one := range inForce {
		count := f.facets[one.filter].Any
		if one.text {
			without, err := s.Directory.Search(ctx, one.without)
			if err != nil {
				return nil, err
			}
			count = without.Total
		}
		if count > 0 {
			links = append(links, linkTo("Sans le filtre «\u00a0"+trimQuotes(one.label)+"\u00a0»\u00a0: "+page.Counted(count, "territoire", "territoires"), one.without))
		}
	}
	return links, nil
}

// trimQuotes takes off the quotation marks that another pair is to stand around.
func trimQuotes(label string) string {
	runes := []rune(label)
	if len(runes) > 4 && runes[0] == '«' {
		return string(runes[2 : len(runes)-2])
	}
	return label
}
