package award_test

import (
	"context"
	"strings"
	"testing"

	"gorm.io/gorm"

	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/mail"
)

var ctx = context.Background()

// decided is an edition with two levels and a candidacy without a label, ready to be published.
func decided(t *testing.T, db *database.DB) (s *awardtest.Stage, ids []string) {
	t.Helper()
	s = awardtest.New(t, db, 2026)
	ids = []string{s.Commune("69123"), s.Commune("38185"), s.Commune("05074")} // Lyon, Grenoble, Lettret
	s.Close()
	s.Decide(ids[0], 3, "Un usage avancé.\n\nPour aller plus loin : publier les délibérations.", "mutualisation")
	s.Decide(ids[1], 5, "Exemplaire.")
	s.Decide(ids[2], 0, "Les premiers pas restent à faire.")
	return s, ids
}

func TestPublish(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ids := decided(t, db)
		s.Publish()

		var awards []award.Award
		must(t, db.Read(ctx).Order("number").Find(&awards).Error)
		if len(awards) != 2 {
			t.Fatalf("%d awards instead of 2", len(awards))
		}
		grenoble, lyon := awards[0], awards[1]
		if grenoble.Number != "2026-0001" || grenoble.TerritoryName != "Grenoble" || lyon.Number != "2026-0002" || lyon.TerritoryName != "Lyon" {
			t.Errorf("numbers don't follow the names: %s %s, %s %s", grenoble.Number, grenoble.TerritoryName, lyon.Number, lyon.TerritoryName)
		}
		if *lyon.Level != 3 || lyon.LevelCount != 5 || lyon.LevelTitle != "Engagement" || !strings.Contains(lyon.LevelMeaning, "usage avancé") {
			t.Errorf("level of Lyon: %+v", lyon)
		}
		if lyon.Carrier != "Dominique Élue, maire" || grenoble.Carrier != "" {
			t.Errorf("carriers: %q for whom agreed, %q for whom did not", lyon.Carrier, grenoble.Carrier)
		}
		if len(lyon.Mentions) != 1 || lyon.Mentions.Label() != "Mention spéciale\u00a0: mutualisation" {
			t.Errorf("mentions of Lyon: %v", lyon.Mentions)
		}
		var submission candidacy.Submission
		must(t, db.Read(ctx).Where("candidacy_id = ?", ids[0]).Take(&submission).Error)
		if lyon.AnswersHash != submission.AnswersHash || *lyon.QuestionnaireHash != submission.QuestionnaireHash || *lyon.SubmissionID != submission.ID {
			t.Error("the award does not pin what was submitted")
		}
		snapshot, err := s.Candidacies.Read(ctx, submission)
		must(t, err)
		for i, axis := range snapshot.Score(nil).Axes {
			if got := lyon.Axes[i]; got.ID != axis.Axis.ID || got.Points.Cmp(axis.Points) != 0 || got.Share.Cmp(axis.Share) != 0 {
				t.Errorf("axis %s was kept as %+v", axis.Axis.ID, got)
			}
		}
		var states []string
		must(t, db.Read(ctx).Table("candidacies").Distinct("state").Pluck("state", &states).Error)
		if len(states) != 1 || states[0] != "published" {
			t.Errorf("states: %v", states)
		}
		e, err := s.Editions.ByYear(ctx, 2026)
		must(t, err)
		if e.PublishedAt == nil || !e.PublishedAt.Equal(s.Now) {
			t.Errorf("the edition was published at %v", e.PublishedAt)
		}
		err = s.Awards.Publish(ctx, s.Secretary, s.Edition.ID)
		if !fault.Is(err, fault.Closed) {
			t.Errorf("publishing twice gives %v", err)
		}
	})
}

func TestPublishTellsTheCandidates(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ids := decided(t, db)
		must(t, db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE FROM outbox").Error }))
		s.Publish()
		var letters []mail.Letter
		must(t, db.Read(ctx).Order("recipient").Find(&letters).Error)
		if len(letters) != 9 {
			t.Fatalf("%d letters instead of three for each candidacy", len(letters))
		}
		begin := map[string]string{ids[0]: "Niveau\u00a03 – Lyon", ids[1]: "Niveau\u00a05 – Grenoble", ids[2]: "Sans label – Lettret"}
		says := map[string]string{ids[0]: "publier les délibérations", ids[1]: "/certificats/2026-0001", ids[2]: "Les premiers pas restent à faire."}
		for _, letter := range letters {
			id := strings.TrimPrefix(letter.About, "decision/")
			if !strings.HasPrefix(letter.Subject, begin[id]) || begin[id] == "" {
				t.Errorf("about %s: %q", letter.About, letter.Subject)
			}
			if !strings.Contains(letter.Body, says[id]) {
				t.Errorf("%s does not say %q:\n%s", letter.Subject, says[id], letter.Body)
			}
			if strings.Contains(letter.Body, "<no value>") || strings.Contains(letter.Body, "\n\n\n") {
				t.Errorf("badly filled:\n%s", letter.Body)
			}
			if id == ids[2] && (strings.Contains(letter.Body, "/certificats/") || strings.Contains(letter.Body, "/territoires/")) {
				t.Errorf("no label, yet a public page:\n%s", letter.Body)
			}
		}
	})
}

func TestPublishWaitsForEveryDecision(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2026)
		first, second := s.Commune("69123"), s.Commune("38185")
		if err := s.Awards.Publish(ctx, s.Secretary, s.Edition.ID); !fault.Is(err, fault.Closed) {
			t.Errorf("publishing an open edition gives %v", err)
		}
		s.Close()
		err := s.Awards.Publish(ctx, s.Secretary, s.Edition.ID)
		if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "2 candidatures") {
			t.Errorf("with two undecided: %v", err)
		}
		s.Decide(first, 2, "Bien.")
		err = s.Awards.Publish(ctx, s.Secretary, s.Edition.ID)
		if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "Une candidature") {
			t.Errorf("with one undecided: %v", err)
		}
		s.Decide(second, 2, "Bien.")
		must(t, s.Awards.Publish(ctx, s.Secretary, s.Edition.ID))
	})
}

func TestPublishIsTheSecretariats(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		if err := s.Awards.Publish(ctx, nil, s.Edition.ID); !fault.Is(err, fault.SignIn) {
			t.Errorf("a visitor gets %v", err)
		}
		if err := s.Awards.Publish(ctx, accounttest.Person(t, db, "Nul Rôle"), s.Edition.ID); !fault.Is(err, fault.NotAllowed) {
			t.Errorf("somebody else gets %v", err)
		}
		if err := s.Awards.Publish(ctx, s.Secretary, "none"); !fault.Is(err, fault.NotFound) {
			t.Errorf("no such edition gives %v", err)
		}
		nothingLeft(t, db, s)
	})
}

// A failure anywhere, here at the very end, leaves nothing of the publication.
func TestPublishIsAllOrNothing(t *testing.T) {
	for _, table := range []string{"outbox", "audit_log"} {
		t.Run(table, func(t *testing.T) {
			databasetest.Each(t, func(t *testing.T, db *database.DB) {
				s, _ := decided(t, db)
				must(t, db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("ALTER TABLE " + table + " RENAME TO gone").Error }))
				if err := s.Awards.Publish(ctx, s.Secretary, s.Edition.ID); err == nil || fault.KindOf(err) != fault.Internal {
					t.Fatalf("publishing without %s gives %v", table, err)
				}
				nothingLeft(t, db, s)
				must(t, db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("ALTER TABLE gone RENAME TO " + table).Error }))
				must(t, s.Awards.Publish(ctx, s.Secretary, s.Edition.ID))
			})
		})
	}
}

func nothingLeft(t *testing.T, db *database.DB, s *awardtest.Stage) {
	t.Helper()
	var awards, published int64
	must(t, db.Read(ctx).Table("awards").Count(&awards).Error)
	must(t, db.Read(ctx).Table("candidacies").Where("state <> ?", candidacy.Decided).Count(&published).Error)
	e, err := s.Editions.ByID(ctx, s.Edition.ID)
	must(t, err)
	if awards != 0 || published != 0 || e.PublishedAt != nil {
		t.Errorf("left behind: %d awards, %d candidacies, published at %v", awards, published, e.PublishedAt)
	}
}

// Two people who publish at once publish once: one of them is told that it is done.
func TestPublishOnceOnly(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		results := make(chan error, 4)
		for range cap(results) {
			go func() { results <- s.Awards.Publish(ctx, s.Secretary, s.Edition.ID) }()
		}
		done := 0
		for range cap(results) {
			switch err := <-results; {
			case err == nil:
				done++
			case !fault.Is(err, fault.Closed):
				t.Errorf("the others get %v", err)
			}
		}
		var awards, letters int64
		must(t, db.Read(ctx).Table("awards").Count(&awards).Error)
		must(t, db.Read(ctx).Table("outbox").Where("about <> ''").Count(&letters).Error)
		if done != 1 || awards != 2 || letters != 9 {
			t.Errorf("published %d times: %d awards, %d letters", done, awards, letters)
		}
	})
}

// An address that no server could take does not keep the edition from being published.
func TestPublishDespiteABrokenAddress(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ids := decided(t, db)
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec("UPDATE candidacies SET elected_email = ? WHERE id = ?", "pas une adresse", ids[0]).Error
		}))
		s.Publish()
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
