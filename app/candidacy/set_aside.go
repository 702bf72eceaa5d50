package candidacy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// setAsideAnswer is an answer that a correction of the questionnaire could not keep, as it was.
type setAsideAnswer struct {
	CandidacyID       string
	Version           int // that could not keep it
	QuestionID        string
	Late              bool   // sent afterwards, from a form of an older version
	QuestionnaireHash string // of the questionnaire that it answered
	Content           database.JSON
	Outcome           questionnaire.Outcome
	Revision          int
	AnsweredBy        *string
	AnsweredAt        time.Time
	SetAsideAt        time.Time
}

func (setAsideAnswer) TableName() string { return "set_aside_answers" }

// lines are the audit lines of what was set aside, one for each candidacy.
func (m *moves) lines(actor string) []audit.Line {
	var out []audit.Line
	aside := slices.Clone(m.aside)
	slices.SortStableFunc(aside, func(a, b setAsideAnswer) int { return bytes.Compare([]byte(a.CandidacyID), []byte(b.CandidacyID)) })
	for len(aside) > 0 {
		id, before := aside[0].CandidacyID, map[string]json.RawMessage{}
		why := map[string]questionnaire.Outcome{}
		for len(aside) > 0 && aside[0].CandidacyID == id {
			before[aside[0].QuestionID], why[aside[0].QuestionID] = json.RawMessage(aside[0].Content), aside[0].Outcome
			aside = aside[1:]
		}
		out = append(out, audit.Line{At: m.version.Since, Actor: actor, Action: "answer.set-aside", Subject: "candidacy/" + id,
			Before: before, After: map[string]any{"version": m.version.Number, "questionnaire_hash": m.version.QuestionnaireHash, "set_aside": why}})
	}
	return out
}

// SetAside is an answer set aside, as its team sees it.
type SetAside struct {
	Question *questionnaire.Question // as it was asked
	Answer   questionnaire.Answer
	Outcome  questionnaire.Outcome
	Version  int
	Late     bool
	At       time.Time
	// Heirs are the questions that replace it now. Again tells that none of them has an answer yet.
	Heirs []*questionnaire.Question
	Again bool
}

// setAsideReader reads what was set aside back; it compares two questionnaires once, however many answers there are.
type setAsideReader struct {
	cs       *Candidacies
	current  *questionnaire.Questionnaire
	compared map[string]*questionnaire.Continuity
}

func (cs *Candidacies) setAsideReader(current *questionnaire.Questionnaire) *setAsideReader {
	return &setAsideReader{cs: cs, current: current, compared: map[string]*questionnaire.Continuity{}}
}

// read gives what rows say to a team whose answers are known by question; nil for what says nothing.
func (r *setAsideReader) read(tx *gorm.DB, rows []setAsideAnswer, answered func(*questionnaire.Question) bool) ([]SetAside, error) {
	var out []SetAside
	for _, row := range rows {
		old, err := r.cs.Questionnaires.GetIn(tx, row.QuestionnaireHash) // kept in memory once read
		if err != nil {
			return nil, err
		}
		question := old.Question(row.QuestionID)
		if question == nil {
			continue
		}
		one := SetAside{Question: question, Outcome: row.Outcome, Version: row.Version, Late: row.Late, At: row.SetAsideAt}
		if one.Answer, err = question.Decode(row.Content); err != nil {
			return nil, err
		}
		if one.Answer.Empty() {
			continue
		}
		if r.compared[old.Hash] == nil {
			r.compared[old.Hash] = questionnaire.Continue(old, r.current)
		}
		one.Heirs, _ = r.compared[old.Hash].Heirs(question)
		one.Again = len(one.Heirs) > 0 && !slices.ContainsFunc(one.Heirs, answered)
		out = append(out, one)
	}
	return out, nil
}

// SetAside lists the answers of a file that corrections of the questionnaire could not keep, the latest first.
func (cs *Candidacies) SetAside(ctx context.Context, f *File) ([]SetAside, error) {
	tx := cs.DB.Read(ctx)
	var rows []setAsideAnswer
	if err := tx.Where("candidacy_id = ?", f.Candidacy.ID).Order("version DESC, set_aside_at, question_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read what was set aside: %w", err)
	}
	return cs.setAsideReader(f.Questionnaire).read(tx, rows, func(q *questionnaire.Question) bool { return !f.Answers.Get(q).Empty() })
}

// Correction is a new version of the questionnaire that took the place of another while candidates were answering.
type Correction struct {
	edition.Version
	Before, After *questionnaire.Questionnaire
}

// Corrections lists what was corrected since the candidacy of a file was opened, the latest first.
func (cs *Candidacies) Corrections(ctx context.Context, f *File) ([]Correction, error) {
	tx := cs.DB.Read(ctx)
	versions, err := edition.Versions(tx, f.Edition.ID)
	if err != nil {
		return nil, err
	}
	var out []Correction
	for i, v := range versions {
		if !v.Corrects(f.Edition) || v.Since.Before(f.Candidacy.CreatedAt) {
			break
		}
		one := Correction{Version: v}
		if one.After, err = cs.Questionnaires.GetIn(tx, v.QuestionnaireHash); err != nil {
			return nil, err
		}
		if one.Before, err = cs.Questionnaires.GetIn(tx, versions[i+1].QuestionnaireHash); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}
