package api

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/territory"
)

// TerritorySummary is a labelled territory in a list.
type TerritorySummary struct {
	ID         string         `json:"id" doc:"Identifiant, dans les adresses : il ne change pas, même si le territoire change de nom." example:"grenoble-38185"`
	Name       string         `json:"name" doc:"Nom d’aujourd’hui." example:"Grenoble"`
	Kind       Coded          `json:"kind" doc:"Nature de l’organisme."`
	SIREN      string         `json:"siren,omitempty" pattern:"^[0-9]{9}$" doc:"SIREN, 9 chiffres ; absent quand il n’est pas connu." example:"213801855"`
	INSEE      string         `json:"insee_code,omitempty" doc:"Code INSEE (code officiel géographique) d’une commune, d’un département ou d’une région." example:"38185"`
	Department *Coded         `json:"department,omitempty" doc:"Département où il se trouve, par son code INSEE."`
	Region     *Coded         `json:"region,omitempty" doc:"Région où il se trouve, par son code INSEE."`
	Population *int           `json:"population,omitempty" minimum:"0" doc:"Habitants (population municipale, INSEE) ; absent quand elle n’est pas connue." example:"156140"`
	Level      Level          `json:"level" doc:"Niveau de son dernier label, ou de celui de l’édition demandée."`
	Edition    int            `json:"edition" doc:"Année de l’édition où ce niveau a été décerné." example:"2026"`
	Mentions   []Coded        `json:"mentions" nullable:"false" doc:"Mentions spéciales décernées avec ce niveau."`
	Editions   []int          `json:"editions" nullable:"false" doc:"Années de toutes les éditions où il a été labellisé, de la première à la dernière." example:"[2021,2026]"`
	Links      TerritoryLinks `json:"links" doc:"Où en lire plus."`
}

// TerritoryLinks are the addresses of a territory.
type TerritoryLinks struct {
	Self  string `json:"self" format:"uri" doc:"Le territoire dans cette API, avec tous ses labels." example:"https://label.example.org/api/v1/territories/grenoble-38185"`
	Page  string `json:"page" format:"uri" doc:"Sa page du site." example:"https://label.example.org/territoires/grenoble-38185"`
	Badge string `json:"badge" format:"uri" doc:"Image (SVG) qui suit son niveau, à montrer sur un site." example:"https://label.example.org/territoires/grenoble-38185/badges/clair.svg"`
}

// Territory is a labelled territory with its awards.
type Territory struct {
	TerritorySummary
	Awards      []Award      `json:"awards" nullable:"false" doc:"Tous ses labels en vigueur, le dernier d’abord."`
	Inventory   *Inventory   `json:"software,omitempty" doc:"Les logiciels libres qu’il utilise, d’après le dernier inventaire qu’il publie."`
	Initiatives []Initiative `json:"initiatives,omitempty" nullable:"false" doc:"Ce qu’il a fait et raconte, le plus récent d’abord."`
}

// Filters keep some territories, or their awards.
type Filters struct {
	Text       string          `query:"q" maxLength:"200" doc:"Un nom ou son début, un code postal, un code INSEE ou un SIREN ; accents, majuscules et traits d’union n’y changent rien." example:"grenoble"`
	Edition    int             `query:"edition" minimum:"2016" maximum:"2100" doc:"Année de l’édition." example:"2026"`
	Level      string          `query:"level" maxLength:"40" doc:"Code d’un niveau, celui-là seulement : de 1 à 5 sur l’échelle de cinq, « argent », « badge », « non-publie »…" example:"4"`
	MinLevel   int             `query:"min_level" minimum:"1" maximum:"5" doc:"Niveau minimal, ramené sur l’échelle de cinq ; écarte ce dont le niveau n’est pas publié à partir de 2." example:"3"`
	Kind       kindParam       `query:"kind" doc:"Nature de l’organisme." example:"commune"`
	Department departmentParam `query:"department" doc:"Département où il se trouve." example:"38"`
	Region     regionParam     `query:"region" doc:"Région où il se trouve." example:"84"`
	Band       bandParam       `query:"population_band" doc:"Tranche de population, en habitants." example:"3500-9999"`
	Software   string          `query:"software" maxLength:"200" doc:"Identifiant d’un logiciel : les territoires dont l’inventaire publié le nomme." example:"libreoffice"`
	Mention    string          `query:"mention" maxLength:"100" doc:"Code d’une mention spéciale : les territoires qui l’ont reçue, dans l’édition demandée ou dans une autre ; ou les labels qui la portent." example:"mutualisation"`
}

// kindParam is a kind as it is asked for.
type kindParam string

// Schema lists the kinds.
func (kindParam) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, kind := range territory.Kinds() {
		s.Enum = append(s.Enum, string(kind))
	}
	s.PrecomputeMessages()
	return s
}

// departmentParam and regionParam are places as they are asked for.
type (
	departmentParam string
	regionParam     string
)

// Schema says what is expected; the places themselves are looked up with the reference data.
func (departmentParam) Schema(huma.Registry) *huma.Schema {
	return worded("le code d’un département, comme 38, 2A ou 974")
}

// Schema says the same of regions.
func (regionParam) Schema(huma.Registry) *huma.Schema {
	return worded("le code INSEE d’une région, comme 84 ou 02")
}

// acceptedKey is where a schema words what it accepts, when no rule of JSON Schema says it.
const acceptedKey = "x-accepted"

func worded(accepted string) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Extensions: map[string]any{acceptedKey: accepted}}
}

// bandParam is a range of population as it is asked for.
type bandParam string

// Schema lists the ranges.
func (bandParam) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, band := range directory.Bands() {
		s.Enum = append(s.Enum, band.Key)
	}
	s.PrecomputeMessages()
	return s
}

// query reads the filters. Invalid for a place, a level or a mention that nobody has.
func (a *API) query(ctx context.Context, f Filters) (directory.Query, error) {
	q := directory.Query{
		Text: f.Text, Year: f.Edition, Level: f.Level, MinLevel: f.MinLevel, Kind: territory.Kind(f.Kind),
		Department: strings.ToUpper(string(f.Department)), Region: string(f.Region), Software: f.Software, Band: string(f.Band), Mention: f.Mention,
	}
	choices, err := a.Directory.Choices(ctx)
	if err != nil {
		return q, err
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return q, err
	}
	refused := fault.Fields{}
	refused.Check(q.Department == "" || reference.DepartmentName(q.Department) != "", "department", "Aucun département n’a ce code : le code INSEE est attendu, comme 38, 2A ou 974.")
	levels, mentions := []string{"1", "2", "3", "4", "5"}, []string{}
	for _, one := range choices.Levels {
		if !slices.Contains(levels, one.Key) {
			levels = append(levels, one.Key)
		}
	}
	for _, one := range choices.Mentions {
		mentions = append(mentions, one.Key)
	}
	refused.Check(q.Level == "" || slices.Contains(levels, q.Level), "level", "Aucun label n’a ce niveau. Attendu : une de ces valeurs : "+strings.Join(levels, ", ")+".")
	refused.Check(q.Mention == "" || slices.Contains(mentions, q.Mention), "mention", "Aucun label n’a cette mention. Attendu : une de ces valeurs : "+strings.Join(mentions, ", ")+".")
	refused.Check(q.Region == "" || reference.RegionName(q.Region) != "", "region", "Aucune région n’a ce code : le code INSEE est attendu, comme 84 ou 02.")
	return q, wrong(refused)
}

// TerritoriesInput is what the list of territories takes.
type TerritoriesInput struct {
	Filters
	Sort string `query:"sort" enum:"level,name,population,latest,awards" default:"level" doc:"Ordre : « level », le plus haut niveau d’abord ; « name », par nom ; « population », les plus peuplés d’abord ; « latest », le dernier label d’abord ; « awards », le plus de labels d’abord. Le nom départage." example:"name"`
	Paging
}

// orders are those of the directory, by what programs call them.
var orders = map[string]directory.Order{
	"level": directory.ByLevel, "name": directory.ByName, "population": directory.ByPopulation, "latest": directory.ByDate, "awards": directory.ByAwards,
}

// TerritoriesList is a page of territories.
type TerritoriesList struct {
	List[TerritorySummary]
	Near []NearTerritory `json:"near,omitempty" nullable:"false" doc:"Territoires dont le nom s’écrit presque comme « q », quand peu s’écrivent ainsi ; les plus proches d’abord."`
}

// NearTerritory is a territory of which the name is nearly what was typed.
type NearTerritory struct {
	ID    string         `json:"id" doc:"Identifiant." example:"grenoble-38185"`
	Name  string         `json:"name" doc:"Nom d’aujourd’hui." example:"Grenoble"`
	Links TerritoryLinks `json:"links" doc:"Où en lire plus."`
}

// TerritoriesOutput is its answer.
type TerritoriesOutput struct {
	NextLink
	Body TerritoriesList
}

// TerritoryInput names a territory.
type TerritoryInput struct {
	ID string `path:"id" maxLength:"200" doc:"Identifiant du territoire, donné par les listes." example:"grenoble-38185"`
}

// TerritoryOutput is a territory.
type TerritoryOutput struct{ Body Territory }

func (a *API) territories(ctx context.Context, in *TerritoriesInput) (*TerritoriesOutput, error) {
	q, err := a.query(ctx, in.Filters)
	if err != nil {
		return nil, err
	}
	mark, err := in.mark(ctx)
	if err != nil {
		return nil, err
	}
	q.Order = orders[in.Sort]
	slice, near, err := a.Directory.Territories(ctx, q, mark, in.Limit)
	if err != nil {
		return nil, refusedMark(err)
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	list, err := pageOf(ctx, a, slice, func(l directory.Walked) TerritorySummary {
		out := a.summary(reference, l.Territory)
		out.Level, out.Edition, out.Mentions, out.Editions = levelOf(l.Level), l.Year, mentionsOf(l.Mentions), l.Years
		return out
	})
	if err != nil {
		return nil, err
	}
	out := &TerritoriesOutput{NextLink: list.NextLink, Body: TerritoriesList{List: list.Body}}
	for _, one := range near {
		out.Body.Near = append(out.Body.Near, NearTerritory{one.Slug, one.Name, a.territoryLinks(one.Slug)})
	}
	return out, nil
}

func (a *API) territory(ctx context.Context, in *TerritoryInput) (*TerritoryOutput, error) {
	p, err := a.Directory.Territory(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	reference, err := territory.LoadReference()
	if err != nil {
		return nil, err
	}
	latest := p.Latest()
	out := &TerritoryOutput{Territory{TerritorySummary: a.summary(reference, p.Territory)}}
	out.Body.Level, out.Body.Edition, out.Body.Mentions = levelOf(directory.LevelOf(latest.Award)), latest.Year, mentionsOf(latest.Mentions)
	for _, one := range p.Awards {
		out.Body.Awards = append(out.Body.Awards, a.readAward(one, p.Territory.Kind))
		out.Body.Editions = append([]int{one.Year}, out.Body.Editions...)
	}
	a.told(&out.Body, p)
	return out, nil
}

// summary says who a territory is.
func (a *API) summary(reference *territory.Reference, t territory.Territory) TerritorySummary {
	out := TerritorySummary{
		ID: t.Slug, Name: t.Name, Kind: kindOf(t.Kind), SIREN: t.SIREN, Population: t.Population,
		Department: coded(t.Department, reference.DepartmentName(t.Department)), Region: coded(t.Region, reference.RegionName(t.Region)),
		Links: a.territoryLinks(t.Slug),
	}
	if t.Kind != territory.EPCI { // whose code is its SIREN
		out.INSEE = t.Code
	}
	return out
}

func (a *API) territoryLinks(id string) TerritoryLinks {
	page := a.BaseURL + "/territoires/" + url.PathEscape(id)
	return TerritoryLinks{Self: a.territoryAddress(id), Page: page, Badge: page + "/badges/clair.svg"}
}

func (a *API) territoryAddress(id string) string {
	return a.BaseURL + Root + "/territories/" + url.PathEscape(id)
}
