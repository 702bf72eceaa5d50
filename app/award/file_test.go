package award_test

import (
	"bytes"
	"strings"
	"testing"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/verification"
)

const neighbours = `
mentions:
  - {id: pooling, title: Partage entre voisins, meaning: Pour qui partage., total: 99}
`

// adjusted is an edition with Lyon at 4, whose answers are public, and Grenoble without a label; the jury retained
// points for both.
func adjusted(t *testing.T, db *database.DB) (s *awardtest.Stage, lyon, grenoble string) {
	t.Helper()
	s = awardtest.New(t, db, 2025)
	s.Close()
	s.OpenWith(2026, neighbours)
	lyon, grenoble = s.Commune("69123"), s.Commune("38185")
	s.Close()
	retain := func(id string, level int, mentions ...string) {
		must(t, s.Deliberations.Decide(ctx, s.Secretary, id, deliberation.Input{
			Level: level, Reason: "Délibération.", Opinion: "Des mots du jury.", Mentions: mentions,
			Adjustments: []deliberation.TypedAdjustment{{Question: "bureautique", Points: "2,5", Reason: "Part vérifiée."}},
		}, 0))
	}
	retain(lyon, 4, "pooling", "ténacité")
	retain(grenoble, 0)
	return s, lyon, grenoble
}

func verified(t *testing.T, s *awardtest.Stage, f verification.File) *verification.Verification {
	t.Helper()
	content, err := f.Encode()
	must(t, err)
	for _, name := range []string{"Dominique Élue", "Sacha Technique", "Alix", "example.org\"", "@"} {
		if bytes.Contains(content, []byte(name)) {
			t.Errorf("the file names %q", name)
		}
	}
	read, err := verification.Read(bytes.NewReader(content))
	must(t, err)
	q, err := s.Candidacies.Questionnaires.Get(ctx, read.Record.Questionnaire.Hash)
	must(t, err)
	found, err := read.Verify(q)
	must(t, err)
	if !found.Agrees() {
		t.Errorf("the file does not agree: %+v", found.Checks)
	}
	return found
}

func TestAnAwardIsComputedAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon, _ := adjusted(t, db)
		if _, err := s.Awards.Open(ctx, "2026-0001"); !fault.Is(err, fault.NotFound) {
			t.Errorf("before the publication: %v", err)
		}
		s.Publish()
		a, err := s.Awards.ByNumber(ctx, "2026-0001")
		must(t, err)
		var submission candidacy.Submission
		must(t, db.Read(ctx).Where("candidacy_id = ?", lyon).Take(&submission).Error)
		snapshot, err := s.Candidacies.Read(ctx, submission)
		must(t, err)
		score := snapshot.Score(a.Adjustments)
		if len(a.Adjustments) != 1 || a.Total != score.Total.String() || *a.ComputedLevel != score.Level || a.Total == snapshot.Score(nil).Total.String() {
			t.Errorf("kept: %+v, %s, %v", a.Adjustments, a.Total, a.ComputedLevel)
		}
		for i, axis := range score.Axes {
			if a.Axes[i].Points.Cmp(axis.Points) != 0 {
				t.Errorf("axis %s was kept without the adjustments", axis.Axis.ID)
			}
		}
		if got := strings.Join(a.Mentions.Names(), ", "); got != "partage entre voisins, ténacité" {
			t.Errorf("mentions: %s", got)
		}
		open, err := s.Awards.Open(ctx, "2026-0001")
		must(t, err)
		found := verified(t, s, open.File)
		if last := found.Checks[len(found.Checks)-1]; !strings.Contains(last.Text, "le jury l’a décidé") || found.Score.Level != 3 {
			t.Errorf("level %d, told: %s", found.Score.Level, last.Text)
		}
		r := open.File.Record
		if r.Number != "2026-0001" || r.Territory.Name != "Lyon" || *r.Territory.Population < 500000 || open.File.Identity.SIREN != "216901231" ||
			open.File.Questionnaire != awardtest.BaseURL+"/questionnaires/"+snapshot.Questionnaire.Hash+".yaml" || r.Decision.Mentions[0].ID != "pooling" || r.Decision.Mentions[1].ID != "" {
			t.Errorf("file: %+v", open.File)
		}

		// Whoever changes the row of the award is seen.
		must(t, db.Read(ctx).Exec("UPDATE awards SET level = 5 WHERE number = ?", "2026-0001").Error)
		open, err = s.Awards.Open(ctx, "2026-0001")
		must(t, err)
		if again, err := open.File.Verify(snapshot.Questionnaire); err != nil || again.Agrees() {
			t.Errorf("a level changed in the database agrees: %v", err)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Erreur de saisie."))
		if _, err := s.Awards.Open(ctx, "2026-0001"); !fault.Is(err, fault.NotFound) {
			t.Errorf("withdrawn: %v", err)
		}
	})
}

// An award from before totals were kept is computed from its answers.
func TestAnOldAwardHasItsFile(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon := awardtest.New(t, db, 2026), ""
		lyon = s.Commune("69123")
		s.Close()
		s.Decide(lyon, 3, "Bien.")
		s.Publish()
		must(t, db.Read(ctx).Exec("UPDATE awards SET total = '', computed_level = NULL").Error)
		open, err := s.Awards.Open(ctx, "2026-0001")
		must(t, err)
		verified(t, s, open.File)
	})
}

func TestAnswersAreOpenWhereBothAgree(t *testing.T) {
	for _, c := range []struct {
		name             string
		publishes, agree bool
	}{{"both", true, true}, {"the territory does not", true, false}, {"the edition does not", false, true}} {
		t.Run(c.name, func(t *testing.T) {
			databasetest.Each(t, func(t *testing.T, db *database.DB) {
				s := awardtest.New(t, db, 2026)
				id := s.Commune("69123")
				if !c.agree {
					must(t, db.Read(ctx).Exec("UPDATE candidacies SET answers_public = ?", false).Error)
				}
				s.Close()
				settings := edition.Settings{Name: s.Edition.Name, OpensAt: s.Edition.OpensAt, ClosesAt: s.Edition.ClosesAt, PublishesAnswers: c.publishes}
				must(t, s.Deliberations.ChangeSettings(ctx, s.Secretary, s.Edition.ID, s.Edition.Revision, settings))
				s.Decide(id, 3, "Bien.")
				s.Publish()
				_, err := s.Awards.Open(ctx, "2026-0001")
				_, unknown := s.Awards.Open(ctx, "2026-0009")
				if open := c.publishes && c.agree; open != (err == nil) || !open && err.Error() != unknown.Error() {
					t.Errorf("open: %v; unknown: %v", err, unknown)
				}
			})
		})
	}
}

// The consent is asked where the edition publishes answers, changes until the closing, and leaves its trace.
func TestConsentToPublishAnswers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2026)
		lead := accounttest.Person(t, db, "Responsable")
		id, err := s.Candidacies.Open(ctx, lead, s.Edition.ID, candidacy.Applicant{Kind: "commune", Code: "69123"})
		must(t, err)
		agree := func(revision int, yes bool) bool {
			t.Helper()
			must(t, s.Candidacies.Mandate(ctx, lead, id, revision, candidacy.Mandate{AnswersPublic: yes}))
			f, err := s.Candidacies.Load(ctx, lead, id)
			must(t, err)
			return f.Candidacy.AnswersPublic
		}
		if !agree(1, true) || agree(2, false) || !agree(3, true) {
			t.Error("the consent is not kept")
		}
		var lines []string
		must(t, db.Read(ctx).Table("audit_log").Where("action = ?", "candidacy.mandate").Order("id").Pluck("after", &lines).Error)
		if len(lines) != 3 || !strings.Contains(lines[1], `"AnswersPublic":false`) || !strings.Contains(lines[2], `"AnswersPublic":true`) {
			t.Errorf("audit: %v", lines)
		}
		must(t, db.Read(ctx).Exec("UPDATE editions SET publishes_answers = ?", false).Error)
		if agree(4, true) {
			t.Error("agreed to what was not asked")
		}
		s.Close()
		if err := s.Candidacies.Mandate(ctx, lead, id, 5, candidacy.Mandate{AnswersPublic: true}); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
	})
}

func TestTheTeamReadsItsResult(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon, grenoble := adjusted(t, db)
		member := func(id string) *account.Person {
			t.Helper()
			var person string
			must(t, db.Read(ctx).Table("team_members").Where("candidacy_id = ?", id).Limit(1).Pluck("person_id", &person).Error)
			return &account.Person{ID: person}
		}
		_, before := s.Awards.Result(ctx, member(lyon), lyon)
		_, nowhere := s.Awards.Result(ctx, member(lyon), "01900000-0000-7000-8000-000000000000")
		if !fault.Is(before, fault.NotFound) || before.Error() != nowhere.Error() {
			t.Errorf("before the publication %v, nowhere %v", before, nowhere)
		}
		s.Publish()
		if _, err := s.Awards.Result(ctx, member(grenoble), lyon); !fault.Is(err, fault.NotFound) {
			t.Errorf("another team: %v", err)
		}
		if _, err := s.Awards.Result(ctx, nil, lyon); !fault.Is(err, fault.SignIn) {
			t.Errorf("a visitor: %v", err)
		}
		r, err := s.Awards.Result(ctx, member(lyon), lyon)
		must(t, err)
		if r.Level.Number != 4 || r.Score.Level != 3 || r.Number != "2026-0001" || !r.AnswersPublic || r.Opinion != "Des mots du jury." {
			t.Errorf("Lyon: %+v", r)
		}
		verified(t, s, r.Evidence)
		r, err = s.Awards.Result(ctx, member(grenoble), grenoble)
		must(t, err)
		if r.Level != nil || r.Number != "" || r.AnswersPublic || r.Evidence.Certificate != "" || r.Evidence.Record.Decision.Level != 0 {
			t.Errorf("Grenoble: %+v", r)
		}
		verified(t, s, r.Evidence)
	})
}

func TestMentionsKeepTheTitleOfTheirQuestionnaire(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, _ := adjusted(t, db)
		s.Publish()
		var letter string
		must(t, db.Read(ctx).Table("outbox").Where("subject LIKE ? AND about <> ''", "%Lyon%").Limit(1).Pluck("body", &letter).Error)
		if !strings.Contains(letter, "Mentions spéciales\u00a0: partage entre voisins et ténacité") || !strings.Contains(letter, "/resultat\n") {
			t.Errorf("the letter says\n%s", letter)
		}
	})
	q := &questionnaire.Questionnaire{Mentions: []*questionnaire.Mention{{ID: "rgaa", Title: "RGAA exemplaire"}}}
	for code, want := range map[string]string{"rgaa": "RGAA exemplaire", "pooling": "mutualisation", "Un mot": "Un mot"} {
		if got := award.MentionsOf(q, []string{code})[0].Name(); got != want {
			t.Errorf("%s is called %q, want %q", code, got, want)
		}
	}
}
