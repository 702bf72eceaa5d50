package award

import (
	_ "embed" // for the label's past
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
	// INSEE and SIREN tell the body where its name alone does not; a person wrote them after a first import.
	INSEE, SIREN string
}

// laureateColumns is the heading that a list must have; one or both of codeColumns may follow.
var (
	laureateColumns = []string{"edition", "name", "kind", "department", "award", "mentions", "source"}
	codeColumns     = []string{"insee", "siren"}
)

//go:embed data/laureates.csv
var laureates string

// Laureates gives the laureates of the label's past that public sources name, from 2016 on.
func Laureates() ([]Laureate, error) { return ReadLaureates(strings.NewReader(laureates)) }

// ReadLaureates reads a list of past results in CSV, in UTF-8, with the columns edition, name, kind, department,
// award, mentions (separated by semicolons) and source, and possibly insee and siren. Its error tells every wrong
// line, in French.
func ReadLaureates(from io.Reader) ([]Laureate, error) {
	reader := csv.NewReader(from)
	heading, err := reader.Read() // every line has as many cells
	if err != nil {
		return nil, fmt.Errorf("ligne 1 : la ligne de titres est attendue : %w", err)
	}
	heading[0] = strings.TrimPrefix(heading[0], "\ufeff") // a spreadsheet's mark
	if !wellHeaded(heading) {
		return nil, fmt.Errorf("ligne 1 : les colonnes attendues sont %s, puis au choix %s",
			strings.Join(laureateColumns, ","), strings.Join(codeColumns, ","))
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
		laureate, err := readLaureate(heading, cells)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("ligne %d : %w", line, err))
			continue
		}
		laureate.Line = line
		laureates = append(laureates, laureate)
	}
	return laureates, errors.Join(wrong...)
}

func wellHeaded(heading []string) bool {
	required := len(laureateColumns)
	if len(heading) < required || !slices.Equal(heading[:required], laureateColumns) {
		return false
	}
	more := heading[required:]
	for i, column := range more {
		if !slices.Contains(codeColumns, column) || slices.Contains(more[:i], column) {
			return false
		}
	}
	return true
}

func readLaureate(heading, cells []string) (Laureate, error) {
	for i, cell := range cells {
		if !utf8.ValidString(cell) || strings.Contains(cell, "\x00") {
			return Laureate{}, errors.New("le fichier n’est pas en UTF-8")
		}
		cells[i] = strings.TrimSpace(cell)
	}
	l := Laureate{Name: cells[1], Kind: territory.Kind(cells[2]), Department: cells[3], Award: cells[4], Mentions: Mentions{}, Source: cells[6]}
	for i := len(laureateColumns); i < len(cells); i++ {
		switch heading[i] {
		case "insee":
			l.INSEE = strings.ToUpper(cells[i])
		case "siren":
			l.SIREN = strings.ReplaceAll(cells[i], " ", "")
		}
	}
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
	if count := scales[l.Award].count; pastScale(l.Year) != 0 && l.Award != "" && (count == usualLevels) != (pastScale(l.Year) == usualLevels) {
		return l, fmt.Errorf("le label « %s » n’est pas de ceux de l’édition %d", l.Award, l.Year)
	}
	for _, mention := range strings.Split(cells[5], ";") {
		if mention = strings.TrimSpace(mention); mention != "" {
			l.Mentions = append(l.Mentions, Mention{Code: mention})
		}
	}
	return l, nil
}

// usualLevels is the number of levels of the label's scale until 2024; from 2025 on it has three, and a badge.
const (
	usualLevels  = 5
	metalLevels  = 3
	firstOfMetal = 2025
)

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
	"bronze": step(1, metalLevels, "Bronze"), "argent": step(2, metalLevels, "Argent"), "or": step(3, metalLevels, "Or"),
}

// rung is the laureate's place on the scale of its year; an unknown level is one of that scale too.
func (l Laureate) rung() rung {
	r := scales[l.Award]
	if l.Award == "" && pastScale(l.Year) != 0 {
		r.count = pastScale(l.Year)
	}
	return r
}

// says tells whether an award is what the line says; what a line leaves empty contradicts nothing.
func (l Laureate) says(a Award) bool {
	r := l.rung()
	sameLevel := l.Award == "" || r.level == nil && a.Level == nil && a.LevelTitle == r.title ||
		r.level != nil && a.Level != nil && *a.Level == *r.level && a.LevelCount == r.count
	return sameLevel && (len(l.Mentions) == 0 || slices.Equal(l.Mentions.Names(), a.Mentions.Names()))
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
