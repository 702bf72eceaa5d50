package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
)

// Past is what is known of an edition that was run before this program held the label's. A time that is not known is
// zero.
type Past struct {
	Year      int
	Name      string
	OpenedAt  time.Time
	ClosedAt  time.Time // the first instant after the closing, as Edition.ClosesAt
	Announced time.Time // when the results were; always known
}

// unrecorded stands in the place of the questionnaire of a past edition, which nobody here has: the database asks for
// one, and this one says that there is none.
const unrecorded = "# Le questionnaire de cette édition n’a pas été repris : l’édition a eu lieu avant la mise en service de ce programme.\n"

var unrecordedHash = func() string {
	sum := sha256.Sum256([]byte(unrecorded))
	return hex.EncodeToString(sum[:])
}()

var errUnrecorded = fault.New(fault.NotFound, "Le questionnaire de cette édition n’est pas connu de ce site : elle a eu lieu avant sa mise en service.")

// HasQuestionnaire tells whether the edition's questionnaire is known: that of a past edition is not.
func (e Edition) HasQuestionnaire() bool { return e.QuestionnaireHash != unrecordedHash }

// The database asks for a calendar; these instants, long before the label, say that it is not known.
var (
	unknownOpening = time.Unix(0, 0).UTC()
	unknownClosing = unknownOpening.Add(time.Second)
)

// OpeningKnown tells whether OpensAt is a date of the label: that of a past edition may be unknown, and is then in 1970.
func (e Edition) OpeningKnown() bool { return e.OpensAt.After(unknownClosing) }

// ClosingKnown tells the same of ClosesAt.
func (e Edition) ClosingKnown() bool { return e.ClosesAt.After(unknownClosing) }

// CreatePast adds an edition that was run elsewhere, published when its results were announced, without questionnaire
// or candidacies. Conflict when the year has its edition.
func CreatePast(tx *gorm.DB, now time.Time, actor string, p Past) (Edition, error) {
	if p.Announced.IsZero() {
		return Edition{}, fmt.Errorf("create past edition %d: it is not said when its results were announced", p.Year)
	}
	row := storedQuestionnaire{Hash: unrecordedHash, Slug: "non-repris", Source: unrecorded, CreatedAt: database.Instant(now)}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return Edition{}, fmt.Errorf("keep the absence of a questionnaire: %w", err)
	}
	id, err := newID()
	if err != nil {
		return Edition{}, err
	}
	opens, closes, announced := knownOr(p.OpenedAt, unknownOpening), knownOr(p.ClosedAt, unknownClosing), database.Instant(p.Announced)
	e := Edition{
		ID: id, Year: p.Year, Name: p.Name, QuestionnaireHash: unrecordedHash, Revision: 1,
		OpensAt: opens, ClosesAt: closes, ClosedAt: &closes, PublishedAt: &announced,
	}
	if err := tx.Create(&e).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return Edition{}, fault.New(fault.Conflict, fmt.Sprintf("L’édition %d existe déjà.", p.Year))
		}
		return Edition{}, fmt.Errorf("create past edition %d: %w", p.Year, err)
	}
	return e, audit.Record(tx, audit.Line{At: database.Instant(now), Actor: actor, Action: "edition.create", Subject: "edition/" + e.ID, After: e})
}

func knownOr(t, unknown time.Time) time.Time {
	if t.IsZero() {
		return unknown
	}
	return database.Instant(t)
}
