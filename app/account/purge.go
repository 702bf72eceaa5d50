package account

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
)

// Purge deletes what has no more use: counters, links and sessions that ended, and the accounts that nobody
// confirmed within thirty days, whose address may belong to somebody who never asked. To be run once an hour or so.
func (a *Accounts) Purge(ctx context.Context) error {
	now := a.now()
	before := func(age time.Duration) time.Time { return database.Instant(now.Add(-age)) }
	return a.DB.Write(ctx, func(tx *gorm.DB) error {
		for _, deletion := range []struct {
			statement string
			limit     time.Time
		}{
			{"DELETE FROM throttles WHERE started_at < ?", before(24 * time.Hour)},
			{"DELETE FROM tokens WHERE expires_at < ?", before(24 * time.Hour)},
			{"DELETE FROM sessions WHERE expires_at < ?", now},
			{`DELETE FROM people WHERE confirmed_at IS NULL AND created_at < ?
				AND NOT EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id)
				AND NOT EXISTS (SELECT 1 FROM tokens WHERE tokens.person_id = people.id)`, before(30 * 24 * time.Hour)},
		} {
			if err := tx.Exec(deletion.statement, deletion.limit).Error; err != nil {
				return fmt.Errorf("purge accounts: %w", err)
			}
		}
		return nil
	})
}
