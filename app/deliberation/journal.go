package deliberation

import (
	"context"
	"fmt"

	"tnl/app/account"
	"tnl/app/audit"
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
}

// Journal gives a page of the audit log, from 1, to the secretariat. SignIn, NotAllowed: not the secretariat.
func (d *Deliberations) Journal(ctx context.Context, person *account.Person, page int) (*Journal, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	var total int64
	if err := d.DB.Read(ctx).Model(&audit.Entry{}).Count(&total).Error; err != nil {
		return nil, fmt.Errorf("count audit lines: %w", err)
	}
	j := &Journal{Pages: max(1, (int(total)+journalPage-1)/journalPage)}
	j.Page = min(max(1, page), j.Pages)
	err := d.DB.Read(ctx).Table("audit_log").
		Joins("LEFT JOIN people p ON p.id = audit_log.actor").
		Select("audit_log.id, audit_log.at, audit_log.actor, audit_log.action, audit_log.subject, COALESCE(p.name, '') AS actor_name").
		Order("audit_log.at DESC, audit_log.id DESC").Limit(journalPage).Offset((j.Page - 1) * journalPage).
		Scan(&j.Lines).Error
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	return j, nil
}
