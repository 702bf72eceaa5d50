package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// Statistics counts the labelled territories.
type Statistics struct {
	Edition     int            `json:"edition,omitempty" doc:"Année de l’édition comptée ; absente quand toutes le sont, chaque territoire avec son dernier label." example:"2026"`
	Territories int            `json:"territories" minimum:"0" doc:"Nombre de territoires." example:"24"`
	Editions    []EditionCount `json:"by_edition" nullable:"false" doc:"Par édition, la dernière d’abord, quelle que soit celle qui est demandée."`
	Levels      []Count        `json:"by_level" nullable:"false" doc:"Par niveau, échelle par échelle, le plus haut d’abord."`
	Kinds       []Count        `json:"by_kind" nullable:"false" doc:"Par nature d’organisme."`
	Regions     []Count        `json:"by_region" nullable:"false" doc:"Par région, dans l’ordre des codes ; ceux qui n’ont pas de région n’y sont pas."`
	Departments []Count        `json:"by_department" nullable:"false" doc:"Par département, dans l’ordre des codes ; ceux qui n’ont pas de département n’y sont pas."`
	Bands       []Count        `json:"by_population_band" nullable:"false" doc:"Par tranche de population, la plus petite d’abord ; ceux dont la population n’est pas connue n’y sont pas."`
	Mentions    []Count        `json:"by_mention" nullable:"false" doc:"Par mention spéciale : un territoire compte pour chacune des siennes."`
}

// Count is how many territories have a value.
type Count struct {
	Code        string `json:"code" doc:"Code de la valeur, tel que le filtre le prend." example:"38"`
	Label       string `json:"label" doc:"Nom en français." example:"Isère"`
	Territories int    `json:"territories" minimum:"1" doc:"Nombre de territoires ; une valeur que personne n’a n’est pas dans la liste." example:"3"`
}

// EditionCount is how many territories an edition labelled.
type EditionCount struct {
	Edition     int `json:"edition" doc:"Année." example:"2026"`
	Territories int `json:"territories" minimum:"0" doc:"Nombre de territoires labellisés." example:"24"`
}

// StatisticsInput is what is counted.
type StatisticsInput struct {
	Edition int `query:"edition" minimum:"2016" maximum:"2100" doc:"Année de l’édition ; toutes, sans elle." example:"2026"`
}

// StatisticsOutput is the figures.
type StatisticsOutput struct{ Body Statistics }

func (a *API) statisticsOperation() {
	get(a, huma.Operation{
		OperationID: "getStatistics", Path: "/statistics", Tags: []string{tagStatistics},
		Summary:     "Compter les territoires labellisés",
		Description: "Par édition, niveau, nature, région, département, tranche de population et mention. Seuls les labels en vigueur comptent : rien ne dit combien de candidatures il y a eu.",
	}, a.statistics)
}

func (a *API) statistics(ctx context.Context, in *StatisticsInput) (*StatisticsOutput, error) {
	r, err := a.Directory.Search(ctx, directory.Query{Year: in.Edition})
	if err != nil {
		return nil, err
	}
	choices, err := a.Directory.Choices(ctx)
	if err != nil {
		return nil, err
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	out := &StatisticsOutput{Statistics{
		Edition: in.Edition, Territories: r.Total, Editions: []EditionCount{},
		Levels: []Count{}, Kinds: []Count{}, Bands: []Count{}, Mentions: []Count{},
		Regions:     counted(r.Facets[directory.FilterRegion], reference.RegionName),
		Departments: counted(r.Facets[directory.FilterDepartment], reference.DepartmentName),
	}}
	s := &out.Body
	for _, year := range choices.Years {
		s.Editions = append(s.Editions, EditionCount{year, r.Facets[directory.FilterYear].Values[strconv.Itoa(year)]})
	}
	add := func(to *[]Count, filter directory.Filter, code, label string) {
		if n := r.Facets[filter].Values[code]; n > 0 {
			*to = append(*to, Count{code, label, n})
		}
	}
	for _, one := range choices.Levels {
		add(&s.Levels, directory.FilterLevel, one.Key, one.Level.Name())
	}
	for _, kind := range territory.Kinds() {
		add(&s.Kinds, directory.FilterKind, string(kind), kind.Many())
	}
	for _, band := range directory.Bands() {
		add(&s.Bands, directory.FilterBand, band.Key, page.Range(band.From, band.To)+" habitants")
	}
	for _, one := range choices.Mentions {
		add(&s.Mentions, directory.FilterMention, one.Key, one.Name)
	}
	return out, nil
}

// counted lists the values of a filter that somebody has, by their codes.
func counted(f directory.Facet, name func(string) string) []Count {
	out := []Count{}
	for code, n := range f.Values {
		if n > 0 {
			out = append(out, Count{code, name(code), n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return strings.Compare(a.Code, b.Code) })
	return out
}
