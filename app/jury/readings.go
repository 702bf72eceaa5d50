package jury

import (
	"context"
	"fmt"
	"time"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// List is what a juror has to read in an edition.
type List struct {
	Edition edition.Edition
	// Waiting counts the candidacies submitted to an edition that has not closed: they are not read yet.
	Waiting int
	Items   []Item
}

// Item is one candidacy of a juror's list.
type Item struct {
	CandidacyID    string
	State          candidacy.State
	TerritoryName  string
	TerritoryKind  string
	Department     string
	Population     *int
	FirstCandidacy bool
	// Level and TotalPercent are the engine's, of the last submission.
	Level             int
	TotalPercent      string
	QuestionnaireHash string
	Questionnaire     *questionnaire.Questionnaire `gorm:"-"` // that was submitted
	// The juror's own review: all empty when it is not begun.
	ReviewID          *string
	ProposedLevel     *int
	ReviewSubmittedAt *time.Time
}

// Begun tells whether the juror has a review of it.
func (i Item) Begun() bool { return i.ReviewID != nil }

// Handed tells whether the juror's review is handed in.
func (i Item) Handed() bool { return i.ReviewSubmittedAt != nil }

// Handed counts the reviews that the juror has handed in.
func (l *List) Handed() int {
	count := 0
	for _, item := range l.Items {
		if item.Handed() {
			count++
		}
	}
	return count
}

// Readings lists the candidacies of e that juror may read. NotAllowed for who is not a juror.
func (j *Jury) Readings(ctx context.Context, juror *account.Person, e edition.Edition) (*List, error) {
	if err := requireJuror(juror); err != nil {
		return nil, err
	}
	list := &List{Edition: e}
	var waiting int64
	err := j.DB.Read(ctx).Model(&candidacy.Candidacy{}).Scopes(Unconcerned(juror.ID)).
		Where("edition_id = ? AND state = ?", e.ID, candidacy.Submitted).Count(&waiting).Error
	if err != nil {
		return nil, fmt.Errorf("count candidacies submitted to edition %d: %w", e.Year, err)
	}
	list.Waiting = int(waiting)
	err = j.DB.Read(ctx).Table("candidacies").Scopes(Unconcerned(juror.ID)).
		Joins("JOIN territories t ON t.id = candidacies.territory_id").
		Joins(`JOIN submissions s ON s.candidacy_id = candidacies.id
			AND s.number = (SELECT MAX(number) FROM submissions WHERE candidacy_id = candidacies.id)`).
		Joins("LEFT JOIN reviews r ON r.candidacy_id = candidacies.id AND r.juror_id = ?", juror.ID).
		Where("candidacies.edition_id = ? AND candidacies.state IN ?", e.ID, readable).
		Order("t.name_folded, candidacies.id").
		Select(`candidacies.id AS candidacy_id, candidacies.state, candidacies.first_candidacy,
			t.name AS territory_name, t.kind AS territory_kind, t.department, t.population,
			s.level, s.total_percent, s.questionnaire_hash,
			r.id AS review_id, r.proposed_level, r.submitted_at AS review_submitted_at`).
		Scan(&list.Items).Error
	if err != nil {
		return nil, fmt.Errorf("list the readings of edition %d: %w", e.Year, err)
	}
	for i := range list.Items {
		one := &list.Items[i]
		if one.Questionnaire, err = j.Candidacies.Questionnaires.Get(ctx, one.QuestionnaireHash); err != nil { // kept in memory once read
			return nil, err
		}
	}
	return list, nil
}
