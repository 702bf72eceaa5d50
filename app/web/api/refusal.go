package api

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"tnl/app/fault"
	"tnl/app/web/page"
)

var errNothingThere = fault.New(fault.NotFound, "")

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// refusals turns what huma refuses into a fault with our words, and leaves the rest as it is.
func refusals(ctx huma.Context, _ string, body any) (any, error) {
	refused, ok := body.(*huma.ErrorModel)
	if x := exchangeOf(ctx.Context()); ok && x.failure == nil {
		fields := fault.Fields{}
		for _, one := range refused.Errors {
			_, name, _ := strings.Cut(one.Location, ".")
			fields.Add(name, refusal(ctx.Operation(), name))
		}
		if x.failure = wrong(fields); x.failure == nil {
			x.failure = fmt.Errorf("answer %s: %w", ctx.Operation().OperationID, refused)
		}
	}
	return body, nil
}

// refusal says what an operation accepts under a name.
func refusal(op *huma.Operation, name string) string {
	var names []string
	for _, param := range op.Parameters {
		if param.Name == name {
			return expected(param.Schema)
		}
		if param.In == "query" {
			names = append(names, param.Name)
		}
	}
	sort.Strings(names)
	if len(names) == 0 {
		return "Ce paramètre n’existe pas : cette adresse n’en prend aucun."
	}
	return "Ce paramètre n’existe pas. Cette adresse prend : " + page.Enumerate(names) + "."
}

// expected words what a schema accepts: « Un nombre entier de 1 à 100 est attendu. »
func expected(s *huma.Schema) string { return "Attendu : " + accepted(s) + "." }

// accepted is the same inside a sentence or a table.
func accepted(s *huma.Schema) string {
	switch {
	case len(s.Enum) > 0:
		values := make([]string, len(s.Enum))
		for i, value := range s.Enum {
			values[i] = fmt.Sprint(value)
		}
		return "une de ces valeurs : " + strings.Join(values, ", ")
	case s.Type == huma.TypeInteger && s.Minimum != nil && s.Maximum != nil:
		return "un nombre entier de " + whole(*s.Minimum) + " à " + whole(*s.Maximum)
	case s.Type == huma.TypeInteger:
		return "un nombre entier"
	case s.Extensions[acceptedKey] != nil:
		return fmt.Sprint(s.Extensions[acceptedKey])
	case s.MaxLength != nil:
		return "un texte de " + strconv.Itoa(*s.MaxLength) + " signes au plus"
	}
	return "un texte"
}

func whole(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
