package secretariat_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
)

// An edition that was run before this program has its page, without what is not known of it.
func TestAPastEditionSaysWhatIsNotKnown(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		err := db.Write(context.Background(), func(tx *gorm.DB) error {
			_, err := edition.CreatePast(tx, time.Now(), "test", edition.Past{
				Year: 2016, Name: "Édition 2016", ClosedAt: time.Date(2016, 9, 30, 22, 0, 0, 0, time.UTC), Announced: time.Date(2016, 11, 15, 11, 0, 0, 0, time.UTC),
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		claude := s.As(s.Secretariat("Claude"))
		past := claude.Get("/secretariat/editions/2016")
		past.Wants(t, http.StatusOK, "repris de sources publiques", `href="/editions/2016"`)
		past.Lacks(t, "/questionnaire", "Aucune candidature")
		settings := claude.Get("/secretariat/editions/2016/reglages")
		settings.Wants(t, http.StatusOK, "2016-09-30T23:59")
		settings.Lacks(t, "1970")
		claude.Get("/secretariat/editions/2016/questionnaire").Wants(t, http.StatusNotFound, "n’est pas connu")
		claude.Get("/secretariat/editions/2016/publication").Wants(t, http.StatusOK)
		claude.Get("/secretariat").Wants(t, http.StatusOK, "Édition 2016")
	})
}
