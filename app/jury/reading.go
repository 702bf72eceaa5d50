package jury

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/scoring"
	"tnl/app/territory"
)

// Reading is a candidacy as one juror reads it.
type Reading struct {
	Candidacy candidacy.Candidacy
	Edition   edition.Edition
	Territory *territory.Territory
	Snapshot  *candidacy.Snapshot
	// Engine is the score of the answers alone, Score the same with the juror's own adjustments.
	Engine *scoring.Score
	Score  *scoring.Score
	// Review is the juror's own, nil when it is not begun.
	Review *Review
	// Earlier is what the territory submitted to the last edition that was decided; nil when there is none.
	Earlier *candidacy.Earlier
	// Colleagues are the other reviews that are handed in; empty until the juror's own is.
	Colleagues []Signed
}

// Revision is that of the juror's own review, 0 when it is not begun.
func (r *Reading) Revision() int {
	if r.Review == nil {
		return 0
	}
	return r.Review.Revision
}

// Editable tells whether the juror may still write in the review.
func (r *Reading) Editable() bool {
	return r.Candidacy.State == candidacy.UnderReview && !r.Review.Submitted()
}

// Signed is a review with the name of its juror.
type Signed struct {
	Review
	JurorName string
}

// Read gives the last submission of a candidacy to juror, with their own review and, once that is handed in, their
// colleagues'. NotFound for what is not to be read, and for the juror's own territory.
func (j *Jury) Read(ctx context.Context, juror *account.Person, id string) (*Reading, error) {
	tx := j.DB.Read(ctx)
	c, err := reach(tx, juror, id)
	if err != nil {
		return nil, err
	}
	reading := &Reading{Candidacy: c}
	if reading.Edition, err = edition.Get(tx, c.EditionID); err != nil {
		return nil, err
	}
	if reading.Territory, err = j.Candidacies.Territories.ByIDIn(tx, c.TerritoryID); err != nil {
		return nil, err
	}
	if reading.Review, err = reviewOf(tx, id, juror.ID); err != nil {
		return nil, err
	}
	if reading.Snapshot, err = j.snapshot(ctx, tx, id); err != nil {
		return nil, err
	}
	counts, err := reading.Review.Counts()
	if err != nil {
		return nil, err
	}
	reading.Engine, reading.Score = reading.Snapshot.Score(nil), reading.Snapshot.Score(counts)
	if reading.Earlier, err = j.Candidacies.EarlierJudged(ctx, c, reading.Edition.Year, reading.Snapshot); err != nil {
		return nil, err
	}
	if !reading.Review.Submitted() {
		return reading, nil
	}
	all, err := HandedIn(tx, []string{id})
	for _, signed := range all {
		if signed.JurorID != juror.ID {
			reading.Colleagues = append(reading.Colleagues, signed)
		}
	}
	return reading, err
}

func (j *Jury) snapshot(ctx context.Context, tx *gorm.DB, candidacyID string) (*candidacy.Snapshot, error) {
	submission, err := j.Candidacies.LastSubmission(tx, candidacyID)
	if err != nil {
		return nil, err
	}
	return j.Candidacies.Read(ctx, submission)
}

// reviewOf gives a juror's review of a candidacy with its adjustments, nil when it is not begun.
func reviewOf(tx *gorm.DB, candidacyID, jurorID string) (*Review, error) {
	var found []Review
	err := tx.Where("candidacy_id = ? AND juror_id = ?", candidacyID, jurorID).Limit(1).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read the review of candidacy %s: %w", candidacyID, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], withAdjustments(tx, []*Review{&found[0]})
}

func withAdjustments(tx *gorm.DB, reviews []*Review) error {
	byID := make(map[string]*Review, len(reviews))
	ids := make([]string, len(reviews))
	for i, r := range reviews {
		r.Adjustments = map[string]Adjustment{}
		byID[r.ID], ids[i] = r, r.ID
	}
	if len(ids) == 0 {
		return nil
	}
	var all []Adjustment
	if err := tx.Where("review_id IN ?", ids).Find(&all).Error; err != nil {
		return fmt.Errorf("read adjustments: %w", err)
	}
	for _, a := range all {
		byID[a.ReviewID].Adjustments[a.QuestionID] = a
	}
	return nil
}

// HandedIn gives the reviews of candidacies that are handed in, by the juror's name. It checks no right: who may see
// them is for the caller to know.
func HandedIn(tx *gorm.DB, candidacyIDs []string) ([]Signed, error) {
	if len(candidacyIDs) == 0 {
		return nil, nil
	}
	var all []Signed
	err := tx.Table("reviews").Joins("JOIN people p ON p.id = reviews.juror_id").
		Where("reviews.candidacy_id IN ? AND reviews.submitted_at IS NOT NULL", candidacyIDs).
		Order("p.name, reviews.id").Select("reviews.*, p.name AS juror_name").Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("read reviews: %w", err)
	}
	reviews := make([]*Review, len(all))
	for i := range all {
		reviews[i] = &all[i].Review
	}
	return all, withAdjustments(tx, reviews)
}

var errDecided = fault.New(fault.Closed, "Cette candidature est décidée : les évaluations ne changent plus.")
