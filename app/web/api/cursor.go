package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"

	"tnl/app/directory"
	"tnl/app/fault"
)

// Paging is what every list that has pages takes.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Nombre d’éléments d’une page." example:"50"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"Où la page commence : à prendre dans « next », jamais à fabriquer. Il ne vaut que pour les mêmes filtres et le même tri." example:"WyI5Zjg2ZDA4MTg4NGMiLCIyMDI2LTAwMTIiXQ"`
}

// List is a page of a list.
type List[T any] struct {
	Total int    `json:"total" minimum:"0" doc:"Nombre d’éléments de toute la liste, avec ces filtres." example:"42"`
	Next  string `json:"next,omitempty" format:"uri" doc:"Adresse de la page suivante ; absente à la dernière. L’en-tête « Link » la donne aussi." example:"https://label.example.org/api/v1/awards?cursor=WyI5Zjg2ZDA4MTg4NGMiLCIyMDI2LTAwMTIiXQ"`
	Items []T    `json:"items" nullable:"false" doc:"Les éléments de la page, dans l’ordre demandé."`
}

// NextLink is the next page, for who reads headers.
type NextLink struct {
	Link string `header:"Link" doc:"Adresse de la page suivante, avec « rel=next » (RFC 8288) ; absente à la dernière." example:"<https://label.example.org/api/v1/awards?cursor=WyI5Zjg2ZDA4MTg4NGMiLCIyMDI2LTAwMTIiXQ>; rel=\"next\""`
}

// ListOutput is the answer of a list.
type ListOutput[T any] struct {
	NextLink
	Body List[T]
}

func errCursor() error {
	return wrong(fault.Fields{"cursor": "Ce curseur n’est pas de cette liste, de ces filtres et de ce tri : reprenez au début, sans lui."})
}

// mark reads the cursor of a request; nil at the beginning.
func (p Paging) mark(ctx context.Context) (directory.Mark, error) {
	if p.Cursor == "" {
		return nil, nil
	}
	content, err := base64.RawURLEncoding.Strict().DecodeString(p.Cursor)
	if err != nil {
		return nil, errCursor()
	}
	decoder := json.NewDecoder(strings.NewReader(string(content)))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil || decoder.More() || len(values) < 2 || values[0] != exchangeOf(ctx).list() {
		return nil, errCursor()
	}
	for i, value := range values {
		if number, ok := value.(json.Number); ok {
			if values[i], err = number.Int64(); err != nil {
				return nil, errCursor()
			}
		}
	}
	return values[1:], nil
}

// list tells a list, with its filters and its order, from any other.
func (x *exchange) list() string {
	values := x.address.Query()
	values.Del("cursor")
	values.Del("limit")
	for name, given := range values {
		if given[0] == "" {
			values.Del(name)
		}
	}
	sum := sha256.Sum256([]byte(x.address.Path + "?" + values.Encode()))
	return hex.EncodeToString(sum[:6])
}

// pageOf makes the answer of a slice.
func pageOf[F, T any](ctx context.Context, a *API, slice directory.Slice[F], item func(F) T) (*ListOutput[T], error) {
	out := &ListOutput[T]{Body: List[T]{Total: slice.Total, Items: make([]T, len(slice.Items))}}
	for i, one := range slice.Items {
		out.Body.Items[i] = item(one)
	}
	if slice.Next == nil {
		return out, nil
	}
	x := exchangeOf(ctx)
	content, err := json.Marshal(append([]any{x.list()}, slice.Next...))
	if err != nil {
		return nil, err
	}
	values := x.address.Query()
	values.Set("cursor", base64.RawURLEncoding.EncodeToString(content))
	next := url.URL{Path: x.address.Path, RawQuery: values.Encode()}
	out.Body.Next = a.BaseURL + next.String()
	out.Link = "<" + out.Body.Next + `>; rel="next"`
	return out, nil
}

// refusedMark is err, or what to tell of a cursor that its list refused.
func refusedMark(err error) error {
	if fault.Is(err, fault.Invalid) {
		return errCursor()
	}
	return err
}
