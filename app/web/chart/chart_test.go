package chart_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tnl/app/web/chart"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
	"tnl/static"
	"tnl/templates"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

func golden(t *testing.T, name, part string, data any) string {
	t.Helper()
	files, err := static.Load(static.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := page.New(templates.Embedded, page.Options{Static: files})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pages.Part(&out, part, data); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("%s is not drawn as in %s: run with -update, and read the difference\n%s", name, file, out.String())
	}
	return out.String()
}

// Two scales that no edition shares, a value that is not known, one of nought, and a name to be escaped.
func TestStrips(t *testing.T) {
	none := chart.Cell{}
	drawn := golden(t, "strips", "strips", chart.Strips{
		ID: "levels", Title: "Niveaux décernés", Description: "Combien de territoires ont eu chaque niveau.", Corner: "Édition", Columns: []string{"2023", "2024", "2025"},
		Rows: []chart.Strip{
			{Group: "Niveaux de 1 à 2", Label: "Niveau 2", Cells: []chart.Cell{chart.Of(3), chart.Of(0), none}},
			{Label: "Niveau 1", Cells: []chart.Cell{chart.Of(7), chart.Of(200), none}},
			{Group: "Autre échelle", Label: "<Or>", Cells: []chart.Cell{none, none, {Known: true, Value: 50, Text: "50 %"}}},
		},
	})
	pagetest.Check(t, drawn, pagetest.Count("rect", 4), pagetest.Count("tbody tr", 3), pagetest.Count("tbody td", 9), pagetest.Has("tbody td", "50 %"),
		pagetest.Attribute("svg", "aria-labelledby", "levels-title levels-description"), pagetest.Has("svg text", "<Or>"), pagetest.Absent("[style]"))
}

func TestMeasures(t *testing.T) {
	drawn := golden(t, "measures", "measures", chart.Table{
		Caption: "Par région", Headings: []string{"Région", "Territoires", "Population"},
		Lines: []chart.Measure{{Name: "Bretagne", Address: "/annuaire?region=53", Share: 100, Figures: []string{"4", "7 %"}}, {Name: "Corse", Share: 25, Figures: []string{"1", "–"}, Emphasis: true}},
	})
	pagetest.Check(t, drawn, pagetest.Count("rect", 2), pagetest.Has("th a[href=/annuaire?region=53]", "Bretagne"), pagetest.Count("thead th", 3), pagetest.Count(".emphasis td.number", 2))
}

// However many editions there are, every column has its place in the drawing.
func TestColumnsStayInTheDrawing(t *testing.T) {
	for _, count := range []int{1, 2, 7, 8, 40} {
		s := chart.Strips{Rows: []chart.Strip{{Label: "Tous"}}}
		for i := range count {
			s.Columns = append(s.Columns, "2000")
			s.Rows[0].Cells = append(s.Rows[0].Cells, chart.Of(i))
		}
		line := s.Lines()[0]
		for i, bar := range line.Bars {
			if bar.X < 0 || bar.X+bar.Width > s.Width() || bar.Y < 0 || bar.Y+bar.Height != line.Base || (i > 0) != (bar.Height > 0) {
				t.Errorf("%d columns: %d is %+v in %d by %d", count, i, bar, s.Width(), s.Height())
			}
		}
	}
}
