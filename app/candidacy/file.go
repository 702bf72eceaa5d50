package candidacy

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/edition"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/territory"
)

// File is a candidacy with all that its team works on.
type File struct {
	Candidacy     Candidacy
	Role          Role // of the person who opened the file
	Edition       edition.Edition
	Territory     territory.Territory
	Questionnaire *questionnaire.Questionnaire
	Answers       questionnaire.Answers
	Revisions     map[string]int // by question: to send back with a change
	ChangedAt     time.Time      // of the last change of an answer; zero when there is none
	Score         *scoring.Score // of the answers as they stand
}

// Changeable tells whether answers can be changed at now.
func (f *File) Changeable(now time.Time) bool {
	return f.Edition.AcceptsChanges(now) && (f.Candidacy.State == Draft || f.Candidacy.State == Submitted)
}

// ChangedSince tells whether answers changed after the last submission: what the jury will read is older.
func (f *File) ChangedSince() bool {
	return f.Candidacy.SubmittedAt != nil && f.ChangedAt.After(*f.Candidacy.SubmittedAt)
}

// Load gives the file of a candidacy to a member of its team. NotFound to anybody else.
func (cs *Candidacies) Load(ctx context.Context, person *account.Person, id string) (*File, error) {
	tx := cs.DB.Read(ctx)
	f, err := cs.load(tx, person, id)
	if err == nil || f == nil {
		return f, err
	}
	// The questionnaire may have been superseded between the reading of the edition and that of its answers.
	if now, again := edition.Get(tx, f.Edition.ID); again == nil && now.QuestionnaireHash != f.Edition.QuestionnaireHash {
		return cs.load(tx, person, id)
	}
	return nil, err
}

func (cs *Candidacies) load(tx *gorm.DB, person *account.Person, id string) (*File, error) {
	c, role, err := ofTeam(tx, person, id)
	if err != nil {
		return nil, err
	}
	f := &File{Candidacy: c, Role: role}
	if f.Edition, err = edition.Get(tx, c.EditionID); err != nil {
		return nil, err
	}
	t, err := cs.Territories.ByIDIn(tx, c.TerritoryID)
	if err != nil {
		return nil, err
	}
	f.Territory = *t
	if f.Questionnaire, err = cs.Questionnaires.GetIn(tx, f.Edition.QuestionnaireHash); err != nil {
		return nil, err
	}
	if err := f.readAnswers(tx); err != nil {
		return f, err
	}
	f.score()
	return f, nil
}

// Put takes an answer just saved into the file, and scores it again.
func (f *File) Put(question *questionnaire.Question, a questionnaire.Answer, saved Saved) {
	f.Answers.Set(question, a)
	f.Revisions[question.ID] = saved.Revision
	if saved.At.After(f.ChangedAt) {
		f.ChangedAt = saved.At
	}
	f.score()
}

func (f *File) score() {
	f.Score = scoring.Compute(f.Questionnaire, scoring.Input{Facts: factsOf(f.Territory, f.Candidacy), Answers: f.Answers})
}

func (f *File) readAnswers(tx *gorm.DB) error {
	var rows []storedAnswer
	if err := tx.Where("candidacy_id = ?", f.Candidacy.ID).Find(&rows).Error; err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	f.Answers = questionnaire.NewAnswers(f.Questionnaire)
	f.Revisions = make(map[string]int, len(rows))
	for _, row := range rows {
		question := f.Questionnaire.Question(row.QuestionID)
		if question == nil { // of another version, come in since the edition was read
			continue
		}
		a, err := question.Decode(row.Content)
		if err != nil {
			return err
		}
		f.Answers.Set(question, a)
		f.Revisions[row.QuestionID] = row.Revision
		if row.UpdatedAt.After(f.ChangedAt) {
			f.ChangedAt = row.UpdatedAt
		}
	}
	return nil
}

func factsOf(t territory.Territory, c Candidacy) questionnaire.Facts {
	kind, population := t.Facts()
	return questionnaire.Facts{Kind: kind, Population: population, FirstCandidacy: c.FirstCandidacy}
}
