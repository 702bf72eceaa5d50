package territory

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed" // for the data
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/territories.csv.gz
var archive []byte

// Reference is every commune, grouping, department and region of France, in memory. It never changes.
//
// The text of the data is kept as it is and cut when a body is asked for: 36 000 structs of strings would take five
// times the room.
type Reference struct {
	text        string // the CSV, without its heading
	words       string // what is searched, row after row: "| gironde| departement de la gironde|"
	rows        []row  // sorted by kind, then code
	kinds       map[Kind]span
	sirens      index
	postal      index
	departments []Place
	regions     []Place
}

type row struct {
	line, words uint32 // where they start
	population  int32  // -1 when unknown
	department  uint8  // in Reference.departments, or none
	kind        uint8  // in order
	governed    bool
	homonym     bool // another body of the kind has this name
}

const none = 255

// order is that of the kinds in the data.
var order = [...]Kind{Region, Department, EPCI, Commune}

type span struct{ from, to int }

// Place is a department or a region, as a place: Paris is a department here, though none governs it.
type Place struct {
	Code   string
	Name   string
	Region string // a department's region
}

var once = sync.OnceValues(func() (*Reference, error) {
	reference, err := readReference(archive)
	if err != nil {
		return nil, fmt.Errorf("reading the reference data of territories: %w", err)
	}
	return reference, nil
})

// LoadReference gives the embedded reference data, read at the first call. An error means a broken build.
func LoadReference() (*Reference, error) { return once() }

func readReference(archive []byte) (*Reference, error) {
	text, err := unpack(archive)
	if err != nil {
		return nil, err
	}
	text, found := strings.CutPrefix(text, heading+"\n")
	if !found {
		return nil, fmt.Errorf("the heading is not %q", heading)
	}
	r := &Reference{text: text, kinds: map[Kind]span{}, rows: make([]row, 0, strings.Count(text, "\n"))}
	b := builder{Reference: r, names: map[string]int{}}
	b.words.Grow(len(text))
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		if err := b.add(at, line); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(r.rows)+2, err)
		}
		at += len(line) + 1
	}
	r.words = strings.Clone(b.words.String())
	r.sirens.sort()
	r.postal.sort()
	slices.SortFunc(r.regions, func(a, b Place) int { return cmp.Compare(a.Code, b.Code) })
	return r, nil
}

func unpack(archive []byte) (string, error) {
	reader, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	// gzip ends with the length of what it holds.
	text.Grow(int(binary.LittleEndian.Uint32(archive[len(archive)-4:])))
	if _, err := io.Copy(&text, reader); err != nil {
		return "", err
	}
	return text.String(), nil
}

// builder fills a Reference line by line.
type builder struct {
	*Reference
	words strings.Builder
	names map[string]int // of the kind being read: the row that has it
	last  string         // the code before
}

func (b *builder) add(at int, line string) error {
	cell, count := cells(line)
	if count != columnCount {
		return fmt.Errorf("%d cells instead of %d", count, columnCount)
	}
	kind, code, number := Kind(cell[columnKind]), cell[columnCode], len(b.rows)
	place := slices.Index(order[:], kind)
	switch previous := number - 1; {
	case place < 0:
		return fmt.Errorf("unknown kind %q", kind)
	case number == 0 || int(b.rows[previous].kind) < place:
		clear(b.names)
		b.kinds[kind] = span{number, number}
	case int(b.rows[previous].kind) > place || b.last >= code:
		return fmt.Errorf("%s %s comes after %s", kind, code, b.last)
	}
	b.last = code
	b.kinds[kind] = span{b.kinds[kind].from, number + 1}

	read := row{line: uint32(at), words: uint32(b.words.Len()), population: -1, department: none, kind: uint8(place), governed: cell[columnBody] != ungoverned}
	if text := cell[columnPopulation]; text != "" {
		population, err := strconv.ParseInt(text, 10, 32)
		if err != nil || population < 0 {
			return fmt.Errorf("population %q", text)
		}
		read.population = int32(population)
	}
	switch kind {
	case Region:
		b.regions = append(b.regions, Place{Code: code, Name: cell[columnName]})
	case Department:
		b.departments = append(b.departments, Place{Code: code, Name: cell[columnName], Region: cell[columnRegion]})
	}
	if found, ok := b.departmentIndex(cell[columnDepartment]); ok {
		read.department = uint8(found)
	}
	b.rows = append(b.rows, read)
	if !read.governed {
		return nil
	}
	if err := b.sirens.add(cell[columnSIREN], number); err != nil {
		return err
	}
	for postal := range strings.FieldsSeq(cell[columnPostalCodes]) {
		if err := b.postal.add(postal, number); err != nil {
			return err
		}
	}
	b.write(number, cell)
	return nil
}

// write adds the forms under which a body is searched.
func (b *builder) write(number int, cell [columnCount]string) {
	name, start := cell[columnName], b.words.Len()
	b.words.WriteByte('|')
	b.form(start, Fold(name))
	first := b.words.String()[start:]
	if before, found := b.names[first]; found {
		b.rows[before].homonym, b.rows[number].homonym = true, true
	} else {
		b.names[first] = number
	}
	if strings.ContainsAny(name, "'’") {
		// « lhay les roses » is how many type L'Haÿ-les-Roses.
		b.form(start, Fold(strings.NewReplacer("'", "", "’", "").Replace(name)))
	}
	b.form(start, Fold(cell[columnBody]))
	b.form(start, Fold(spelt(name)))
	for former := range formerNames(cell[columnFormer]) {
		b.form(start, Fold(former))
		b.form(start, Fold(spelt(former)))
	}
}

func (b *builder) form(start int, form string) {
	if form != "" && !strings.Contains(b.words.String()[start:], "| "+form+"|") {
		b.words.WriteString(" " + form + "|")
	}
}

func formerNames(cell string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for name := range strings.SplitSeq(cell, ";") {
			if name != "" && !yield(name) {
				return
			}
		}
	}
}

// departmentIndex finds a department by code. Departments come early in the data and are sorted.
func (r *Reference) departmentIndex(code string) (int, bool) {
	return slices.BinarySearchFunc(r.departments, code, func(p Place, code string) int { return cmp.Compare(p.Code, code) })
}

// DepartmentName is « Gironde » for 33, empty for an unknown code.
func (r *Reference) DepartmentName(code string) string {
	if i, found := r.departmentIndex(code); found {
		return r.departments[i].Name
	}
	return ""
}

// RegionName is « Bretagne » for 53, empty for an unknown code.
func (r *Reference) RegionName(code string) string {
	i, found := slices.BinarySearchFunc(r.regions, code, func(p Place, code string) int { return cmp.Compare(p.Code, code) })
	if !found {
		return ""
	}
	return r.regions[i].Name
}

// RegionOf is the code of the region where a department is, empty for an unknown one.
func (r *Reference) RegionOf(department string) string {
	if i, found := r.departmentIndex(department); found {
		return r.departments[i].Region
	}
	return ""
}

// Departments lists the departments as places, by code.
func (r *Reference) Departments() []Place {
	// Alsace's council has a code among the departments, but is no place of its own.
	return slices.DeleteFunc(slices.Clone(r.departments), func(p Place) bool { return len(p.Code) == 3 && p.Code[0] != '9' })
}

// Regions lists the regions as places, by code.
func (r *Reference) Regions() []Place { return slices.Clone(r.regions) }

// Lookup finds the body of a kind by its INSEE code, or a grouping by its SIREN.
func (r *Reference) Lookup(kind Kind, code string) (Body, bool) {
	if rows := r.exactly(kind, code); len(rows) > 0 {
		return r.body(rows[0]), true
	}
	return Body{}, false
}

// exactly gives the row of that kind and code, if there is a body.
func (r *Reference) exactly(kind Kind, code string) []int {
	within := r.kinds[kind]
	rows := r.rows[within.from:within.to]
	i, found := slices.BinarySearchFunc(rows, code, func(row row, code string) int {
		cell, _, _ := strings.Cut(r.text[int(row.line)+len(kind)+1:], ",")
		return cmp.Compare(cell, code)
	})
	if !found || !rows[i].governed {
		return nil
	}
	return []int{within.from + i}
}

// BySIREN finds the body with that SIREN, 9 digits.
func (r *Reference) BySIREN(siren string) (Body, bool) {
	if len(siren) != 9 {
		return Body{}, false
	}
	if rows := r.sirens.find(siren); len(rows) > 0 {
		return r.body(rows[0]), true
	}
	return Body{}, false
}

func (r *Reference) body(number int) Body {
	row := r.rows[number]
	line, _, _ := strings.Cut(r.text[row.line:], "\n")
	cell, _ := cells(line)
	body := Body{
		Kind: order[row.kind], Code: cell[columnCode], SIREN: cell[columnSIREN],
		Name: cmp.Or(cell[columnBody], cell[columnName]), Place: cell[columnName],
		Department: cell[columnDepartment], Region: cell[columnRegion], EPCI: cell[columnEPCI], Nature: cell[columnNature],
		Population: int(row.population), PostalCodes: strings.Fields(cell[columnPostalCodes]),
		Former: slices.Collect(formerNames(cell[columnFormer])),
	}
	body.Label = body.Name
	if row.homonym && row.department != none {
		body.Label += " (" + r.departments[row.department].Name + ")"
	}
	return body
}

// All gives every body, sorted by kind, then code.
func (r *Reference) All() iter.Seq[Body] {
	return func(yield func(Body) bool) {
		for number := range r.rows {
			if r.rows[number].governed && !yield(r.body(number)) {
				return
			}
		}
	}
}
