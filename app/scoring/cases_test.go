package scoring_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/questionnaires"
)

// cases are the answer files of testdata with the levels that they may reach; each file's header says why.
var cases = []struct {
	file        string
	least, most int
}{
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
}

func TestCasesReachTheirLevels(t *testing.T) {
	q := edition2021(t)
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			file := readCase(t, q, c.file)
			score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
			if score.Level < c.least || score.Level > c.most {
				t.Errorf("level %d with %s, want %d to %d", score.Level, score.Total.Percent(), c.least, c.most)
			}
		})
	}
}

func TestEveryCaseOfTestdataIsTested(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*-2021*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(cases) {
		t.Errorf("testdata holds %d answer files, %d are tested", len(files), len(cases))
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

func TestEdition2021IsWhole(t *testing.T) {
	q := edition2021(t)
	for _, question := range q.Questions {
		if question.Help == "" || question.Why == "" {
			t.Errorf("%s: help or why is missing", question.ID)
		}
		if question.Scored() && (question.Advice == "" || question.Effort == 0) {
			t.Errorf("%s: advice or effort is missing", question.ID)
		}
	}
	for _, level := range q.Levels {
		if n := len([]rune(level.Meaning)); n > 110 {
			t.Errorf("level %d: its meaning has %d characters, the certificate has room for 110", level.Number, n)
		}
	}
}

func edition2021(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	q, faults := questionnaire.Read("tnl-2021.yaml", text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return q
}

func readCase(t testing.TB, q *questionnaire.Questionnaire, name string) questionnaire.AnswersFile {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	file, faults := questionnaire.ReadAnswers(q, name, text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return file
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
