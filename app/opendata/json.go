package opendata

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
)

// jsonWriter writes pieces of JSON and keeps the first error.
type jsonWriter struct {
	*bufio.Writer
	err error
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{Writer: bufio.NewWriterSize(w, 32<<10)}
}

func (w *jsonWriter) raw(s string) {
	if w.err == nil {
		_, w.err = w.WriteString(s)
	}
}

func (w *jsonWriter) value(v any) {
	content, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	w.raw(string(content))
}

func (w *jsonWriter) end() error {
	if w.err == nil {
		w.err = w.Flush()
	}
	return w.err
}

// object writes a row as an object; every field is there, null where it is empty.
func (w *jsonWriter) object(t *Table, row []Value, leave ...int) {
	w.raw("{")
	first := true
	for i, f := range t.Fields {
		if len(leave) == 2 && (i == leave[0] || i == leave[1]) {
			continue
		}
		if !first {
			w.raw(",")
		}
		first = false
		w.raw(strconv.Quote(f.Name) + ":")
		w.cell(f, row[i])
	}
	w.raw("}")
}

func (w *jsonWriter) cell(f Field, v Value) {
	switch v.(type) {
	case nil:
		if f.Type == List {
			w.raw("[]")
			return
		}
		w.raw("null")
	case float64, int:
		w.raw(word(v))
	case []string:
		w.value(v)
	default:
		w.value(word(v))
	}
}

// about is what a file says of itself.
type about struct {
	Title   string `json:"titre"`
	Version Day    `json:"version,omitempty"`
	Licence string `json:"licence"`
	URL     string `json:"licence_url"`
	Source  string `json:"source"`
	Schema  string `json:"schema"`
	Credit  string `json:"credit,omitempty"`
}

func (s *Snapshot) about(t *Table) about {
	a := about{Title: t.Title, Version: s.Day, Licence: LicenceID, URL: LicenceURL, Source: s.data.BaseURL + Path, Schema: s.data.SchemaAddress(t)}
	if t.Located() {
		a.Credit = PointsCredit
	}
	return a
}

// writeJSON writes one object: what the file is, then its rows, one a line.
func writeJSON(w io.Writer, s *Snapshot, t *Table) error {
	out := newJSONWriter(w)
	out.head(s.about(t))
	out.raw(",\n\"donnees\":[")
	first := true
	for row := range s.Rows(t) {
		if !first {
			out.raw(",")
		}
		first = false
		out.raw("\n")
		out.object(t, row)
	}
	out.raw("\n]}\n")
	return out.end()
}

// head writes the beginning of an object, left open.
func (w *jsonWriter) head(v any) {
	content, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	w.raw(string(content[:max(0, len(content)-1)]))
}

// writeJSONLines writes one object a line.
func writeJSONLines(w io.Writer, s *Snapshot, t *Table) error {
	out := newJSONWriter(w)
	for row := range s.Rows(t) {
		out.object(t, row)
		out.raw("\n")
	}
	return out.end()
}
