package candidacy

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
)

// Withdraw takes a draft or submitted candidacy out of the edition; its answers stay. The lead alone may.
// Closed after the closing.
func (cs *Candidacies) Withdraw(ctx context.Context, person *account.Person, id string) error {
	return cs.turn(ctx, person, id, "candidacy.withdraw", Withdrawn, Draft, Submitted)
}

// Resume takes a withdrawn candidacy up again, as a draft, until the closing. The lead alone may.
func (cs *Candidacies) Resume(ctx context.Context, person *account.Person, id string) error {
	return cs.turn(ctx, person, id, "candidacy.resume", Draft, Withdrawn)
}

func (cs *Candidacies) turn(ctx context.Context, person *account.Person, id, action string, to State, from ...State) error {
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		c, _, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		if err := leadOnly(tx, person, id); err != nil {
			return err
		}
		result := tx.Model(&Candidacy{}).Where("id = ? AND state IN ?", id, from).Update("state", to)
		if result.Error != nil {
			return fmt.Errorf("%s: %w", action, result.Error)
		}
		if result.RowsAffected == 0 {
			return fault.New(fault.Conflict, "L’état de cette candidature a changé entre-temps : vérifiez-le, puis recommencez.")
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: action, Subject: "candidacy/" + id,
			Before: map[string]any{"state": c.State}, After: map[string]any{"state": to}})
	})
}

func leadOnly(tx *gorm.DB, person *account.Person, id string) error {
	if _, role, err := ofTeam(tx, person, id); err != nil {
		return err
	} else if role != Lead {
		return fault.New(fault.NotAllowed, "Seule la personne responsable du dossier peut faire cela.")
	}
	return nil
}
