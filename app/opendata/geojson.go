package opendata

import (
	"io"
)

// collection is the members of a feature collection that RFC 7946 leaves to who writes it.
type collection struct {
	Type string `json:"type"`
	about
}

// writeGeoJSON writes a feature for each row (RFC 7946), its point as its geometry and the other fields as properties;
// the geometry is null where no point is known.
func writeGeoJSON(w io.Writer, s *Snapshot, t *Table) error {
	out := newJSONWriter(w)
	lon, lat, key := t.place(fieldLongitude), t.place(fieldLatitude), t.place(t.Key)
	out.head(collection{"FeatureCollection", s.about(t)})
	out.raw(",\n\"features\":[")
	first := true
	for row := range s.Rows(t) {
		if !first {
			out.raw(",")
		}
		first = false
		out.raw("\n{\"type\":\"Feature\",\"id\":")
		out.cell(t.Fields[key], row[key])
		out.raw(`,"geometry":`)
		if row[lon] == nil || row[lat] == nil {
			out.raw("null")
		} else {
			out.raw(`{"type":"Point","coordinates":[` + word(row[lon]) + "," + word(row[lat]) + "]}")
		}
		out.raw(`,"properties":`)
		out.object(t, row, lon, lat)
		out.raw("}")
	}
	out.raw("\n]}\n")
	return out.end()
}
