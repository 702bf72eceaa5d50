package opendata

import (
	"strconv"
	"strings"
	"time"
)

// Publisher is who answers for the data.
type Publisher struct {
	Name    string // of the organisation; the label's own name when it is not known
	Contact string // e-mail address; the legal notice stands for it when it is not known
}

// API is the service that gives the same data by pieces.
type API struct {
	Address     string // whole, of its entry
	Description string // whole, of its OpenAPI document; may be empty
	Page        string // whole, of its documentation; may be empty
}

// The lists of the European Union that DCAT-AP asks for.
const (
	authority  = "http://publications.europa.eu/resource/authority/"
	mediaTypes = "http://www.iana.org/assignments/media-types/"
)

// Turtle writes the catalogue of a description after DCAT-AP 3.0, as Turtle.
func (d *Description) Turtle(p Publisher, api API) []byte { return d.catalogue(p, api).turtle() }

// JSONLD writes the same as JSON-LD.
func (d *Description) JSONLD(p Publisher, api API) ([]byte, error) {
	return d.catalogue(p, api).jsonld()
}

// catalogue is DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/), in the way in which data.gouv.fr reads
// it (https://doc.data.gouv.fr/moissonnage/dcat/): a blank node for the period, the licence on each distribution with
// its title, texts as keywords.
func (d *Description) catalogue(p Publisher, api API) *graph {
	g := &graph{}
	base := d.data.BaseURL
	publisher, licence := iri(base+"/#editeur"), iri(LicenceURL)
	catalogue := g.node(base+Path+"#catalogue", "dcat:Catalog").
		say("dct:title", french(d.data.title())).
		say("dct:description", french(d.data.description())).
		say("dct:publisher", publisher).
		say("dct:language", iri(authority+"language/FRA")).
		say("dct:license", licence).
		say("dct:spatial", iri(authority+"country/FRA")).
		say("foaf:homepage", iri(base+Path)).
		say("dct:modified", d.moment(d.Changed)).
		say("dcat:themeTaxonomy", iri(authority+"data-theme"))
	for _, t := range Tables() {
		set := iri(base + Path + "#" + t.Name)
		catalogue.say("dcat:dataset", set)
		d.dataset(g, string(set), t, p)
	}
	catalogue.facts = gathered(catalogue.facts)
	if api.Address != "" {
		catalogue.say("dcat:service", iri(api.Address))
		d.service(g, p, api)
	}
	d.named(g, p)
	return g
}

// moment is an instant as RDF writes it; nothing for the zero time.
func (d *Description) moment(at time.Time) literal {
	if at.IsZero() {
		return literal{}
	}
	return literal{text: at.UTC().Format(time.RFC3339), datatype: "xsd:dateTime"}
}

func (d *Description) dataset(g *graph, id string, t *Table, p Publisher) {
	base := d.data.BaseURL
	set := g.node(id, "dcat:Dataset").
		say("dct:identifier", literal{text: "tnl-" + t.Name}).
		say("dct:title", french(t.Title+" ("+d.data.LabelName+")")).
		say("dct:description", french(t.Description)).
		say("dct:publisher", iri(base+"/#editeur")).
		say("dcat:contactPoint", d.contact(p)).
		say("dct:language", iri(authority+"language/FRA")).
		say("dct:spatial", iri(authority+"country/FRA")).
		say("dct:accrualPeriodicity", iri(authority+"frequency/ANNUAL")).
		say("dct:accessRights", iri(authority+"access-right/PUBLIC")).
		say("dcat:theme", iri(authority+"data-theme/GOVE"), iri(authority+"data-theme/TECH")).
		say("dcat:landingPage", iri(base+Path)).
		say("dct:conformsTo", iri(d.data.SchemaAddress(t))).
		say("dct:license", iri(LicenceURL)).
		say("dct:modified", d.moment(d.Changed)).
		say("dcat:version", literal{text: string(d.Day)})
	if first, last := d.span(); first != 0 {
		set.say("dct:temporal", blank("dct:PeriodOfTime").
			say("dcat:startDate", literal{text: year(first) + "-01-01", datatype: "xsd:date"}).
			say("dcat:endDate", literal{text: year(last) + "-12-31", datatype: "xsd:date"}))
	}
	var words []any
	for _, word := range keywords() {
		words = append(words, french(strings.ReplaceAll(word, "-", " ")))
	}
	set.say("dcat:keyword", words...)
	var distributions []any
	for _, f := range d.Of(t) {
		distributions = append(distributions, iri(f.Address))
		d.distribution(g, f)
	}
	set.say("dcat:distribution", distributions...)
}

// span gives the first and the last year of the editions, 0 when there is none.
func (d *Description) span() (first, last int) {
	if len(d.Editions) == 0 {
		return 0, 0
	}
	return d.Editions[0].Year, d.Editions[len(d.Editions)-1].Year
}

func (d *Description) distribution(g *graph, f File) {
	rights := french(licenceTitle)
	dist := g.node(f.Address, "dcat:Distribution").
		say("dct:title", french(f.Table.Title+", "+f.Format.Name)).
		say("dct:description", french(f.Format.For)).
		say("dcat:accessURL", iri(f.Address)).
		say("dcat:downloadURL", iri(f.Address)).
		say("dcat:mediaType", iri(mediaTypes+f.Format.Plain)).
		say("dct:format", iri(authority+"file-type/"+f.Format.EU)).
		say("dct:license", iri(LicenceURL)).
		say("dct:rights", blank("dct:RightsStatement").say("rdfs:label", rights)).
		say("dct:language", iri(authority+"language/FRA")).
		say("dct:modified", d.moment(d.Changed)).
		say("dcat:byteSize", literal{text: strconv.Itoa(f.Bytes), datatype: "xsd:nonNegativeInteger"}).
		say("spdx:checksum", blank("spdx:Checksum").
			say("spdx:algorithm", iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")).
			say("spdx:checksumValue", literal{text: f.SHA256, datatype: "xsd:hexBinary"})).
		say("adms:status", iri(authority+"distribution-status/COMPLETED"))
	if f.Format.Extension == "csv" {
		dist.say("dct:conformsTo", iri(d.data.SchemaAddress(f.Table)))
	}
}

func (d *Description) service(g *graph, p Publisher, api API) {
	service := g.node(api.Address, "dcat:DataService").
		say("dct:title", french("API de lecture du label « "+d.data.LabelName+" »")).
		say("dct:description", french("Les mêmes données, à l’unité, par recherche ou par page, en JSON.")).
		say("dct:publisher", iri(d.data.BaseURL+"/#editeur")).
		say("dcat:contactPoint", d.contact(p)).
		say("dcat:endpointURL", iri(api.Address)).
		say("dct:license", iri(LicenceURL)).
		say("dct:accessRights", iri(authority+"access-right/PUBLIC"))
	if api.Description != "" {
		service.say("dcat:endpointDescription", iri(api.Description))
	}
	if api.Page != "" {
		service.say("dcat:landingPage", iri(api.Page))
	}
	var sets []any
	for _, t := range Tables() {
		sets = append(sets, iri(d.data.BaseURL+Path+"#"+t.Name))
	}
	service.say("dcat:servesDataset", sets...)
}

func (d *Description) contact(p Publisher) *node {
	contact := blank("vcard:Organization").say("vcard:fn", literal{text: d.publisherName(p)})
	if p.Contact != "" {
		return contact.say("vcard:hasEmail", iri("mailto:"+p.Contact))
	}
	return contact.say("vcard:hasURL", iri(d.data.BaseURL+"/mentions-legales"))
}

func (d *Description) publisherName(p Publisher) string {
	if p.Name != "" {
		return p.Name
	}
	return d.data.LabelName
}

// named says what each address is that others only refer to, as DCAT-AP wants of the ends of its properties.
func (d *Description) named(g *graph, p Publisher) {
	base := d.data.BaseURL
	g.node(base+"/#editeur", "foaf:Agent").say("foaf:name", literal{text: d.publisherName(p)}).say("foaf:homepage", iri(base+"/"))
	g.node(LicenceURL, "dct:LicenseDocument").say("dct:title", french(licenceTitle)).
		say("dct:type", iri("http://purl.org/adms/licencetype/Attribution"))
	for _, t := range Tables() {
		g.node(d.data.SchemaAddress(t), "dct:Standard").say("dct:title", french("Schéma du fichier « "+t.Title+" » (Table Schema)"))
	}
	for _, one := range []struct{ id, of, name string }{
		{"language/FRA", "dct:LinguisticSystem", "français"},
		{"country/FRA", "dct:Location", "France"},
		{"frequency/ANNUAL", "dct:Frequency", "annuelle"},
		{"access-right/PUBLIC", "dct:RightsStatement", "public"},
		{"data-theme", "skos:ConceptScheme", "Thèmes"},
		{"data-theme/GOVE", "skos:Concept", "Gouvernement et secteur public"},
		{"data-theme/TECH", "skos:Concept", "Science et technologie"},
		{"distribution-status/COMPLETED", "skos:Concept", "complet"},
	} {
		label := "rdfs:label"
		if strings.HasPrefix(one.of, "skos:") {
			label = "skos:prefLabel"
		}
		n := g.node(authority+one.id, one.of).say(label, french(one.name))
		if one.of == "skos:ConceptScheme" {
			n.say("dct:title", french(one.name))
		}
	}
	said := map[string]bool{}
	for _, f := range d.Files {
		for _, kind := range []struct{ id, of string }{
			{mediaTypes + f.Format.Plain, "dct:MediaType"}, {authority + "file-type/" + f.Format.EU, "dct:MediaTypeOrExtent"},
		} {
			if !said[kind.id] {
				said[kind.id] = true
				g.node(kind.id, kind.of).say("rdfs:label", literal{text: f.Format.Name})
			}
		}
	}
}

// gathered puts the values of a property that was said several times under one.
func gathered(facts []fact) []fact {
	var out []fact
	at := map[string]int{}
	for _, f := range facts {
		if i, found := at[f.property]; found {
			out[i].values = append(out[i].values, f.values...)
			continue
		}
		at[f.property] = len(out)
		out = append(out, f)
	}
	return out
}
