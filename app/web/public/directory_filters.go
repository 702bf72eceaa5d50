package public

import (
	"cmp"
	"slices"
	"strconv"

	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// filterFields are the controls of the search, each option with what it would find.
type filterFields struct {
	reference *territory.Reference
	choices   directory.Choices
	facets    directory.Facets
	query     directory.Query
}

// usual are the controls that are always seen.
func (f filterFields) usual() []page.Field {
	return []page.Field{
		{Type: "search", Name: "q", Label: "Nom, code postal ou SIREN", Value: f.query.Text, Autocomplete: "off", MaxLength: longestSearch},
		f.choose(directory.FilterRegion, "region", "Région", "Toutes", f.query.Region, f.regions()),
		f.choose(directory.FilterKind, "type", "Type", "Tous", string(f.query.Kind), f.kinds()),
		f.levels(),
	}
}

// others are the controls behind « Plus de filtres ».
func (f filterFields) others() []page.Field {
	year := ""
	if f.query.Year != 0 {
		year = strconv.Itoa(f.query.Year)
	}
	fields := []page.Field{
		f.choose(directory.FilterDepartment, "departement", "Département", "Tous", f.query.Department, f.departments()),
		f.choose(directory.FilterYear, "annee", "Édition", "Toutes", year, f.years()),
		f.choose(directory.FilterLevel, "niveau-exact", "Niveau exact", "Tous", f.query.Level, f.exactLevels()),
		f.choose(directory.FilterBand, "population", "Population", "Toutes", f.query.Band, f.bands()),
		f.choose(directory.FilterMention, "mention", "Mention spéciale", "Avec ou sans", f.query.Mention, f.mentions()),
	}
	if software := f.software(); len(software) > 0 {
		fields = append(fields, f.choose(directory.FilterSoftware, "logiciel", "Logiciel utilisé", "Tous", f.query.Software, software))
	}
	return fields
}

// choose makes a list of options with their counts, « Bretagne (12) ». What nobody in the directory has is left out,
// unless it is what was asked for.
func (f filterFields) choose(filter directory.Filter, name, label, all, chosen string, options []page.Option) page.Field {
	facet := f.facets[filter]
	field := page.Field{Type: "select", Name: name, Label: label, Value: chosen, Options: []page.Option{{Label: counted(all, facet.Any)}}}
	for _, o := range options {
		count, known := facet.Values[o.Value]
		if known || o.Value == chosen {
			o.Label = counted(o.Label, count)
			field.Options = append(field.Options, o)
		}
	}
	return field
}

func counted(label string, count int) string {
	number, _ := page.Number(count) // an int is always a whole number
	return label + " (" + number + ")"
}

func (f filterFields) regions() []page.Option {
	var options []page.Option
	for _, place := range f.reference.Regions() {
		options = append(options, page.Option{Value: place.Code, Label: place.Name})
	}
	slices.SortFunc(options, func(a, b page.Option) int { return cmp.Compare(territory.Fold(a.Label), territory.Fold(b.Label)) })
	return options
}

func (f filterFields) departments() []page.Option {
	var options []page.Option
	for _, place := range f.reference.Departments() {
		options = append(options, page.Option{Value: place.Code, Label: place.Code + " " + place.Name})
	}
	return options
}

func (f filterFields) kinds() []page.Option {
	var options []page.Option
	for _, kind := range territory.Kinds() {
		options = append(options, page.Option{Value: string(kind), Label: kind.One()})
	}
	return options
}

func (f filterFields) years() []page.Option {
	years := f.choices.Years
	if f.query.Year != 0 && !slices.Contains(years, f.query.Year) {
		years = append([]int{f.query.Year}, years...)
	}
	var options []page.Option
	for _, year := range years {
		options = append(options, page.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	return options
}

func (f filterFields) exactLevels() []page.Option {
	var options []page.Option
	for _, held := range f.choices.Levels {
		option := page.Option{Value: held.Key, Label: held.Level.Name(), Group: "Autres échelles"}
		switch l := held.Level; {
		case l.Usual():
			option.Group = "De un à cinq"
		case l.Unknown():
			option.Group = ""
		case l.Number > 0 && !l.Named:
			option.Label += " sur\u00a0" + strconv.Itoa(l.Count)
		}
		options = append(options, option)
	}
	return options
}

func (f filterFields) bands() []page.Option {
	var options []page.Option
	for _, band := range directory.Bands() {
		options = append(options, page.Option{Value: band.Key, Label: page.Range(band.From, band.To)})
	}
	return options
}

func (f filterFields) mentions() []page.Option {
	var options []page.Option
	for _, given := range f.choices.Mentions {
		options = append(options, page.Option{Value: given.Key, Label: page.UpperFirst(given.Name)})
	}
	return options
}

// software lists what the catalogue has, and what was asked for: the names that territories typed are found by the
// pages of « Qui utilise quoi ».
func (f filterFields) software() []page.Option {
	var options []page.Option
	for _, one := range f.choices.Software {
		options = append(options, page.Option{Value: one.Key, Label: one.Name})
	}
	if q := f.query.Software; q != "" && !slices.ContainsFunc(f.choices.Software, func(g directory.Given) bool { return g.Key == q }) {
		options = append(options, page.Option{Value: q, Label: q})
	}
	return options
}

func (f filterFields) levels() page.Field {
	options := make([]page.Option, page.Highest)
	for i := range options {
		number := strconv.Itoa(i + 1)
		count := f.facets[directory.FilterMinLevel].Values[number]
		shown, _ := page.Number(count)
		options[i] = page.Option{Value: number, Label: number, Points: shown, Note: "Niveau\u00a0" + number + " ou plus, " + page.Counted(count, "territoire", "territoires")}
	}
	options[0].Note = "Tous les niveaux, " + page.Counted(f.facets[directory.FilterMinLevel].Any, "territoire", "territoires")
	options[page.Highest-1].Note = "Niveau\u00a0" + strconv.Itoa(page.Highest) + ", " + page.Counted(f.facets[directory.FilterMinLevel].Values[strconv.Itoa(page.Highest)], "territoire", "territoires")
	return page.Field{Type: "segments", Name: "niveau", Label: "Niveau minimal", Value: strconv.Itoa(max(f.query.MinLevel, 1)), Options: options}
}
