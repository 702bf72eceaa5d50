package account

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
	"tnl/app/fault"
)

type roleRow struct {
	PersonID  string
	Role      Role
	GrantedAt time.Time
}

func (roleRow) TableName() string { return "roles" }

// onlySecretariat is the check of every use case that is the secretariat's.
func onlySecretariat(actor *Person) error {
	switch {
	case actor == nil:
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	case !actor.Is(Secretariat):
		return fault.New(fault.NotAllowed, "Seul le secrétariat du label peut le faire.")
	}
	return nil
}

// GrantRole gives role to a person; the secretariat alone may. Giving it twice changes nothing.
//
// SignIn, NotAllowed: not the secretariat. NotFound: no such person. Invalid: no such role.
func (a *Accounts) GrantRole(ctx context.Context, actor *Person, personID string, role Role) error {
	if err := onlySecretariat(actor); err != nil {
		return err
	}
	if !known(role) {
		return fault.New(fault.Invalid, "Ce rôle n’existe pas.")
	}
	return a.DB.Write(ctx, func(tx *gorm.DB) error {
		person, err := Find(tx, personID)
		if err != nil {
			return err
		}
		return Grant(tx, a.now(), actor.ID, person, role)
	})
}

// Grant gives role in the caller's transaction, with its audit line when it is new: for a use case that has
// checked who asks. actor is a person's id, or the name of the part of the program that acts.
func Grant(tx *gorm.DB, now time.Time, actor string, person *Person, role Role) error {
	added := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&roleRow{PersonID: person.ID, Role: role, GrantedAt: now})
	if added.Error != nil {
		return fmt.Errorf("grant role %s: %w", role, added.Error)
	}
	if added.RowsAffected == 0 {
		return nil
	}
	person.Roles = append(person.Roles, role)
	return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "role.grant", Subject: "person/" + person.ID, After: role})
}

// RevokeRole takes role back from a person; the secretariat alone may, and its last member keeps it.
//
// SignIn, NotAllowed: not the secretariat. NotFound: no such person. Conflict: the last of the secretariat.
func (a *Accounts) RevokeRole(ctx context.Context, actor *Person, personID string, role Role) error {
	if err := onlySecretariat(actor); err != nil {
		return err
	}
	return a.DB.Write(ctx, func(tx *gorm.DB) error {
		person, err := Find(tx, personID)
		if err != nil {
			return err
		}
		// The lock keeps the last two members from taking each other's role at the same moment.
		var holders []string
		err = tx.Model(&roleRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
			Where("role = ?", role).Order("person_id").Pluck("person_id", &holders).Error
		if err != nil {
			return fmt.Errorf("revoke role %s: %w", role, err)
		}
		if !slices.Contains(holders, person.ID) {
			return nil
		}
		if role == Secretariat && len(holders) == 1 {
			return fault.New(fault.Conflict, "Le secrétariat garde au moins une personne : donnez d’abord ce rôle à quelqu’un d’autre.")
		}
		if err := tx.Where("person_id = ? AND role = ?", person.ID, role).Delete(&roleRow{}).Error; err != nil {
			return fmt.Errorf("revoke role %s: %w", role, err)
		}
		return audit.Record(tx, audit.Line{
			At: a.now(), Actor: actor.ID, Action: "role.revoke", Subject: "person/" + person.ID, Before: role,
		})
	})
}
