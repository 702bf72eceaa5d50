package candidacy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

type storedAnswer struct {
	CandidacyID string
	QuestionID  string
	Content     database.JSON
	Revision    int
	UpdatedBy   *string
	UpdatedAt   time.Time
}

func (storedAnswer) TableName() string { return "answers" }

// Change is one answer to save, made from the revision that the person saw: 0 when there was no answer.
type Change struct {
	Question string
	Revision int
	Answer   questionnaire.Answer
	// TakenFrom is the year of the edition whose answer was taken over; 0 for one that was given anew.
	TakenFrom int
	// Questionnaire is the hash of the one that the answer was read with; empty when it cannot have been replaced since.
	Questionnaire string
}

// ErrSuperseded is what Save gives when the questionnaire was replaced since the answers were read: read them again.
var ErrSuperseded = fault.New(fault.Conflict, "Le questionnaire vient d’être corrigé : rechargez cette page, puis enregistrez à nouveau.")

// Saved tells what came of a change.
type Saved struct {
	Question string
	Revision int // now kept
	At       time.Time
	// Clash is set when somebody else had changed the answer meanwhile: nothing was written.
	Clash *Clash
}

// Clash is the answer that somebody else saved meanwhile.
type Clash struct {
	Theirs   questionnaire.Answer
	By       string // their name
	At       time.Time
	Revision int
}

// Save keeps answers, each compared with what stands: those that nobody changed meanwhile are written, in
// one transaction; each of the others comes back as a clash with both values, and loses nothing.
// NotFound for a question that the questionnaire does not have, Invalid for a document that is not the candidacy's own,
// Closed after the closing, ErrSuperseded.
func (cs *Candidacies) Save(ctx context.Context, person *account.Person, id string, changes []Change) ([]Saved, error) {
	var saved []Saved
	err := cs.DB.Write(ctx, func(tx *gorm.DB) error {
		saved = nil
		c, e, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		if c.State == Withdrawn {
			return fault.New(fault.Closed, "Cette candidature est retirée : reprenez-la avant de répondre.")
		}
		q, err := cs.Questionnaires.GetIn(tx, e.QuestionnaireHash)
		if err != nil {
			return err
		}
		for _, change := range changes {
			if change.Questionnaire != "" && change.Questionnaire != q.Hash {
				return ErrSuperseded
			}
			question := q.Question(change.Question)
			if question == nil {
				return fault.New(fault.NotFound, "Cette question n’existe pas dans ce questionnaire.")
			}
			one, err := cs.save(tx, person, id, question, change)
			if err != nil {
				return err
			}
			saved = append(saved, one)
		}
		return nil
	})
	return saved, err
}

func (cs *Candidacies) save(tx *gorm.DB, person *account.Person, id string, question *questionnaire.Question, change Change) (Saved, error) {
	content, err := question.Encode(change.Answer)
	if err != nil {
		return Saved{}, err
	}
	var rows []storedAnswer
	err = tx.Where("candidacy_id = ? AND question_id = ?", id, question.ID).Clauses(clause.Locking{Strength: "UPDATE"}).Limit(1).Find(&rows).Error
	if err != nil {
		return Saved{}, fmt.Errorf("read the answer to %s: %w", question.ID, err)
	}
	now := cs.now()
	var before any
	row := storedAnswer{CandidacyID: id, QuestionID: question.ID, Content: database.JSON(content), Revision: 1, UpdatedBy: &person.ID, UpdatedAt: now}
	if len(rows) == 1 {
		was := rows[0]
		same, err := sameAnswer(question, was.Content, content)
		if err != nil {
			return Saved{}, err
		}
		if same {
			return Saved{Question: question.ID, Revision: was.Revision, At: was.UpdatedAt}, nil
		}
		if was.Revision != change.Revision {
			return clash(tx, question, was)
		}
		if err := cs.changeDocument(tx, id, question, was.Content, change.Answer); err != nil {
			return Saved{}, err
		}
		before, row.Revision = json.RawMessage(was.Content), was.Revision+1
		err = tx.Model(&storedAnswer{}).Where("candidacy_id = ? AND question_id = ?", id, question.ID).
			Updates(map[string]any{"content": row.Content, "revision": row.Revision, "updated_by": person.ID, "updated_at": now}).Error
		if err != nil {
			return Saved{}, fmt.Errorf("save the answer to %s: %w", question.ID, err)
		}
	} else {
		if change.Answer.Empty() {
			return Saved{Question: question.ID, At: now}, nil
		}
		if err := cs.claim(tx, id, question, change.Answer.Document()); err != nil {
			return Saved{}, err
		}
		created := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if created.Error != nil {
			return Saved{}, fmt.Errorf("save the answer to %s: %w", question.ID, created.Error)
		}
		if created.RowsAffected == 0 { // written by another instance since we looked
			return cs.save(tx, person, id, question, change)
		}
	}
	line := audit.Line{At: now, Actor: person.ID, Subject: "candidacy/" + id + "/answer/" + question.ID, Before: before}
	err = recordAnswer(tx, line, row.Content, change.TakenFrom)
	return Saved{Question: question.ID, Revision: row.Revision, At: now}, err
}

// sameAnswer tells whether what is kept says what content says: JSONB does not keep the bytes as they were.
func sameAnswer(question *questionnaire.Question, kept database.JSON, content []byte) (bool, error) {
	was, err := question.Decode(kept)
	if err != nil {
		return false, err
	}
	canonical, err := question.Encode(was)
	return bytes.Equal(canonical, content), err
}

func clash(tx *gorm.DB, question *questionnaire.Question, was storedAnswer) (Saved, error) {
	theirs, err := question.Decode(was.Content)
	if err != nil {
		return Saved{}, err
	}
	out := &Clash{Theirs: theirs, At: was.UpdatedAt, Revision: was.Revision}
	if was.UpdatedBy != nil {
		if err := tx.Table("people").Where("id = ?", *was.UpdatedBy).Limit(1).Pluck("name", &out.By).Error; err != nil {
			return Saved{}, fmt.Errorf("read who answered: %w", err)
		}
	}
	return Saved{Question: question.ID, Revision: was.Revision, At: was.UpdatedAt, Clash: out}, nil
}
