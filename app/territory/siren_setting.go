package territory

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
)

// SetSIREN gives its SIREN, once, to a territory for which the reference data have none.
//
// It gives a NotFound fault for an unknown territory, a Conflict one when its SIREN is known already and differs, and an
// Invalid one on "siren" when the number is wrong or somebody else's.
func (r *Register) SetSIREN(ctx context.Context, by, id, siren string) (*Territory, error) {
	var changed *Territory
	err := r.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		changed, err = r.SetSIRENIn(tx, by, id, siren)
		return err
	})
	return changed, err
}

// SetSIRENIn is SetSIREN in a transaction.
func (r *Register) SetSIRENIn(tx *gorm.DB, by, id, text string) (*Territory, error) {
	t, err := r.ByIDIn(tx, id)
	if err != nil {
		return nil, err
	}
	siren, err := ReadSIREN(text)
	if err != nil {
		return nil, err
	}
	if t.SIREN == siren {
		return t, nil
	}
	if t.SIREN != "" {
		return nil, sirenKnown()
	}
	if err := freeSIREN(tx, t, siren); err != nil {
		return nil, err
	}
	result := tx.Model(&Territory{}).Where("id = ? AND siren IS NULL", t.ID).UpdateColumn("siren", siren)
	switch {
	case errors.Is(result.Error, gorm.ErrDuplicatedKey):
		return nil, fault.Fields{"siren": "Ce SIREN vient d’être donné à une autre collectivité\u00a0: vérifiez le numéro."}.Err()
	case result.Error != nil:
		return nil, fmt.Errorf("setting the SIREN of territory %s: %w", t.ID, result.Error)
	case result.RowsAffected == 0:
		return nil, sirenKnown()
	}
	t.SIREN = siren
	return t, audit.Record(tx, audit.Line{At: database.Instant(r.Now()), Actor: by, Action: "territory.set_siren", Subject: t.subject(), After: map[string]string{"siren": siren}})
}

func sirenKnown() error {
	return fault.New(fault.Conflict, "Le SIREN de cette collectivité est déjà connu\u00a0: pour le corriger, écrivez au secrétariat du label.")
}

// freeSIREN refuses a SIREN that is another body's, in the reference data or in the database.
func freeSIREN(tx *gorm.DB, t *Territory, siren string) error {
	reference, err := LoadReference()
	if err != nil {
		return err
	}
	if body, found := reference.BySIREN(siren); found && (body.Kind != t.Kind || body.Code != t.Code) {
		return invalidSIREN(body.Name, body.Kind, body.Department)
	}
	other, err := first(tx, "siren = ?", siren)
	if err == nil && other != nil {
		return invalidSIREN(other.Name, other.Kind, other.Department)
	}
	return err
}
