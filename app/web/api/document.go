package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
)

// Where the OpenAPI document is.
const (
	DocumentJSON = Root + "/openapi.json"
	DocumentYAML = Root + "/openapi.yaml"
)

// document is the OpenAPI document as it is sent.
type document struct{ json, yaml []byte }

// describe finishes the document once every operation is known, and serves it.
func (a *API) describe() error {
	api := a.huma.OpenAPI()
	for _, theirs := range []string{"ErrorModel", "ErrorDetail"} { // huma's own errors never leave
		delete(api.Components.Schemas.Map(), theirs)
	}
	for _, path := range api.Paths {
		if link := path.Get.Responses["200"].Headers["Link"]; link != nil {
			link.Description = link.Schema.Description
			path.Get.Responses["304"].Headers["Link"] = link
		}
		for _, response := range path.Get.Responses {
			for _, content := range response.Content {
				content.Example = example(api.Components.Schemas, content.Schema)
			}
		}
	}
	var err error
	if a.document.json, err = json.MarshalIndent(api, "", "  "); err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	if a.document.yaml, err = api.YAML(); err != nil {
		return fmt.Errorf("write the OpenAPI document as YAML: %w", err)
	}
	a.serve(DocumentJSON, "application/openapi+json", a.document.json)
	a.serve(DocumentYAML, "application/openapi+yaml", a.document.yaml)
	return nil
}

func (a *API) serve(path, kind string, content []byte) {
	a.group.Match([]string{http.MethodGet, http.MethodHead}, strings.TrimPrefix(path, Root), func(c echo.Context) error {
		return c.Blob(http.StatusOK, kind, content)
	})
}

// responses documents every answer of an operation.
func (a *API) responses(op huma.Operation) map[string]*huma.Response {
	registry := a.huma.OpenAPI().Components.Schemas
	problem := func(description string) *huma.Response {
		return &huma.Response{Description: description, Headers: headers(), Content: map[string]*huma.MediaType{
			page.ProblemType: {Schema: registry.Schema(reflect.TypeFor[page.Problem](), true, "")},
		}}
	}
	all := map[string]*huma.Response{
		"200": {Description: "Ce qui est demandé.", Headers: tagged()},
		"304": {Description: "Rien n’a changé depuis la réponse dont « If-None-Match » donne l’étiquette.", Headers: tagged()},
		"422": problem("Un paramètre est inconnu, mal écrit ou donné deux fois : « errors » dit lequel, et ce qui est attendu."),
		"429": problem("Trop de demandes en une minute : attendre le nombre de secondes de « Retry-After »."),
		"500": problem("Le service a rencontré un problème, qui est signalé à qui l’exploite."),
	}
	all["429"].Headers["Retry-After"] = header(huma.TypeInteger, "Secondes à attendre.", 12)
	if strings.Contains(op.Path, "{") {
		all["404"] = problem("Rien ne porte cet identifiant, ou n’est public.")
	}
	return all
}

// headers documents what every answer has.
func headers() map[string]*huma.Param {
	return map[string]*huma.Param{
		"RateLimit-Policy": header(huma.TypeString, "Limite : « q » demandes par « w » secondes. Absent quand il n’y a pas de limite.", `"default";q=600;w=60`),
		"RateLimit":        header(huma.TypeString, "Ce qui reste : « r » demandes, pour « t » secondes encore. Absent quand il n’y a pas de limite.", `"default";r=588;t=41`),
		"X-Request-Id":     header(huma.TypeString, "Identifiant de la demande, à citer pour signaler un problème.", "aKpXbVcWsLqTzRfY"),
	}
}

func tagged() map[string]*huma.Param {
	all := headers()
	all["ETag"] = header(huma.TypeString, "Étiquette du contenu, à renvoyer dans « If-None-Match ».", `W/"5d41402abc4b2a76b9719d91"`)
	all["Cache-Control"] = header(huma.TypeString, "La réponse se garde, à condition de demander chaque fois si elle a changé.", "public, no-cache")
	return all
}

func header(kind, description string, example any) *huma.Param {
	return &huma.Param{Description: description, Schema: &huma.Schema{Type: kind, Examples: []any{example}}}
}

// example builds one of a schema from those of its fields.
func example(registry huma.Registry, s *huma.Schema) any {
	if len(s.Examples) > 0 {
		return s.Examples[0]
	}
	if s.Ref != "" {
		return example(registry, registry.SchemaFromRef(s.Ref))
	}
	switch s.Type {
	case huma.TypeObject:
		object := map[string]any{}
		for name, property := range s.Properties {
			if value := example(registry, property); value != nil {
				object[name] = value
			}
		}
		return object
	case huma.TypeArray:
		return []any{example(registry, s.Items)}
	}
	return nil
}
