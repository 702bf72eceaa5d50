package candidacy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// Stale is a form that was opened with a version of the questionnaire that was replaced since.
type Stale struct {
	Questionnaire *questionnaire.Questionnaire // that the form was made from
	continuity    *questionnaire.Continuity
	aside         map[string]bool // questions whose answer was set aside since
}

// Stale tells what has become of the questions of a form made from the questionnaire of a hash; nil when that one is
// still the edition's, or never was.
func (cs *Candidacies) Stale(ctx context.Context, f *File, hash string) (*Stale, error) {
	if hash == "" || hash == f.Questionnaire.Hash {
		return nil, nil
	}
	tx := cs.DB.Read(ctx)
	versions, err := edition.Versions(tx, f.Edition.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.QuestionnaireHash != hash {
			continue
		}
		s := &Stale{aside: map[string]bool{}}
		if s.Questionnaire, err = cs.Questionnaires.GetIn(tx, hash); err != nil {
			return nil, err
		}
		s.continuity = questionnaire.Continue(s.Questionnaire, f.Questionnaire)
		var aside []string
		err := tx.Model(&setAsideAnswer{}).Where("candidacy_id = ? AND version > ? AND NOT late AND outcome <> ?", f.Candidacy.ID, v.Number, questionnaire.PlanGone).Pluck("question_id", &aside).Error
		if err != nil {
			return nil, fmt.Errorf("read what was set aside: %w", err)
		}
		for _, id := range aside {
			s.aside[id] = true
		}
		return s, nil
	}
	return nil, nil
}

// Heir is the question that takes the place of one of the form's and reads the same fields; nil when none does.
func (s *Stale) Heir(question *questionnaire.Question) *questionnaire.Question {
	if heirs, outcome := s.continuity.Heirs(question); outcome == questionnaire.CarriedOver {
		return heirs[0]
	}
	return nil
}

// Revision is what a change made from the form is to be compared with: an answer that was set aside since stands no
// more, and whatever was answered meanwhile is somebody else's.
func (s *Stale) Revision(question *questionnaire.Question, shown int) int {
	if s.aside[question.ID] {
		return 0
	}
	return shown
}

// SetAsideLate keeps beside the candidacy what a form of a replaced version says to questions that do not go on. It
// gives the questions of which something was kept: what says nothing new is not kept twice.
// NotFound, Closed: as Save.
func (cs *Candidacies) SetAsideLate(ctx context.Context, person *account.Person, id string, s *Stale, answers map[string]questionnaire.Answer) ([]*questionnaire.Question, error) {
	var kept []*questionnaire.Question
	err := cs.DB.Write(ctx, func(tx *gorm.DB) error {
		kept = nil
		_, e, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		versions, err := edition.Versions(tx, e.ID)
		if err != nil {
			return err
		}
		known, err := keptAside(tx, id, s.Questionnaire.Hash)
		if err != nil {
			return err
		}
		var rows []setAsideAnswer
		var lines []audit.Line
		for _, question := range s.Questionnaire.Questions {
			a, sent := answers[question.ID]
			if !sent || a.Empty() {
				continue
			}
			content, err := question.Encode(a)
			if err != nil {
				return err
			}
			if said, err := known.says(question, content); err != nil || said {
				if err != nil {
					return err
				}
				continue
			}
			_, outcome := s.continuity.Heirs(question)
			kept = append(kept, question)
			rows = append(rows, setAsideAnswer{
				CandidacyID: id, Version: versions[0].Number, QuestionID: question.ID, Late: true, QuestionnaireHash: s.Questionnaire.Hash,
				Content: content, Outcome: outcome, AnsweredBy: &person.ID, AnsweredAt: cs.now(), SetAsideAt: cs.now(),
			})
			lines = append(lines, audit.Line{At: cs.now(), Actor: person.ID, Action: "answer.set-aside",
				Subject: "candidacy/" + id + "/answer/" + question.ID, After: json.RawMessage(content)})
		}
		if len(rows) == 0 {
			return nil
		}
		if versions[0].Number < 2 {
			return fault.New(fault.Conflict, ErrSuperseded.Message)
		}
		over := clause.OnConflict{
			Columns:   []clause.Column{{Name: "candidacy_id"}, {Name: "version"}, {Name: "question_id"}, {Name: "late"}},
			DoUpdates: clause.AssignmentColumns([]string{"content", "questionnaire_hash", "outcome", "answered_by", "answered_at", "set_aside_at"}),
		}
		if err := tx.Clauses(over).Create(&rows).Error; err != nil {
			return fmt.Errorf("set a late answer aside: %w", err)
		}
		return audit.RecordAll(tx, lines)
	})
	return kept, err
}

// asideContents are the contents set aside of a candidacy, by question.
type asideContents map[string][][]byte

func keptAside(tx *gorm.DB, id, hash string) (asideContents, error) {
	var rows []setAsideAnswer
	if err := tx.Where("candidacy_id = ? AND questionnaire_hash = ?", id, hash).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what was set aside: %w", err)
	}
	known := asideContents{}
	for _, row := range rows {
		known[row.QuestionID] = append(known[row.QuestionID], row.Content)
	}
	return known, nil
}

// says tells whether an answer was set aside with this very content.
func (known asideContents) says(question *questionnaire.Question, content []byte) (bool, error) {
	for _, one := range known[question.ID] {
		a, err := question.Decode(one)
		if err != nil {
			return false, err
		}
		canonical, err := question.Encode(a) // JSONB does not keep the bytes as they were
		if err != nil || bytes.Equal(canonical, content) {
			return err == nil, err
		}
	}
	return false, nil
}
