package award

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/verification"
)

// Result is what came of a candidacy, explained to its team.
type Result struct {
	File     *candidacy.File
	Snapshot *candidacy.Snapshot
	// Score is of the answers decided on, with the adjustments that the jury retained.
	Score    *scoring.Score
	Level    *questionnaire.Level // decided; nil without a label
	Mentions Mentions
	Opinion  string // the jury's words
	Number   string // of the award; empty without a label
	// AnswersPublic tells that anybody may read the answers and verify the award.
	AnswersPublic bool
	Withdrawn     *time.Time
	// Evidence is the file with which the result is computed again.
	Evidence verification.File
}

// errNoResult is also what another's candidacy gives.
var errNoResult = fault.New(fault.NotFound, "Cette candidature n’existe pas, ou vous n’y avez pas accès.")

// Result gives what came of a candidacy to a member of its team. SignIn: nobody is signed in. NotFound: not in the team,
// or not published yet.
func (as *Awards) Result(ctx context.Context, person *account.Person, candidacyID string) (*Result, error) {
	f, err := as.Candidacies.Load(ctx, person, candidacyID)
	if err != nil {
		return nil, err
	}
	if f.Candidacy.State != candidacy.Published {
		return nil, errNoResult
	}
	tx := as.DB.Read(ctx)
	var decision deliberation.Decision
	if err := tx.Where("candidacy_id = ?", candidacyID).Take(&decision).Error; err != nil {
		return nil, fmt.Errorf("read the decision of candidacy %s: %w", candidacyID, err)
	}
	r := &Result{File: f, Opinion: decision.Opinion}
	if r.Snapshot, err = as.snapshot(ctx, tx, decision.SubmissionID); err != nil {
		return nil, err
	}
	r.Score = r.Snapshot.Score(decision.Adjustments)
	r.Level = r.Snapshot.Questionnaire.Level(decision.Level)
	a, err := awardOf(tx, candidacyID)
	if err != nil {
		return nil, err
	}
	if a != nil {
		r.Number, r.AnswersPublic, r.Withdrawn, r.Mentions = a.Number, a.Readable(), a.WithdrawnAt, a.Mentions
	} else {
		// What an award would have kept, for its team alone.
		a = &Award{TerritoryName: f.Territory.Name, Adjustments: decision.Adjustments}
		if f.Edition.PublishedAt != nil {
			a.AwardedAt = *f.Edition.PublishedAt
		}
	}
	r.Evidence, err = as.file(*a, f.Edition, &f.Territory, r.Snapshot)
	return r, err
}

// awardOf gives the award of a candidacy, nil when it has none.
func awardOf(tx *gorm.DB, candidacyID string) (*Award, error) {
	var found []Award
	if err := tx.Where("candidacy_id = ?", candidacyID).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read the award of candidacy %s: %w", candidacyID, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}
