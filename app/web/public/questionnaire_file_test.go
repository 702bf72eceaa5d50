package public_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/questionnaires"
)

func TestTheFileOfAQuestionnaireIsGivenByteForByte(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, awardtest.New(t, db, 2026))
		text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
		must(t, err)
		hash := s.stage.Edition.QuestionnaireHash
		address := "/questionnaires/" + hash + ".yaml"
		if page := s.page("/label/criteres/" + strconv.Itoa(s.stage.Edition.Year)); !strings.Contains(page, `href="`+address+`"`) || !strings.Contains(page, "<code>"+hash) {
			t.Error("the criteria do not lead to their file")
		}
		got := s.get(address)
		header := got.Header()
		if got.Code != http.StatusOK || got.Body.String() != string(text) || header.Get("ETag") != `"`+hash+`"` ||
			!strings.Contains(header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(header.Get("Content-Type"), "text/yaml") {
			t.Errorf("%d, %d bytes, %v", got.Code, got.Body.Len(), header)
		}
		if again := s.get(address, "If-None-Match", `"`+hash+`"`); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("asked again: %d", again.Code)
		}

		// One that no open edition uses is not public: nobody can tell it from one that does not exist.
		hidden, other := "", strings.Replace(string(text), "total: 6\n", "total: 7\n", 1)
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			e, err := edition.Create(tx, s.stage.Now, "test", edition.Settings{
				Year: 2040, Name: "Édition 2040", OpensAt: s.stage.Now.AddDate(1, 0, 0), ClosesAt: s.stage.Now.AddDate(1, 1, 0),
			}, "next.yaml", []byte(other))
			hidden = e.QuestionnaireHash
			return err
		}))
		for _, unknown := range []string{"/questionnaires/" + hidden + ".yaml", "/questionnaires/" + strings.Repeat("0", 64) + ".yaml", "/questionnaires/" + hash} {
			if got := s.get(unknown); got.Code != http.StatusNotFound {
				t.Errorf("%s: %d", unknown, got.Code)
			}
		}
		s.stage.Now = s.stage.Now.AddDate(1, 0, 0).Add(time.Hour)
		if got := s.get("/questionnaires/" + hidden + ".yaml"); got.Code != http.StatusOK || got.Body.String() != other {
			t.Errorf("once its edition is open: %d", got.Code)
		}
	})
}
