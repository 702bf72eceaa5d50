package scoring_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tnl/app/scoring"
)

// blind are real laureates described whole by somebody who had seen neither the thresholds nor our own descriptions,
// with the level that the jury awarded and the one that our questionnaires give. docs/calibration.md tells the same.
var blind = []struct {
	file              string
	awarded, computed int
}{
	{"lettret-2021.yaml", 2, 3},
	{"lettret-2023.yaml", 2, 3},
	{"latronche-2023.yaml", 2, 3},
	{"ales-2021.yaml", 2, 3},
	{"louroux-2021.yaml", 3, 3},
	{"lyon-2021.yaml", 3, 3},
	{"angouleme-2021.yaml", 3, 3},
	{"sitiv-2021.yaml", 3, 3},
	{"angouleme-2023.yaml", 3, 3},
	{"gironde-2018.yaml", 4, 4},
	{"rennes-2017.yaml", 4, 4},
	{"boe-2022.yaml", 4, 4},
	{"echirolles-2021.yaml", 4, 4},
	{"abbeville-2022.yaml", 5, 5},
	{"nancy-2019.yaml", 5, 5},
	{"echirolles-2022.yaml", 5, 5},
	{"boe-2023.yaml", 5, 5},
	{"c5700-2024.yaml", 5, 5},
	{"recia-2020.yaml", 5, 5},
}

func TestBlindDescriptionsAgreeWithTheJury(t *testing.T) {
	files, err := filepath.Glob("../../testdata/blind/*.yaml")
	if err != nil || len(files) != len(blind) {
		t.Fatalf("%d files, %d are tested, %v", len(files), len(blind), err)
	}
	page := string(readFile(t, "docs/calibration.md"))
	exact := 0
	for _, b := range blind {
		q, file := readLaureate(t, "blind/"+b.file)
		score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
		if score.Level != b.computed {
			t.Errorf("%s: level %d with %s, want %d", b.file, score.Level, shares(score), b.computed)
		}
		if away(b.computed, b.awarded) > 1 {
			t.Errorf("%s: level %d, the jury awarded %d", b.file, b.computed, b.awarded)
		}
		if b.computed == b.awarded {
			exact++
		}
		row := regexp.MustCompile(`(?m)^\| \[.*testdata/blind/` + regexp.QuoteMeta(b.file) + `.*$`).FindString(page)
		if told := fmt.Sprintf("| %d | %d |", b.awarded, b.computed); !strings.Contains(row, told) {
			t.Errorf("%s: the page says %q, want %q", b.file, row, told)
		}
	}
	if exact*100 < len(blind)*70 {
		t.Errorf("%d of %d at the jury's level exactly, want 70 %%", exact, len(blind))
	}
}
