package deliberation

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
)

// journalPage is how many lines a page of the journal holds.
const journalPage = 50

// Journal is one page of the audit log, the last lines first.
type Journal struct {
	Lines []JournalLine
	Page  int
	Pages int
}

// JournalLine is what the journal shows of an audit line. The contents before and after stay in the log: they hold
// reviews and decisions that not every member of the secretariat may read.
type JournalLine struct {
	audit.Entry
	// ActorName is empty for a part of the program, or an account that is gone.
	ActorName string
	// About names the territory of a candidacy, or the person of an account; else empty.
	About string
}

// Journal gives a page of the audit log, from 1, to the secretariat. What jury and secretariat do about a candidacy
// is left out where the person must not see its deliberation. SignIn, NotAllowed: not the secretariat.
func (d *Deliberations) Journal(ctx context.Context, person *account.Person, page int) (*Journal, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	lines := func() *gorm.DB {
		tx := d.DB.Read(ctx).Table("audit_log").
			Joins("LEFT JOIN candidacies ON audit_log.subject LIKE 'candidacy/%' AND candidacies.id = substr(audit_log.subject, 11, 36)").
			Where("NOT ((audit_log.action LIKE 'review.%' OR audit_log.action LIKE 'decision.%') AND "+inTeam+")", person.ID)
		if person.Is(account.Juror) {
			tx = tx.Where(`NOT (audit_log.action LIKE 'review.%' AND audit_log.actor <> ? AND COALESCE(candidacies.state, '') = ?
				AND NOT EXISTS (SELECT 1 FROM reviews r
					WHERE r.candidacy_id = candidacies.id AND r.juror_id = ? AND r.submitted_at IS NOT NULL))`,
				person.ID, candidacy.UnderReview, person.ID)
		}
		return tx
	}
	var total int64
	if err := lines().Count(&total).Error; err != nil {
		return nil, fmt.Errorf("count audit lines: %w", err)
	}
	j := &Journal{Pages: max(1, (int(total)+journalPage-1)/journalPage)}
	j.Page = min(max(1, page), j.Pages)
	// Identifiers grow with time, and have an index.
	err := lines().
		Joins("LEFT JOIN territories t ON t.id = candidacies.territory_id").
		Joins("LEFT JOIN people a ON a.id = audit_log.actor").
		Joins("LEFT JOIN people p ON audit_log.subject LIKE 'person/%' AND p.id = substr(audit_log.subject, 8, 36)").
		Select(`audit_log.id, audit_log.at, audit_log.actor, audit_log.action, audit_log.subject,
			COALESCE(a.name, '') AS actor_name, COALESCE(t.name, p.name, '') AS about`).
		Order("audit_log.id DESC").Limit(journalPage).Offset((j.Page - 1) * journalPage).
		Scan(&j.Lines).Error
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return j, nil
}
