package api

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

// exchange is one request on its way: huma hands over no error, so what failed is kept here.
type exchange struct {
	address url.URL
	failure error
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange { return ctx.Value(exchangeKey{}).(*exchange) }

// get registers an operation, for GET and HEAD. What call returns as an error goes to the server's error handler.
func get[I, O any](a *API, op huma.Operation, call func(context.Context, *I) (*O, error)) {
	op.Method = http.MethodGet
	op.Responses = a.responses(op)
	noted := func(ctx context.Context, input *I) (*O, error) {
		output, err := call(ctx, input)
		if err != nil {
			exchangeOf(ctx).failure = err
		}
		return output, err
	}
	huma.Register(a.huma, op, noted)
	a.listed = append(a.listed, a.huma.OpenAPI().Paths[op.Path].Get)
	op.Method, op.Hidden = http.MethodHead, true // the document says it once, for all
	huma.Register(a.huma, op, noted)
}

// asked refuses what would be left aside in silence: an address that cannot be read whole, a parameter given twice.
func asked(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := &exchange{address: *c.Request().URL}
		c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), exchangeKey{}, x)))
		if !isText(x.address.Path) {
			return errNothingThere
		}
		values, err := url.ParseQuery(x.address.RawQuery)
		if err != nil {
			return &fault.Fault{Kind: fault.Invalid, Message: "L’adresse n’est pas lisible : un signe « % » y commence un code de deux chiffres, et « & » sépare les paramètres."}
		}
		refused := fault.Fields{}
		for name, given := range values {
			refused.Check(len(given) == 1, name, "Ce paramètre est donné plusieurs fois : une seule valeur est acceptée.")
			refused.Check(isText(name+strings.Join(given, "")), name, "Cette valeur contient des caractères illisibles : un texte en UTF-8 est attendu.")
		}
		if err := wrong(refused); err != nil {
			return err
		}
		if err := next(c); err != nil {
			return err
		}
		return x.failure
	}
}

// wrong is the fault of parameters, by name; nil when there is none.
func wrong(fields fault.Fields) error {
	switch len(fields) {
	case 0:
		return nil
	case 1:
		return &fault.Fault{Kind: fault.Invalid, Message: "Un paramètre est à corriger.", Fields: fields}
	}
	return &fault.Fault{Kind: fault.Invalid, Message: "Plusieurs paramètres sont à corriger.", Fields: fields}
}
