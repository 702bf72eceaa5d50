package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/web/page"
)

// guideView is the documentation of the API, made from the OpenAPI document.
type guideView struct {
	About      []string
	Base       string // address before every path
	JSON, YAML string
	License    *huma.License
	Contact    *huma.Contact
	PerMinute  int
	Contents   page.Contents
	Groups     []operationGroup
	Schemas    []schemaView
	Errors     []statusView
	Examples   []exampleView
}

// operationGroup is the operations of one tag.
type operationGroup struct {
	ID, Title, About string
	Operations       []operationView
}

type operationView struct {
	ID, Title, About string
	Path             string // whole, « /api/v1/territories/{id} »
	Try              string // an address that answers, empty when nothing is published yet
	Parameters       []parameterView
	Gives            schemaLink
}

type parameterView struct {
	Name, Accepted, Default, About, Example string
	Path                                    bool // it is a part of the address
}

// schemaView is an object of the answers, field by field.
type schemaView struct {
	ID, Name string
	Fields   []fieldView
}

type fieldView struct {
	Name, Kind, About, Example string
	Sometimes                  bool
	Of                         schemaLink // what the object, or each of the list, is
}

// schemaLink leads to an object; no link when empty.
type schemaLink struct{ Name, Address string }

type statusView struct{ Status, About string }

// exampleView is a question, and the command that answers it.
type exampleView struct{ Question, Command string }

// guide shows the documentation. It is made from the document at each change of what is public, as every page.
func (a *API) guide(c echo.Context) error {
	api := a.huma.OpenAPI()
	v := guideView{
		About: strings.Split(api.Info.Description, "\n\n"), Base: a.BaseURL + Root, JSON: DocumentJSON, YAML: DocumentYAML,
		License: api.Info.License, Contact: api.Info.Contact, PerMinute: a.PerMinute, Contents: page.Contents{Label: "Parties de la documentation"},
	}
	contents := func(title, address string) {
		v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: title, Address: "#" + address})
	}
	contents("Pour commencer", "commencer")
	known, err := a.published(c)
	if err != nil {
		return err
	}
	for i, tag := range api.Tags {
		group := operationGroup{ID: "groupe-" + strconv.Itoa(i+1), Title: tag.Name, About: tag.Description}
		for _, op := range a.listed {
			if slices.Contains(op.Tags, tag.Name) {
				group.Operations = append(group.Operations, a.operationView(op, known))
			}
		}
		v.Groups = append(v.Groups, group)
		contents(group.Title, group.ID)
	}
	v.Schemas, v.Errors, v.Examples = a.schemas(), statuses(a.listed), a.examples()
	contents("Pages", "pages")
	contents("Garder et redemander", "cache")
	contents("Limite", "limite")
	contents("Erreurs", "erreurs")
	contents("Champs des réponses", "champs")
	return a.Pages.Show(c, http.StatusOK, "public/api", page.View{
		Title: "API", Canonical: a.BaseURL + Path, Body: v,
		Description: "Lire les territoires labellisés, leurs labels et les éditions par programme : adresses, filtres, exemples, limites.",
	})
}

// published finds what the examples can name: an address that answers for each path with a parameter, none of them
// when nothing is published.
func (a *API) published(c echo.Context) (map[string]string, error) {
	latest, err := a.Directory.Awards(c.Request().Context(), directory.Query{}, false, nil, 1)
	if err != nil || len(latest.Items) == 0 {
		return nil, err
	}
	found := latest.Items[0]
	return map[string]string{
		"/territories/{id}": "/territories/" + url.PathEscape(found.TerritorySlug), "/awards/{number}": "/awards/" + found.Number,
		"/editions/{year}": "/editions/" + strconv.Itoa(found.Year), "/software/{id}": "/software/libreoffice", // of the catalogue
	}, nil
}

func (a *API) operationView(op *huma.Operation, known map[string]string) operationView {
	v := operationView{ID: op.OperationID, Title: op.Summary, About: op.Description, Path: Root + op.Path, Try: Root + op.Path}
	if strings.Contains(op.Path, "{") {
		v.Try = ""
		if address := known[op.Path]; address != "" {
			v.Try = Root + address
		}
	}
	for _, p := range op.Parameters {
		one := parameterView{Name: p.Name, Accepted: accepted(p.Schema), About: p.Description, Path: p.In == "path"}
		if p.Schema.Default != nil {
			one.Default = fmt.Sprint(p.Schema.Default)
		}
		if len(p.Schema.Examples) > 0 {
			one.Example = written(p.Schema.Examples[0])
		}
		v.Parameters = append(v.Parameters, one)
	}
	v.Gives = linkTo(op.Responses["200"].Content["application/json"].Schema)
	return v
}

// linkTo leads to what a schema is made of.
func linkTo(s *huma.Schema) schemaLink {
	for s.Items != nil {
		s = s.Items
	}
	name := s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	if name == "" {
		return schemaLink{}
	}
	return schemaLink{Name: name, Address: "#" + name}
}

// schemas lists the objects of the answers, each after the first that names it.
func (a *API) schemas() []schemaView {
	registry := a.huma.OpenAPI().Components.Schemas
	var all []schemaView
	var add func(ref string)
	add = func(ref string) {
		name := ref[strings.LastIndex(ref, "/")+1:]
		if ref == "" || slices.ContainsFunc(all, func(s schemaView) bool { return s.Name == name }) {
			return
		}
		s := registry.SchemaFromRef(ref)
		v := schemaView{ID: name, Name: name}
		var inside []string
		for _, field := range fieldsOf(registry.TypeFromRef(ref)) {
			property := s.Properties[field]
			one := fieldView{
				Name: field, Kind: kindName(property), About: property.Description, Sometimes: !slices.Contains(s.Required, field), Of: linkTo(property),
			}
			if len(property.Examples) > 0 {
				one.Example = written(property.Examples[0])
			}
			v.Fields = append(v.Fields, one)
			for property.Items != nil {
				property = property.Items
			}
			inside = append(inside, property.Ref)
		}
		all = append(all, v)
		for _, one := range inside {
			add(one)
		}
	}
	for _, op := range a.listed {
		add(op.Responses["200"].Content["application/json"].Schema.Ref)
	}
	return all
}

// written is a value as JSON has it, a text without its quotes.
func written(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	content, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(content)
}

// fieldsOf lists the names of a type's fields, as they are written in Go.
func fieldsOf(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			names = append(names, fieldsOf(field.Type)...)
		case name != "":
			names = append(names, name)
		}
	}
	return names
}

// kindName words what a value is.
func kindName(s *huma.Schema) string {
	switch {
	case s.Ref != "":
		return "objet"
	case s.Type == huma.TypeArray && s.Items.Ref != "":
		return "liste d’objets"
	case s.Type == huma.TypeArray:
		return "liste : " + kindName(s.Items)
	case s.Type == huma.TypeInteger:
		return "nombre entier"
	case s.Type == huma.TypeNumber:
		return "nombre"
	case s.Type == huma.TypeBoolean:
		return "vrai ou faux"
	case s.Format == "date-time":
		return "date et heure"
	case s.Format == "uri":
		return "adresse"
	case len(s.Enum) > 0:
		return accepted(s)
	}
	return "texte"
}

// statuses lists what answers there are, by their codes.
func statuses(operations []*huma.Operation) []statusView {
	var all []statusView
	for _, op := range operations {
		for status, r := range op.Responses {
			if !slices.ContainsFunc(all, func(s statusView) bool { return s.Status == status }) {
				all = append(all, statusView{status, r.Description})
			}
		}
	}
	all = append(all, statusView{strconv.Itoa(http.StatusMethodNotAllowed), "Une méthode autre que GET, HEAD ou OPTIONS : l’API ne fait que lire."})
	slices.SortFunc(all, func(a, b statusView) int { return strings.Compare(a.Status, b.Status) })
	return all
}

// examples are questions that people have, with what to type.
func (a *API) examples() []exampleView {
	base := a.BaseURL + Root
	return []exampleView{
		{"Les territoires labellisés de l’Isère, au niveau 3 ou plus", "curl '" + base + "/territories?department=38&min_level=3'"},
		{"Le nom et le niveau de chaque commune labellisée, avec jq", "curl '" + base + "/territories?kind=commune&sort=name&limit=100' | jq -r '.items[] | [.name, .level.label] | @tsv'"},
		{"Ce qui a changé depuis la dernière fois, sans rien recharger sinon", "curl --etag-save etag --etag-compare etag '" + base + "/awards'"},
		{"Tous les labels, page après page", `url='` + base + `/awards?limit=100'
while [ -n "$url" ]; do
  page=$(curl -s "$url")
  echo "$page" | jq -c '.items[]'
  url=$(echo "$page" | jq -r '.next // empty')
done`},
	}
}
