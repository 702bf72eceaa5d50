package candidacy

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/document"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// upload is a document as it is kept, once for a candidacy. Its content never changes.
type upload struct {
	CandidacyID string
	SHA256      string `gorm:"column:sha256"`
	Name        string
	MediaType   string
	Size        int64
	UploadedBy  *string
	UploadedAt  time.Time
	NamedAt     time.Time // when an answer last took it or left it
	Content     []byte
}

// Bounds of what a candidacy keeps.
const (
	maxUploads = 100 << 20           // bytes, all documents together
	forgotten  = 30 * 24 * time.Hour // how long one that nothing names any more is kept
	settling   = time.Hour           // the same, when the room is needed for another
)

// Attach keeps a document for a question of the candidacy, and gives the answer to save with Save. The same document is
// kept once. NotFound for a question that takes none, Invalid for what is not taken or when there is no room left,
// Closed after the closing.
func (cs *Candidacies) Attach(ctx context.Context, person *account.Person, id, questionID, name string, content []byte) (questionnaire.Document, error) {
	question, err := cs.asked(ctx, person, id, questionID)
	if err != nil {
		return questionnaire.Document{}, err
	}
	d, faults := question.Document(name, content) // outside the transaction: a large document takes a while to hash
	if err := faults.Err(); err != nil {
		return questionnaire.Document{}, err
	}
	return d, cs.DB.Write(ctx, func(tx *gorm.DB) error {
		c, _, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		if c.State == Withdrawn {
			return fault.New(fault.Closed, "Cette candidature est retirée : reprenez-la avant de joindre un document.")
		}
		// Held, so that two documents sent at once do not share the room left for one.
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Take(&Candidacy{}, "id = ?", id).Error; err != nil {
			return fmt.Errorf("hold candidacy %s: %w", id, err)
		}
		now := cs.now()
		again := tx.Model(&upload{}).Where("candidacy_id = ? AND sha256 = ?", id, d.SHA256).Updates(map[string]any{"name": d.Name, "named_at": now})
		if again.Error != nil {
			return fmt.Errorf("find the document of candidacy %s: %w", id, again.Error)
		}
		if again.RowsAffected == 1 {
			return nil
		}
		if err := cs.room(tx, id, question, d); err != nil {
			return err
		}
		row := upload{CandidacyID: id, SHA256: d.SHA256, Name: d.Name, MediaType: d.Media, Size: d.Size, UploadedBy: &person.ID, UploadedAt: now, NamedAt: now, Content: content}
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("keep a document of candidacy %s: %w", id, err)
		}
		return audit.Record(tx, audit.Line{At: now, Actor: person.ID, Action: "document.attach", Subject: documentSubject(id, d.SHA256),
			After: map[string]any{"name": d.Name, "type": d.Media, "size": d.Size, "question": question.ID}})
	})
}

func documentSubject(id, sha256 string) string { return "candidacy/" + id + "/document/" + sha256 }

// asked gives a question of the candidacy that is answered by a document.
func (cs *Candidacies) asked(ctx context.Context, person *account.Person, id, questionID string) (*questionnaire.Question, error) {
	tx := cs.DB.Read(ctx)
	c, _, err := ofTeam(tx, person, id)
	if err != nil {
		return nil, err
	}
	e, err := edition.Get(tx, c.EditionID)
	if err != nil {
		return nil, err
	}
	q, err := cs.Questionnaires.Get(ctx, e.QuestionnaireHash)
	if err != nil {
		return nil, err
	}
	question := q.Question(questionID)
	if question == nil || !question.TakesDocument() {
		return nil, fault.New(fault.NotFound, "Cette question ne demande pas de document.")
	}
	return question, nil
}

// room makes sure that the candidacy may keep d too. Invalid when it has too much already.
func (cs *Candidacies) room(tx *gorm.DB, id string, question *questionnaire.Question, d questionnaire.Document) error {
	taken, err := weight(tx, id)
	if err == nil && taken+d.Size > maxUploads { // what was taken away makes room first
		if err = cs.forget(tx, tx.Where("candidacy_id = ?", id), settling); err == nil {
			taken, err = weight(tx, id)
		}
	}
	if err != nil || taken+d.Size <= maxUploads {
		return err
	}
	return fault.Fields{question.ID: fmt.Sprintf(
		"Il ne reste pas assez de place pour « %s » (%s) : vos documents font déjà %s, et %s au plus sont gardés. Retirez un document, ou allégez celui-ci.",
		d.Name, document.Size(d.Size), document.Size(taken), document.Size(maxUploads))}.Err()
}

// weight is how much the candidacy's documents hold, in bytes.
func weight(tx *gorm.DB, id string) (sum int64, err error) {
	err = tx.Model(&upload{}).Where("candidacy_id = ?", id).Select("CAST(COALESCE(SUM(size), 0) AS BIGINT)").Scan(&sum).Error
	if err != nil {
		err = fmt.Errorf("weigh the documents of candidacy %s: %w", id, err)
	}
	return sum, err
}
