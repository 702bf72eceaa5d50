package award

import (
	_ "embed" // for the laureates of 2021
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tnl/app/territory"
)

// Laureate is one line of a list of past results, as the public sources give it.
type Laureate struct {
	Line       int // in the file
	Year       int
	Name       string
	Kind       territory.Kind
	Department string // code, empty when unknown
	Award      string // "1" to "5", "badge", "bronze", "argent", "or", or empty when it was not published
	Mentions   Mentions
	Source     string // where the fact comes from
}

// laureateColumns is the heading that a list must have.
var laureateColumns = []string{"edition", "name", "kind", "department", "award", "mentions", "source"}

//go:embed data/laureates-2021.csv
var laureates2021 string

// Laureates2021 gives the laureates of 2021 that public sources name, for the demonstration.
func Laureates2021() ([]Laureate, error) { return ReadLaureates(strings.NewReader(laureates2021)) }

// ReadLaureates reads a list of past results in CSV, in UTF-8, with the columns edition, name, kind, department,
// award, mentions (separated by semicolons) and source. Its error tells every wrong line, in French.
func ReadLaureates(from io.Reader) ([]Laureate, error) {
	reader := csv.NewReader(from)
	reader.FieldsPerRecord = len(laureateColumns)
	heading, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("ligne 1 : la ligne de titres est attendue : %w", err)
	}
	heading[0] = strings.TrimPrefix(heading[0], "\ufeff") // a spreadsheet's mark
	if !slices.Equal(heading, laureateColumns) {
		return nil, fmt.Errorf("ligne 1 : les colonnes attendues sont %s", strings.Join(laureateColumns, ","))
	}
	var laureates []Laureate
	var wrong []error
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("lecture de la liste : %w", err)
		}
		line, _ := reader.FieldPos(0)
		laureate, err := readLaureate(cells)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("ligne %d : %w", line, err))
			continue
		}
		laureate.Line = line
		laureates = append(laureates, laureate)
	}
	return laureates, errors.Join(wrong...)
}

func readLaureate(cells []string) (Laureate, error) {
	for i, cell := range cells {
		if !utf8.ValidString(cell) || strings.Contains(cell, "\x00") {
			return Laureate{}, errors.New("le fichier n’est pas en UTF-8")
		}
		cells[i] = strings.TrimSpace(cell)
	}
	l := Laureate{Name: cells[1], Kind: territory.Kind(cells[2]), Department: cells[3], Award: cells[4], Mentions: Mentions{}, Source: cells[6]}
	year, err := strconv.Atoi(cells[0])
	l.Year = year
	switch {
	case err != nil:
		return l, fmt.Errorf("l’édition « %s » n’est pas une année", cells[0])
	case l.Name == "":
		return l, errors.New("le nom manque")
	case !l.Kind.Valid():
		return l, fmt.Errorf("la nature « %s » n’existe pas", cells[2])
	case l.Source == "":
		return l, errors.New("la source manque : un label importé dit d’où il vient")
	}
	if _, known := scales[l.Award]; !known {
		return l, fmt.Errorf("le label « %s » n’existe pas : un niveau de 1 à 5, badge, bronze, argent ou or est attendu, ou rien", l.Award)
	}
	for _, mention := range strings.Split(cells[5], ";") {
		if mention = strings.TrimSpace(mention); mention != "" {
			l.Mentions = append(l.Mentions, Mention{Code: mention})
		}
	}
	return l, nil
}

// usualLevels is the number of levels of the label's scale before 2025.
const usualLevels = 5

// rung is a place on one of the label's scales over the years.
type rung struct {
	level *int
	count int
	title string
}

// scales gives what each word of a list means. A badge says that a territory is engaged: it is no level.
var scales = map[string]rung{
	"":  {nil, usualLevels, ""},
	"1": step(1, usualLevels, ""), "2": step(2, usualLevels, ""), "3": step(3, usualLevels, ""),
	"4": step(4, usualLevels, ""), "5": step(5, usualLevels, ""),
	"badge":  {nil, 1, "Badge"},
	"bronze": step(1, 3, "Bronze"), "argent": step(2, 3, "Argent"), "or": step(3, 3, "Or"),
}

// ScaleTitle is the title of a level on a scale of which it is known without a questionnaire, « Argent » for 2 among
// 3; empty on the usual one.
func ScaleTitle(level, count int) string {
	for _, rung := range scales {
		if rung.level != nil && *rung.level == level && rung.count == count {
			return rung.title
		}
	}
	return ""
}

func step(level, count int, title string) rung { return rung{&level, count, title} }
