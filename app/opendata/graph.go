package opendata

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// A graph is RDF, small enough to be written in any of its forms.
type graph struct{ nodes []*node }

// node is a subject: an address, or nothing but what is said of it when it has none.
type node struct {
	id    string // empty for a node without a name, which is then inside another
	types []string
	facts []fact
}

// fact is what a node says: a property and its values.
type fact struct {
	property string
	values   []any // literal, iri or *node
}

type iri string

// literal is a text with its language, or a value with its type.
type literal struct{ text, language, datatype string }

func french(text string) literal { return literal{text: text, language: "fr"} }

// namespaces of the properties and types that are written short.
var namespaces = []struct{ prefix, iri string }{
	{"adms", "http://www.w3.org/ns/adms#"},
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dct", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"spdx", "http://spdx.org/rdf/terms#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

func (g *graph) node(id string, types ...string) *node {
	n := &node{id: id, types: types}
	g.nodes = append(g.nodes, n)
	return n
}

// blank is a node without a name.
func blank(types ...string) *node { return &node{types: types} }

// say adds a fact, and gives the node back; values that are empty texts are left out.
func (n *node) say(property string, values ...any) *node {
	values = slices.DeleteFunc(values, func(v any) bool { l, is := v.(literal); return is && l.text == "" })
	if len(values) > 0 {
		n.facts = append(n.facts, fact{property, values})
	}
	return n
}

// turtle writes the graph as Turtle.
func (g *graph) turtle() []byte {
	var out strings.Builder
	for _, n := range namespaces {
		out.WriteString("@prefix " + n.prefix + ": <" + n.iri + "> .\n")
	}
	for _, n := range g.nodes {
		out.WriteString("\n<" + escapeIRI(n.id) + ">")
		n.turtleFacts(&out, "  ")
		out.WriteString(" .\n")
	}
	return []byte(out.String())
}

func (n *node) turtleFacts(out *strings.Builder, indent string) {
	out.WriteString(" a " + strings.Join(n.types, ", "))
	for _, f := range n.facts {
		out.WriteString(" ;\n" + indent + f.property + " ")
		for i, v := range f.values {
			if i > 0 {
				out.WriteString(", ")
			}
			switch v := v.(type) {
			case iri:
				out.WriteString("<" + escapeIRI(string(v)) + ">")
			case literal:
				out.WriteString(v.turtle())
			case *node:
				out.WriteString("[")
				v.turtleFacts(out, indent+"  ")
				out.WriteString(" ]")
			}
		}
	}
}

func (l literal) turtle() string {
	text := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(l.text) + `"`
	switch {
	case l.language != "":
		return text + "@" + l.language
	case l.datatype != "":
		return text + "^^" + l.datatype
	}
	return text
}

// escapeIRI writes what an address in angle brackets may not have.
func escapeIRI(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			out.WriteString("%" + strings.ToUpper(strconv.FormatInt(0x100+int64(r), 16)[1:]))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// jsonld writes the graph as JSON-LD.
func (g *graph) jsonld() ([]byte, error) {
	context := map[string]string{}
	for _, n := range namespaces {
		context[n.prefix] = n.iri
	}
	var nodes []any
	for _, n := range g.nodes {
		nodes = append(nodes, n.jsonld())
	}
	content, err := json.MarshalIndent(map[string]any{"@context": context, "@graph": nodes}, "", " ")
	return append(content, '\n'), err
}

func (n *node) jsonld() map[string]any {
	out := map[string]any{"@type": n.types}
	if n.id != "" {
		out["@id"] = escapeIRI(n.id)
	}
	for _, f := range n.facts {
		var values []any
		for _, v := range f.values {
			switch v := v.(type) {
			case iri:
				values = append(values, map[string]any{"@id": escapeIRI(string(v))})
			case literal:
				values = append(values, v.jsonld())
			case *node:
				values = append(values, v.jsonld())
			}
		}
		out[f.property] = values
	}
	return out
}

func (l literal) jsonld() map[string]any {
	out := map[string]any{"@value": l.text}
	if l.language != "" {
		out["@language"] = l.language
	}
	if l.datatype != "" {
		out["@type"] = l.datatype
	}
	return out
}
