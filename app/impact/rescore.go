package impact

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// Entry is one candidacy as it was submitted.
type Entry struct {
	ID            string
	Name          string // of the territory
	Facts         string // JSON of questionnaire.Facts
	Answers       string // canonical JSON, as questionnaire.EncodeAll writes it
	Questionnaire *questionnaire.Questionnaire
}

// Rescore scores each entry with its own questionnaire and with another, to which its answers are carried over. The
// cases are in the order of the entries. Both scores are the engine's: what the jury adjusted is left out.
func Rescore(ctx context.Context, entries []Entry, with *questionnaire.Questionnaire) ([]Case, error) {
	var carriers sync.Map // *questionnaire.Questionnaire → *questionnaire.Continuity
	cases := make([]Case, len(entries))
	workers := min(runtime.GOMAXPROCS(0), len(entries))
	group, ctx := errgroup.WithContext(ctx)
	for worker := range workers {
		group.Go(func() error {
			for i := worker; i < len(entries); i += workers {
				if err := ctx.Err(); err != nil {
					return err
				}
				e := &entries[i]
				carrier, known := carriers.Load(e.Questionnaire)
				if !known {
					carrier, _ = carriers.LoadOrStore(e.Questionnaire, questionnaire.Continue(e.Questionnaire, with))
				}
				one, err := rescore(e, carrier.(*questionnaire.Continuity), with)
				if err != nil {
					return fmt.Errorf("score submission %s: %w", e.ID, err)
				}
				cases[i] = one
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return cases, nil
}

func rescore(e *Entry, carrier *questionnaire.Continuity, with *questionnaire.Questionnaire) (Case, error) {
	c := Case{Name: e.Name, Questionnaire: e.Questionnaire}
	if err := json.Unmarshal([]byte(e.Facts), &c.Facts); err != nil {
		return c, fmt.Errorf("read facts: %w", err)
	}
	answers, err := e.Questionnaire.DecodeAll([]byte(e.Answers))
	if err != nil {
		return c, err
	}
	c.Before = standing(e.Questionnaire, c.Facts, answers)
	c.After = standing(with, c.Facts, carrier.Answers(answers))
	return c, nil
}

func standing(q *questionnaire.Questionnaire, facts questionnaire.Facts, answers questionnaire.Answers) Standing {
	score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
	return Standing{Level: score.Level, Total: score.Total}
}
