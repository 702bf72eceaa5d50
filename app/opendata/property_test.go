package opendata_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/opendata"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/verification"
)

// awkward is texts that break formats which were not careful.
var awkward = []string{
	"=HYPERLINK(\"http://example.org\";\"ici\")", "+33 1", "-1", "@SUM(A1)", "\t=1+1", "'=1", "''+", "'", "a,b;c|d", "«\u00a0guillemets\u00a0»", "\"", "\"\"",
	"ligne\r\nligne", "a\rb", "fin\n", "  deux  espaces  ", "<table:table-cell/>", "]]>", "&amp;", "nul\x00octet", "\x1b[31m", "\ufffe", "e\u0301té", "𝄞", "\\u0000", "null", "NaN",
	"2021-01-01", "007", "1e5", "|", "||", "", "\u2028", "\ufeffmarque",
}

func drawText(t *rapid.T, name string) string {
	if rapid.Bool().Draw(t, name+" is awkward") {
		return rapid.SampledFrom(awkward).Draw(t, name) + rapid.SampledFrom(append(awkward, "x")).Draw(t, name+", then")
	}
	return rapid.StringN(0, 40, -1).Draw(t, name)
}

// Whatever territories are called and juries say, every format has the same rows, and no reader of ours was needed to
// find them.
func TestEveryFormatHasTheSameRows(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	s := awardtest.New(t, db, 2026)
	lyon := s.Commune("69123")
	s.Close()
	s.Decide(lyon, 4, "Très bien.")
	s.Publish()
	d := of(s)
	rapid.Check(t, func(r *rapid.T) {
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			for i := range rapid.IntRange(1, 4).Draw(r, "territories") {
				if err := add(r, tx, s, i); err != nil {
					return err
				}
			}
			return nil
		}))
		compare(r, t, d)
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM awards WHERE id LIKE 'drawn%'").Error; err != nil {
				return err
			}
			return tx.Exec("DELETE FROM territories WHERE id LIKE 'drawn%'").Error
		}))
	})
}

// add writes a territory with an award, whatever they are called: past the use cases, which refuse part of it.
func add(r *rapid.T, tx *gorm.DB, s *awardtest.Stage, i int) error {
	id := "drawn" + strconv.Itoa(i)
	t := territory.Territory{
		ID: id, Slug: id, Kind: rapid.SampledFrom(territory.Kinds()).Draw(r, "kind"), Name: "x" + drawText(r, "name"), NameFolded: id,
		Department: rapid.SampledFrom([]string{"", "33", "2A", "974"}).Draw(r, "department"), CreatedAt: s.Now,
	}
	if rapid.Bool().Draw(r, "known population") {
		population := rapid.IntRange(0, 1<<31-1).Draw(r, "population")
		t.Population = &population
	}
	if t.Kind == territory.Commune {
		t.Code = rapid.SampledFrom([]string{"33063", "05074", "98818"}).Draw(r, "code") + strconv.Itoa(i)
	}
	a := award.Award{
		ID: id, Number: fmt.Sprintf("2026-9%03d", i), EditionID: s.Edition.ID, TerritoryID: id, TerritoryName: "x" + drawText(r, "former name"), LevelCount: 5,
		LevelTitle: drawText(r, "title"), LevelNamed: rapid.Bool().Draw(r, "named"), Source: drawText(r, "source"),
		Mentions: award.Mentions{}, Adjustments: map[string]scoring.Adjustment{}, Axes: []verification.Axis{}, AwardedAt: s.Now,
	}
	for range rapid.IntRange(0, 3).Draw(r, "mentions") {
		a.Mentions = append(a.Mentions, award.Mention{Code: drawText(r, "mention")})
	}
	if rapid.Bool().Draw(r, "known level") {
		level := rapid.IntRange(1, 5).Draw(r, "level")
		a.Level = &level
	}
	if err := tx.Create(&t).Error; err != nil {
		return err
	}
	return tx.Create(&a).Error
}

func compare(r *rapid.T, t *testing.T, d *opendata.Data) {
	s, err := d.Read(ctx, "")
	must(t, err)
	for _, table := range []string{"labels", "territoires"} {
		found, err := opendata.Find("", table)
		must(t, err)
		csv := writeFrom(t, s, table, "csv")
		if !utf8.Valid(csv) || strings.ContainsFunc(string(csv), func(c rune) bool { return unicode.IsControl(c) && !strings.ContainsRune("\r\n\t", c) }) {
			r.Fatalf("the CSV of %s is no text: %q", table, csv)
		}
		want := readCSV(t, csv)
		for _, f := range found.Formats() {
			got := read(t, writeFrom(t, s, table, f.Extension), found, f.Extension)
			if !slices.Equal(got.names, want.names) || len(got.cells) != len(want.cells) {
				r.Fatalf("%s.%s has the columns %q and %d rows, not %q and %d", table, f.Extension, got.names, len(got.cells), want.names, len(want.cells))
			}
			for i := range got.cells {
				if !slices.Equal(got.cells[i], want.cells[i]) {
					r.Fatalf("%s.%s, row %d:\n%q\nis not\n%q", table, f.Extension, i, got.cells[i], want.cells[i])
				}
			}
		}
	}
}

// No cell of a CSV is a formula, whatever was put in it; what was put is found again.
func TestNoFormulaInCSV(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	_, d := published(t, db)
	for _, name := range []string{"=1+1", "+1", "-1", "@A1", "'=1", "''@x", " =1+1", "\r=1+1"} {
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec("UPDATE awards SET territory_name = ?, source = ?", name, name).Error
		}))
		text := string(write(t, d, "labels", "csv"))
		for line := range strings.SplitSeq(text, "\r\n") {
			for cell := range strings.SplitSeq(line, ",") {
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+") || strings.HasPrefix(cell, "@") || strings.HasPrefix(cell, "-") && strings.Trim(cell, "-0123456789.") != "" {
					t.Errorf("%q becomes the cell %q", name, cell)
				}
			}
		}
		if got := readCSV(t, []byte(text)).cells[0][3]; got != strings.TrimSpace(name) {
			t.Errorf("%q is found again as %q", name, got)
		}
	}
}

// The same content gives the same bytes, and its tag.
func TestFilesAreReproducible(t *testing.T) {
	_, d := published(t, databasetest.Open(t, database.SQLite))
	for _, table := range opendata.Tables() {
		for _, f := range table.Formats() {
			if first, second := write(t, d, table.Name, f.Extension), write(t, d, table.Name, f.Extension); !bytes.Equal(first, second) {
				t.Errorf("%s.%s differs from one time to the next", table.Name, f.Extension)
			}
		}
	}
}
