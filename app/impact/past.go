package impact

import (
	"context"
	"fmt"

	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// Past reads the candidacies of editions.
type Past struct {
	DB             *database.DB
	Questionnaires *edition.Questionnaires
}

// submitted is a row of the last submissions.
type submitted struct {
	ID                string
	Name              string
	Facts             string
	Answers           string
	QuestionnaireHash string
}

// Cases scores the last submission of every candidacy of an edition with its own questionnaire and with another.
// Withdrawn candidacies are left out. Only the operator of the program may ask: no page does.
func (p *Past) Cases(ctx context.Context, editionID string, with *questionnaire.Questionnaire) ([]Case, error) {
	var rows []submitted
	err := p.DB.Read(ctx).Table("submissions AS s").
		Select("s.id, t.name, s.facts, s.answers, s.questionnaire_hash").
		Joins("JOIN candidacies c ON c.id = s.candidacy_id").
		Joins("JOIN territories t ON t.id = c.territory_id").
		Where("c.edition_id = ? AND c.state <> ?", editionID, candidacy.Withdrawn).
		Where("s.number = (SELECT MAX(number) FROM submissions last WHERE last.candidacy_id = s.candidacy_id)").
		Order("s.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the last submissions: %w", err)
	}
	entries := make([]Entry, len(rows))
	for i, row := range rows {
		q, err := p.Questionnaires.Get(ctx, row.QuestionnaireHash) // kept in memory once read
		if err != nil {
			return nil, err
		}
		entries[i] = Entry{ID: row.ID, Name: row.Name, Facts: row.Facts, Answers: row.Answers, Questionnaire: q}
	}
	return Rescore(ctx, entries, with)
}
