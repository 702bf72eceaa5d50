package public

import (
	"path"
	"strings"

	"tnl/app/directory"
	"tnl/app/opendata"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// thing is something told to search engines in the words of schema.org.
type thing map[string]any

// schema is a thing that stands alone in its page.
func schema(kind string, t thing) thing {
	t["@context"], t["@type"] = "https://schema.org", kind
	return t
}

// siteSchema tells the site, with the way to search it, and who publishes it when that is set.
func (s Site) siteSchema() thing {
	site := thing{
		"name": page.LabelName, "url": s.BaseURL + "/", "inLanguage": "fr",
		"potentialAction": thing{
			"@type": "SearchAction", "query-input": "required name=search_term_string",
			"target": thing{"@type": "EntryPoint", "urlTemplate": s.BaseURL + directoryPath + "?q={search_term_string}"},
		},
	}
	if publisher := s.publisherSchema(); publisher != nil {
		site["publisher"] = publisher
	}
	return schema("WebSite", site)
}

// publisherSchema is nil when nobody is named as publisher.
func (s Site) publisherSchema() thing {
	if s.Publisher.Name == "" {
		return nil
	}
	return thing{"@type": "Organization", "name": s.Publisher.Name, "url": s.BaseURL + "/"}
}

// schemaKinds is what bodies are for search engines; the others are government organisations.
var schemaKinds = map[territory.Kind]string{territory.Association: "Organization"}

// portraitSchema tells a labelled territory with its awards.
func (s Site) portraitSchema(p *directory.Portrait) thing {
	t := thing{"name": p.Territory.Name, "mainEntityOfPage": s.BaseURL + territoryAddress(p.Territory.Slug)}
	if p.Territory.SIREN != "" {
		t["identifier"] = thing{"@type": "PropertyValue", "propertyID": "SIREN", "value": p.Territory.SIREN}
	}
	if place := p.Department; place != "" {
		t["areaServed"] = thing{"@type": "AdministrativeArea", "name": place}
	}
	var awards []string
	for _, a := range p.Awards {
		awards = append(awards, page.LabelName+" "+yearText(a.Year)+", "+page.LowerFirst(a.LevelOnScale()))
	}
	t["award"] = awards
	kind := schemaKinds[p.Territory.Kind]
	if kind == "" {
		kind = "GovernmentOrganization"
	}
	return schema(kind, t)
}

// datasetSchema tells the open data, as of a day, with their files.
func (s Site) datasetSchema(tables []dataTableView, day string) thing {
	var files []thing
	for _, table := range tables {
		for _, file := range table.Files {
			files = append(files, thing{"@type": "DataDownload", "name": table.Title + ", " + file.Name, "encodingFormat": strings.TrimPrefix(path.Ext(file.File), "."), "contentUrl": s.BaseURL + file.Address})
		}
	}
	t := thing{
		"name": "Label " + page.LabelName, "url": s.BaseURL + opendata.Path, "inLanguage": "fr", "license": opendata.LicenceURL, "isAccessibleForFree": true,
		"description":  "Les territoires qui ont ou ont eu le label " + page.LabelName + ", leurs niveaux, leurs mentions, et les éditions.",
		"distribution": files,
	}
	if day != "" {
		t["dateModified"] = day
	}
	if publisher := s.publisherSchema(); publisher != nil {
		t["creator"] = publisher
	}
	return schema("Dataset", t)
}

// editionSchema tells the results of an edition.
func (s Site) editionSchema(p *directory.Palmares) thing {
	t := thing{
		"name": "Résultats du label " + page.LabelName + ", édition " + yearText(p.Edition.Year), "url": s.BaseURL + editionAddress(p.Edition.Year), "inLanguage": "fr",
		"license": opendata.LicenceURL,
	}
	if p.Edition.PublishedAt != nil {
		t["datePublished"] = p.Edition.PublishedAt.UTC().Format("2006-01-02")
	}
	if publisher := s.publisherSchema(); publisher != nil {
		t["publisher"] = publisher
	}
	return schema("CreativeWork", t)
}
