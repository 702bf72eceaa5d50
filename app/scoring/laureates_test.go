package scoring_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// fewFacts marks a laureate of whom too little is public to be scored by facts alone.
const fewFacts = -1

// laureates are real territories with the level that the jury awarded, and those that our questionnaires give: to the
// public facts with what is supposed beside them, and to the facts alone. Levels count from the lowest: of 2025, 1 is
// the badge and 4 is gold. docs/calibration.md tells the same, and where the facts come from.
var laureates = []struct {
	file                  string
	awarded, whole, facts int
}{
	{"arles-2016.yaml", 4, 4, 3},
	{"fontaine-2016.yaml", 4, 4, 3},
	{"nantes-2016.yaml", 4, 4, 3},
	{"fleury-les-aubrais-2017.yaml", 3, 3, 2},
	{"rennes-2017.yaml", 4, 4, 3},
	{"gironde-2018.yaml", 4, 4, 3},
	{"morbihan-energies-2018.yaml", 4, 4, 3},
	{"nevers-2018.yaml", 4, 3, fewFacts},
	{"paris-2018.yaml", 4, 4, 3},
	{"nancy-2019.yaml", 5, 5, 3},
	{"gip-recia-2020.yaml", 5, 5, 3},
	{"adico-2021.yaml", 3, 3, fewFacts},
	{"angouleme-2021.yaml", 3, 3, 2},
	{"echirolles-2021.yaml", 4, 4, 3},
	{"lettret-2021.yaml", 2, 2, fewFacts},
	{"louroux-de-bouble-2021.yaml", 3, 3, fewFacts},
	{"lyon-2021.yaml", 3, 3, 2},
	{"sitiv-2021.yaml", 3, 3, 3},
	{"abbeville-2022.yaml", 5, 5, 3},
	{"boe-2022.yaml", 4, 4, 3},
	{"echirolles-2022.yaml", 5, 5, 3},
	{"lyon-2022.yaml", 4, 4, 3},
	{"sitiv-2022.yaml", 5, 5, 3},
	{"lettret-2023.yaml", 2, 2, fewFacts},
	{"morbihan-energies-2023.yaml", 5, 4, 3},
	{"boe-2024.yaml", 5, 5, 3},
	{"meylan-2024.yaml", 3, 3, 2},
	{"boe-2025.yaml", 4, 4, 2},
	{"echirolles-2025.yaml", 4, 4, 2},
	{"strasbourg-2025.yaml", 1, 1, 0},
}

func TestLaureatesReachTheirLevels(t *testing.T) {
	for _, l := range laureates {
		t.Run(l.file, func(t *testing.T) {
			q, file := readLaureate(t, l.file)
			whole := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
			facts := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Known(q)})
			t.Logf("whole: %s", shares(whole))
			t.Logf("facts: %s", shares(facts))
			if whole.Level != l.whole {
				t.Errorf("level %d with %s, want %d", whole.Level, whole.Total.Percent(), l.whole)
			}
			if l.facts != fewFacts && facts.Level != l.facts {
				t.Errorf("by the facts alone, level %d with %s, want %d", facts.Level, facts.Total.Percent(), l.facts)
			}
		})
	}
}

// The promise of the three questionnaires: real laureates come out at the jury's level, most of them exactly and none
// further than the next one. By public facts alone, what is not told counts as not done: never above the jury's level,
// and two below it at the most.
func TestLaureatesAgreeWithTheJury(t *testing.T) {
	exact := 0
	for _, l := range laureates {
		if l.whole == l.awarded {
			exact++
		}
		if away(l.whole, l.awarded) > 1 {
			t.Errorf("%s: level %d, the jury awarded %d", l.file, l.whole, l.awarded)
		}
		if l.facts != fewFacts && (l.facts > l.awarded || away(l.facts, l.awarded) > 2) {
			t.Errorf("%s: level %d by the facts alone, the jury awarded %d", l.file, l.facts, l.awarded)
		}
	}
	if exact*100 < len(laureates)*80 {
		t.Errorf("%d of %d laureates at the jury's level exactly, want 80 %%", exact, len(laureates))
	}
}

func away(a, b int) int { return max(a-b, b-a) }

// Nobody knows just what we suppose: with half of it, drawn at random, most laureates are still within a level.
func TestLaureatesAgreeWhenHalfIsSupposed(t *testing.T) {
	const draws = 20
	random := rand.New(rand.NewPCG(2016, 2025))
	near, all := 0, 0
	for _, l := range laureates {
		if l.facts == fewFacts {
			continue
		}
		q, file := readLaureate(t, l.file)
		for range draws {
			answers := file.Known(q)
			for _, question := range q.Questions {
				if file.Assumptions[question.ID] != "" && random.IntN(2) == 0 {
					answers.Set(question, file.Answers.Get(question))
				}
			}
			off := away(scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: answers}).Level, l.awarded)
			all++
			if off <= 1 {
				near++
			}
		}
	}
	t.Logf("of %d descriptions, %d within one level", all, near)
	if near*100 < all*80 {
		t.Errorf("of %d descriptions, %d within one level, want 80 %%", all, near)
	}
}

// enoughFacts, on scored questions, make a description: with fewer, a laureate is not scored by facts alone.
const enoughFacts = 7

// Whoever reads a laureate's file can tell what is known from what is supposed.
func TestLaureatesTellFactsFromAssumptions(t *testing.T) {
	for _, l := range laureates {
		q, file := readLaureate(t, l.file)
		stated := 0
		for _, question := range q.Questions {
			answer := file.Answers.Get(question)
			if answer.Value == nil {
				continue
			}
			supposed := file.Assumptions[question.ID] != ""
			if supposed == (answer.Comment != "") {
				t.Errorf("%s: %s needs a comment that names the fact, or an assumption", l.file, question.ID)
			}
			if !supposed && question.Scored() {
				stated++
			}
		}
		if (stated < enoughFacts) != (l.facts == fewFacts) {
			t.Errorf("%s: %d facts", l.file, stated)
		}
	}
}

// docs/calibration.md is read by people who will not run this: it must not say otherwise.
func TestCalibrationTellsTheLevelsOfLaureates(t *testing.T) {
	page := string(readFile(t, "docs/calibration.md"))
	for _, l := range laureates {
		facts := "–"
		if l.facts != fewFacts {
			facts = fmt.Sprint(l.facts)
		}
		row := regexp.MustCompile(`(?m)^\| \[.*testdata/` + regexp.QuoteMeta(l.file) + `.*$`).FindString(page)
		if told := fmt.Sprintf("| %d | %s | %d |", l.awarded, facts, l.whole); !strings.Contains(row, told) {
			t.Errorf("%s: the page says %q, want %q", l.file, row, told)
		}
	}
}

var written = regexp.MustCompile(`(?m)^questionnaire: (\S+)$`)

// readLaureate reads a file against the questionnaire that it is written for, of the nearest edition.
func readLaureate(t *testing.T, name string) (*questionnaire.Questionnaire, questionnaire.AnswersFile) {
	t.Helper()
	found := written.FindSubmatch(readFile(t, "testdata/"+name))
	if found == nil {
		t.Fatalf("%s does not say its questionnaire", name)
	}
	q := editionCalled(t, string(found[1]))
	return q, readCase(t, q, name)
}
