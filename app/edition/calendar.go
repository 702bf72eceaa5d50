package edition

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
)

// Settings is what the secretariat decides of an edition.
type Settings struct {
	Year      int
	Name      string
	OpensAt   time.Time
	ClosesAt  time.Time
	Place     string
	Signatory string
	Jury      string
	// PublishesAnswers asks candidates whether their answers may be published with their label.
	PublishesAnswers bool
}

// Check tells what is wrong with the settings: Invalid, by field.
func (s Settings) Check() error {
	faults := fault.Fields{}
	faults.Check(s.Year >= 2016 && s.Year <= 2100, "year", "Indiquez une année entre 2016 et 2100.")
	faults.Check(strings.TrimSpace(s.Name) != "", "name", "Donnez un nom à l’édition.")
	faults.Check(len(s.Name) <= 100, "name", "Ce nom est trop long : 100 signes au plus.")
	faults.Check(len(s.Place) <= 100, "place", "Ce lieu est trop long : 100 signes au plus.")
	faults.Check(len(s.Signatory) <= 200, "signatory", "Ce texte est trop long : 200 signes au plus.")
	faults.Check(len(s.Jury) <= 500, "jury", "Ce texte est trop long : 500 signes au plus.")
	faults.Check(!s.OpensAt.IsZero(), "opens_at", "Indiquez la date et l’heure d’ouverture.")
	faults.Check(!s.ClosesAt.IsZero(), "closes_at", "Indiquez la date et l’heure de clôture.")
	faults.Check(s.OpensAt.Before(s.ClosesAt), "closes_at", "La clôture doit venir après l’ouverture.")
	return faults.Err()
}

// Create prepares an edition with the questionnaire file called name. actor is who does it, for the log.
// Invalid when a setting or the questionnaire is wrong, Conflict when the year has its edition.
func Create(tx *gorm.DB, now time.Time, actor string, s Settings, name string, text []byte) (Edition, error) {
	if err := s.Check(); err != nil {
		return Edition{}, err
	}
	q, err := Put(tx, now, name, text)
	if err != nil {
		return Edition{}, err
	}
	id, err := newID()
	if err != nil {
		return Edition{}, err
	}
	e := Edition{
		ID: id, Year: s.Year, Name: s.Name, QuestionnaireHash: q.Hash, Revision: 1,
		OpensAt: database.Instant(s.OpensAt), ClosesAt: database.Instant(s.ClosesAt),
		Place: s.Place, Signatory: s.Signatory, Jury: s.Jury, PublishesAnswers: s.PublishesAnswers,
	}
	if err := tx.Create(&e).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return Edition{}, fault.New(fault.Conflict, fmt.Sprintf("L’édition %d existe déjà.", s.Year))
		}
		return Edition{}, fmt.Errorf("create edition %d: %w", s.Year, err)
	}
	if err := addVersion(tx, Version{EditionID: e.ID, Number: 1, QuestionnaireHash: q.Hash, Since: database.Instant(now), MadeBy: actor}); err != nil {
		return Edition{}, err
	}
	return e, audit.Record(tx, audit.Line{At: database.Instant(now), Actor: actor, Action: "edition.create", Subject: "edition/" + e.ID, After: e})
}

// Change changes an edition's settings, its year apart, from the revision that the person saw.
// Closed when it is published, Conflict when somebody changed it meanwhile, Invalid when a setting is wrong.
func Change(tx *gorm.DB, now time.Time, actor, id string, revision int, s Settings) (Edition, error) {
	before, err := Get(tx, id)
	if err != nil {
		return before, err
	}
	s.Year = before.Year
	if err := s.Check(); err != nil {
		return before, err
	}
	if before.PublishedAt != nil {
		return before, fault.New(fault.Closed, "Cette édition est publiée : ses réglages ne changent plus.")
	}
	after := before
	after.Name, after.Place, after.Signatory, after.Jury = s.Name, s.Place, s.Signatory, s.Jury
	after.PublishesAnswers = s.PublishesAnswers
	after.OpensAt, after.ClosesAt = database.Instant(s.OpensAt), database.Instant(s.ClosesAt)
	if before.ClosedAt != nil && !after.ClosesAt.Equal(before.ClosesAt) {
		return before, &fault.Fault{Kind: fault.Invalid, Message: "La clôture ne change plus.",
			Fields: fault.Fields{"closes_at": "Les candidatures sont déjà chez le jury : la clôture ne change plus."}}
	}
	after.Revision = revision + 1
	result := tx.Model(&Edition{}).Where("id = ? AND revision = ?", id, revision).Updates(map[string]any{
		"name": after.Name, "place": after.Place, "signatory": after.Signatory, "jury": after.Jury,
		"publishes_answers": after.PublishesAnswers, "opens_at": after.OpensAt, "closes_at": after.ClosesAt, "revision": after.Revision,
	})
	if result.Error != nil {
		return before, fmt.Errorf("change edition %d: %w", before.Year, result.Error)
	}
	if result.RowsAffected == 0 {
		return before, fault.New(fault.Conflict, "Quelqu’un a modifié cette édition entre-temps : relisez ses réglages, puis recommencez.")
	}
	return after, audit.Record(tx, audit.Line{At: database.Instant(now), Actor: actor, Action: "edition.change", Subject: "edition/" + id, Before: before, After: after})
}

// Due lists the editions whose closing has come and whose candidacies have not gone to the jury yet.
func (es *Editions) Due(ctx context.Context) ([]Edition, error) {
	var due []Edition
	err := es.DB.Read(ctx).Where("closes_at <= ? AND closed_at IS NULL", database.Instant(es.Now())).Find(&due).Error
	if err != nil {
		return nil, fmt.Errorf("find editions to close: %w", err)
	}
	return due, nil
}
