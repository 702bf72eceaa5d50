package award_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/signature"
	"tnl/app/timestamp/timestamptest"
)

func pdf(t testing.TB, as *award.Awards, number string) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, as.Certificate(ctx, number, award.Landscape, &b))
	return b.Bytes()
}

func genuine(t *testing.T, as *award.Awards, content []byte) signature.Signature {
	t.Helper()
	roots, err := as.Roots(ctx)
	must(t, err)
	r, err := signature.Verify(content, roots)
	must(t, err)
	if !r.Genuine() {
		t.Fatalf("not genuine: %+v", r)
	}
	return r.Signatures[0]
}

func count(t *testing.T, db *database.DB, table string) (n int64) {
	t.Helper()
	must(t, db.Read(ctx).Table(table).Count(&n).Error)
	return n
}

func TestASignedCertificateStaysAsItIs(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Sign(nil, "")
		s.Publish()
		first := pdf(t, s.Awards, "2026-0001")
		got := genuine(t, s.Awards, first)
		if signature.Name(got.Signer) != "Jury d’essai" || !got.SignedAt.Equal(s.Now) || !strings.Contains(got.Reason, "Certificat 2026-0001") {
			t.Errorf("signature: %+v", got)
		}
		path := filepath.Join(t.TempDir(), "certificat.pdf")
		must(t, os.WriteFile(path, first, 0o600))
		if out, err := exec.Command("pdfsig", "-nocert", path).CombinedOutput(); err != nil || !strings.Contains(string(out), "Signature is Valid.") || !strings.Contains(string(out), "Total document signed") {
			t.Errorf("pdfsig: %v\n%s", err, out)
		}

		// Neither time nor another key changes it; what the first signed stays trusted.
		s.Now = s.Now.Add(time.Hour)
		s.Sign(nil, "")
		if !bytes.Equal(pdf(t, s.Awards, "2026-0001"), first) {
			t.Error("once the key was renewed it has other bytes")
		}
		genuine(t, s.Awards, first)
		signatories, err := s.Awards.Signatories(ctx)
		must(t, err)
		if len(signatories) != 2 || !signatories[0].FirstUsedAt.After(signatories[1].FirstUsedAt) || len(signatories[0].Chain) != 2 {
			t.Errorf("signatories: %+v", signatories)
		}
		// Nor does a program that signs no more.
		plain := &award.Awards{DB: db, Candidacies: s.Candidacies, Now: s.Awards.Now, BaseURL: awardtest.BaseURL, LabelName: s.Awards.LabelName}
		if !bytes.Equal(pdf(t, plain, "2026-0001"), first) {
			t.Error("a program without a key gives other bytes")
		}
		if content := pdf(t, plain, "2026-0002"); bytes.Contains(content, []byte("/ByteRange")) {
			t.Error("a program without a key signed")
		}
		// Nor anybody in the database.
		for _, change := range []string{"UPDATE issued_certificates SET size = 3", "DELETE FROM issued_certificates", "DELETE FROM signing_certificates"} {
			if err := db.Read(ctx).Exec(change).Error; err == nil {
				t.Errorf("the database allows %s", change)
			}
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Erreur."))
		if err := s.Awards.Certificate(ctx, "2026-0001", award.Landscape, &bytes.Buffer{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("once withdrawn: %v", err)
		}
	})
}

func TestCertificatesAreSignedAfterThePublication(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Sign(nil, "")
		ctx, stop := context.WithCancel(ctx)
		working := make(chan struct{})
		go func() { s.Awards.Issuing(ctx); close(working) }()
		s.Publish()
		for deadline := time.Now().Add(20 * time.Second); count(t, db, "issued_certificates") < 4; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the certificates are not signed")
			}
		}
		stop()
		<-working
		if count(t, db, "issued_certificates") != 4 {
			t.Error("a candidacy without a label has a certificate")
		}
	})
}

// Several instances at once, some killed in the middle: each certificate is kept once, whoever was the first.
func TestInstancesThatSignTogether(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Sign(nil, "")
		s.Publish()
		dead, kill := context.WithCancel(ctx)
		kill()
		if err := s.Awards.IssueAll(dead); err == nil || count(t, db, "issued_certificates") != 0 {
			t.Errorf("killed: %v", err)
		}
		var all sync.WaitGroup
		var files [4][]byte
		for i := range files {
			all.Go(func() {
				other := *s.Awards
				if err := other.IssueAll(ctx); err != nil {
					t.Error(err)
				}
				var b bytes.Buffer
				if err := other.Certificate(ctx, "2026-0002", award.Landscape, &b); err != nil {
					t.Error(err)
				}
				files[i] = b.Bytes()
			})
		}
		all.Wait()
		for _, file := range files {
			if !bytes.Equal(file, files[0]) {
				t.Error("two people got different files")
			}
		}
		if count(t, db, "issued_certificates") != 4 {
			t.Error("not every certificate is kept once")
		}
	})
}

func TestAnAuthorityOfTimeStampsThatFails(t *testing.T) {
	s, _ := decided(t, databasetest.Open(t, database.SQLite))
	authority := timestamptest.New(t)
	signing := s.Sign(nil, authority.URL)
	authority.Down.Store(true)
	s.Publish() // asks nobody
	if authority.Asked.Load() != 0 {
		t.Error("the publication depends on the network")
	}
	if err := s.Awards.Certificate(ctx, "2026-0001", award.Landscape, &bytes.Buffer{}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("while the authority fails: %v", err)
	}
	asked := authority.Asked.Load()
	if err := s.Awards.IssueAll(ctx); !fault.Is(err, fault.Unavailable) || authority.Asked.Load() != asked {
		t.Errorf("asked again at once: %v", err)
	}
	// It comes back.
	authority.Down.Store(false)
	s.Now = s.Now.Add(time.Minute)
	signing.Believed = []*x509.Certificate{authority.Root}
	stamped := genuine(t, s.Awards, pdf(t, s.Awards, "2026-0001"))
	if stamped.TimeStamp == nil || !stamped.TimeStamp.Trusted {
		t.Errorf("time stamp: %+v", stamped.TimeStamp)
	}
	// It fails for long: the other certificate does without.
	authority.Down.Store(true)
	if err := s.Awards.IssueAll(ctx); !fault.Is(err, fault.Unavailable) {
		t.Errorf("failing again: %v", err)
	}
	s.Now = s.Now.Add(16 * time.Minute)
	must(t, s.Awards.IssueAll(ctx))
	if plain := genuine(t, s.Awards, pdf(t, s.Awards, "2026-0002")); plain.TimeStamp != nil {
		t.Error("stamped by nobody")
	}
}
