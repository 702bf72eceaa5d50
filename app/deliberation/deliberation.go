// Package deliberation is the secretariat's work on an edition: its settings, what the jury says of each candidacy,
// and the decisions that it becomes.
package deliberation

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/scoring"
)

// Decision is the level that the jury gives a candidacy, with its reason and its words to the candidate.
type Decision struct {
	CandidacyID  string
	SubmissionID string   // what was judged
	Level        int      // 0: no label
	Reason       string   // for the jury and the secretariat
	Opinion      string   // for the candidate
	Mentions     []string `gorm:"serializer:json"`
	// Adjustments are those that the jury retained, by question.
	Adjustments map[string]scoring.Adjustment `gorm:"serializer:json"`
	DecidedBy   string
	DecidedAt   time.Time
	Revision    int
}

// Deliberations is the use cases of the secretariat.
type Deliberations struct {
	DB          *database.DB
	Candidacies *candidacy.Candidacies
	Now         func() time.Time
}

// Withheld says why a member of the secretariat is not shown what the jury thinks of a candidacy.
type Withheld string

const (
	Nothing    Withheld = ""
	Concerned  Withheld = "concerned"   // in a team of the territory
	OwnReading Withheld = "own_reading" // on the jury too, and has not handed in their own review
)

// Message says it to the person.
func (w Withheld) Message() string {
	switch w {
	case Concerned:
		return "Vous êtes de l’équipe de ce territoire : son dossier, les évaluations et la décision ne vous sont pas montrés. Une autre personne du secrétariat s’en charge."
	case OwnReading:
		return "Vous êtes aussi membre du jury : les évaluations de vos collègues s’ouvriront quand la vôtre sera rendue."
	}
	return ""
}

// withheld decides it, for a person who is concerned or not and handed in their own review or not.
func withheld(person *account.Person, state candidacy.State, concerned, handedIn bool) Withheld {
	switch {
	case concerned:
		return Concerned
	case person.Is(account.Juror) && !handedIn && state == candidacy.UnderReview:
		return OwnReading
	}
	return Nothing
}

var errNotFound = fault.New(fault.NotFound, "Cette candidature n’existe pas, ou vous n’y avez pas accès.")

func requireSecretariat(person *account.Person) error {
	if person == nil {
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	if !person.Is(account.Secretariat) {
		return fault.New(fault.NotAllowed, "Cette page est réservée au secrétariat du label.")
	}
	return nil
}

// find gives a candidacy by its id. NotFound when there is none.
func find(tx *gorm.DB, id string) (candidacy.Candidacy, error) {
	if uuid.Validate(id) != nil {
		return candidacy.Candidacy{}, errNotFound
	}
	var found []candidacy.Candidacy
	if err := tx.Where("id = ?", id).Limit(1).Find(&found).Error; err != nil {
		return candidacy.Candidacy{}, err
	}
	if len(found) == 0 {
		return candidacy.Candidacy{}, errNotFound
	}
	return found[0], nil
}

// inTeam is SQL that tells whether a person, its one parameter, is in a team of the candidacy's territory.
const inTeam = `EXISTS (SELECT 1 FROM team_members m JOIN candidacies own ON own.id = m.candidacy_id
	WHERE m.person_id = ? AND own.territory_id = candidacies.territory_id)`

func (d *Deliberations) now() time.Time { return database.Instant(d.Now()) }
