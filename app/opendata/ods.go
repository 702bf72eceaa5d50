package opendata

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const odsType = "application/vnd.oasis.opendocument.spreadsheet"

// writeODS writes an OpenDocument spreadsheet: the table on a sheet, where texts, numbers and dates are what they are
// and nothing is computed; what it says, column by column, on another.
func writeODS(w io.Writer, s *Snapshot, t *Table) error {
	archive := zip.NewWriter(w)
	if err := writeMimeType(archive); err != nil {
		return err
	}
	pieces := []struct {
		name  string
		write func(*odsWriter)
	}{
		{"META-INF/manifest.xml", func(o *odsWriter) { o.raw(odsManifest) }},
		{"meta.xml", func(o *odsWriter) { o.meta(s, t) }},
		{"styles.xml", func(o *odsWriter) { o.raw(odsStyles) }},
		{"content.xml", func(o *odsWriter) { o.content(s, t) }},
	}
	for _, piece := range pieces {
		// Without a date, the same content gives the same bytes.
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: piece.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		o := &odsWriter{Writer: bufio.NewWriterSize(entry, 32<<10)}
		piece.write(o)
		if err := o.Flush(); err != nil {
			return fmt.Errorf("write %s: %w", piece.name, err)
		}
	}
	return archive.Close()
}

// writeMimeType stores the document's type first, as it is, without anything that says its size afterwards: that is how
// an OpenDocument is told from another archive.
func writeMimeType(archive *zip.Writer) error {
	entry, err := archive.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(odsType)),
		CompressedSize64: uint64(len(odsType)), UncompressedSize64: uint64(len(odsType)),
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(entry, odsType)
	return err
}

// odsWriter writes pieces of XML; bufio keeps the first error.
type odsWriter struct{ *bufio.Writer }

func (o *odsWriter) raw(s string)  { _, _ = o.WriteString(s) }
func (o *odsWriter) text(s string) { _ = xml.EscapeText(o, []byte(s)) }

func (o *odsWriter) content(s *Snapshot, t *Table) {
	o.raw(odsContentStart)
	o.raw(`<table:table table:name="` + t.Name + `" table:style-name="sheet">`)
	for _, f := range t.Fields {
		o.raw(`<table:table-column table:style-name="` + odsWidth(f) + `"/>`)
	}
	o.raw(`<table:table-header-rows>`)
	names := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		names[i] = f.Name
	}
	o.headings(names...)
	o.raw(`</table:table-header-rows>`)
	for row := range s.Rows(t) {
		o.raw("<table:table-row>")
		for i, value := range row {
			o.cell(t.Fields[i], value)
		}
		o.raw("</table:table-row>")
	}
	o.raw("</table:table>")
	o.notice(s, t)
	corner := odsColumn(len(t.Fields)) + strconv.Itoa(s.Count(t)+1)
	o.raw(`<table:database-ranges><table:database-range table:name="` + t.Name + `" table:target-range-address="` + t.Name + `.A1:` + t.Name + `.` + corner + `" table:display-filter-buttons="true"/></table:database-ranges>`)
	o.raw(odsContentEnd)
}

// notice is the second sheet.
func (o *odsWriter) notice(s *Snapshot, t *Table) {
	about := s.about(t)
	o.raw(`<table:table table:name="notice" table:style-name="sheet"><table:table-column table:style-name="wide" table:number-columns-repeated="2"/><table:table-column table:style-name="widest"/>`)
	for _, line := range [][2]string{
		{"Titre", about.Title}, {"Contenu", t.Description}, {"Version", string(about.Version)}, {"Licence", LicenceName + ", " + about.URL},
		{"Source", about.Source}, {"Schéma", about.Schema}, {"Crédits", about.Credit},
	} {
		if line[1] != "" {
			o.raw("<table:table-row>")
			o.string("heading", line[0])
			o.string("", "")
			o.string("wrapped", line[1])
			o.raw("</table:table-row>")
		}
	}
	o.headings("colonne", "titre", "description")
	for _, f := range t.Fields {
		o.raw("<table:table-row>")
		o.string("", f.Name)
		o.string("", f.Title)
		o.string("wrapped", f.Description)
		o.raw("</table:table-row>")
	}
	o.raw("</table:table>")
}

func (o *odsWriter) headings(names ...string) {
	o.raw("<table:table-row>")
	for _, name := range names {
		o.string("heading", name)
	}
	o.raw("</table:table-row>")
}

func (o *odsWriter) cell(f Field, v Value) {
	switch v := v.(type) {
	case nil:
		o.raw("<table:table-cell/>")
	case int, float64:
		o.raw(`<table:table-cell office:value-type="float" office:value="` + word(v) + `"><text:p>` + strings.ReplaceAll(word(v), ".", ",") + "</text:p></table:table-cell>")
	case time.Time:
		o.raw(`<table:table-cell table:style-name="day" office:value-type="date" office:date-value="` + word(v) + `"><text:p>` + v.Format("02/01/2006") + "</text:p></table:table-cell>")
	default:
		if f.Type == Address {
			o.raw(`<table:table-cell office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="`)
			o.text(word(v))
			o.raw(`">`)
			o.text(word(v))
			o.raw("</text:a></text:p></table:table-cell>")
			return
		}
		o.string("", word(v))
	}
}

// string writes a cell of text; line ends, tabs and repeated spaces have elements of their own.
func (o *odsWriter) string(style, s string) {
	if s == "" {
		o.raw("<table:table-cell/>")
		return
	}
	o.raw("<table:table-cell")
	if style != "" {
		o.raw(` table:style-name="` + style + `"`)
	}
	o.raw(` office:value-type="string">`)
	for line := range strings.SplitSeq(s, "\n") {
		o.raw("<text:p>")
		o.spaced(line)
		o.raw("</text:p>")
	}
	o.raw("</table:table-cell>")
}

func (o *odsWriter) spaced(line string) {
	for start := 0; start < len(line); {
		rest := line[start:]
		switch spaces := len(rest) - len(strings.TrimLeft(rest, " ")); {
		case rest[0] == '\t':
			o.raw("<text:tab/>")
			start++
		case spaces > 1 || spaces == 1 && (start == 0 || len(rest) == 1):
			o.raw(`<text:s text:c="` + strconv.Itoa(spaces) + `"/>`)
			start += spaces
		default:
			end := strings.IndexAny(rest[1:], " \t") + 1
			if end == 0 {
				end = len(rest)
			}
			o.text(rest[:end])
			start += end
		}
	}
}

// odsColumn names a column: A, B… Z, AA.
func odsColumn(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

func odsWidth(f Field) string {
	switch {
	case f.Type == Address, utf8.RuneCountInString(f.Name) > 14, f.Name == "nom":
		return "wide"
	case f.Type == Integer:
		return "narrow"
	}
	return "usual"
}

func (o *odsWriter) meta(s *Snapshot, t *Table) {
	o.raw(odsMetaStart + "<dc:title>")
	o.text(t.Title)
	o.raw("</dc:title><dc:description>")
	o.text(t.Description)
	o.raw("</dc:description><dc:language>fr</dc:language>")
	if s.Day != "" {
		o.raw("<dc:date>" + s.Changed.UTC().Format("2006-01-02T15:04:05") + "</dc:date>")
	}
	o.raw(`<meta:user-defined meta:name="Licence">` + LicenceURL + `</meta:user-defined><meta:user-defined meta:name="Source">`)
	o.text(s.about(t).Source)
	o.raw("</meta:user-defined></office:meta></office:document-meta>")
}
