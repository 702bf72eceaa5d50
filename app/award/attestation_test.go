package award_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/award/awardtest"
	"tnl/app/credential"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
)

func attestation(t testing.TB, s *awardtest.Stage, number string) (credential.Credential, []byte) {
	t.Helper()
	content, err := s.Awards.Attestation(ctx, number)
	must(t, err)
	c, err := credential.Read(content)
	must(t, err)
	return c, content
}

func TestAttestation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		if _, err := s.Awards.StatusList(ctx); !fault.Is(err, fault.NotFound) {
			t.Errorf("a list before anything is signed: %v", err)
		}
		s.Publish()
		c, first := attestation(t, s, "2026-0001")
		a, err := s.Awards.ByNumber(ctx, "2026-0001")
		must(t, err)
		facts, _ := json.Marshal(c.Facts())
		for _, want := range []string{a.TerritoryName, "2026-0001", a.AnswersHash, *a.QuestionnaireHash, "2026-11-19T10:00:00Z", "did:web:label.example.org"} {
			if !strings.Contains(string(facts), want) {
				t.Errorf("the credential does not say %s: %s", want, facts)
			}
		}
		for _, secret := range []string{"Dominique", "Sacha", "@example", "Camille"} {
			if bytes.Contains(first, []byte(secret)) {
				t.Errorf("the credential names %q", secret)
			}
		}
		other, _ := attestation(t, s, "2026-0002")
		if c.Status.Index == other.Status.Index {
			t.Error("two awards have one place in the list of withdrawals")
		}
		if _, err := s.Awards.Attestation(ctx, "2026-0003"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a number that nobody has gives %v", err)
		}

		// What was signed stays as it is, after a rotation too.
		_, err = s.Keys.Rotate(ctx, "test")
		must(t, err)
		must(t, s.Awards.Attest(ctx))
		if _, again := attestation(t, s, "2026-0001"); !bytes.Equal(again, first) {
			t.Error("the credential changes with the key")
		}
		got, err := s.Awards.Examine(ctx, first)
		must(t, err)
		if got.State != credential.Current || got.Award == nil || got.Award.Number != "2026-0001" {
			t.Errorf("after the rotation: %+v", got)
		}
		if err := db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("UPDATE credentials SET content = '{}'").Error }); err == nil {
			t.Error("a credential can be changed")
		}
	})
}

func TestRevokedKeySignsAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Publish()
		before, old := attestation(t, s, "2026-0001")
		_, key, _ := strings.Cut(before.Proof.Method, "#")
		s.Now = s.Now.Add(time.Hour)
		must(t, s.Keys.Revoke(ctx, "test", key, "Serveur volé."))
		var revision, after int64
		must(t, db.Read(ctx).Raw("SELECT number FROM public_revision").Scan(&revision).Error)
		must(t, s.Awards.Attest(ctx))
		must(t, db.Read(ctx).Raw("SELECT number FROM public_revision").Scan(&after).Error)
		if after == revision {
			t.Error("pages that are kept do not learn of the new credentials")
		}
		must(t, s.Awards.Attest(ctx)) // nothing is left to do
		now, content := attestation(t, s, "2026-0001")
		if now.Proof.Method == before.Proof.Method || now.Status != before.Status {
			t.Errorf("signed again: %+v, before %+v", now.Proof, before.Proof)
		}
		for _, one := range [][]byte{old, content} {
			got, err := s.Awards.Examine(ctx, one)
			must(t, err)
			if got.State != credential.Current {
				t.Errorf("%+v", got)
			}
		}
		// Whoever holds the stolen key signs what they want: it is not believed.
		forged := bytes.Replace(old, []byte(`"value": "5"`), []byte(`"value": "4"`), 1)
		got, err := s.Awards.Examine(ctx, forged)
		must(t, err)
		if got.State != credential.Altered {
			t.Errorf("%+v", got)
		}
	})
}

// Awards published before there were credentials get theirs by themselves, imported ones never.
func TestAttestLater(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		s.ImportPast(2021)
		must(t, s.Awards.Attest(ctx))
		if _, err := s.Awards.Attestation(ctx, "2021-0001"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an imported award gives %v", err)
		}
		keys, err := s.Keys.List(ctx)
		must(t, err)
		if len(keys) > 0 {
			t.Error("a key is made before any need")
		}
	})
}

func TestSupersededAndWithdrawn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2025)
		awardLyon(s, 3)
		_, first := attestation(t, s, "2025-0001")
		s.Open(2026)
		awardLyon(s, 4)
		got, err := s.Awards.Examine(ctx, first)
		must(t, err)
		if got.State != credential.Superseded {
			t.Errorf("%+v", got)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Erreur."))
		if got, err = s.Awards.Examine(ctx, first); err != nil || got.State != credential.Current {
			t.Errorf("once the later one is withdrawn: %+v, %v", got, err)
		}
		later, second := attestation(t, s, "2026-0001")
		if got, err = s.Awards.Examine(ctx, second); err != nil || got.State != credential.Withdrawn {
			t.Errorf("withdrawn: %+v, %v", got, err)
		}
		content, err := s.Awards.StatusList(ctx)
		must(t, err)
		again, err := s.Awards.StatusList(ctx)
		must(t, err)
		if !bytes.Equal(content, again) {
			t.Error("the list changes while nothing does")
		}
		keys, err := s.Keys.Document(ctx)
		must(t, err)
		list, err := credential.ReadStatusList(content, keys)
		must(t, err)
		earlier, err := credential.Read(first)
		must(t, err)
		for c, want := range map[*credential.Credential]bool{&later: true, &earlier: false} {
			if withdrawn, err := list.Withdrawn(c.Status); err != nil || withdrawn != want {
				t.Errorf("%s: %v, %v", c.Subject.LicenseNumber, withdrawn, err)
			}
		}
	})
}

// awardLyon has Lyon be awarded a level in the edition of the stage, alone.
func awardLyon(s *awardtest.Stage, level int) {
	lyon := s.Commune("69123")
	s.Close()
	s.Decide(lyon, level, "Bien.")
	s.Publish()
}
