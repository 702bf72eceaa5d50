package opendata

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
)

// writeCSV writes RFC 4180: UTF-8 without a mark, commas, lines that end by CR LF.
func writeCSV(w io.Writer, s *Snapshot, t *Table) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		record[i] = f.Name
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for row := range s.Rows(t) {
		for i, value := range row {
			record[i] = inert(value)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert words a value for a file that a spreadsheet may open: a text that it would compute has an apostrophe before it,
// and so has one that seems to have been marked like this; numbers are left alone.
func inert(v Value) string {
	s := word(v)
	switch v.(type) {
	case string, []string:
		if bare := strings.TrimLeft(s, "'"); bare != "" && strings.ContainsRune("=+-@\t", rune(bare[0])) {
			return "'" + s
		}
	}
	return s
}

// word writes a value as a text.
func word(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return decimal(v)
	case time.Time:
		return v.Format(dayLayout)
	case []string:
		return strings.Join(v, Separator)
	}
	return ""
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
