package candidacy

import (
	"context"
	"fmt"

	"tnl/app/account"
	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// Foresight is what superseding an edition's questionnaire would do to the answers of its candidacies. It counts, and
// shows nobody's answer.
type Foresight struct {
	Drafts, Submitted, Withdrawn int
	Kept                         int
	// Again counts the answers that would be set aside, by question as it is asked today, in order.
	Again []Setback
}

// Setback is a question whose answers would be set aside.
type Setback struct {
	Question *questionnaire.Question
	Outcome  questionnaire.Outcome
	Answers  int
}

// Aside counts the answers that would be set aside.
func (f *Foresight) Aside() int {
	n := 0
	for _, s := range f.Again {
		n += s.Answers
	}
	return n
}

// Foresee tells what Supersede would do. SignIn, NotAllowed: not the secretariat.
func (cs *Candidacies) Foresee(ctx context.Context, person *account.Person, e edition.Edition, from, with *questionnaire.Questionnaire) (*Foresight, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	tx := cs.DB.Read(ctx)
	var counts []struct {
		State  State
		Number int
	}
	err := tx.Model(&Candidacy{}).Where("edition_id = ?", e.ID).Group("state").Select("state, COUNT(*) AS number").Scan(&counts).Error
	if err != nil {
		return nil, fmt.Errorf("count the candidacies of edition %d: %w", e.Year, err)
	}
	f := &Foresight{}
	for _, c := range counts {
		switch c.State {
		case Draft:
			f.Drafts = c.Number
		case Submitted:
			f.Submitted = c.Number
		case Withdrawn:
			f.Withdrawn = c.Number
		}
	}
	rows, err := answersOf(tx, e.ID)
	if err != nil {
		return nil, err
	}
	m, err := carryAll(rows, from, with, edition.Version{})
	if err != nil {
		return nil, err
	}
	type place struct {
		question string
		outcome  questionnaire.Outcome
	}
	aside := map[place]int{}
	for _, row := range m.aside {
		if string(row.Content) != "{}" {
			aside[place{row.QuestionID, row.Outcome}]++
		}
	}
	f.Kept = m.going
	for _, question := range from.Questions {
		for _, outcome := range []questionnaire.Outcome{questionnaire.Removed, questionnaire.Merged, questionnaire.Split, questionnaire.OtherType, questionnaire.ValueGone, questionnaire.PlanGone} {
			if n := aside[place{question.ID, outcome}]; n > 0 {
				f.Again = append(f.Again, Setback{question, outcome, n})
			}
		}
	}
	return f, nil
}
