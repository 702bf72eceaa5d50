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
	EditionID         string
	CandidacyID       string
	Number            int
	Name              string
	Facts             string
	Answers           string
	QuestionnaireHash string
	Concerned         bool
}

// read are the states in which what was submitted is read: a draft is its team's, even one that was submitted,
// withdrawn and taken up again.
var read = []candidacy.State{candidacy.Submitted, candidacy.UnderReview, candidacy.Decided, candidacy.Published}

// Cases scores the last submission of every candidacy of an edition with its own questionnaire and with another.
// It does not ask who reads: the operator does, or the secretariat through its own rules.
func (p *Past) Cases(ctx context.Context, editionID string, with *questionnaire.Questionnaire) ([]Case, error) {
	all, err := p.CasesOf(ctx, []string{editionID}, with, "")
	return all[editionID], err
}

// CasesOf is Cases for several editions, by the edition's id. Those of a territory for which the person called reader
// is in a team are marked Concerned.
func (p *Past) CasesOf(ctx context.Context, editionIDs []string, with *questionnaire.Questionnaire, reader string) (map[string][]Case, error) {
	var rows []submitted
	err := p.DB.Read(ctx).Table("submissions AS s").
		Select(`s.id, c.edition_id, s.candidacy_id, s.number, t.name, s.facts, s.answers, s.questionnaire_hash,
			EXISTS (SELECT 1 FROM team_members m JOIN candidacies own ON own.id = m.candidacy_id
				WHERE m.person_id = ? AND own.territory_id = c.territory_id) AS concerned`, reader).
		Joins("JOIN candidacies c ON c.id = s.candidacy_id").
		Joins("JOIN territories t ON t.id = c.territory_id").
		Where("c.edition_id IN ? AND c.state IN ?", editionIDs, read).
		Where("s.number = (SELECT MAX(number) FROM submissions last WHERE last.candidacy_id = s.candidacy_id)").
		Order("t.name_folded, s.id").Scan(&rows).Error
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
	cases, err := Rescore(ctx, entries, with)
	if err != nil {
		return nil, err
	}
	out := map[string][]Case{}
	for i, row := range rows {
		cases[i].CandidacyID, cases[i].Number, cases[i].Concerned = row.CandidacyID, row.Number, row.Concerned
		out[row.EditionID] = append(out[row.EditionID], cases[i])
	}
	return out, nil
}
