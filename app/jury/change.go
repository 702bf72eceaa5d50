package jury

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/fault"
)

var (
	errMeanwhile = fault.New(fault.Conflict, "Votre évaluation a changé entre-temps, dans une autre fenêtre : relisez-la, puis recommencez.")
	errHandedIn  = fault.New(fault.Closed, "Votre évaluation est rendue : reprenez-la pour la modifier.")
)

// changing is a change under way to a juror's own review.
type changing struct {
	tx     *gorm.DB
	now    time.Time
	actor  string
	review *Review
}

// change runs a change of the juror's own draft, which it begins when there is none; the review takes the next
// revision. revision is the one the juror saw, 0 when the review was not begun.
func (j *Jury) change(ctx context.Context, juror *account.Person, id string, revision int, change func(*changing) error) error {
	return j.DB.Write(ctx, func(tx *gorm.DB) error {
		review, err := j.underReview(tx, juror, id)
		if err != nil {
			return err
		}
		if review.Submitted() {
			return errHandedIn
		}
		c := &changing{tx: tx, now: j.now(), actor: juror.ID, review: review}
		if review == nil {
			if revision != 0 {
				return errMeanwhile
			}
			if err := j.begin(c, id); err != nil {
				return err
			}
		} else if err := c.advance(revision, nil); err != nil {
			return err
		}
		return change(c)
	})
}

// underReview gives the juror's own review, nil when not begun, of a candidacy that is still under review; it holds
// the candidacy until the end of the transaction.
func (j *Jury) underReview(tx *gorm.DB, juror *account.Person, id string) (*Review, error) {
	c, err := reach(locked(tx), juror, id)
	if err != nil {
		return nil, err
	}
	if c.State != candidacy.UnderReview {
		return nil, errDecided
	}
	return reviewOf(tx, id, juror.ID)
}

func (j *Jury) begin(c *changing, candidacyID string) error {
	submission, err := j.Candidacies.LastSubmission(c.tx, candidacyID)
	if err != nil {
		return err
	}
	id, err := newID()
	if err != nil {
		return err
	}
	c.review = &Review{
		ID: id, CandidacyID: candidacyID, JurorID: c.actor, SubmissionID: submission.ID,
		Revision: 1, CreatedAt: c.now, Adjustments: map[string]Adjustment{},
	}
	if err := c.tx.Create(c.review).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return errMeanwhile
		}
		return fmt.Errorf("begin the review of candidacy %s: %w", candidacyID, err)
	}
	return c.record("review.begin", "", nil, map[string]any{"submission_id": submission.ID})
}

// advance gives the review its next revision, with columns; Conflict unless revision is still the present one.
func (c *changing) advance(revision int, columns map[string]any) error {
	values := map[string]any{"revision": revision + 1}
	for name, value := range columns {
		values[name] = value
	}
	result := c.tx.Model(&Review{}).Where("id = ? AND revision = ?", c.review.ID, revision).Updates(values)
	if result.Error != nil {
		return fmt.Errorf("change review %s: %w", c.review.ID, result.Error)
	}
	if result.RowsAffected == 0 {
		return errMeanwhile
	}
	c.review.Revision = revision + 1
	return nil
}

// record writes the audit line of what changed below the review: "/adjustment/<question>", or "" for the review itself.
func (c *changing) record(action, below string, before, after any) error {
	return audit.Record(c.tx, audit.Line{
		At: c.now, Actor: c.actor, Action: action,
		Subject: "candidacy/" + c.review.CandidacyID + "/review/" + c.review.ID + below, Before: before, After: after,
	})
}
