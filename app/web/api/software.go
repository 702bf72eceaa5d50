package api

import (
	"context"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"tnl/app/directory"
	"tnl/app/fault"
)

// SoftwareSummary is a software that labelled territories say they use.
type SoftwareSummary struct {
	ID          string        `json:"id" doc:"Identifiant, dans les adresses et pour le filtre « software »." example:"libreoffice"`
	Name        string        `json:"name" doc:"Nom." example:"LibreOffice"`
	About       string        `json:"about,omitempty" doc:"Ce que c’est, en une ligne ; absent d’un logiciel que le catalogue du label n’a pas." example:"Suite bureautique"`
	Domain      Coded         `json:"domain" doc:"À quoi il sert."`
	Territories int           `json:"territories" minimum:"0" doc:"Nombre de territoires qui publient qu’ils l’utilisent, d’après le dernier inventaire de chacun." example:"7"`
	Links       SoftwareLinks `json:"links" doc:"Où en lire plus."`
}

// SoftwareLinks are the addresses of a software.
type SoftwareLinks struct {
	Self        string `json:"self" format:"uri" doc:"Le logiciel dans cette API." example:"https://label.example.org/api/v1/software/libreoffice"`
	Page        string `json:"page" format:"uri" doc:"Sa page du site : qui l’utilise, depuis quand, à qui en parler." example:"https://label.example.org/logiciels/libreoffice"`
	Territories string `json:"territories" format:"uri" doc:"Les territoires qui l’utilisent, dans cette API." example:"https://label.example.org/api/v1/territories?software=libreoffice"`
}

// Software is a software with what is known of it.
type Software struct {
	SoftwareSummary
	Site string `json:"site,omitempty" format:"uri" doc:"Son propre site ; absent d’un logiciel que le catalogue du label n’a pas." example:"https://www.libreoffice.org/"`
}

// Inventory is what a territory publishes of the free software that it uses. The address of its service is not there:
// it was agreed to be shown on the site alone.
type Inventory struct {
	Edition int    `json:"edition" doc:"Année de l’édition avec laquelle il a été publié." example:"2026"`
	Items   []Used `json:"items" nullable:"false" doc:"Les logiciels, par nom."`
}

// Used is a software in an inventory.
type Used struct {
	ID     string `json:"id" doc:"Identifiant du logiciel." example:"libreoffice"`
	Name   string `json:"name" doc:"Nom." example:"LibreOffice"`
	Since  int    `json:"since,omitempty" doc:"Année depuis laquelle il est utilisé ; absente quand elle n’est pas dite." example:"2019"`
	Extent string `json:"extent,omitempty" doc:"Pour qui ou pour combien de postes, comme le territoire l’écrit." example:"120 postes"`
	Self   string `json:"software" format:"uri" doc:"Le logiciel dans cette API." example:"https://label.example.org/api/v1/software/libreoffice"`
}

// Initiative is something that a territory did and tells.
type Initiative struct {
	Theme   Coded  `json:"theme" doc:"Thème."`
	Edition int    `json:"edition" doc:"Année de l’édition avec laquelle elle a été publiée." example:"2026"`
	Title   string `json:"title" doc:"Titre." example:"Un fonds d’ordinateurs reconditionnés"`
	Summary string `json:"summary" doc:"Résumé, par le territoire." example:"Cent ordinateurs remis en service sous un système libre, et prêtés."`
	Link    string `json:"link,omitempty" doc:"Adresse où en lire plus, donnée par le territoire." example:"https://commune.example/reconditionnes"`
}

// SoftwareListOutput is every software in use: there are too few of them for pages.
type SoftwareListOutput struct {
	Body struct {
		Total int               `json:"total" minimum:"0" doc:"Nombre de logiciels." example:"31"`
		Items []SoftwareSummary `json:"items" nullable:"false" doc:"Les logiciels, par usage, les plus répandus d’abord."`
	} `nameHint:"ListSoftwareSummary"`
}

// SoftwareInput names a software.
type SoftwareInput struct {
	ID string `path:"id" maxLength:"200" doc:"Identifiant du logiciel, donné par la liste." example:"libreoffice"`
}

// SoftwareOutput is a software.
type SoftwareOutput struct{ Body Software }

func (a *API) softwareOperations() {
	get(a, huma.Operation{
		OperationID: "listSoftware", Path: "/software", Tags: []string{tagSoftware},
		Summary:     "Lister les logiciels libres que des territoires utilisent",
		Description: "D’après les inventaires que des territoires labellisés ont accepté de publier. Pour savoir lesquels, suivez « territories ».",
	}, a.softwareList)
	get(a, huma.Operation{
		OperationID: "getSoftware", Path: "/software/{id}", Tags: []string{tagSoftware},
		Summary:     "Lire un logiciel",
		Description: "Un logiciel du catalogue du label, ou nommé par un inventaire publié.",
	}, a.software)
}

func (a *API) softwareList(ctx context.Context, _ *struct{}) (*SoftwareListOutput, error) {
	use, err := a.Directory.Software(ctx)
	if err != nil {
		return nil, err
	}
	out := &SoftwareListOutput{}
	out.Body.Total, out.Body.Items = use.Software, []SoftwareSummary{}
	for _, domain := range use.Domains {
		for _, one := range domain.Software {
			out.Body.Items = append(out.Body.Items, a.softwareSummary(one, domain.Title))
		}
	}
	return out, nil
}

func (a *API) software(ctx context.Context, in *SoftwareInput) (*SoftwareOutput, error) {
	id, err := url.PathUnescape(in.ID)
	if err != nil {
		return nil, fault.New(fault.NotFound, "Aucun logiciel n’a cet identifiant.")
	}
	u, err := a.Directory.Usage(ctx, id, directory.UsageQuery{})
	if err != nil {
		return nil, err
	}
	return &SoftwareOutput{Software{a.softwareSummary(u.UsedSoftware, u.DomainTitle), u.Site}}, nil
}

func (a *API) softwareSummary(s directory.UsedSoftware, domain string) SoftwareSummary {
	id := url.PathEscape(s.Slug)
	return SoftwareSummary{
		ID: s.Slug, Name: s.Name, About: s.About, Domain: Coded{s.Domain, domain}, Territories: s.Territories,
		Links: SoftwareLinks{
			Self: a.softwareAddress(s.Slug), Page: a.BaseURL + "/logiciels/" + id,
			Territories: a.BaseURL + Root + "/territories?software=" + url.QueryEscape(s.Slug),
		},
	}
}

// told adds what a territory says of itself.
func (a *API) told(out *Territory, p *directory.Portrait) {
	if p.Inventory != nil && len(p.Inventory.Lines) > 0 {
		out.Inventory = &Inventory{Edition: p.Inventory.Year, Items: []Used{}}
		for _, line := range p.Inventory.Lines {
			one := Used{ID: line.Software, Name: line.Name, Extent: line.Extent, Self: a.softwareAddress(line.Software)}
			if line.Since != nil {
				one.Since = *line.Since
			}
			out.Inventory.Items = append(out.Inventory.Items, one)
		}
	}
	for _, one := range p.Initiatives {
		out.Initiatives = append(out.Initiatives, Initiative{
			Theme: Coded{string(one.Theme), one.Theme.Label()}, Edition: one.Year, Title: one.Title, Summary: one.Summary, Link: one.Link,
		})
	}
}

func (a *API) softwareAddress(id string) string {
	return a.BaseURL + Root + "/software/" + url.PathEscape(id)
}
