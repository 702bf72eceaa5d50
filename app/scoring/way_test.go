package scoring_test

import (
	"fmt"
	"reflect"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// applied scores a territory once it has taken the steps.
func applied(q *questionnaire.Questionnaire, in scoring.Input, steps []scoring.Step) *scoring.Score {
	in.Answers = in.Answers.Clone()
	for _, s := range steps {
		in.Answers.Set(s.Question, questionnaire.Answer{Value: s.To})
	}
	return scoring.Compute(q, in)
}

func TestWaysOfCasesReachEveryLevel(t *testing.T) {
	q := edition2021(t)
	for _, c := range cases {
		file := readCase(t, q, c.file)
		in := scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers}
		score := scoring.Compute(q, in)
		for _, level := range q.Levels {
			way := score.Way(level)
			after := applied(q, in, way.Steps)
			if !way.Reachable || after.Level < level.Number || after.Total.Cmp(way.Total) != 0 {
				t.Errorf("%s: level %d is not reached by %v", c.file, level.Number, way.Steps)
			}
			if !way.Exact {
				t.Errorf("%s: level %d: the search stopped at its bound", c.file, level.Number)
			}
			if again := score.Way(level); !reflect.DeepEqual(way, again) {
				t.Errorf("%s: level %d: two ways", c.file, level.Number)
			}
		}
	}
}

func BenchmarkWay(b *testing.B) {
	q := edition2021(b)
	for _, c := range cases {
		file := readCase(b, q, c.file)
		score := scoring.Compute(q, scoring.Input{Facts: file.Territory.Facts, Answers: file.Answers})
		for n := score.Level + 1; n <= len(q.Levels); n++ {
			b.Run(fmt.Sprintf("%s/%d", c.file, n), func(b *testing.B) {
				for b.Loop() {
					score.Way(q.Level(n))
				}
			})
		}
	}
}
