package opendata

import (
	"iter"
	"slices"
	"time"

	"tnl/app/fault"
)

// Type is what a field holds.
type Type string

const (
	Text    Type = "string"
	Integer Type = "integer"
	Number  Type = "number" // decimal, to four places
	Date    Type = "date"
	List    Type = "list" // of texts
	Address Type = "uri"
)

// Value is one cell: a string, an int, a float64, a time.Time (of which the day counts), a []string, or nil when it is
// not known or does not apply.
type Value any

// Field is a column: its name never changes, a field is added at the end or in a new table.
type Field struct {
	Name        string
	Title       string
	Description string
	Type        Type
	Required    bool // never empty
	Unique      bool
	Pattern     string   // of a text
	Among       []string // the only values
	Least, Most *int     // of an integer
	Example     string
}

// Reference says that a field names a row of another table.
type Reference struct{ Field, Table, Of string }

// Table is what is said of a table, whatever it holds.
type Table struct {
	Name        string // of the files
	Title       string
	Description string
	Row         string // what one line is
	Key         string // field that tells a row from the others; empty when none does
	References  []Reference
	// NowOnly tells that no dated version has it: what territories take back goes from everywhere.
	NowOnly bool
	Fields  []Field

	rows func(*Snapshot) iter.Seq[[]Value]
	size func(*Snapshot) int
}

// column is a field with where its value comes from.
type column[Row any] struct {
	Field
	value func(Row) Value
}

// table joins what is said of a table with the rows of a snapshot.
func table[Row any](t Table, size func(*Snapshot) int, rows func(*Snapshot) iter.Seq[Row], columns []column[Row]) *Table {
	for _, c := range columns {
		t.Fields = append(t.Fields, c.Field)
	}
	t.size = size
	t.rows = func(s *Snapshot) iter.Seq[[]Value] {
		return func(yield func([]Value) bool) {
			cells := make([]Value, len(columns))
			for row := range rows(s) {
				for i, c := range columns {
					cells[i] = clean(c.value(row))
					if cells[i] == nil && c.Required && c.Type == Text {
						cells[i] = unreadable
					}
				}
				if !yield(cells) {
					return
				}
			}
		}
	}
	return &t
}

// unreadable stands for a required text of which cleaning left nothing.
const unreadable = "(illisible)"

// Tables lists the tables, the first one first to be looked at.
func Tables() []*Table { return []*Table{labels, territories, editions, softwares, initiatives} }

// TablesOf lists those that a version has; the empty day is now.
func TablesOf(day Day) []*Table {
	return slices.DeleteFunc(Tables(), func(t *Table) bool { return day != "" && t.NowOnly })
}

// Find gives a table of a version by its name; the empty day is now. NotFound when there is none.
func Find(day Day, name string) (*Table, error) {
	for _, t := range TablesOf(day) {
		if t.Name == name {
			return t, nil
		}
	}
	return nil, fault.New(fault.NotFound, "Aucun fichier de données n’a ce nom. La page « Données ouvertes » liste ceux qui existent.")
}

// Rows gives the rows of a table; the slice is good until the next one.
func (s *Snapshot) Rows(t *Table) iter.Seq[[]Value] { return t.rows(s) }

// Count tells how many rows a table has.
func (s *Snapshot) Count(t *Table) int { return t.size(s) }

// Located tells that the rows have a longitude and a latitude.
func (t *Table) Located() bool { return t.place(fieldLongitude) >= 0 }

func (t *Table) place(name string) int {
	return slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == name })
}

// The two fields that make a point.
const (
	fieldLongitude = "longitude"
	fieldLatitude  = "latitude"
)

// text is nil for what is empty.
func text(s string) Value {
	if s == "" {
		return nil
	}
	return s
}

func number(n *int) Value {
	if n == nil {
		return nil
	}
	return *n
}

func instant(at *time.Time) Value {
	if at == nil {
		return nil
	}
	return *at
}

func bound(n int) *int { return &n }
