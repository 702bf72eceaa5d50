package jury

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/fault"
)

// maxRemarks bounds a review's remarks, in characters.
const maxRemarks = 10000

// proposal is what an audit line keeps of a review's conclusion.
type proposal struct {
	Level   *int   `json:"level"`
	Remarks string `json:"remarks"`
}

// SaveProposal keeps the level that the juror proposes, nil when undecided and 0 for no label, with their remarks.
// Invalid, by the fields "level" and "remarks"; Conflict and Closed as for Adjust.
func (j *Jury) SaveProposal(ctx context.Context, juror *account.Person, id string, level *int, remarks string, revision int) error {
	tx := j.DB.Read(ctx)
	if _, err := reach(tx, juror, id); err != nil {
		return err
	}
	snapshot, err := j.snapshot(ctx, tx, id)
	if err != nil {
		return err
	}
	faults := fault.Fields{}
	faults.Check(level == nil || *level >= 0 && *level <= len(snapshot.Questionnaire.Levels), "level", "Choisissez un niveau de l’échelle, ou « sans label ».")
	remarks = Words(faults, "remarks", remarks, "", maxRemarks)
	if err := faults.Err(); err != nil {
		return err
	}
	return j.change(ctx, juror, id, revision, func(c *changing) error {
		before := proposal{c.review.ProposedLevel, c.review.Remarks}
		// The revision moved on with this change already.
		err := c.tx.Model(&Review{}).Where("id = ?", c.review.ID).
			Updates(map[string]any{"proposed_level": level, "remarks": remarks}).Error
		if err != nil {
			return fmt.Errorf("save the proposal of review %s: %w", c.review.ID, err)
		}
		return c.record("review.propose", "", before, proposal{level, remarks})
	})
}

// Submit hands the juror's review in: colleagues' reviews open, and theirs opens to those who handed in. Invalid,
// by the field "level", while no level is proposed; Conflict when the review is no longer at revision; Closed once
// handed in or the candidacy decided.
func (j *Jury) Submit(ctx context.Context, juror *account.Person, id string, revision int) error {
	return j.DB.Write(ctx, func(tx *gorm.DB) error {
		review, err := j.underReview(tx, juror, id)
		if err != nil {
			return err
		}
		if review.Submitted() {
			return errHandedIn
		}
		if review == nil || review.ProposedLevel == nil {
			return fault.Fields{"level": "Proposez un niveau, ou « sans label », avant de rendre votre évaluation."}.Err()
		}
		c := &changing{tx: tx, now: j.now(), actor: juror.ID, review: review}
		if err := c.advance(revision, map[string]any{"submitted_at": c.now}); err != nil {
			return err
		}
		return c.record("review.submit", "", nil, proposal{review.ProposedLevel, review.Remarks})
	})
}

// Reopen takes the juror's own review back, to change it while the candidacy is under review; colleagues' close
// again. Conflict when it is not handed in or no longer at revision, Closed once the candidacy is decided.
func (j *Jury) Reopen(ctx context.Context, juror *account.Person, id string, revision int) error {
	return j.DB.Write(ctx, func(tx *gorm.DB) error {
		review, err := j.underReview(tx, juror, id)
		if err != nil {
			return err
		}
		if !review.Submitted() {
			return fault.New(fault.Conflict, "Votre évaluation n’est pas rendue : vous pouvez déjà la modifier.")
		}
		c := &changing{tx: tx, now: j.now(), actor: juror.ID, review: review}
		before := map[string]any{"submitted_at": review.SubmittedAt}
		if err := c.advance(revision, map[string]any{"submitted_at": nil}); err != nil {
			return err
		}
		return c.record("review.reopen", "", before, nil)
	})
}
