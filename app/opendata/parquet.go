package opendata

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// columns is a group whose fields stay in the order of the table: the library sorts them by name.
type columns struct {
	parquet.Group
	table *Table
}

func (c columns) Fields() []parquet.Field {
	fields := slices.Clone(c.Group.Fields())
	slices.SortFunc(fields, func(a, b parquet.Field) int { return c.table.place(a.Name()) - c.table.place(b.Name()) })
	return fields
}

// node is the column of a field.
func (f Field) node() parquet.Node {
	var node parquet.Node
	switch f.Type {
	case Integer:
		node = parquet.Int(32)
	case Number:
		node = parquet.Leaf(parquet.DoubleType)
	case Date:
		node = parquet.Date()
	case List:
		return parquet.List(parquet.String())
	default:
		node = parquet.String()
	}
	if f.Required {
		return node
	}
	return parquet.Optional(node)
}

func (t *Table) parquetSchema() *parquet.Schema {
	group := parquet.Group{}
	for _, f := range t.Fields {
		group[f.Name] = f.node()
	}
	return parquet.NewSchema(t.Name, columns{group, t})
}

// batch is how many rows are written at once.
const batch = 256

// writeParquet writes typed columns, with the licence and the schema's address among the file's metadata.
func writeParquet(w io.Writer, s *Snapshot, t *Table) error {
	about := s.about(t)
	out := parquet.NewWriter(w, t.parquetSchema(), parquet.Compression(&zstd.Codec{}), parquet.CreatedBy("tnl", "1", "opendata"),
		parquet.KeyValueMetadata("titre", about.Title), parquet.KeyValueMetadata("version", string(about.Version)),
		parquet.KeyValueMetadata("licence", about.URL), parquet.KeyValueMetadata("source", about.Source),
		parquet.KeyValueMetadata("schema", about.Schema), parquet.KeyValueMetadata("credit", about.Credit))
	rows := make([]parquet.Row, 0, batch)
	flush := func() error {
		_, err := out.WriteRows(rows)
		rows = rows[:0]
		return err
	}
	for row := range s.Rows(t) {
		converted, err := t.parquetRow(row)
		if err != nil {
			return err
		}
		if rows = append(rows, converted); len(rows) == batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	return out.Close()
}

// parquetRow puts the values of a row under their columns, with the levels that tell an empty cell from a value and
// the first text of a list from those that follow.
func (t *Table) parquetRow(row []Value) (parquet.Row, error) {
	out := make(parquet.Row, 0, len(row))
	for i, f := range t.Fields {
		if f.Type == List {
			texts, _ := row[i].([]string)
			if len(texts) == 0 {
				out = append(out, parquet.NullValue().Level(0, 0, i))
			}
			for at, one := range texts {
				out = append(out, parquet.ByteArrayValue([]byte(one)).Level(min(at, 1), 1, i))
			}
			continue
		}
		value, defined := parquetValue(row[i])
		switch {
		case !defined && f.Required:
			return nil, fmt.Errorf("table %s: the required field %s is empty", t.Name, f.Name)
		case f.Required || !defined:
			out = append(out, value.Level(0, 0, i))
		default:
			out = append(out, value.Level(0, 1, i))
		}
	}
	return out, nil
}

func parquetValue(v Value) (value parquet.Value, defined bool) {
	switch v := v.(type) {
	case string:
		return parquet.ByteArrayValue([]byte(v)), true
	case int:
		return parquet.Int32Value(int32(v)), true
	case float64:
		return parquet.DoubleValue(v), true
	case time.Time:
		return parquet.Int32Value(int32(v.Unix() / int64(24*time.Hour/time.Second))), true
	}
	return parquet.NullValue(), false
}
