package opendata_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/opendata"
)

var update = flag.Bool("update", false, "write the golden files again")

// A golden file of each format that people can read, over a small edition.
func TestGoldenFiles(t *testing.T) {
	_, d := published(t, databasetest.Open(t, database.SQLite))
	for _, table := range opendata.Tables() {
		for _, f := range table.Formats() {
			if !f.Packed && (table.Name == "labels" || f.Extension == "csv") {
				golden(t, table.Name+"."+f.Extension, write(t, d, table.Name, f.Extension))
			}
		}
		schema, err := json.MarshalIndent(d.Schema(table), "", "  ")
		must(t, err)
		golden(t, table.Name+".schema.json", append(schema, '\n'))
	}
	content := string(unzip(t, write(t, d, "editions", "ods"))["content.xml"])
	golden(t, "editions.content.xml", []byte(strings.ReplaceAll(content, "><", ">\n<")))
}

var questionnaireHash = regexp.MustCompile(`questionnaires/[0-9a-f]{64}\.yaml`)

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	got = questionnaireHash.ReplaceAll(got, []byte("questionnaires/HASH.yaml")) // another matter
	path := filepath.Join("testdata", name)
	if *update {
		must(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what it was; with -update, read the difference:\n%s", name, got)
	}
}

// rows is a table as a format has it, each cell as a text: what every format must agree on.
type rows struct {
	names []string
	cells [][]string
}

// read gives what each format holds of a table, by readers that are not ours.
func read(t testing.TB, content []byte, table *opendata.Table, extension string) rows {
	t.Helper()
	switch extension {
	case "csv":
		return readCSV(t, content)
	case "ods":
		return readODS(t, content, table)
	case "parquet":
		return readParquet(t, content, table)
	}
	return readJSON(t, content, table, extension)
}

func readCSV(t testing.TB, content []byte) rows {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	must(t, err)
	for _, record := range all[1:] {
		for i, cell := range record {
			if bare := strings.TrimLeft(cell, "'"); bare != cell && bare != "" && strings.ContainsRune("=+-@\t", rune(bare[0])) {
				record[i] = cell[1:]
			}
		}
	}
	return rows{all[0], all[1:]}
}

func readJSON(t testing.TB, content []byte, table *opendata.Table, extension string) rows {
	t.Helper()
	var objects []map[string]any
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	switch extension {
	case "json":
		var document struct {
			Donnees []map[string]any `json:"donnees"`
		}
		must(t, decoder.Decode(&document))
		objects = document.Donnees
	case "jsonl":
		for decoder.More() {
			var one map[string]any
			must(t, decoder.Decode(&one))
			objects = append(objects, one)
		}
	case "geojson":
		var document struct {
			Features []struct {
				Geometry   *struct{ Coordinates []json.Number }
				Properties map[string]any
			}
		}
		must(t, decoder.Decode(&document))
		for _, f := range document.Features {
			if f.Geometry != nil {
				f.Properties["longitude"], f.Properties["latitude"] = f.Geometry.Coordinates[0], f.Geometry.Coordinates[1]
			}
			objects = append(objects, f.Properties)
		}
	}
	var out rows
	for _, f := range table.Fields {
		out.names = append(out.names, f.Name)
	}
	for _, object := range objects {
		var cells []string
		for _, f := range table.Fields {
			cells = append(cells, jsonCell(object[f.Name]))
		}
		out.cells = append(out.cells, cells)
	}
	return out
}

func jsonCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		var texts []string
		for _, one := range v {
			texts = append(texts, fmt.Sprint(one))
		}
		return strings.Join(texts, opendata.Separator)
	}
	return fmt.Sprint(v)
}

func readParquet(t testing.TB, content []byte, table *opendata.Table) rows {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	var out rows
	for _, f := range file.Schema().Fields() {
		out.names = append(out.names, f.Name())
	}
	reader := parquet.NewReader(file)
	for {
		row := make([]parquet.Row, 1)
		n, err := reader.ReadRows(row)
		if n == 1 {
			cells := make([]string, len(table.Fields))
			for _, v := range row[0] {
				cell := ""
				switch field := table.Fields[v.Column()]; {
				case v.IsNull():
				case field.Type == opendata.Date:
					cell = time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02")
				case field.Type == opendata.Number:
					cell = strconv.FormatFloat(v.Double(), 'f', -1, 64)
				default:
					cell = v.String()
				}
				if v.RepetitionLevel() > 0 {
					cell = cells[v.Column()] + opendata.Separator + cell
				}
				cells[v.Column()] = cell
			}
			out.cells = append(out.cells, cells)
		}
		if err == io.EOF {
			return out
		}
		must(t, err)
	}
}

// unzip reads an archive whole, after its first entry was found to be an OpenDocument's.
func unzip(t testing.TB, content []byte) map[string][]byte {
	t.Helper()
	if magic := content[30:]; !bytes.HasPrefix(magic, []byte("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) {
		t.Fatalf("the archive does not begin by its type: %q", magic[:80])
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	out := map[string][]byte{}
	for _, entry := range archive.File {
		opened, err := entry.Open()
		must(t, err)
		out[entry.Name], err = io.ReadAll(opened)
		must(t, err)
	}
	return out
}

func readODS(t testing.TB, content []byte, table *opendata.Table) rows {
	t.Helper()
	files := unzip(t, content)
	for name, text := range files {
		if name != "mimetype" {
			must(t, xml.Unmarshal(text, new(any)))
		}
	}
	// The pieces of a cell's text in their order, with what stands for spaces.
	var out rows
	var row []string
	var cell strings.Builder
	var value string
	inside, lines := false, 0
	decoder := xml.NewDecoder(bytes.NewReader(files["content.xml"]))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		must(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			attribute := func(name string) string {
				i := slices.IndexFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == name })
				if i < 0 {
					return ""
				}
				return token.Attr[i].Value
			}
			switch token.Name.Local {
			case "table":
				inside = attribute("name") == table.Name
			case "table-row":
				row = nil
			case "table-cell":
				cell.Reset()
				lines, value = 0, attribute("value")+attribute("date-value")
			case "p":
				if lines++; lines > 1 {
					cell.WriteString("\n")
				}
			case "s":
				n, err := strconv.Atoi(attribute("c"))
				must(t, err)
				cell.WriteString(strings.Repeat(" ", n))
			case "tab":
				cell.WriteString("\t")
			}
		case xml.CharData:
			cell.Write(token)
		case xml.EndElement:
			switch token.Name.Local {
			case "table-cell":
				if value == "" {
					value = cell.String()
				}
				row = append(row, value)
			case "table-row":
				if inside && out.names == nil {
					out.names = row
				} else if inside {
					out.cells = append(out.cells, row)
				}
			}
		}
	}
	return out
}
