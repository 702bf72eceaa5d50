package candidacy

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/edition"
	"tnl/app/fault"
)

// Role is what a member of the team may do.
type Role string

const (
	Lead        Role = "lead"        // everything, the team included
	Contributor Role = "contributor" // answers and submits
)

// Label is the role as people read it.
func (r Role) Label() string {
	if r == Lead {
		return "Responsable du dossier"
	}
	return "Membre de l’équipe"
}

type teamMember struct {
	CandidacyID string
	PersonID    string
	Role        Role
	JoinedAt    time.Time
}

func (teamMember) TableName() string { return "team_members" }

// ofTeam gives the candidacy when person is in its team. NotFound for anybody else's, and for none at all.
func ofTeam(tx *gorm.DB, person *account.Person, id string) (Candidacy, Role, error) {
	if person == nil {
		return Candidacy{}, "", fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	var rows []struct {
		Candidacy
		Role Role
	}
	err := tx.Table("candidacies").Select("candidacies.*, team_members.role").
		Joins("JOIN team_members ON team_members.candidacy_id = candidacies.id").
		Where("candidacies.id = ? AND team_members.person_id = ?", id, person.ID).Limit(1).Find(&rows).Error
	if err != nil {
		return Candidacy{}, "", fmt.Errorf("read candidacy: %w", err)
	}
	if len(rows) == 0 {
		return Candidacy{}, "", errNotFound
	}
	return rows[0].Candidacy, rows[0].Role, nil
}

// changeable gives the candidacy and its edition when person may change it now. The edition's row is held,
// so that its closing waits for the change, or the change comes too late.
func (cs *Candidacies) changeable(tx *gorm.DB, person *account.Person, id string) (Candidacy, edition.Edition, error) {
	c, _, err := ofTeam(tx, person, id)
	if err != nil {
		return c, edition.Edition{}, err
	}
	e, err := edition.Get(tx.Clauses(clause.Locking{Strength: "SHARE"}), c.EditionID)
	if err != nil {
		return c, e, err
	}
	if !e.AcceptsChanges(cs.now()) || c.State != Draft && c.State != Submitted && c.State != Withdrawn {
		return c, e, closed(e, cs.now())
	}
	return c, e, nil
}

func closed(e edition.Edition, now time.Time) error {
	if e.StateAt(now) == edition.Preparing {
		return fault.New(fault.Closed, "Les candidatures ne sont pas encore ouvertes.")
	}
	return fault.New(fault.Closed, "Les candidatures sont closes : plus rien ne peut être modifié. Ce qui était enregistré avant la clôture est conservé.")
}

// InTeam tells whether person is in the team of candidacy id: someone who cannot judge it.
func (cs *Candidacies) InTeam(ctx context.Context, personID, id string) (bool, error) {
	var n int64
	err := cs.DB.Read(ctx).Model(&teamMember{}).Where("candidacy_id = ? AND person_id = ?", id, personID).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("read team: %w", err)
	}
	return n > 0, nil
}
