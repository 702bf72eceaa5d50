// Package award turns the decisions of an edition into published awards, with their certificates, and brings in
// those of past editions.
package award

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/issuer"
	"tnl/app/scoring"
	"tnl/app/verification"
)

// Award is a published decision: what is said of it is copied, so that nothing done later changes it.
type Award struct {
	ID          string
	Number      string // "2026-0001"
	EditionID   string
	TerritoryID string
	// CandidacyID and SubmissionID are nil for an award of a past edition that was imported.
	CandidacyID   *string
	SubmissionID  *string
	TerritoryName string // as it was then
	Level         *int   // nil when it was not published, or when the title alone says it
	LevelCount    int    // of the scale
	LevelTitle    string // empty when the scale has no titles
	LevelNamed    bool   // the level goes by its title alone
	LevelMeaning  string
	Mentions      Mentions `gorm:"serializer:json"`
	Opinion       string   // the jury's words
	Carrier       string   // « Name, function » of the elected representative who agreed to be named
	// Adjustments are the jury's, by question; Axes, Total and ComputedLevel are what the engine makes of the answers
	// with them. None is known of an imported award.
	Adjustments   map[string]scoring.Adjustment `gorm:"serializer:json"`
	Axes          []verification.Axis           `gorm:"serializer:json"`
	Total         string                        // share of 1, exact
	ComputedLevel *int
	// AnswersPublic tells that the edition publishes answers and the territory agreed to it.
	AnswersPublic bool
	// QuestionnaireHash pins the rules, AnswersHash what was answered; neither is known of an imported award.
	QuestionnaireHash *string
	AnswersHash       string
	Source            string // where an imported award comes from
	AwardedAt         time.Time
	WithdrawnAt       *time.Time
	WithdrawalReason  string
}

// Imported tells whether the award was decided before this program held the label's editions.
func (a *Award) Imported() bool { return a.CandidacyID == nil }

// Withdrawn tells whether the award was taken back.
func (a *Award) Withdrawn() bool { return a.WithdrawnAt != nil }

// Readable tells whether anybody may read the answers, and compute the award again.
func (a *Award) Readable() bool { return a.AnswersPublic && !a.Withdrawn() && !a.Imported() }

// LevelName words the level: « Niveau 3 », « Argent », « Niveau non publié ».
func (a *Award) LevelName() string { return LevelName(a.Level, a.LevelNamed, a.LevelTitle) }

// LevelOnScale words the level with its scale: « Niveau 3 sur 5 », « Argent ».
func (a *Award) LevelOnScale() string {
	if a.Level == nil || a.LevelNamed {
		return a.LevelName()
	}
	return a.LevelName() + " sur\u00a0" + strconv.Itoa(a.LevelCount)
}

// LevelName words a level: by its title where that is its name, by its number on any other scale.
func LevelName(level *int, named bool, title string) string {
	switch {
	case title != "" && (level == nil || named):
		return title
	case level == nil:
		return "Niveau non publié"
	}
	return "Niveau\u00a0" + strconv.Itoa(*level)
}

// Published is an award with the year of its edition and its territory's page.
type Published struct {
	Award         `gorm:"embedded"`
	Year          int
	EditionName   string
	TerritorySlug string
}

// Awards is the use cases on awards.
type Awards struct {
	DB          *database.DB
	Candidacies *candidacy.Candidacies
	Now         func() time.Time
	BaseURL     string // of the site, for links; without a slash at its end
	LabelName   string // « Territoire numérique libre »
	Issuer      *issuer.Keys

	signing *Signing      // nil where certificates are not signed
	wake    chan struct{} // has them signed without delay
}

var errNotFound = fault.New(fault.NotFound, "Aucun label ne porte ce numéro.")

// ByNumber gives a published award, a withdrawn one too. NotFound when there is none.
func (as *Awards) ByNumber(ctx context.Context, number string) (Published, error) {
	return byNumber(as.DB.Read(ctx), number)
}

func byNumber(tx *gorm.DB, number string) (Published, error) {
	var found Published
	number, ok := cleanNumber(number)
	if !ok {
		return found, errNotFound
	}
	err := tx.Table("awards").
		Select("awards.*, editions.year, editions.name AS edition_name, territories.slug AS territory_slug").
		Joins("JOIN editions ON editions.id = awards.edition_id AND editions.published_at IS NOT NULL").
		Joins("JOIN territories ON territories.id = awards.territory_id").
		Where("awards.number = ?", number).Take(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return found, errNotFound
	}
	if err != nil {
		return found, fmt.Errorf("read award %s: %w", number, err)
	}
	return found, nil
}

// longestNumber is more than any number has: what is longer was not typed from a certificate.
const longestNumber = 20

// cleanNumber brings a number as typed to the form in which it is kept; ok is false when it cannot be one.
func cleanNumber(typed string) (number string, ok bool) {
	if len(typed) > 4*longestNumber {
		return "", false
	}
	number = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == '-', r == '\u2010', r == '\u2011', r == '\u2012', r == '\u2013', r == '\u2014', r == '\u2212':
			return '-'
		}
		return drop(r)
	}, typed)
	year, rank, found := strings.Cut(number, "-")
	ok = found && len(year) == 4 && rank != "" && len(number) <= longestNumber && !strings.ContainsAny(rank, "-x")
	return number, ok
}

// drop lets spaces go, and keeps a mark where any other sign stood: a number with a letter in it is no number.
func drop(r rune) rune {
	if r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\t' || r == '\n' || r == '\r' {
		return -1
	}
	return 'x'
}

// CleanNumber gives a number as it is kept from one as it was typed, unchanged when it cannot be one.
func CleanNumber(typed string) string {
	if number, ok := cleanNumber(typed); ok {
		return number
	}
	return typed
}

// CertificatePath is where the page of an award's certificate stands on the site.
func CertificatePath(number string) string { return "/certificats/" + number }

// VerificationPath is the short address printed on the certificate.
func VerificationPath(number string) string { return "/v/" + number }

// TerritoryPath is where the page of a territory stands, CriteriaPath that of what an edition asked.
func TerritoryPath(slug string) string { return "/territoires/" + slug }
func CriteriaPath(year int) string     { return "/label/criteres/" + strconv.Itoa(year) }

func (as *Awards) now() time.Time { return database.Instant(as.Now()) }

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}
