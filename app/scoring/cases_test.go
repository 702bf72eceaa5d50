package scoring_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// levelCase is an answer file of testdata with the levels that it may reach; the file's header says why.
type levelCase struct {
	file        string
	least, most int
}

// cases are those of edition 2021.
var cases = []levelCase{
	{"sitiv-2021-facts.yaml", 2, 3},
	{"sitiv-2021.yaml", 3, 3},
	{"village-2021.yaml", 1, 1},
	{"occasional-town-2021.yaml", 2, 2},
	{"migrating-town-2021.yaml", 2, 3},
	{"libre-village-2021.yaml", 2, 3},
	{"departement-2021.yaml", 3, 4},
	{"region-2021.yaml", 3, 4},
	{"syndicat-2021.yaml", 3, 4},
	{"metropolis-no-data-2021.yaml", 4, 4},
	{"linux-town-no-data-2021.yaml", 2, 4},
	{"linux-town-2021.yaml", 5, 5},
	{"ordinary-metropolis-2021.yaml", 1, 2},
}

func TestCasesReachTheirLevels(t *testing.T) {
	checkCases(t, edition2021(t), cases)
}

func checkCases(t *testing.T, q *questionnaire.Questionnaire, cases []levelCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			file := readCase(t, q, c.file)
			score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
			t.Log(shares(score))
			if score.Level < c.least || score.Level > c.most {
				t.Errorf("level %d with %s, want %d to %d", score.Level, score.Total.Percent(), c.least, c.most)
			}
		})
	}
}

// shares tells a score in a line: its level, its total, and each axis.
func shares(score *scoring.Score) string {
	told := fmt.Sprintf("level %d with %s", score.Level, score.Total.Percent())
	for _, axis := range score.Axes {
		told += fmt.Sprintf(", %s %s", axis.Axis.ID, axis.Share.Percent())
	}
	return told
}

func TestEveryAnswerFileOfTestdataIsTested(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range slices.Concat(cases, cases2024) {
		tested[c.file] = true
	}
	for _, c := range cases2025 {
		tested[c.file] = true
	}
	for _, l := range laureates {
		tested[l.file] = true
	}
	files, err := filepath.Glob("../../testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !tested[filepath.Base(file)] {
			t.Errorf("%s is in no table of cases", file)
		}
	}
	if len(files) != len(tested) {
		t.Errorf("testdata holds %d answer files, %d are tested", len(files), len(tested))
	}
}

// What SITIV states stands unchanged in its full file, and whatever is added there says that it is assumed.
func TestAssumptionsAreMarked(t *testing.T) {
	q := edition2021(t)
	facts, full := readCase(t, q, "sitiv-2021-facts.yaml"), readCase(t, q, "sitiv-2021.yaml")
	if len(facts.Assumptions) > 0 {
		t.Errorf("the file of facts assumes %v", facts.Assumptions)
	}
	for _, question := range q.Questions {
		stated, given := facts.Answers.Get(question), full.Answers.Get(question)
		_, assumed := full.Assumptions[question.ID]
		switch {
		case stated.Value != nil && stated.Comment == "":
			t.Errorf("%s: the fact is not named", question.ID)
		case stated.Value != nil && (fmt.Sprint(stated) != fmt.Sprint(given) || assumed):
			t.Errorf("%s: stated %v, but %v in the full file (assumed: %t)", question.ID, stated, given, assumed)
		case stated.Value == nil && given.Value != nil && !assumed:
			t.Errorf("%s: answered without a fact nor an assumption", question.ID)
		}
	}
}

// bodies are one territory of each kind, and communes on both sides of every threshold of size.
func bodies() []questionnaire.Facts {
	var out []questionnaire.Facts
	for _, kind := range questionnaire.Kinds {
		out = append(out, questionnaire.Facts{Kind: kind, Population: -1})
	}
	for _, population := range []int{0, 180, 3499, 3500, 500_000} {
		out = append(out, questionnaire.Facts{Kind: "commune", Population: population})
	}
	return out
}

// Whatever a body is or cannot have, doing all that concerns it is worth every point and the last level.
func TestNobodyIsPunishedForWhatItCannotHave(t *testing.T) {
	q := edition2021(t)
	for _, facts := range bodies() {
		for _, has := range []string{"oui", "non"} {
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: best(t, q, has)})
			if score.Level != len(q.Levels) || score.Total.Cmp(exact.Int(1)) != 0 {
				t.Errorf("%+v, facts answered %q: level %d, %s", facts, has, score.Level, score.Total.Percent())
			}
		}
	}
}

func TestUseAloneIsNotExcellence(t *testing.T) {
	q := edition2021(t)
	for _, silent := range []string{"donnees", "ecosysteme"} {
		for _, facts := range bodies() {
			answers := best(t, q, "oui")
			for _, question := range q.Questions {
				if question.Axis.ID == silent {
					answers.Set(question, questionnaire.Answer{})
				}
			}
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
			if score.Level >= len(q.Levels) || score.Level < 3 {
				t.Errorf("%+v, silent on %s: level %d", facts, silent, score.Level)
			}
		}
	}
}

func TestSilenceIsNoLevel(t *testing.T) {
	q := edition2021(t)
	for _, facts := range bodies() {
		score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: questionnaire.NewAnswers(q)})
		if score.Level != 0 || !score.Total.IsZero() {
			t.Errorf("%+v: level %d, %s", facts, score.Level, score.Total.Percent())
		}
	}
}

// best answers every scored question with all its points, and every yes/no question of fact with has.
func best(t *testing.T, q *questionnaire.Questionnaire, has string) questionnaire.Answers {
	t.Helper()
	answers := questionnaire.NewAnswers(q)
	for _, question := range q.Questions {
		raw := bestRaw(question)
		if question.Type == "yes_no" && !question.Scored() {
			raw = has
		}
		if raw == nil {
			continue
		}
		value, err := question.Spec.Parse(raw)
		if err != nil {
			t.Fatalf("%s: %v", question.ID, err)
		}
		answers.Set(question, questionnaire.Answer{Value: value})
	}
	return answers
}

func bestRaw(question *questionnaire.Question) any {
	switch input := question.Spec.Input(nil, question.ID).(type) {
	case questionnaire.YesNoInput:
		return "oui"
	case questionnaire.NumberInput:
		return "100"
	case questionnaire.ChoicesInput:
		var all []any
		for _, option := range input.Options {
			if !option.Exclusive {
				all = append(all, option.ID)
			}
		}
		return all
	case []questionnaire.OptionInput:
		top := input[0]
		for _, option := range input {
			if top.Points.Less(option.Points) {
				top = option
			}
		}
		return top.ID
	}
	return nil
}
