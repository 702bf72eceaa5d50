// Package candidacy is a territory's application to an edition: its team, its answers, its submissions.
package candidacy

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/territory"
)

// State is where a candidacy stands in its life.
type State string

const (
	Draft       State = "draft"
	Submitted   State = "submitted"
	UnderReview State = "under_review"
	Decided     State = "decided"
	Published   State = "published"
	Withdrawn   State = "withdrawn"
)

// Label is the state as people read it; one word everywhere.
func (s State) Label() string {
	return map[State]string{
		Draft: "Brouillon", Submitted: "Déposée", UnderReview: "Lue par le jury",
		Decided: "Décision prise", Published: "Publiée", Withdrawn: "Retirée",
	}[s]
}

// ForCandidate is the state as the candidate's side may see it: a decision shows only once published.
func (s State) ForCandidate() State {
	if s == Decided {
		return UnderReview
	}
	return s
}

// Candidacy is one territory's application to one edition.
type Candidacy struct {
	ID            string
	EditionID     string
	TerritoryID   string
	State         State
	Elected       Representative `gorm:"embedded;embeddedPrefix:elected_"`
	ElectedPublic bool           // the elected representative agreed to be named in the results
	Technical     Representative `gorm:"embedded;embeddedPrefix:technical_"`
	// AnswersPublic tells that the territory agrees to its answers being published with its label.
	AnswersPublic  bool
	FirstCandidacy bool
	Revision       int
	CreatedAt      time.Time
	SubmittedAt    *time.Time // of the last submission
}

// Representative is one of the two people whom the territory mandates.
type Representative struct {
	Name     string
	Function string
	Email    string
}

// Submission is what was submitted, for ever: the answers, the questionnaire's version and the score.
type Submission struct {
	ID                string
	CandidacyID       string
	Number            int // from 1
	QuestionnaireHash string
	Facts             string // JSON of questionnaire.Facts
	Answers           string // canonical JSON, as questionnaire.EncodeAll writes it
	AnswersHash       string // SHA-256 of salt and answers, in hexadecimal
	Salt              string
	TotalPercent      string // "41,2 %", as it was shown
	Level             int    // 0 when none was reached
	SubmittedBy       *string
	SubmittedAt       time.Time
}

// Candidacies is the use cases on candidacies.
type Candidacies struct {
	DB             *database.DB
	Questionnaires *edition.Questionnaires
	Territories    *territory.Register
	Now            func() time.Time
	BaseURL        string // of the site, for links in e-mails; without a slash at its end
}

// errNotFound is also what a candidacy of others gives: "hidden" and "does not exist" are the same.
var errNotFound = fault.New(fault.NotFound, "Cette candidature n’existe pas, ou vous n’y avez pas accès.")

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return id.String(), nil
}

func (cs *Candidacies) now() time.Time { return database.Instant(cs.Now()) }
