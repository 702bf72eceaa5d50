package api

import (
	"context"
	"strconv"
	"time"

	"tnl/app/directory"
)

// EditionSummary is a published edition in a list.
type EditionSummary struct {
	Year   int          `json:"year" doc:"Année." example:"2026"`
	Name   string       `json:"name" doc:"Nom." example:"Édition 2026"`
	Awards int          `json:"awards" minimum:"0" doc:"Nombre de labels décernés et en vigueur." example:"24"`
	Links  EditionLinks `json:"links" doc:"Où en lire plus."`
}

// EditionLinks are the addresses of an edition.
type EditionLinks struct {
	Self     string `json:"self" format:"uri" doc:"L’édition dans cette API, avec ses résultats." example:"https://label.example.org/api/v1/editions/2026"`
	Page     string `json:"page" format:"uri" doc:"Ses résultats sur le site." example:"https://label.example.org/editions/2026"`
	Criteria string `json:"criteria,omitempty" format:"uri" doc:"Ses critères, question par question ; donné avec l’édition elle-même, et absent de celles antérieures à ce site." example:"https://label.example.org/label/criteres/2026"`
}

// Edition is a published edition with its results.
type Edition struct {
	EditionSummary
	Imported    bool       `json:"imported" doc:"Vrai quand les résultats viennent de sources publiques, antérieures à ce site : ils peuvent être incomplets." example:"false"`
	OpensAt     *time.Time `json:"opens_at,omitempty" doc:"Ouverture du dépôt, en temps universel (UTC) ; absente quand elle n’est pas connue." example:"2026-07-01T07:00:00Z"`
	ClosesAt    *time.Time `json:"closes_at,omitempty" doc:"Premier instant où rien ne peut plus être déposé, en temps universel (UTC) ; absent quand il n’est pas connu." example:"2026-10-15T22:00:00Z"`
	PublishedAt *time.Time `json:"published_at,omitempty" doc:"Publication des résultats, en temps universel (UTC)." example:"2026-11-19T10:00:00Z"`
	Place       string     `json:"place,omitempty" doc:"Où les résultats ont été annoncés." example:"Paris"`
	Jury        string     `json:"jury,omitempty" doc:"Organisations du jury." example:"ADULLACT, April, Déclic"`
	Results     []Result   `json:"results" nullable:"false" doc:"Lauréats par niveau, le plus haut d’abord ; un niveau sans lauréat y est aussi."`
}

// Result is the laureates of one level.
type Result struct {
	Level     Level      `json:"level" doc:"Le niveau."`
	Meaning   string     `json:"meaning,omitempty" doc:"Ce qu’il veut dire." example:"Le territoire fait du logiciel libre et des données ouvertes un choix affirmé."`
	Awards    int        `json:"awards" minimum:"0" doc:"Nombre de lauréats de ce niveau." example:"1"`
	Laureates []Laureate `json:"laureates" nullable:"false" doc:"Les lauréats, par nom."`
}

// Laureate is a territory in the results.
type Laureate struct {
	Number    string  `json:"number" doc:"Numéro du certificat." example:"2026-0012"`
	Territory Named   `json:"territory" doc:"Le territoire."`
	Mentions  []Coded `json:"mentions" nullable:"false" doc:"Mentions spéciales."`
	Carrier   string  `json:"carrier,omitempty" doc:"Qui a porté le dossier, si cette personne a accepté d’être nommée." example:"Dominique Martin, maire"`
	Award     string  `json:"award" format:"uri" doc:"Adresse du label dans cette API." example:"https://label.example.org/api/v1/awards/2026-0012"`
}

// EditionsOutput is the editions: there are too few of them for pages.
type EditionsOutput struct {
	Body struct {
		Total int              `json:"total" minimum:"0" doc:"Nombre d’éditions publiées." example:"2"`
		Items []EditionSummary `json:"items" nullable:"false" doc:"Les éditions, la dernière d’abord."`
	} `nameHint:"ListEditionSummary"`
}

// EditionInput names an edition.
type EditionInput struct {
	Year int `path:"year" minimum:"2016" maximum:"2100" doc:"Année de l’édition." example:"2026"`
}

// EditionOutput is an edition.
type EditionOutput struct{ Body Edition }

func (a *API) editions(ctx context.Context, _ *struct{}) (*EditionsOutput, error) {
	list, err := a.Directory.Editions(ctx)
	if err != nil {
		return nil, err
	}
	out := &EditionsOutput{}
	out.Body.Total, out.Body.Items = len(list), make([]EditionSummary, len(list))
	for i, e := range list {
		out.Body.Items[i] = a.editionSummary(e.Year, e.Name, e.Awards)
	}
	return out, nil
}

func (a *API) edition(ctx context.Context, in *EditionInput) (*EditionOutput, error) {
	p, err := a.Directory.Edition(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	e := p.Edition
	out := &EditionOutput{Edition{
		EditionSummary: a.editionSummary(e.Year, e.Name, p.Total), Imported: p.Imported, PublishedAt: optional(e.PublishedAt),
		Place: e.Place, Jury: e.Jury, Results: []Result{},
	}}
	if e.OpeningKnown() {
		out.Body.OpensAt = optional(&e.OpensAt)
	}
	if e.ClosingKnown() {
		out.Body.ClosesAt = optional(&e.ClosesAt)
	}
	if !p.Imported {
		out.Body.Links.Criteria = a.BaseURL + "/label/criteres/" + strconv.Itoa(e.Year)
	}
	for _, group := range p.Groups {
		out.Body.Results = append(out.Body.Results, a.result(group))
	}
	return out, nil
}

func (a *API) result(g directory.Group) Result {
	out := Result{Level: levelOf(g.Level), Meaning: g.Meaning, Awards: len(g.Laureates), Laureates: []Laureate{}}
	for _, l := range g.Laureates {
		kind := kindOf(l.Kind)
		out.Laureates = append(out.Laureates, Laureate{
			Number: l.Number, Territory: Named{ID: l.Slug, Name: l.Name, Kind: &kind}, Mentions: mentionsOf(l.Mentions), Carrier: l.Carrier,
			Award: a.awardAddress(l.Number),
		})
	}
	return out
}

func (a *API) editionSummary(year int, name string, awards int) EditionSummary {
	return EditionSummary{Year: year, Name: name, Awards: awards, Links: EditionLinks{Self: a.editionAddress(year), Page: a.BaseURL + "/editions/" + strconv.Itoa(year)}}
}
