package scoring_test

import (
	"slices"
	"strings"
	"testing"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// cases2025 are the answer files of edition 2025, the level that each reaches and the mentions that it may be given;
// each file's header says why.
var cases2025 = []struct {
	file     string
	level    string
	mentions []string
}{
	{"idle-village-2025.yaml", "", nil},
	{"badge-village-2025.yaml", "Badge", nil},
	{"badge-metropolis-2025.yaml", "Badge", nil},
	{"thrifty-village-2025.yaml", "Bronze", []string{"sobriety"}},
	{"small-town-2025.yaml", "Bronze", []string{"first-candidacy", "sobriety"}},
	{"town-2025.yaml", "Argent", []string{"awareness"}},
	{"operator-2025.yaml", "Argent", []string{"pooling"}},
	{"linux-town-no-data-2025.yaml", "Argent", []string{"pooling", "awareness", "sobriety"}},
	{"linux-town-2025.yaml", "Or", []string{"pooling", "awareness", "sobriety"}},
}

func TestCases2025ReachTheirLevels(t *testing.T) {
	q := edition2025(t)
	for _, c := range cases2025 {
		t.Run(c.file, func(t *testing.T) {
			file := readCase(t, q, c.file)
			score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
			if got := nameOf(score); got != c.level {
				t.Errorf("%q with %s, want %q", got, score.Total.Percent(), c.level)
			}
			if got := eligible(score); !slices.Equal(got, c.mentions) {
				t.Errorf("eligible to %v, want %v", got, c.mentions)
			}
		})
	}
}

func TestEveryMentionOf2025IsGivenAndMissed(t *testing.T) {
	for _, mention := range edition2025(t).Mentions {
		given, missed := 0, 0
		for _, c := range cases2025 {
			if slices.Contains(c.mentions, mention.ID) {
				given++
			} else if c.level != "" {
				missed++
			}
		}
		if given == 0 || missed == 0 {
			t.Errorf("%s: eligible in %d cases, not in %d", mention.ID, given, missed)
		}
	}
}

// The badge is a village's: ten questions, asked of everybody whatever is answered, and said to be of the badge.
func TestBadgeOf2025IsTenQuestionsForAll(t *testing.T) {
	q := edition2025(t)
	ten := q.Levels[0].Of
	if len(ten) != 10 {
		t.Errorf("the badge asks %d questions", len(ten))
	}
	for _, question := range q.Questions {
		said, asked := strings.HasPrefix(question.Help, "Question du badge."), slices.Contains(ten, question)
		if said != asked {
			t.Errorf("%s: in the badge %t, said to be so %t", question.ID, asked, said)
		}
		if asked && (question.Scope != nil || question.FollowUp != nil) {
			t.Errorf("%s: of the badge, and not asked of everybody", question.ID)
		}
	}
}

// However well answered, the ten questions are the badge and no more: bronze is judged on the whole questionnaire.
func TestTenQuestionsOf2025AreTheBadgeAlone(t *testing.T) {
	q := edition2025(t)
	for _, facts := range bodies2025() {
		for _, has := range []string{"", "oui", "non"} {
			answers, all := questionnaire.NewAnswers(q), best(t, q, "non")
			for _, question := range q.Questions {
				if slices.Contains(q.Levels[0].Of, question) {
					answers.Set(question, all.Get(question))
				}
				if question.Type == "yes_no" && has != "" {
					answers.Set(question, questionnaire.Answer{Value: has == "oui"})
				}
			}
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
			if got := nameOf(score); got != "Badge" {
				t.Errorf("%+v, facts answered %q: %q with %s", facts, has, got, score.Total.Percent())
			}
		}
	}
}

// Whatever a body is or cannot have, doing all that concerns it is worth every point, the last level and every
// mention.
func TestIn2025NobodyIsPunishedForWhatItCannotHave(t *testing.T) {
	q := edition2025(t)
	for _, facts := range bodies2025() {
		for _, has := range []string{"oui", "non"} {
			for _, first := range []bool{true, false} {
				facts.FirstCandidacy = first
				score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: best(t, q, has)})
				if nameOf(score) != "Or" || score.Total.Cmp(exact.Int(1)) != 0 {
					t.Errorf("%+v, facts answered %q: %q, %s", facts, has, nameOf(score), score.Total.Percent())
				}
				want := []string{"pooling", "awareness", "sobriety"}
				if first {
					want = append([]string{"first-candidacy"}, want...)
				}
				if got := eligible(score); !slices.Equal(got, want) {
					t.Errorf("%+v: eligible to %v, want %v", facts, got, want)
				}
			}
		}
	}
}

// Use alone, however high, is not gold: neither with no data opened nor with nothing given back.
func TestIn2025UseAloneIsNotGold(t *testing.T) {
	q := edition2025(t)
	data := []string{"donnees-publiees", "donnees-strategie", "reutilisations"}
	contributions := []string{"gestes", "contributions", "code-publie"}
	for _, silent := range [][]string{data, contributions, slices.Concat(data, contributions)} {
		for _, facts := range bodies2025() {
			answers := best(t, q, "oui")
			for _, id := range silent {
				answers.Set(q.Question(id), questionnaire.Answer{})
			}
			score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
			if got := nameOf(score); got != "Argent" {
				t.Errorf("%+v, silent on %v: %q with %s", facts, silent, got, score.Total.Percent())
			}
		}
	}
}

// Gold asks for strength in every axis: half of one, and all of the others, is not gold.
func TestGoldOf2025AsksForEveryAxis(t *testing.T) {
	q := edition2025(t)
	gold := q.Levels[len(q.Levels)-1]
	for _, axis := range q.Axes {
		i := slices.IndexFunc(gold.Axes, func(m questionnaire.AxisMinimum) bool { return m.Axis == axis })
		if half := exact.Int(1).Div(exact.Int(2)); i < 0 || !half.Less(gold.Axes[i].Share) {
			t.Errorf("gold does not ask for more than half of %s", axis.ID)
		}
	}
}

func TestIn2025SilenceIsNoLevel(t *testing.T) {
	q := edition2025(t)
	for _, facts := range bodies2025() {
		facts.FirstCandidacy = true
		score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: questionnaire.NewAnswers(q)})
		if score.Level != 0 || !score.Total.IsZero() || len(score.Eligible()) > 0 {
			t.Errorf("%+v: level %d, %s, mentions %v", facts, score.Level, score.Total.Percent(), eligible(score))
		}
	}
}

// A weight is a share of 100 for everybody, so that it reads as one.
func TestWeightsOf2025AddUp(t *testing.T) {
	q := edition2025(t)
	for _, facts := range bodies2025() {
		var sum exact.Ratio
		for _, axis := range q.Axes {
			sum = sum.Add(axis.Weight(facts))
		}
		if sum.Cmp(exact.Int(100)) != 0 {
			t.Errorf("%+v: the weights add up to %s, not 100", facts, sum.Decimal(2))
		}
	}
}

// No question continues one that never was, and no answer carried over to 2025 is refused.
func TestEdition2025ContinuesTheOthers(t *testing.T) {
	after := edition2025(t)
	earlier := map[string]*questionnaire.Questionnaire{"tnl-2021": edition2021(t), "tnl-2024": editionCalled(t, "tnl-2024")}
	for _, question := range after.Questions {
		for _, name := range question.Continues {
			id, was, _ := strings.Cut(name, "/")
			if before := earlier[id]; before == nil || before.Question(was) == nil {
				t.Errorf("%s continues %s, which does not exist", question.ID, name)
			}
		}
	}
	for id, before := range earlier {
		carried := 0
		_, told := questionnaire.CarryOver(before, best(t, before, "oui"), after)
		for _, link := range told {
			switch link.Outcome {
			case questionnaire.CarriedOver:
				carried++
			case questionnaire.ValueGone:
				t.Errorf("%s: the answer to %s is not taken any more", id, link.From[0].ID)
			}
		}
		if carried < len(after.Questions)/2 {
			t.Errorf("%s: only %d answers are carried over", id, carried)
		}
	}
}

// bodies2025 adds to bodies both sides of the edition's threshold of large cities.
func bodies2025() []questionnaire.Facts {
	out := bodies()
	for _, kind := range []string{"commune", "epci"} {
		for _, population := range []int{99_999, 100_000} {
			out = append(out, questionnaire.Facts{Kind: kind, Population: population})
		}
	}
	return out
}

func nameOf(score *scoring.Score) string {
	if level := score.Of(); level != nil {
		return level.Name()
	}
	return ""
}

func eligible(score *scoring.Score) []string {
	var ids []string
	for _, mention := range score.Eligible() {
		ids = append(ids, mention.ID)
	}
	return ids
}
