package scoring_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
)

// drawn is a random questionnaire with a random territory's answers.
type drawn struct {
	*questionnaire.Questionnaire
	facts   questionnaire.Facts
	answers questionnaire.Answers
}

func draw(t *rapid.T) drawn { return answered(t, questionnairetest.Read(t, questionnairetest.Draw(t))) }

func answered(t *rapid.T, q *questionnaire.Questionnaire) drawn {
	return drawn{q, questionnairetest.DrawFacts(t), questionnairetest.DrawAnswers(t, q)}
}

func (d drawn) score(answers questionnaire.Answers) *scoring.Score {
	return scoring.Compute(d.Questionnaire, scoring.Input{Facts: d.facts, Answers: answers})
}

// with gives the answers with one changed.
func (d drawn) with(q *questionnaire.Question, a questionnaire.Answer) questionnaire.Answers {
	answers := d.answers.Clone()
	answers.Set(q, a)
	return answers
}

func (d drawn) pick(t *rapid.T) *questionnaire.Question {
	return rapid.SampledFrom(d.Questions).Draw(t, "question")
}

// points writes what a score counts, to compare two of them.
func points(s *scoring.Score) string {
	var b strings.Builder
	for _, a := range s.Axes {
		fmt.Fprintf(&b, "%s %v/%v %v\n", a.Axis.ID, a.Points, a.Max, a.Share)
		for _, q := range a.Questions {
			fmt.Fprintf(&b, "  %s %v/%v\n", q.Question.ID, q.Points, q.Max)
		}
	}
	return b.String() + fmt.Sprintf("%v, level %d", s.Total, s.Level)
}

func TestPointsStayWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		s := d.score(d.answers)
		within(t, "total", s.Total, exact.Int(1))
		for _, a := range s.Axes {
			within(t, a.Axis.ID, a.Points, a.Max)
			within(t, a.Axis.ID, a.Share, exact.Int(1))
			for _, q := range a.Questions {
				within(t, q.Question.ID, q.Points, q.Max)
			}
		}
	})
}

func within(t *rapid.T, what string, points, most exact.Ratio) {
	if points.Negative() || most.Less(points) {
		t.Fatalf("%s: %v of %v", what, points, most)
	}
}

func TestABetterAnswerLowersNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw(t).checkBetter(t)
	})
}

// What the reader's own checks let through is held to the same promise.
func TestABetterAnswerLowersNothingInWhatIsAccepted(t *testing.T) {
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		q, faults := questionnaire.Read("tire.yaml", []byte(questionnairetest.DrawLoose(t)))
		if faults.Broken() {
			return
		}
		accepted++
		d := answered(t, q)
		for range 10 {
			d.checkBetter(t)
		}
	})
	t.Logf("%d questionnaires accepted", accepted)
}

func (d drawn) checkBetter(t *rapid.T) {
	question := d.pick(t)
	if !question.Scored() {
		return // there is no better fact
	}
	was := d.answers.Get(question)
	better := questionnairetest.DrawBetter(t, question, was)
	before, after := d.score(d.answers), d.score(d.with(question, better))
	if after.Total.Less(before.Total) || after.Level < before.Level {
		t.Fatalf("%s from %v to %v:\n%s\nbecame\n%s", question.ID, was.Value, better.Value, points(before), points(after))
	}
	for _, other := range d.Questions {
		if after.Question(other).Points.Less(before.Question(other).Points) {
			t.Fatalf("%s from %v to %v: %s lost points", question.ID, was.Value, better.Value, other.ID)
		}
	}
}

// The jury adjusts some questions: what it did not touch still never lowers the score.
func TestABetterAnswerLowersNothingBesideAdjustments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		question, adjusted := d.pick(t), d.pick(t)
		if !question.Scored() {
			return
		}
		made := map[string]scoring.Adjustment{adjusted.ID: {Points: exact.Of(rapid.Int64Range(-20, 200).Draw(t, "quarters"), 4), Reason: "Vu sur place."}}
		before := scoring.Compute(d.Questionnaire, scoring.Input{Facts: d.facts, Answers: d.answers, Adjustments: made})
		answers := d.with(question, questionnairetest.DrawBetter(t, question, d.answers.Get(question)))
		after := scoring.Compute(d.Questionnaire, scoring.Input{Facts: d.facts, Answers: answers, Adjustments: made})
		if after.Total.Less(before.Total) || after.Level < before.Level {
			t.Fatalf("%s became\n%s", points(before), points(after))
		}
		qs := after.Question(adjusted)
		within(t, adjusted.ID, qs.Points, qs.Max)
		if qs.Adjustment != nil && !strings.Contains(qs.Reason(), "Vu sur place.") {
			t.Fatalf("the reason is not told: %s", qs.Reason())
		}
	})
}

func TestUnansweredScoresNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		question := d.pick(t)
		s := d.score(d.with(question, questionnaire.Answer{}))
		if got := s.Question(question).Points; !got.IsZero() {
			t.Fatalf("%s without answer: %v", question.ID, got)
		}
		if empty := d.score(questionnaire.NewAnswers(d.Questionnaire)); !empty.Total.IsZero() {
			t.Fatalf("no answer at all: %v", empty.Total)
		}
	})
}

func TestWhatIsNotAskedCountsForNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		s := d.score(d.answers)
		for _, question := range d.Questions {
			qs := s.Question(question)
			if s.Asks(question) {
				continue
			}
			if !qs.Points.IsZero() || (qs.Status == scoring.OutOfScope) != (qs.Max.IsZero() && qs.Status != scoring.Unscored) {
				t.Fatalf("%s is not asked (%v): %v of %v", question.ID, qs.Status, qs.Points, qs.Max)
			}
			// Whatever is kept in it, nothing else changes either.
			other := d.score(d.with(question, questionnairetest.DrawAnswer(t, question)))
			if points(other) != points(s) {
				t.Fatalf("the answer to %s, which is not asked, changes\n%s\nto\n%s", question.ID, points(s), points(other))
			}
		}
	})
}

// The total is recounted from the rules as product.md states them, apart from the engine's own loop.
func TestSumsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		s := d.score(d.answers)
		in := &questionnaire.Context{Facts: d.facts, Answers: d.answers, Path: d.Path(d.facts, d.answers)}
		var total, weights exact.Ratio
		for _, a := range s.Axes {
			var sum, most exact.Ratio
			for _, question := range a.Axis.Questions {
				qs := s.Question(question)
				sum, most = sum.Add(qs.Points), most.Add(qs.Max)
				if qs.Status == scoring.Answered && qs.Points.Cmp(question.Points(d.answers.Get(question).Value, in)) != 0 {
					t.Fatalf("%s has other points than its rule gives", question.ID)
				}
			}
			if a.Points.Cmp(sum) != 0 || a.Max.Cmp(most) != 0 || a.Excluded != most.IsZero() {
				t.Fatalf("%s: %v of %v, its questions %v of %v", a.Axis.ID, a.Points, a.Max, sum, most)
			}
			if !a.Excluded {
				weight := a.Axis.Weight(d.facts)
				total, weights = total.Add(sum.Div(most).Mul(weight)), weights.Add(weight)
			}
		}
		if total.Div(weights).Cmp(s.Total) != 0 {
			t.Fatalf("total %v, recounted %v", s.Total, total.Div(weights))
		}
	})
}

func TestALevelLacksNothingOnlyWhenReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		s := d.score(d.answers)
		for _, level := range d.Levels {
			lacks := s.Lacks(level)
			if (len(lacks) == 0) != (level.Number <= s.Level) {
				t.Fatalf("level %d reached, level %d lacks %v", s.Level, level.Number, lacks)
			}
			for _, l := range lacks {
				// What is shown must not read as met.
				if !l.Have.Less(l.Needed) || l.Have.Percent() == l.Needed.Percent() {
					t.Fatalf("%v is lacking with %v of %v", l, l.Have, l.Needed)
				}
			}
			if s.Missing(level).IsZero() != !s.Total.Less(level.Total) {
				t.Fatalf("level %d: %v missing", level.Number, s.Missing(level))
			}
		}
		if next := s.Next(); next != nil && len(s.Lacks(next)) == 0 {
			t.Fatalf("level %d lacks nothing and is not reached", next.Number)
		}
	})
}

func TestPlannedChangesNoPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		question := d.pick(t)
		planned, unplanned := d.answers.Get(question), d.answers.Get(question)
		planned.Planned, unplanned.Planned = "2027-06", ""
		with, without := d.score(d.with(question, planned)), d.score(d.with(question, unplanned))
		if points(with) != points(without) {
			t.Fatalf("%s planned:\n%s\nelse\n%s", question.ID, points(with), points(without))
		}
	})
}

func TestTheOrderOfAnswersChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		want := d.score(d.answers)
		for range 2 {
			if got := d.score(d.answers); points(got) != points(want) {
				t.Fatalf("%s then %s", points(want), points(got))
			}
		}
		var lines []string
		for _, question := range d.Questions {
			if a := d.answers.Get(question); !a.Empty() {
				lines = append(lines, fmt.Sprintf("  %s: %s\n", question.ID, content(t, question, a)))
			}
		}
		file := func(lines []string) questionnaire.Answers {
			if len(lines) == 0 {
				return questionnairetest.Answers(t, d.Questionnaire, "answers: {}\n").Answers
			}
			return questionnairetest.Answers(t, d.Questionnaire, "answers:\n"+strings.Join(lines, "")).Answers
		}
		shuffled := rapid.Permutation(slices.Clone(lines)).Draw(t, "order")
		for _, answers := range []questionnaire.Answers{file(lines), file(shuffled)} {
			if got := d.score(answers); points(got) != points(want) {
				t.Fatalf("%s\nread back from a file:\n%s", points(want), points(got))
			}
		}
	})
}

func content(t *rapid.T, q *questionnaire.Question, a questionnaire.Answer) []byte {
	out, err := q.Encode(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStoredAnswersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		for _, question := range d.Questions {
			a := d.answers.Get(question)
			kept := content(t, question, a)
			back, err := question.Decode(kept)
			if err != nil || string(content(t, question, back)) != string(kept) {
				t.Fatalf("%s read back as %+v, %v", kept, back, err)
			}
			posted, faults := question.FromForm(question.ToForm(a))
			if len(faults) > 0 || string(content(t, question, posted)) != string(kept) {
				t.Fatalf("%s posted back as %+v, %v", kept, posted, faults)
			}
		}
		all, err := d.EncodeAll(d.answers)
		if err != nil || !json.Valid(all) {
			t.Fatalf("%s: %v", all, err)
		}
		answers, err := d.DecodeAll(all)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := d.EncodeAll(answers); string(again) != string(all) {
			t.Fatalf("%s\nread back as\n%s", all, again)
		}
		if got, want := points(d.score(answers)), points(d.score(d.answers)); got != want {
			t.Fatalf("%s\nread back scores\n%s", want, got)
		}
	})
}

// Every score can be told whole: no reason is empty, and the report is JSON.
func TestEveryScoreIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		s := d.score(d.answers)
		for _, question := range d.Questions {
			if s.Question(question).Reason() == "" {
				t.Fatalf("%s has no reason", question.ID)
			}
		}
		if _, err := json.Marshal(scoring.Report(s)); err != nil {
			t.Fatal(err)
		}
		p := s.Progress()
		if p.Answered > p.Asked || p.Asked > len(d.Questions) {
			t.Fatalf("%+v of %d questions", p, len(d.Questions))
		}
	})
}
