package candidacy

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
	"tnl/app/database"
)

// Forget deletes the documents that no answer, set aside or not, and no submission has named for thirty days. What a submission names is
// never deleted: the database refuses it too. To be run once an hour or so, by any number of instances.
func (cs *Candidacies) Forget(ctx context.Context) error {
	return cs.DB.Write(ctx, func(tx *gorm.DB) error { return cs.forget(tx, tx, forgotten) })
}

// forget deletes those of the documents that nothing has named for so long. An answer that takes one again at the same
// time changes named_at, which is compared last: the document stays, or the answer is told that it is gone.
func (cs *Candidacies) forget(tx, of *gorm.DB, age time.Duration) error {
	now := cs.now()
	var gone []upload
	err := of.Model(&upload{}).
		Where("named_at < ?", database.Instant(now.Add(-age))).
		Where(`NOT EXISTS (SELECT 1 FROM answers a WHERE a.candidacy_id = uploads.candidacy_id AND CAST(a.content AS TEXT) LIKE '%' || uploads.sha256 || '%')`).
		Where(`NOT EXISTS (SELECT 1 FROM set_aside_answers a WHERE a.candidacy_id = uploads.candidacy_id AND CAST(a.content AS TEXT) LIKE '%' || uploads.sha256 || '%')`).
		Where(`NOT EXISTS (SELECT 1 FROM submissions s WHERE s.candidacy_id = uploads.candidacy_id AND s.answers LIKE '%' || uploads.sha256 || '%')`).
		Clauses(clause.Returning{Columns: []clause.Column{{Name: "candidacy_id"}, {Name: "sha256"}, {Name: "name"}}}).Delete(&gone).Error
	if err != nil {
		return fmt.Errorf("forget documents: %w", err)
	}
	for _, u := range gone {
		err := audit.Record(tx, audit.Line{At: now, Actor: "calendar", Action: "document.forget", Subject: documentSubject(u.CandidacyID, u.SHA256), Before: map[string]any{"name": u.Name}})
		if err != nil {
			return err
		}
	}
	return nil
}
