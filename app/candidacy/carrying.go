package candidacy

import (
	"bytes"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// changeableStates are those in which a candidacy's answers may still change.
var changeableStates = []State{Draft, Submitted, Withdrawn}

// answersOf reads the answers to an edition that may still change, candidacy by candidacy.
func answersOf(tx *gorm.DB, editionID string) ([]storedAnswer, error) {
	var rows []storedAnswer
	err := tx.Table("answers").Select("answers.*").Joins("JOIN candidacies c ON c.id = answers.candidacy_id").
		Where("c.edition_id = ? AND c.state IN ?", editionID, changeableStates).
		Order("answers.candidacy_id, answers.question_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the answers to edition %s: %w", editionID, err)
	}
	return rows, nil
}

// moves is what becomes of stored answers when a questionnaire takes another's place.
type moves struct {
	from    *questionnaire.Questionnaire
	version edition.Version     // that takes the place
	gone    map[string][]string // the candidacies whose answer leaves its question, by question
	kept    []storedAnswer      // to write under another question, or in another form
	aside   []setAsideAnswer
	going   int // answers that say something and go on, changed or not
}

// carryAll tells what becomes of answers to from, given candidacy by candidacy.
func carryAll(rows []storedAnswer, from, with *questionnaire.Questionnaire, version edition.Version) (*moves, error) {
	m := &moves{from: from, version: version, gone: map[string][]string{}}
	c := questionnaire.Continue(from, with)
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].CandidacyID == rows[0].CandidacyID {
			n++
		}
		if err := m.carry(rows[:n], c); err != nil {
			return nil, err
		}
		rows = rows[n:]
	}
	return m, nil
}

// carry tells what becomes of one candidacy's answers.
func (m *moves) carry(rows []storedAnswer, c *questionnaire.Continuity) error {
	answers := questionnaire.NewAnswers(m.from)
	left := make(map[*questionnaire.Question]*storedAnswer, len(rows))
	for i := range rows {
		row := &rows[i]
		question := m.from.Question(row.QuestionID)
		if question == nil {
			m.putAside(row, questionnaire.Removed)
			continue
		}
		a, err := question.Decode(row.Content)
		if err != nil {
			return fmt.Errorf("carry an answer of candidacy %s: %w", row.CandidacyID, err)
		}
		answers.Set(question, a)
		left[question] = row
	}
	carried, told := c.Carry(answers)
	for _, link := range told {
		for _, question := range link.From {
			row := left[question]
			if row == nil {
				continue
			}
			delete(left, question) // one that was split has several heirs
			switch link.Outcome {
			case questionnaire.CarriedOver, questionnaire.Unanswered:
				if err := m.follow(row, question, answers.Get(question), link.To, carried.Get(link.To)); err != nil {
					return err
				}
			default:
				m.putAside(row, link.Outcome)
			}
		}
	}
	return nil
}

// follow keeps an answer whose question goes on: as it is, or as the new question names and writes it.
func (m *moves) follow(row *storedAnswer, from *questionnaire.Question, was questionnaire.Answer, to *questionnaire.Question, is questionnaire.Answer) error {
	if !was.Empty() {
		m.going++
	}
	before, err := from.Encode(was)
	if err != nil {
		return err
	}
	after, err := to.Encode(is)
	if err != nil {
		return err
	}
	if from.ID == to.ID && bytes.Equal(before, after) {
		return nil
	}
	if was.Planned != is.Planned {
		m.note(row, questionnaire.PlanGone)
	}
	next := *row
	next.QuestionID, next.Content = to.ID, after
	m.kept = append(m.kept, next)
	if from.ID != to.ID {
		m.gone[row.QuestionID] = append(m.gone[row.QuestionID], row.CandidacyID)
	}
	return nil
}

// putAside takes an answer away from the candidacy's own.
func (m *moves) putAside(row *storedAnswer, why questionnaire.Outcome) {
	m.gone[row.QuestionID] = append(m.gone[row.QuestionID], row.CandidacyID)
	m.note(row, why)
}

// note keeps an answer as it was.
func (m *moves) note(row *storedAnswer, why questionnaire.Outcome) {
	m.aside = append(m.aside, setAsideAnswer{
		CandidacyID: row.CandidacyID, Version: m.version.Number, QuestionID: row.QuestionID, QuestionnaireHash: m.from.Hash,
		Content: row.Content, Outcome: why, Revision: row.Revision, AnsweredBy: row.UpdatedBy, AnsweredAt: row.UpdatedAt, SetAsideAt: m.version.Since,
	})
}

// batch is how many rows go into one statement.
const batch = 500

// write keeps it all. What leaves goes first: two questions may have taken each other's names.
func (m *moves) write(tx *gorm.DB) error {
	if len(m.aside) > 0 {
		if err := tx.CreateInBatches(m.aside, batch).Error; err != nil {
			return fmt.Errorf("set answers aside: %w", err)
		}
	}
	for question, ids := range m.gone { // as many as questions changed, however many candidacies there are
		for len(ids) > 0 {
			n := min(batch, len(ids))
			if err := tx.Where("question_id = ? AND candidacy_id IN ?", question, ids[:n]).Delete(&storedAnswer{}).Error; err != nil {
				return fmt.Errorf("move the answers to %s: %w", question, err)
			}
			ids = ids[n:]
		}
	}
	if len(m.kept) == 0 {
		return nil
	}
	over := clause.OnConflict{Columns: []clause.Column{{Name: "candidacy_id"}, {Name: "question_id"}}, DoUpdates: clause.AssignmentColumns([]string{"content"})}
	if err := tx.Clauses(over).CreateInBatches(m.kept, batch).Error; err != nil {
		return fmt.Errorf("carry answers over: %w", err)
	}
	return nil
}
