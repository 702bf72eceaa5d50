package public

import (
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/document"
	"tnl/app/opendata"
	"tnl/app/web/page"
)

// openDataView is the page of the open data.
type openDataView struct {
	Label     string
	Facts     []page.Fact
	Tables    []dataTableView
	Versions  []dataVersionView
	Cite      string
	Site      string // address, for examples
	Separator string
	Catalogue []page.Link
	First     string // a number, for examples
}

// dataTableView is a table with its files and its columns.
type dataTableView struct {
	ID, Title, Description string
	Lines                  string
	Files                  []dataFileView
	Columns                []dataColumnView
	Schema                 string
}

type dataFileView struct {
	Name, File, Address, Size, For string
}

type dataColumnView struct {
	Name, Title, Description, Kind, Example string
	Required                                bool
}

// dataVersionView is a version by its day.
type dataVersionView struct {
	Day     opendata.Day
	Package string
	Files   []page.Link // the CSV of each table
}

// kindsOfData words the types of columns.
var kindsOfData = map[opendata.Type]string{
	opendata.Text: "texte", opendata.Integer: "nombre entier", opendata.Number: "nombre décimal", opendata.Date: "date",
	opendata.List: "liste de textes", opendata.Address: "adresse",
}

func (s Site) openData(c echo.Context) error {
	ctx := c.Request().Context()
	described, err := s.Data.Describe(ctx, "")
	if err != nil {
		return err
	}
	versions, err := s.Data.Versions(ctx)
	if err != nil {
		return err
	}
	v := openDataView{Label: page.LabelName, Site: s.BaseURL + opendata.Path, Separator: opendata.Separator, Cite: s.citation(described.Day)}
	version := "Rien n’est publié encore"
	if described.Day != "" {
		version = "Version du " + described.Day.Words()
	}
	v.Facts = []page.Fact{
		{Term: "À jour", Detail: version},
		{Term: "Licence", Link: &page.Link{Label: opendata.LicenceName, Address: opendata.LicenceURL}},
		{Term: "Mise à jour", Detail: "À chaque publication, aussitôt"},
	}
	for _, t := range opendata.Tables() {
		view, err := readDataTable(described, t)
		if err != nil {
			return err
		}
		v.Tables = append(v.Tables, view)
	}
	for _, day := range versions {
		v.Versions = append(v.Versions, readDataVersion(day))
	}
	v.Catalogue = []page.Link{
		{Label: "Catalogue DCAT-AP (JSON-LD)", Address: opendata.Path + "/" + opendata.CatalogueJSON},
		{Label: "Catalogue DCAT-AP (Turtle)", Address: opendata.Path + "/" + opendata.CatalogueTurtle},
		{Label: "Data Package (Frictionless)", Address: opendata.Path + "/" + opendata.PackageFile},
	}
	return s.show(c, "open-data", page.View{
		Schema: s.datasetSchema(v.Tables, string(described.Day)),
		Title:  "Données ouvertes", Section: page.SectionDirectory, Canonical: s.BaseURL + opendata.Path, Body: v,
		Description: "Les territoires labellisés, leurs niveaux et les éditions du label, en CSV, tableur, JSON, GeoJSON et Parquet, sous Licence Ouverte.",
	})
}

// citation is how to credit the data.
func (s Site) citation(day opendata.Day) string {
	parts := []string{page.LabelName}
	if day != "" {
		parts = append(parts, "données du "+day.Words())
	}
	return strings.Join(append(parts, s.BaseURL+opendata.Path, opendata.LicenceName), ", ")
}

func readDataTable(d *opendata.Description, t *opendata.Table) (dataTableView, error) {
	v := dataTableView{ID: t.Name, Title: t.Title, Description: t.Description, Schema: opendata.Path + "/schemas/" + t.Name + ".json"}
	var err error
	if v.Lines, err = page.Plural(d.Lines[t.Name], "ligne", "lignes"); err != nil {
		return v, err
	}
	v.Lines += ", une par " + strings.TrimPrefix(strings.TrimPrefix(t.Row, "une "), "un ")
	for _, f := range d.Of(t) {
		file := t.Name + "." + f.Format.Extension
		v.Files = append(v.Files, dataFileView{
			Name: f.Format.Name, File: file, Address: opendata.Path + "/" + file, Size: document.Size(int64(f.Bytes)), For: f.Format.For,
		})
	}
	for _, f := range t.Fields {
		v.Columns = append(v.Columns, dataColumnView{
			Name: f.Name, Title: f.Title, Description: f.Description, Kind: kindsOfData[f.Type], Example: f.Example, Required: f.Required,
		})
	}
	return v, nil
}

func readDataVersion(day opendata.Day) dataVersionView {
	folder := opendata.Path + "/" + string(day) + "/"
	v := dataVersionView{Day: day, Package: folder + opendata.PackageFile}
	for _, t := range opendata.TablesOf(day) {
		v.Files = append(v.Files, page.Link{Label: t.Name + ".csv", Address: folder + t.Name + ".csv"})
	}
	return v
}
