package issuer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/fault"
)

const longestReason = 500

// Rotate makes another key sign from now on, and gives it. The former one stays published, so that what it signed
// goes on verifying; its private part is destroyed. The secret that sealed it is not needed.
func (ks *Keys) Rotate(ctx context.Context, actor string) (Key, error) {
	var key Key
	err := ks.DB.Write(ctx, func(tx *gorm.DB) error {
		now := ks.now()
		retired := tx.Model(&Key{}).Where("retired_at IS NULL").Updates(map[string]any{"retired_at": now, "sealed": nil})
		if retired.Error != nil {
			return fmt.Errorf("retire the key that signs: %w", retired.Error)
		}
		if err := ks.create(tx); err != nil {
			return err
		}
		var err error
		if key, err = signing(tx); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "key.rotate", Subject: "key/" + key.ID})
	})
	return key, err
}

// Revoke says that a key fell into other hands: nothing that it signed is believed any more, and the credentials that
// it signed are signed again by another (award.Attest). When it is the one that signs, another is made.
//
// NotFound: no such key. Conflict: revoked already. Invalid: no reason, or too long a one.
func (ks *Keys) Revoke(ctx context.Context, actor, id, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > longestReason || !utf8.ValidString(reason) {
		return fault.New(fault.Invalid, fmt.Sprintf("Dites pourquoi cette clé est révoquée, en %d signes au plus.", longestReason))
	}
	return ks.DB.Write(ctx, func(tx *gorm.DB) error {
		var key Key
		err := tx.Where("id = ?", id).Take(&key).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.New(fault.NotFound, "Aucune clé ne porte ce nom : « tnl key list » les donne toutes.")
		}
		if err != nil {
			return fmt.Errorf("read key %s: %w", id, err)
		}
		now := ks.now()
		changes := map[string]any{"revoked_at": now, "reason": reason}
		if key.RetiredAt == nil {
			changes["retired_at"], changes["sealed"] = now, nil
		}
		revoked := tx.Model(&Key{}).Where("id = ? AND revoked_at IS NULL", id).Updates(changes)
		if revoked.Error != nil {
			return fmt.Errorf("revoke key %s: %w", id, revoked.Error)
		}
		if revoked.RowsAffected == 0 {
			return fault.New(fault.Conflict, "Cette clé est déjà révoquée.")
		}
		if key.RetiredAt == nil {
			if err := ks.create(tx); err != nil {
				return err
			}
		}
		return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "key.revoke", Subject: "key/" + id, After: map[string]any{"reason": reason}})
	})
}
