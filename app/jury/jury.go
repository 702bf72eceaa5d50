// Package jury is the reading of candidacies: each juror's own review, independent until it is submitted.
package jury

import (
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/scoring"
)

// Review is one juror's reading of one candidacy.
type Review struct {
	ID            string
	CandidacyID   string
	JurorID       string
	SubmissionID  string // what was read
	ProposedLevel *int   // nil while nothing is proposed; 0 proposes no label
	Remarks       string
	Revision      int
	CreatedAt     time.Time
	SubmittedAt   *time.Time // nil while it is a draft
	// Adjustments are by the question's id.
	Adjustments map[string]Adjustment `gorm:"-"`
}

// Submitted tells whether the juror has handed the review in.
func (r *Review) Submitted() bool { return r != nil && r.SubmittedAt != nil }

// Adjustment is a juror's own count of a question's points, with its reason.
type Adjustment struct {
	ReviewID   string
	QuestionID string
	Points     string // an exact number, as exact.Ratio writes it
	Reason     string
	UpdatedAt  time.Time
}

// Count is the adjustment as the engine takes it.
func (a Adjustment) Count() (scoring.Adjustment, error) {
	points, err := exact.Parse(a.Points)
	if err != nil {
		return scoring.Adjustment{}, fmt.Errorf("read the adjustment of %s in review %s: %w", a.QuestionID, a.ReviewID, err)
	}
	return scoring.Adjustment{Points: points, Reason: a.Reason}, nil
}

// Counts gives every adjustment of the review as the engine takes them; none for a review not begun.
func (r *Review) Counts() (map[string]scoring.Adjustment, error) {
	if r == nil {
		return nil, nil
	}
	counts := make(map[string]scoring.Adjustment, len(r.Adjustments))
	for id, a := range r.Adjustments {
		count, err := a.Count()
		if err != nil {
			return nil, err
		}
		counts[id] = count
	}
	return counts, nil
}

// Jury is the use cases of jurors.
type Jury struct {
	DB          *database.DB
	Candidacies *candidacy.Candidacies
	Now         func() time.Time
}

// readable are the states in which a juror reads a candidacy.
var readable = []candidacy.State{candidacy.UnderReview, candidacy.Decided, candidacy.Published}

// errNotFound is one and the same for what does not exist and for what this juror must not know.
var errNotFound = fault.New(fault.NotFound, "Cette candidature n’existe pas, ou vous n’y avez pas accès.")

// requireJuror lets jurors alone pass: organising the label does not give a seat on the jury.
func requireJuror(person *account.Person) error {
	if person == nil {
		return fault.New(fault.SignIn, "Connectez-vous pour lire les candidatures.")
	}
	if !person.Is(account.Juror) {
		return fault.New(fault.NotAllowed, "Cette page est réservée aux membres du jury.")
	}
	return nil
}

// Unconcerned keeps the candidacies of territories for which the person is in no team, in this edition or another:
// nobody reviews their own territory. For queries on the table candidacies.
func Unconcerned(personID string) func(*gorm.DB) *gorm.DB {
	return func(tx *gorm.DB) *gorm.DB {
		return tx.Where(`NOT EXISTS (SELECT 1 FROM team_members m JOIN candidacies own ON own.id = m.candidacy_id
			WHERE m.person_id = ? AND own.territory_id = candidacies.territory_id)`, personID)
	}
}

// reach gives the candidacy called id when juror may read it, else NotFound.
func reach(tx *gorm.DB, juror *account.Person, id string) (candidacy.Candidacy, error) {
	var c candidacy.Candidacy
	if err := requireJuror(juror); err != nil {
		return c, err
	}
	if uuid.Validate(id) != nil {
		return c, errNotFound
	}
	var found []candidacy.Candidacy
	err := tx.Scopes(Unconcerned(juror.ID)).Where("id = ? AND state IN ?", id, readable).Limit(1).Find(&found).Error
	if err != nil {
		return c, fmt.Errorf("find candidacy %s: %w", id, err)
	}
	if len(found) == 0 {
		return c, errNotFound
	}
	return found[0], nil
}

// locked makes the deciding of a candidacy wait for a change of one of its reviews, and the other way round.
func locked(tx *gorm.DB) *gorm.DB { return tx.Clauses(clause.Locking{Strength: "UPDATE"}) }

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}

func (j *Jury) now() time.Time { return database.Instant(j.Now()) }
