package scoring_test

import (
	"slices"
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// cases2024 are the answer files of the edition 2024 with the levels that they may reach; each file's header says
// why.
var cases2024 = []levelCase{
	{"village-2024.yaml", 1, 2},
	{"libre-village-2024.yaml", 3, 4},
	{"migrating-town-2024.yaml", 2, 3},
	{"linux-town-2024.yaml", 5, 5},
	{"linux-town-no-data-2024.yaml", 3, 3},
	{"metropolis-no-data-2024.yaml", 4, 4},
	{"region-2024.yaml", 3, 4},
	{"operator-2024.yaml", 3, 4},
	{"ordinary-town-2024.yaml", 1, 2},
	{"ordinary-metropolis-2024.yaml", 1, 2},
}

func TestCases2024ReachTheirLevels(t *testing.T) {
	checkCases(t, edition2024(t), cases2024)
}

// bodies2024 adds to bodies both sides of the edition's other threshold of size.
func bodies2024() []questionnaire.Facts {
	out := bodies()
	for _, kind := range []string{"commune", "epci"} {
		for _, population := range []int{3500, 99_999, 100_000, 1_500_000} {
			out = append(out, questionnaire.Facts{Kind: kind, Population: population})
		}
	}
	return out
}

// Whatever a body is or cannot have, doing all that concerns it is worth every point and the last level.
func TestIn2024NobodyIsPunishedForWhatItCannotHave(t *testing.T) {
	q := edition2024(t)
	for _, facts := range bodies2024() {
		for _, has := range []string{"oui", "non"} {
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: best(t, q, has)})
			if score.Level != len(q.Levels) || score.Total.Cmp(exact.Int(1)) != 0 {
				t.Errorf("%+v, facts answered %q: level %d, %s", facts, has, score.Level, score.Total.Percent())
			}
		}
	}
}

func TestIn2024UseAloneIsNotExcellence(t *testing.T) {
	q := edition2024(t)
	for _, silent := range []string{"donnees", "ecosysteme"} {
		for _, facts := range bodies2024() {
			answers := best(t, q, "oui")
			for _, question := range q.Questions {
				if question.Axis.ID == silent {
					answers.Set(question, questionnaire.Answer{})
				}
			}
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
			if score.Level >= len(q.Levels) || score.Level < 2 {
				t.Errorf("%+v, silent on %s: level %d", facts, silent, score.Level)
			}
		}
	}
}

func TestIn2024SilenceIsNoLevel(t *testing.T) {
	q := edition2024(t)
	for _, facts := range bodies2024() {
		score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: questionnaire.NewAnswers(q)})
		if score.Level != 0 || !score.Total.IsZero() {
			t.Errorf("%+v: level %d, %s", facts, score.Level, score.Total.Percent())
		}
	}
}

// The label gets stricter each year: no level asks less than it asked in 2021, in total or of an axis.
func TestEdition2024IsStricterThan2021(t *testing.T) {
	before, after := edition2021(t), edition2024(t)
	renamed := map[string]string{"interoperabilite": "pratiques"}
	for i, level := range after.Levels {
		old := before.Levels[i]
		if !old.Total.Less(level.Total) {
			t.Errorf("level %d: its total was %s and is %s", level.Number, old.Total.Percent(), level.Total.Percent())
		}
		for _, minimum := range old.Axes {
			id := minimum.Axis.ID
			if other, ok := renamed[id]; ok {
				id = other
			}
			if !slices.ContainsFunc(level.Axes, func(m questionnaire.AxisMinimum) bool {
				return m.Axis.ID == id && !m.Share.Less(minimum.Share)
			}) {
				t.Errorf("level %d: it asked %s of %s, and asks less", level.Number, minimum.Share.Percent(), id)
			}
		}
	}
}

// Weights differ by kind and by size, and a weight is a share of 100 for everybody, so that it reads as one.
func TestWeightsOf2024DependOnKindAndSize(t *testing.T) {
	q := edition2024(t)
	data := q.Question("donnees-publiees").Axis
	use := q.Question("postes-linux").Axis
	village := questionnaire.Facts{Kind: "commune", Population: 250}
	town := questionnaire.Facts{Kind: "commune", Population: 12_000}
	region := questionnaire.Facts{Kind: "region", Population: 2_800_000}
	if !use.Weight(town).Less(use.Weight(village)) || !data.Weight(town).Less(data.Weight(region)) {
		t.Error("a village should be judged more on its use than a town, and a region more on its data")
	}
	for _, facts := range bodies2024() {
		var sum exact.Ratio
		for _, axis := range q.Axes {
			sum = sum.Add(axis.Weight(facts))
		}
		if sum.Cmp(exact.Int(100)) != 0 {
			t.Errorf("%+v: the weights add up to %s, not 100", facts, sum.Decimal(2))
		}
	}
}

// What a territory answered in 2021 is found again in 2024: no question was lost on the way, no link is broken, and
// no answer carried over is refused.
func TestEdition2024ContinuesThatOf2021(t *testing.T) {
	before, after := edition2021(t), edition2024(t)
	for _, question := range after.Questions {
		for _, name := range question.Continues {
			if id, ok := strings.CutPrefix(name, "tnl-2021/"); !ok || before.Question(id) == nil {
				t.Errorf("%s continues %s, which does not exist", question.ID, name)
			}
		}
	}
	for _, c := range cases {
		_, told := questionnaire.CarryOver(before, readCase(t, before, c.file).Answers, after)
		for _, link := range told {
			switch link.Outcome {
			case questionnaire.Removed:
				t.Errorf("%s: no question continues %s", c.file, link.From[0].ID)
			case questionnaire.ValueGone:
				t.Errorf("%s: the answer to %s is not taken any more", c.file, link.From[0].ID)
			}
		}
	}
}
