package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/api"
)

// contract is the OpenAPI document as its readers have it, with an independent validator of its schemas.
type contract struct {
	t        *testing.T
	whole    any
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
	Servers  []struct{ URL string }
	Paths    map[string]map[string]operation
}

type operation struct {
	OperationID, Summary, Description string
	Tags                              []string
	Parameters                        []parameter
	Responses                         map[string]response
}

type parameter struct {
	Name, In, Description string
	Schema                schema
}

type schema struct {
	Examples []any
	Type     string
}

type response struct {
	Description string
	Headers     map[string]struct{ Description string }
	Content     map[string]struct {
		Schema  any
		Example any
	}
}

func readContract(t *testing.T, s *site) *contract {
	t.Helper()
	sent := s.get(api.DocumentJSON)
	if sent.Code != http.StatusOK || sent.Header().Get("Content-Type") != "application/openapi+json" {
		t.Fatalf("the document: %d, %v", sent.Code, sent.Header())
	}
	c := &contract{t: t, compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}}
	must(t, json.Unmarshal(sent.Body.Bytes(), c))
	var err error
	c.whole, err = jsonschema.UnmarshalJSON(bytes.NewReader(sent.Body.Bytes()))
	must(t, err)
	c.compiler.AssertFormat()
	must(t, c.compiler.AddResource("openapi.json", c.whole))
	return c
}

// validate holds a value to the schema at a place of the document.
func (c *contract) validate(value any, place ...string) error {
	pointer := ""
	for _, step := range place {
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(step)
	}
	found := c.compiled[pointer]
	if found == nil {
		var err error
		if found, err = c.compiler.Compile("openapi.json#" + url.PathEscape(pointer)); err != nil {
			return err
		}
		c.compiled[pointer] = found
	}
	return found.Validate(value)
}

// hold checks an answer: its status, its media type, its headers and its body are those of the document.
func (c *contract) hold(path, address string, got *httptest.ResponseRecorder) {
	c.t.Helper()
	status := strconv.Itoa(got.Code)
	documented, found := c.Paths[path]["get"].Responses[status]
	if !found {
		c.t.Errorf("%.200s gives %s, which the document does not have: %s", address, status, got.Body)
		return
	}
	for name := range documented.Headers {
		sent := got.Header().Get(name)
		if sent == "" {
			if name != "Link" {
				c.t.Errorf("%.200s, %s: no header %s", address, status, name)
			}
			continue
		}
		var value any = sent
		if number, err := strconv.Atoi(sent); err == nil {
			value = number
		}
		if err := c.validate(value, "paths", path, "get", "responses", status, "headers", name, "schema"); err != nil {
			c.t.Errorf("%.200s, %s: the header %s: %v", address, status, name, err)
		}
	}
	for name := range got.Header() {
		if _, said := documented.Headers[name]; !said && !slices.ContainsFunc(unsaid, func(one string) bool { return strings.HasPrefix(name, one) }) && documentedAs(documented, name) == "" {
			c.t.Errorf("%.200s, %s: the header %s is not in the document", address, status, name)
		}
	}
	kind := got.Header().Get("Content-Type")
	if _, found := documented.Content[kind]; kind == "" && len(documented.Content) == 0 && got.Body.Len() == 0 {
		return
	} else if !found {
		c.t.Errorf("%.200s, %s: a body of type %q", address, status, kind)
		return
	}
	body, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.Body.Bytes()))
	if err != nil {
		c.t.Errorf("%.200s, %s: %v", address, status, err)
		return
	}
	if err := c.validate(body, "paths", path, "get", "responses", status, "content", kind, "schema"); err != nil {
		c.t.Errorf("%.200s, %s: %v\n%s", address, status, err, got.Body)
	}
}

// unsaid are what HTTP, browsers and caches say between themselves.
var unsaid = []string{"Access-Control-", "Content-", "Cross-Origin-", "Permissions-Policy", "Referrer-Policy", "Strict-Transport-Security", "Vary", "X-Content-Type-Options", "Cache-Control"}

// documentedAs finds a header whatever its capitals.
func documentedAs(r response, name string) string {
	for known := range r.Headers {
		if http.CanonicalHeaderKey(known) == name {
			return known
		}
	}
	return ""
}

// there are identifiers of what exists, by path.
var there = map[string][]string{
	"/territories/{id}": {"lyon-69123", "departement-de-la-gironde-33", "rive-de-gier-42186"},
	"/awards/{number}":  {"2026-0001", "2026-0002", "2026-0003", "2021-0001", "2026 0002"},
	"/editions/{year}":  {"2021", "2026"},
	"/software/{id}":    {"libreoffice", "qgis", "gestioncantine", "nextcloud"},
}

// odd are values that somebody will try one day.
var odd = []string{
	"", "0", "-1", "1", "101", "2026", "99999999999999999999", "1.5", "null", "é", "%00", "%FF", "%27%3B--", "..%2f..", "a,b", "{}", "+", "grenoble-38185", "38", "name",
	strings.Repeat("x", 300), strings.Repeat("é", 201),
}

// Whatever is asked of any operation, the answer is one that the document describes.
func TestEveryAnswerIsTheDocuments(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db), 1_000_000)
		c := readContract(t, s)
		statuses := map[string]map[int]bool{}
		for path, methods := range c.Paths {
			statuses[path] = map[int]bool{}
			call := func(address string) {
				got := s.get("/api/v1" + address)
				statuses[path][got.Code] = true
				c.hold(path, address, got)
				if tag := got.Header().Get("ETag"); tag != "" && !strings.Contains(address, "=") {
					again := s.get("/api/v1"+address, "If-None-Match", `"other", `+tag)
					statuses[path][again.Code] = true
					if c.hold(path, address, again); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
						t.Errorf("%s: %d with its own tag", address, again.Code)
					}
				}
			}
			op := methods["get"]
			if len(methods) != 1 || op.OperationID == "" {
				t.Errorf("%s: the document has %v", path, methods)
			}
			base := path
			if name, after, found := strings.Cut(path, "{"); found {
				for _, one := range there[path] {
					call(name + url.PathEscape(one) + strings.SplitN(after, "}", 2)[1])
				}
				for _, one := range odd {
					if one != "" {
						call(name + one)
					}
				}
				base = name + there[path][0]
			}
			call(base)
			call(base + "?unknown=1")
			call(base + "?=&&")
			call(base + "?%zz")
			for _, p := range op.Parameters {
				if p.In != "query" {
					continue
				}
				for _, one := range append(odd, fmt.Sprint(p.Schema.Examples[0])) {
					call(base + "?" + p.Name + "=" + one)
				}
				call(base + "?" + p.Name + "=1&" + p.Name + "=2")
			}
		}
		for path, seen := range statuses {
			for status := range c.Paths[path]["get"].Responses {
				code, _ := strconv.Atoi(status)
				if !seen[code] && code != http.StatusTooManyRequests && code != http.StatusInternalServerError {
					t.Errorf("%s never gave %s, which the document has", path, status)
				}
			}
			if seen[http.StatusInternalServerError] {
				t.Errorf("%s fails", path)
			}
		}
	})
}

// The refusals that need a setting or a broken database are the document's too.
func TestRarerAnswersAreTheDocuments(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	limited, broken := open(t, stage, 1), open(t, stage, 1_000_000)
	c := readContract(t, broken)
	limited.get("/api/v1/editions")
	for path := range c.Paths {
		address := path
		if name, _, found := strings.Cut(path, "{"); found {
			address = name + there[path][0]
		}
		got := limited.get("/api/v1" + address)
		if c.hold(path, address, got); got.Code != http.StatusTooManyRequests {
			t.Errorf("%s gives %d beyond the limit", address, got.Code)
		}
	}
	said := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler)) // of the database that is missing
	defer slog.SetDefault(said)
	must(t, stage.DB.Close())
	for path := range c.Paths {
		address := path
		if name, _, found := strings.Cut(path, "{"); found {
			address = name + there[path][0]
		}
		got := broken.get("/api/v1" + address)
		c.hold(path, address, got)
		if told := broken.refused(got); got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "sql") || told.Errors != nil {
			t.Errorf("%s, without a database: %+v", address, told)
		}
	}
}

// The document has what is served, and nothing else.
func TestTheDocumentHasEveryRoute(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	c := readContract(t, s)
	if len(c.Servers) != 1 || c.Servers[0].URL != awardtest.BaseURL+"/api/v1" {
		t.Errorf("servers: %v", c.Servers)
	}
	var served, documented []string
	for _, route := range s.server.Echo.Routes() {
		path, under := strings.CutPrefix(route.Path, "/api/v1")
		if !under || route.Path == api.DocumentJSON || route.Path == api.DocumentYAML || route.Method == "echo_route_not_found" {
			continue
		}
		steps := strings.Split(path, "/")
		for i, step := range steps {
			if name, named := strings.CutPrefix(step, ":"); named {
				steps[i] = "{" + name + "}"
			}
		}
		served = append(served, route.Method+" "+strings.Join(steps, "/"))
	}
	for path, methods := range c.Paths {
		for method := range methods {
			documented = append(documented, strings.ToUpper(method)+" "+path, "HEAD "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(documented)
	if !slices.Equal(served, documented) {
		t.Errorf("served: %v\ndocumented: %v", served, documented)
	}
}

// Everything is explained, and every example is one.
func TestTheDocumentExplainsEverything(t *testing.T) {
	s := open(t, published(t, databasetest.Open(t, database.SQLite)), 0)
	c := readContract(t, s)
	for path, methods := range c.Paths {
		op := methods["get"]
		if op.OperationID == "" || op.Summary == "" || op.Description == "" || len(op.Tags) != 1 {
			t.Errorf("%s: %+v", path, op)
		}
		for i, p := range op.Parameters {
			if p.Description == "" || len(p.Schema.Examples) == 0 {
				t.Errorf("%s: the parameter %s has no description or no example", path, p.Name)
				continue
			}
			if err := c.validate(p.Schema.Examples[0], "paths", path, "get", "parameters", strconv.Itoa(i), "schema"); err != nil {
				t.Errorf("%s: the example of %s: %v", path, p.Name, err)
			}
		}
		for status, r := range op.Responses {
			if r.Description == "" {
				t.Errorf("%s, %s: no description", path, status)
			}
			for name, header := range r.Headers {
				if header.Description == "" {
					t.Errorf("%s, %s: no description of the header %s", path, status, name)
				}
			}
			for kind, content := range r.Content {
				if err := c.validate(content.Example, "paths", path, "get", "responses", status, "content", kind, "schema"); err != nil {
					t.Errorf("%s, %s: the example: %v", path, status, err)
				}
			}
		}
	}
	schemas := c.whole.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any)
	for name, one := range schemas {
		if strings.HasPrefix(name, "Error") {
			t.Errorf("%s is huma's own", name)
		}
		for property, described := range one.(map[string]any)["properties"].(map[string]any) {
			if described.(map[string]any)["description"] == nil {
				t.Errorf("%s.%s has no description", name, property)
			}
		}
	}
	if len(schemas) < 15 {
		t.Errorf("only %d schemas", len(schemas))
	}
	yaml := s.get(api.DocumentYAML)
	if yaml.Code != http.StatusOK || !strings.Contains(yaml.Body.String(), "openapi: 3.1.0") || s.get(api.DocumentJSON, "If-None-Match", s.get(api.DocumentJSON).Header().Get("ETag")).Code != http.StatusNotModified {
		t.Errorf("the document in its other forms: %d", yaml.Code)
	}
}
