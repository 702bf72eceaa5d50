package territory

import "strings"

// Body is a public body of the reference data.
type Body struct {
	Kind Kind
	Code string // INSEE code; a grouping's SIREN
	// SIREN is empty for regions, departments and a few communes: the source gives none.
	SIREN string
	// Name is the body's own, « Département de la Gironde »; Place is what it governs, « Gironde ».
	Name  string
	Place string
	// Label is Name, with the department where another body of the same kind has the same name: « Saint-Denis (La Réunion) ».
	Label       string
	Department  string // code; empty for a region
	Region      string // code
	EPCI        string // SIREN of the grouping that a commune belongs to, or empty
	Nature      string // of a grouping: CC, CA, CU, METRO, MET69 or EPT
	Population  int    // inhabitants; -1 when unknown
	PostalCodes []string
	Former      []string // names it had in the last years
}

// natures gives in full what a grouping's name begins with in the source.
var natures = map[string]string{
	"CC": "Communauté de communes",
	"CA": "Communauté d'agglomération",
	"CU": "Communauté urbaine",
}

// spelt is a grouping's name with its nature in full, empty when the name does not begin with one.
func spelt(name string) string {
	nature, rest, _ := strings.Cut(name, " ")
	if natures[nature] == "" {
		return ""
	}
	return natures[nature] + " " + rest
}

// Columns of the data, in order.
const (
	columnKind = iota
	columnCode
	columnSIREN
	columnName
	columnDepartment
	columnRegion
	columnEPCI
	columnPopulation
	columnPostalCodes
	columnNature
	columnBody
	columnFormer
	columnCount
)

const heading = "kind,code,siren,name,department,region,epci,population,postal_codes,nature,body,former"

// ungoverned in the column body marks a place that no public body of that kind governs.
const ungoverned = "-"

// cells cuts one line of CSV. It tells how many cells there are, the first ones being kept.
func cells(line string) (out [columnCount]string, count int) {
	for {
		var cell string
		if strings.HasPrefix(line, `"`) {
			end := 1
			for end < len(line) && (line[end] != '"' || strings.HasPrefix(line[end:], `""`)) {
				if line[end] == '"' {
					end++
				}
				end++
			}
			cell, line = strings.ReplaceAll(line[1:min(end, len(line))], `""`, `"`), line[min(end+1, len(line)):]
		} else {
			end := strings.IndexByte(line, ',')
			if end < 0 {
				end = len(line)
			}
			cell, line = line[:end], line[end:]
		}
		if count < columnCount {
			out[count] = cell
		}
		count++
		if line == "" {
			return out, count
		}
		line = line[1:]
	}
}

// territory is the row to add for b, without what insert gives.
func (b Body) territory() Territory {
	t := Territory{
		Slug: Slug(b.Name, b.Code), Kind: b.Kind, Code: b.Code, SIREN: b.SIREN, Name: b.Name,
		Department: b.Department, Region: b.Region, PostalCodes: strings.Join(b.PostalCodes, " "),
	}
	if b.Population >= 0 {
		t.Population = &b.Population
	}
	return t
}
