package territory

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
)

// Adopt gives the territory of a body of the reference data, adding it the first time. Called twice at once, it gives
// the same territory to both.
//
// It gives a NotFound fault when there is no such body, and a Conflict one when its SIREN was declared for a body of
// another kind.
func (r *Register) Adopt(ctx context.Context, by string, kind Kind, code string) (*Territory, error) {
	var adopted *Territory
	err := r.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		adopted, err = r.AdoptIn(tx, by, kind, code)
		return err
	})
	return adopted, err
}

// AdoptIn is Adopt in a transaction.
func (r *Register) AdoptIn(tx *gorm.DB, by string, kind Kind, code string) (*Territory, error) {
	reference, err := LoadReference()
	if err != nil {
		return nil, err
	}
	body, found := reference.Lookup(kind, code)
	if !found {
		return nil, fault.New(fault.NotFound, "Cette collectivité n’est pas dans le répertoire\u00a0: choisissez-la dans la liste, ou déclarez-la.")
	}
	return r.adopt(tx, by, body)
}

func (r *Register) adopt(tx *gorm.DB, by string, body Body) (*Territory, error) {
	if known, err := r.known(tx, by, body); err != nil || known != nil {
		return known, err
	}
	added := body.territory()
	if ok, err := r.insert(tx, by, "territory.adopt", &added); err != nil || ok {
		return &added, err
	}
	// Somebody else added it meanwhile.
	known, err := r.known(tx, by, body)
	if err == nil && known == nil {
		err = fmt.Errorf("adopting %s %s: neither added nor there", body.Kind, body.Code)
	}
	return known, err
}

// known finds the row of body, nil when there is none.
func (r *Register) known(tx *gorm.DB, by string, body Body) (*Territory, error) {
	known, err := first(tx, "kind = ? AND code = ?", body.Kind, body.Code)
	if err != nil || known != nil || body.SIREN == "" {
		return known, err
	}
	known, err = first(tx, "siren = ?", body.SIREN)
	if err != nil || known == nil {
		return nil, err
	}
	if known.Kind != body.Kind {
		return nil, fault.New(fault.Conflict, "Le SIREN de cette collectivité est déjà celui de "+called(known.Name, known.Kind, known.Department)+"\u00a0: écrivez au secrétariat du label, qui corrigera.")
	}
	if known.Code == "" {
		return known, r.setCode(tx, by, known, body.Code)
	}
	return known, nil
}

// setCode ties a row without a code, imported before its body was in the reference data, to that body.
func (r *Register) setCode(tx *gorm.DB, by string, t *Territory, code string) error {
	result := tx.Model(&Territory{}).Where("id = ? AND code IS NULL", t.ID).UpdateColumn("code", code)
	if result.Error != nil {
		return fmt.Errorf("setting the code of territory %s: %w", t.ID, result.Error)
	}
	t.Code = code
	if result.RowsAffected == 0 {
		return nil
	}
	return audit.Record(tx, audit.Line{At: database.Instant(r.Now()), Actor: by, Action: "territory.set_code", Subject: t.subject(), After: map[string]string{"code": code}})
}
