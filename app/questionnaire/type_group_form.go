package questionnaire

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// spareRows is how many empty rows a form offers below those that are filled, without any script.
const spareRows = 2

// maxRow bounds the number that a row's field may carry.
const maxRow = 1000

// GroupInput is what the template of a repeated group shows.
type GroupInput struct {
	Rows []GroupRow
	Rule string // how items become points, "" when they do not
	More bool   // once these are filled and saved, there is room for others
}

// GroupRow is one item, filled or to fill.
type GroupRow struct {
	Title  string // "Logiciel 1"
	Fields []GroupField
}

// GroupField is a field of an item, with what its own type shows.
type GroupField struct {
	Name, Label, Help, Type string
	Required                bool
	Input                   any
	Error                   string
}

// rowsOf lists the numbers of the rows that a form holds, in order: the fields of row 0 of the question "q" are
// called "q.0.name", "q.0.licence"…
func rowsOf(f url.Values, name string) []int {
	var seen [maxRow]bool
	var rows []int
	for key := range f {
		rest, ours := strings.CutPrefix(key, name+".")
		place, _, row := strings.Cut(rest, ".")
		n, err := strconv.Atoi(place)
		if ours && row && err == nil && 0 <= n && n < maxRow && place == strconv.Itoa(n) && !seen[n] {
			seen[n] = true
			rows = append(rows, n)
		}
	}
	slices.Sort(rows)
	return rows
}

func rowName(name string, row int) string { return fmt.Sprintf("%s.%d", name, row) }

// rowFromForm takes what the fields of one row hold, nil when nothing was entered.
func (g *group) rowFromForm(f url.Values, name string, row int) any {
	object := map[string]any{}
	for _, one := range g.fields {
		if raw := one.spec.FromForm(f, rowName(name, row)+"."+one.id); raw != nil {
			object[one.id] = raw
		}
	}
	if len(object) == 0 {
		return nil
	}
	return object
}

// FromForm leaves a nil for each row where nothing was entered, so that a fault is told by the row's own number.
func (g *group) FromForm(f url.Values, name string) any {
	var list []any
	filled := false
	for _, row := range rowsOf(f, name) {
		one := g.rowFromForm(f, name, row)
		if one == nil {
			continue
		}
		filled = true
		list = append(list, make([]any, row-len(list))...)
		list = append(list, one)
	}
	if !filled {
		return nil
	}
	return list
}

func (g *group) ToForm(v Value, name string) url.Values {
	out := url.Values{}
	for row, one := range v.([]item) {
		for i, f := range g.fields {
			if one[i] == nil {
				continue
			}
			for key, values := range f.spec.ToForm(one[i], rowName(name, row)+"."+f.id) {
				out[key] = values
			}
		}
	}
	return out
}

// Input shows the rows that hold something under their own numbers, and two empty ones.
func (g *group) Input(f url.Values, name string) any {
	in := GroupInput{Rule: g.Terms().Rule}
	next := 0
	for _, row := range rowsOf(f, name) {
		if g.rowFromForm(f, name, row) == nil {
			continue
		}
		in.Rows = append(in.Rows, g.row(f, name, row))
		next = row + 1
	}
	for range spareRows {
		if len(in.Rows) < g.most {
			in.Rows = append(in.Rows, g.row(f, name, next))
			next++
		}
	}
	in.More = len(in.Rows) < g.most
	return in
}

func (g *group) row(f url.Values, name string, row int) GroupRow {
	out := GroupRow{Title: g.title(row)}
	for _, one := range g.fields {
		field := GroupField{
			Name: rowName(name, row) + "." + one.id, Label: one.label, Help: one.help, Type: one.kind, Required: one.required,
		}
		field.Input = one.spec.Input(f, field.Name)
		if raw := one.spec.FromForm(f, field.Name); raw != nil {
			if _, err := one.spec.Parse(raw); err != nil {
				field.Error = sentence(err)
			}
		}
		out.Fields = append(out.Fields, field)
	}
	return out
}

func (g *group) Terms() Terms {
	switch {
	case g.points.IsZero():
		return Terms{Rule: fmt.Sprintf("%d éléments au plus.", g.most)}
	case g.cap.IsZero():
		return Terms{Rule: fmt.Sprintf("Chaque élément complet vaut %s ; %d au plus.", countPoints(g.points), g.most)}
	}
	return Terms{Rule: fmt.Sprintf("Chaque élément complet vaut %s, dans la limite de %s ; %d éléments au plus.", countPoints(g.points), countPoints(g.cap), g.most)}
}
