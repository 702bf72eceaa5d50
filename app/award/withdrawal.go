package award

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
)

const longestReason = 1000

// Withdraw takes an award back: its territory's page no longer shows it, and the page of its certificate says that
// it was withdrawn and why. The secretariat alone may.
//
// SignIn, NotAllowed: not the secretariat. NotFound: no such number. Invalid: the reason is missing or too long.
// Conflict: withdrawn already.
func (as *Awards) Withdraw(ctx context.Context, by *account.Person, number, reason string) error {
	if err := onlySecretariat(by); err != nil {
		return err
	}
	reason = strings.TrimSpace(strings.ReplaceAll(reason, "\r\n", "\n"))
	fields := fault.Fields{}
	fields.Check(reason != "", "reason", "Dites pourquoi ce label est retiré : ce motif sera public.")
	fields.Check(utf8.RuneCountInString(reason) <= longestReason, "reason", fmt.Sprintf("Ce motif est trop long : %d signes au plus.", longestReason))
	fields.Check(utf8.ValidString(reason) && !strings.Contains(reason, "\x00"), "reason", "Ce texte contient des caractères illisibles.")
	if err := fields.Err(); err != nil {
		return err
	}
	now := as.now()
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		award, err := byNumber(tx, number)
		if err != nil {
			return err
		}
		result := tx.Model(&Award{}).Where("id = ? AND withdrawn_at IS NULL", award.ID).
			Updates(map[string]any{"withdrawn_at": now, "withdrawal_reason": reason})
		if result.Error != nil {
			return fmt.Errorf("withdraw award %s: %w", award.Number, result.Error)
		}
		if result.RowsAffected == 0 {
			return fault.New(fault.Conflict, "Ce label est déjà retiré.")
		}
		return audit.Record(tx, audit.Line{At: now, Actor: by.ID, Action: "award.withdraw", Subject: "award/" + award.ID,
			Before: map[string]any{"number": award.Number}, After: map[string]any{"withdrawn_at": now, "reason": reason}})
	})
}
