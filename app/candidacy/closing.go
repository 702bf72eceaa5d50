package candidacy

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/edition"
	"tnl/app/fault"
)

// CloseDue hands the submitted candidacies of every edition whose closing has come to the jury. It may run
// on any number of instances, any number of times.
func (cs *Candidacies) CloseDue(ctx context.Context) error {
	var due []edition.Edition
	err := cs.DB.Read(ctx).Where("closes_at <= ? AND closed_at IS NULL", cs.now()).Find(&due).Error
	if err != nil {
		return fmt.Errorf("find editions to close: %w", err)
	}
	for _, e := range due {
		err := cs.DB.Write(ctx, func(tx *gorm.DB) error { return cs.close(tx, "calendar", e) })
		if err != nil {
			return err
		}
	}
	return nil
}

// CloseNow brings an open edition's closing forward to now. The secretariat alone may.
// Closed when it is not open.
func (cs *Candidacies) CloseNow(ctx context.Context, person *account.Person, editionID string) error {
	if person == nil || !person.Is(account.Secretariat) {
		return fault.New(fault.NotAllowed, "Le secrétariat du label peut seul clore une édition.")
	}
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		e, err := edition.Get(tx, editionID)
		if err != nil {
			return err
		}
		if !e.AcceptsChanges(cs.now()) {
			return fault.New(fault.Closed, "Cette édition n’est pas ouverte.")
		}
		err = tx.Model(&edition.Edition{}).Where("id = ?", e.ID).
			Updates(map[string]any{"closes_at": cs.now(), "revision": e.Revision + 1}).Error
		if err != nil {
			return fmt.Errorf("bring the closing forward: %w", err)
		}
		return cs.close(tx, person.ID, e)
	})
}

func (cs *Candidacies) close(tx *gorm.DB, actor string, e edition.Edition) error {
	now := cs.now()
	result := tx.Model(&edition.Edition{}).Where("id = ? AND closed_at IS NULL", e.ID).Update("closed_at", now)
	if result.Error != nil {
		return fmt.Errorf("close edition %d: %w", e.Year, result.Error)
	}
	if result.RowsAffected == 0 { // another instance was first
		return nil
	}
	var ids []string
	err := tx.Model(&Candidacy{}).Where("edition_id = ? AND state = ?", e.ID, Submitted).Order("id").Pluck("id", &ids).Error
	if err == nil && len(ids) > 0 {
		err = tx.Model(&Candidacy{}).Where("id IN ?", ids).Update("state", UnderReview).Error
	}
	if err != nil {
		return fmt.Errorf("hand the candidacies of %d to the jury: %w", e.Year, err)
	}
	for _, id := range ids {
		err := audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "candidacy.close", Subject: "candidacy/" + id,
			Before: map[string]any{"state": Submitted}, After: map[string]any{"state": UnderReview}})
		if err != nil {
			return err
		}
	}
	return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "edition.close", Subject: "edition/" + e.ID,
		After: map[string]any{"closed_at": now, "candidacies": len(ids)}})
}
