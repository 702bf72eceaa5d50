// Package edition holds the yearly campaigns: calendar, questionnaire, jury settings, state.
package edition

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/fault"
)

// Edition is one year's campaign.
type Edition struct {
	ID                string
	Year              int
	Name              string // "Édition 2026"
	QuestionnaireHash string
	OpensAt           time.Time // of a past edition it may not be known: see OpeningKnown
	// ClosesAt is the first instant at which nothing can be changed any more: a deadline shown as
	// « 23 h 59 » closes at the end of that minute. Of a past edition it may not be known: see ClosingKnown.
	ClosesAt    time.Time
	ClosedAt    *time.Time // when submitted candidacies went to the jury
	PublishedAt *time.Time
	Place       string // of the announcement, printed on certificates
	Signatory   string // who signs for the jury
	Jury        string // the organisations of the jury
	// PublishesAnswers tells that the answers of laureates who agree are published with the results.
	PublishesAnswers bool
	Revision         int
}

// State is where an edition stands at an instant.
type State string

const (
	Preparing State = "preparing" // not open yet
	Open      State = "open"
	Closed    State = "closed" // the jury is at work
	Published State = "published"
)

// StateAt tells where the edition stands at now.
func (e Edition) StateAt(now time.Time) State {
	switch {
	case e.PublishedAt != nil:
		return Published
	case e.ClosedAt != nil || !now.Before(e.ClosesAt):
		return Closed
	case now.Before(e.OpensAt):
		return Preparing
	}
	return Open
}

// AcceptsChanges tells whether candidates may still change and submit.
func (e Edition) AcceptsChanges(now time.Time) bool { return e.StateAt(now) == Open }

// Editions is the use cases on editions.
type Editions struct {
	DB             *database.DB
	Questionnaires *Questionnaires
	Now            func() time.Time
}

var errNotFound = fault.New(fault.NotFound, "Cette édition n’existe pas.")

// ByYear gives the edition of a year. NotFound when there is none.
func (es *Editions) ByYear(ctx context.Context, year int) (Edition, error) {
	return one(es.DB.Read(ctx).Where("year = ?", year))
}

// ByID gives an edition. NotFound when there is none.
func (es *Editions) ByID(ctx context.Context, id string) (Edition, error) {
	return Get(es.DB.Read(ctx), id)
}

// Get gives an edition within a transaction. NotFound when there is none.
func Get(tx *gorm.DB, id string) (Edition, error) { return one(tx.Where("id = ?", id)) }

func one(query *gorm.DB) (Edition, error) {
	var e Edition
	err := query.Take(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return e, errNotFound
	}
	if err != nil {
		return e, fmt.Errorf("read edition: %w", err)
	}
	return e, nil
}

// List gives every edition, the latest first.
func (es *Editions) List(ctx context.Context) ([]Edition, error) {
	var all []Edition
	if err := es.DB.Read(ctx).Order("year DESC").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list editions: %w", err)
	}
	return all, nil
}

// Current gives the edition that is open, nil when none is; the latest, were there two.
func (es *Editions) Current(ctx context.Context) (*Edition, error) {
	now := es.Now()
	var open []Edition
	err := es.DB.Read(ctx).
		Where("opens_at <= ? AND closes_at > ? AND closed_at IS NULL AND published_at IS NULL", database.Instant(now), database.Instant(now)).
		Order("year DESC").Limit(1).Find(&open).Error
	if err != nil {
		return nil, fmt.Errorf("find the open edition: %w", err)
	}
	if len(open) == 0 {
		return nil, nil
	}
	return &open[0], nil
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}
