package impact_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/impact"
	"tnl/app/jury/jurytest"
)

// BenchmarkTenThousandOfADatabase is the whole of it: one statement, answers read, two scores each.
func BenchmarkTenThousandOfADatabase(b *testing.B) {
	db := databasetest.Open(b, database.SQLite)
	w := jurytest.New(b, db)
	q := shipped(b)
	now := database.Instant(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	err := db.Write(context.Background(), func(tx *gorm.DB) error {
		var territories, candidacies, submissions []map[string]any
		for i, e := range entries(b, q, 10_000) {
			id := fmt.Sprintf("%05d", i)
			territories = append(territories, map[string]any{"id": id, "slug": id, "kind": "commune", "name": id, "name_folded": id, "created_at": now})
			candidacies = append(candidacies, map[string]any{"id": id, "edition_id": w.Edition.ID, "territory_id": id, "state": "decided", "created_at": now})
			submissions = append(submissions, map[string]any{
				"id": id, "candidacy_id": id, "number": 1, "questionnaire_hash": q.Hash, "facts": e.Facts, "answers": e.Answers,
				"answers_hash": "", "salt": "", "total_percent": "", "level": 0, "submitted_at": now,
			})
		}
		if err := tx.Table("territories").CreateInBatches(territories, 500).Error; err != nil {
			return err
		}
		if err := tx.Table("candidacies").CreateInBatches(candidacies, 500).Error; err != nil {
			return err
		}
		return tx.Table("submissions").CreateInBatches(submissions, 500).Error
	})
	if err != nil {
		b.Fatal(err)
	}
	past := &impact.Past{DB: db, Questionnaires: w.Candidacies.Questionnaires}
	with := shipped(b, "title: Questionnaire de l’édition 2021", "title: Autre version")
	for b.Loop() {
		cases, err := past.Cases(context.Background(), w.Edition.ID, with)
		if err != nil || len(cases) != 10_000 {
			b.Fatal(len(cases), err)
		}
	}
}
