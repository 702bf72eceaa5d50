package award_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
)

func TestWithdraw(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Publish()
		s.Now = s.Now.Add(time.Hour)
		const number = "2026-0002"
		if err := s.Awards.Withdraw(ctx, nil, number, "Erreur."); !fault.Is(err, fault.SignIn) {
			t.Errorf("a visitor gets %v", err)
		}
		if err := s.Awards.Withdraw(ctx, accounttest.Person(t, db, "Nul Rôle"), number, "Erreur."); !fault.Is(err, fault.NotAllowed) {
			t.Errorf("somebody else gets %v", err)
		}
		for _, reason := range []string{"", "  \n", strings.Repeat("x", 1001), "a\x00b", "\xff"} {
			if err := s.Awards.Withdraw(ctx, s.Secretary, number, reason); !fault.Is(err, fault.Invalid) || fault.As(err).Fields["reason"] == "" {
				t.Errorf("the reason %q gives %v", reason, err)
			}
		}
		if err := s.Awards.Withdraw(ctx, s.Secretary, "2026-0099", "Erreur."); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown number gives %v", err)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, number, "Le dossier portait sur une autre collectivité."))
		got, err := s.Awards.ByNumber(ctx, number)
		must(t, err)
		if !got.Withdrawn() || !got.WithdrawnAt.Equal(s.Now) || !strings.HasPrefix(got.WithdrawalReason, "Le dossier") {
			t.Errorf("withdrawn as %+v", got)
		}
		if err := s.Awards.Withdraw(ctx, s.Secretary, number, "Encore."); !fault.Is(err, fault.Conflict) {
			t.Errorf("withdrawing twice gives %v", err)
		}
		if err := s.Awards.Certificate(ctx, number, award.Landscape, &bytes.Buffer{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("the certificate of a withdrawn award gives %v", err)
		}
	})
}

func TestCertificate(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Publish()
		var first, second bytes.Buffer
		must(t, s.Awards.Certificate(ctx, "2026-0001", award.Landscape, &first))
		must(t, s.Awards.Certificate(ctx, "2026-0001", award.Landscape, &second))
		if !bytes.HasPrefix(first.Bytes(), []byte("%PDF-")) || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Error("the same award does not give the same PDF")
		}
		if err := s.Awards.Certificate(ctx, "2026-0003", award.Landscape, &first); !fault.Is(err, fault.NotFound) {
			t.Errorf("a number that nobody has gives %v", err)
		}
	})
}

func TestCertificateIsNotInventedForImportedAwards(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		s.ImportPast(2021)
		if err := s.Awards.Certificate(ctx, "2021-0001", award.Landscape, &bytes.Buffer{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("an imported award gives %v", err)
		}
	})
}

func TestByNumberAsTyped(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		if _, err := s.Awards.ByNumber(ctx, "2026-0001"); !fault.Is(err, fault.NotFound) {
			t.Errorf("before publication: %v", err)
		}
		s.Publish()
		for _, typed := range []string{"2026-0001", " 2026-0001 ", "2026\u20110001", "2026 – 0001"} {
			if got, err := s.Awards.ByNumber(ctx, typed); err != nil || got.Number != "2026-0001" || got.Year != 2026 || got.TerritorySlug == "" {
				t.Errorf("%q gives %v, %v", typed, got.Number, err)
			}
		}
		for _, typed := range []string{"", "-", "2026", "2026-", "-0001", "x2026-0001", "2026-0001'", "2026-1-2", "2026-0001\x00", "\xff\xfe", strings.Repeat("2026-0001", 1000), "２０２６-0001"} {
			if _, err := s.Awards.ByNumber(ctx, typed); !fault.Is(err, fault.NotFound) {
				t.Errorf("%.20q gives %v", typed, err)
			}
		}
	})
}
