package opendata

import "time"

// Package describes every table and its CSV (https://specs.frictionlessdata.io/data-package/).
type Package struct {
	Name         string        `json:"name"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Homepage     string        `json:"homepage"`
	Version      Day           `json:"version,omitempty"`
	Created      string        `json:"created,omitempty"`
	Licenses     []licence     `json:"licenses"`
	Sources      []source      `json:"sources"`
	Contributors []contributor `json:"contributors"`
	Keywords     []string      `json:"keywords"`
	Resources    []Resource    `json:"resources"`
}

type source struct {
	Title string `json:"title"`
	Path  string `json:"path"`
}

type contributor struct {
	Title string `json:"title"`
	Path  string `json:"path"`
	Role  string `json:"role"`
}

// Resource is a file of a package.
type Resource struct {
	Name        string    `json:"name"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Path        string    `json:"path"`
	Profile     string    `json:"profile,omitempty"`
	Format      string    `json:"format"`
	MediaType   string    `json:"mediatype"`
	Encoding    string    `json:"encoding,omitempty"`
	Bytes       int       `json:"bytes"`
	Hash        string    `json:"hash"`
	Licenses    []licence `json:"licenses"`
	Schema      *Schema   `json:"schema,omitempty"`
}

// keywords say what the data are about, in the words of the national portal.
func keywords() []string {
	return []string{"logiciel-libre", "collectivites-territoriales", "label", "numerique", "donnees-ouvertes", "territoires"}
}

// Package gives the package of a description: the CSV of each table with its schema, then the other formats.
func (d *Description) Package() Package {
	p := Package{
		Name: "territoire-numerique-libre", Title: d.data.title(), Description: d.data.description(), Homepage: d.data.BaseURL + Path,
		Version: d.Day, Licenses: licences(), Keywords: keywords(),
		Sources: []source{
			{d.data.LabelName, d.data.BaseURL},
			{"INSEE, DGCL et La Poste, par @etalab/decoupage-administratif (Licence Ouverte)", "https://www.npmjs.com/package/@etalab/decoupage-administratif"},
			{"GeoNames (CC BY 4.0)", "https://www.geonames.org"},
		},
		Contributors: []contributor{{d.data.LabelName, d.data.BaseURL, "publisher"}},
	}
	if d.Day != "" {
		p.Created = d.Changed.UTC().Format(time.RFC3339)
	}
	for _, f := range d.Files {
		r := Resource{
			Name: f.Table.Name, Title: f.Table.Title, Description: f.Table.Description, Path: f.Address, Format: f.Format.Extension,
			MediaType: f.Format.Plain, Bytes: f.Bytes, Hash: "sha256:" + f.SHA256, Licenses: licences(),
		}
		if f.Format.Extension == "csv" {
			schema := f.Table.columnsSchema()
			r.Profile, r.Encoding, r.Schema = "tabular-data-resource", "utf-8", &schema
		} else {
			r.Name += "-" + f.Format.Extension
		}
		p.Resources = append(p.Resources, r)
	}
	return p
}

func (d *Data) title() string {
	return "Label « " + d.LabelName + " » : territoires, labels, éditions"
}

func (d *Data) description() string {
	return "Les territoires français que distingue le label « " + d.LabelName + " » pour leur usage du logiciel libre et l’ouverture de leurs données : niveaux, mentions et éditions."
}
