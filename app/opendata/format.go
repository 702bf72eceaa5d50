package opendata

import (
	"io"

	"tnl/app/fault"
)

// Format is a way of writing a table.
type Format struct {
	Extension string
	Name      string // as people call it
	MediaType string // of the response
	Plain     string // the media type without parameters, for catalogues
	EU        string // its name in the European Union's list of file types
	For       string // whom it suits
	Packed    bool   // compressed in itself
	write     func(io.Writer, *Snapshot, *Table) error
}

// Formats lists the formats of a table.
func (t *Table) Formats() []Format {
	list := []Format{
		{"csv", "CSV", "text/csv; charset=utf-8; header=present", "text/csv", "CSV", "Programmes : UTF-8, virgules, guillemets (RFC 4180).", false, writeCSV},
		{"ods", "Tableur (ODS)", "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", "ODS", "LibreOffice ou tout autre tableur : nombres et dates sont reconnus, aucun séparateur à choisir.", true, writeODS},
		{"json", "JSON", "application/json", "application/json", "JSON", "Programmes : les lignes sous « donnees », avec la licence et la version.", false, writeJSON},
		{"jsonl", "JSON Lines", "application/jsonl; charset=utf-8", "application/jsonl", "JSON", "Programmes : un objet par ligne, à lire au fil de l’eau.", false, writeJSONLines},
		{"parquet", "Parquet", "application/vnd.apache.parquet", "application/vnd.apache.parquet", "PARQUET", "Analyse : DuckDB, R, Python ; colonnes typées.", true, writeParquet},
	}
	if t.Located() {
		list = append(list, Format{"geojson", "GeoJSON", "application/geo+json", "application/geo+json", "GEOJSON", "Cartes : uMap, QGIS (RFC 7946). Ce qui n’a pas de position connue y est, sans géométrie.", false, writeGeoJSON})
	}
	return list
}

// Format gives a format by its extension. NotFound when the table has none of that name.
func (t *Table) Format(extension string) (Format, error) {
	for _, f := range t.Formats() {
		if f.Extension == extension {
			return f, nil
		}
	}
	return Format{}, fault.New(fault.NotFound, "Ces données n’existent pas dans ce format. La page « Données ouvertes » liste ceux qui existent.")
}

// Write writes a table, row after row.
func (s *Snapshot) Write(w io.Writer, t *Table, f Format) error { return f.write(w, s, t) }

// FileName is the name under which a file is kept: it says its version.
func (s *Snapshot) FileName(t *Table, f Format) string {
	name := "tnl-" + t.Name
	if s.Day != "" {
		name += "-" + string(s.Day)
	}
	return name + "." + f.Extension
}
