package award_test

import (
	"strings"
	"testing"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
)

func TestATeamIsToldWhatCameOfItsCandidacy(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ids := decided(t, db)
		outcome := func(id string) *award.Outcome {
			var c candidacy.Candidacy
			must(t, db.Read(ctx).Where("id = ?", id).Take(&c).Error)
			o, err := s.Awards.Outcome(ctx, c)
			must(t, err)
			return o
		}
		if got := outcome(ids[0]); got != nil {
			t.Fatalf("told before the publication: %+v", got)
		}
		s.Publish()
		lyon, lettret := outcome(ids[0]), outcome(ids[2])
		if lyon == nil || lyon.Level != "Niveau\u00a03, Engagement" || lyon.Number != "2026-0002" || !strings.Contains(lyon.Opinion, "délibérations") || len(lyon.Mentions) != 1 {
			t.Errorf("Lyon is told %+v", lyon)
		}
		if lettret == nil || lettret.Level != "" || lettret.Number != "" || !strings.Contains(lettret.Opinion, "premiers pas") {
			t.Errorf("Lettret, without a label, is told %+v", lettret)
		}
	})
}
