package jury

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/scoring"
)

// maxReason bounds an adjustment's reason, in characters.
const maxReason = 2000

// twoDecimals is how a juror writes points: a figure has one meaning, so no signs, fractions or exponents.
var twoDecimals = regexp.MustCompile(`^[0-9]{1,6}([.,][0-9]{1,2})?$`)

// Adjust counts points for a question in place of the engine's, in the juror's own draft. Invalid, by the fields
// "points" and "reason", when the points leave the question's bounds or the reason is missing; Conflict when the
// review is no longer at revision; Closed once it is handed in or the candidacy decided.
func (j *Jury) Adjust(ctx context.Context, juror *account.Person, id, questionID, points, reason string, revision int) error {
	question, err := j.adjustable(ctx, juror, id, questionID)
	if err != nil {
		return err
	}
	faults := fault.Fields{}
	count := ReadPoints(faults, "points", points, question.Max)
	reason = Words(faults, "reason", reason, "Donnez la raison de l’ajustement : elle sera lue par le jury.", maxReason)
	if err := faults.Err(); err != nil {
		return err
	}
	return j.change(ctx, juror, id, revision, func(c *changing) error {
		after := Adjustment{ReviewID: c.review.ID, QuestionID: questionID, Points: count.String(), Reason: reason, UpdatedAt: c.now}
		replace := clause.OnConflict{
			Columns:   []clause.Column{{Name: "review_id"}, {Name: "question_id"}},
			DoUpdates: clause.AssignmentColumns([]string{"points", "reason", "updated_at"}),
		}
		if err := c.tx.Clauses(replace).Create(&after).Error; err != nil {
			return fmt.Errorf("adjust %s: %w", questionID, err)
		}
		return c.record("review.adjust", "/adjustment/"+questionID, c.before(questionID), after)
	})
}

// RemoveAdjustment gives a question the engine's points again. NotFound when it was not adjusted; else as Adjust.
func (j *Jury) RemoveAdjustment(ctx context.Context, juror *account.Person, id, questionID string, revision int) error {
	return j.change(ctx, juror, id, revision, func(c *changing) error {
		before, adjusted := c.review.Adjustments[questionID]
		if !adjusted {
			return fault.New(fault.NotFound, "Cette question n’est pas ajustée.")
		}
		err := c.tx.Where("review_id = ? AND question_id = ?", c.review.ID, questionID).Delete(&Adjustment{}).Error
		if err != nil {
			return fmt.Errorf("remove the adjustment of %s: %w", questionID, err)
		}
		return c.record("review.remove-adjustment", "/adjustment/"+questionID, before, nil)
	})
}

func (c *changing) before(questionID string) any {
	if a, adjusted := c.review.Adjustments[questionID]; adjusted {
		return a
	}
	return nil
}

// adjustable gives the engine's score of a question that counts in this candidacy.
func (j *Jury) adjustable(ctx context.Context, juror *account.Person, id, questionID string) (*scoring.QuestionScore, error) {
	tx := j.DB.Read(ctx)
	if _, err := reach(tx, juror, id); err != nil {
		return nil, err
	}
	snapshot, err := j.snapshot(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	question := snapshot.Questionnaire.Question(questionID)
	if question == nil {
		return nil, fault.New(fault.NotFound, "Cette question n’existe pas dans le questionnaire de cette candidature.")
	}
	score := snapshot.Score(nil).Question(question)
	if score.Max.IsZero() {
		return nil, fault.New(fault.NotAllowed, "Cette question ne compte pas dans la note de cette candidature : il n’y a pas de points à ajuster.")
	}
	return score, nil
}

// ReadPoints reads the points typed in field, from 0 to most, and notes in faults what is wrong with them.
func ReadPoints(faults fault.Fields, field, text string, most exact.Ratio) exact.Ratio {
	bounds := fmt.Sprintf("Indiquez un nombre de points de 0 à %s, avec deux décimales au plus.", most.Decimal(2))
	text = strings.TrimSpace(text)
	if !twoDecimals.MatchString(text) {
		faults.Add(field, bounds)
		return exact.Ratio{}
	}
	points, err := exact.Parse(text)
	faults.Check(err == nil && !most.Less(points), field, bounds)
	return points
}
