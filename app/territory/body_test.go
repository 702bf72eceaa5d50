package territory_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/territory"
)

// The data are cut by hand for speed: the standard library's reader must agree on every line.
func TestCellsAreThoseOfCSV(t *testing.T) {
	text, err := territory.Text()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if got, _ := territory.Cells(line); !slices.Equal(got, rows[i]) {
			t.Fatalf("line %d: %q, not %q", i+1, got, rows[i])
		}
	}
}

func TestCellsStandAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[a",]{0,30}`).Draw(t, "line")
		if got, count := territory.Cells(line); len(got) > count {
			t.Fatalf("%d cells of %d", len(got), count)
		}
	})
}
