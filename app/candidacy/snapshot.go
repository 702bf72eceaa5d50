package candidacy

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// Snapshot is a submission read back with the questionnaire it answered.
type Snapshot struct {
	Submission    Submission
	Questionnaire *questionnaire.Questionnaire
	Facts         questionnaire.Facts
	Answers       questionnaire.Answers
}

// Score computes the snapshot's score, with the jury's adjustments when there are some.
func (s *Snapshot) Score(adjustments map[string]scoring.Adjustment) *scoring.Score {
	return scoring.Compute(s.Questionnaire, scoring.Input{Facts: s.Facts, Answers: s.Answers, Adjustments: adjustments})
}

// Read reads a submission back. It does not ask who reads: jury and secretariat come through their own rules.
func (cs *Candidacies) Read(ctx context.Context, s Submission) (*Snapshot, error) {
	return cs.readIn(cs.DB.Read(ctx), s)
}

func (cs *Candidacies) readIn(tx *gorm.DB, s Submission) (*Snapshot, error) {
	q, err := cs.Questionnaires.GetIn(tx, s.QuestionnaireHash)
	if err != nil {
		return nil, err
	}
	out := &Snapshot{Submission: s, Questionnaire: q}
	if err := json.Unmarshal([]byte(s.Facts), &out.Facts); err != nil {
		return nil, fmt.Errorf("read the facts of submission %s: %w", s.ID, err)
	}
	if out.Answers, err = q.DecodeAll([]byte(s.Answers)); err != nil {
		return nil, fmt.Errorf("submission %s: %w", s.ID, err)
	}
	return out, nil
}

// LastSubmission gives what the jury reads of a candidacy. NotFound when it was never submitted.
func (cs *Candidacies) LastSubmission(tx *gorm.DB, candidacyID string) (Submission, error) {
	var rows []Submission
	err := tx.Where("candidacy_id = ?", candidacyID).Order("number DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return Submission{}, fmt.Errorf("read the last submission: %w", err)
	}
	if len(rows) == 0 {
		return Submission{}, errNotFound
	}
	return rows[0], nil
}

// lastSubmissions gives the last submission of each candidacy of an edition in one of states.
func lastSubmissions(tx *gorm.DB, editionID string, states ...State) ([]Submission, error) {
	var rows []Submission
	err := tx.Table("submissions AS s").Select("s.*").Joins("JOIN candidacies c ON c.id = s.candidacy_id").
		Where("c.edition_id = ? AND c.state IN ?", editionID, states).
		Where("s.number = (SELECT MAX(number) FROM submissions last WHERE last.candidacy_id = s.candidacy_id)").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the last submissions: %w", err)
	}
	return rows, nil
}

// Submissions lists what was submitted of a candidacy, the last first.
func (cs *Candidacies) Submissions(ctx context.Context, candidacyID string) ([]Submission, error) {
	var rows []Submission
	err := cs.DB.Read(ctx).Where("candidacy_id = ?", candidacyID).Order("number DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list submissions: %w", err)
	}
	return rows, nil
}
