package award_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/credential"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/signature"
)

func examined(t testing.TB, s *awardtest.Stage, content []byte) *award.Examination {
	t.Helper()
	got, err := s.Awards.Examine(ctx, content)
	must(t, err)
	return got
}

func certificate(t testing.TB, s *awardtest.Stage, number string) []byte {
	t.Helper()
	var pdf bytes.Buffer
	must(t, s.Awards.Certificate(ctx, number, award.Landscape, &pdf))
	return pdf.Bytes()
}

func TestExamineCertificate(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Publish()
		pdf := certificate(t, s, "2026-0001")
		_, attached := attestation(t, s, "2026-0001")
		if file := credential.Open(pdf); len(file.Credentials) != 1 || !bytes.Equal(file.Credentials[0], attached) || file.Number != "2026-0001" {
			t.Errorf("the certificate holds %d credentials", len(file.Credentials))
		}
		if got := examined(t, s, pdf); got.State != credential.Current || got.Outcome("page") != credential.Good || got.Award.Number != "2026-0001" {
			t.Errorf("genuine: %+v", got)
		}

		added := examined(t, s, append(bytes.Clone(pdf), "\n% something\n%%EOF\n"...))
		if added.State != credential.Altered || added.Outcome("page") != credential.Bad || added.Outcome("issued") != credential.Good || added.Award == nil {
			t.Errorf("with something added: %+v", added)
		}
		// Drawn by another version of the program, and given out then.
		must(t, db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE FROM certificate_files").Error }))
		if got := examined(t, s, pdf); got.State != credential.Altered || got.Outcome("page") != credential.Bad {
			t.Errorf("never given out: %+v", got)
		}
		if again := certificate(t, s, "2026-0001"); !bytes.Equal(again, pdf) {
			t.Error("the same award does not give the same PDF")
		}

		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Le dossier portait sur une autre collectivité."))
		got := examined(t, s, pdf)
		if got.State != credential.Withdrawn || !strings.Contains(got.Checks[len(got.Checks)-2].Text, "autre collectivité") {
			t.Errorf("withdrawn: %+v", got)
		}
	})
}

// A certificate opened and saved again by another program keeps its credential, and is no longer the one given out.
func TestExamineRewritten(t *testing.T) {
	s, _ := decided(t, databasetest.Open(t, database.SQLite))
	s.Publish()
	folder := t.TempDir()
	given, again := filepath.Join(folder, "a.pdf"), filepath.Join(folder, "b.pdf")
	must(t, os.WriteFile(given, certificate(t, s, "2026-0001"), 0o600))
	for _, options := range [][]string{{}, {"--object-streams=generate"}, {"--stream-data=uncompress"}, {"--linearize"}, {"--qdf"}} {
		if out, err := exec.Command("qpdf", append(options, given, again)...).CombinedOutput(); err != nil {
			t.Fatalf("qpdf %v: %v\n%s", options, err, out)
		}
		content, err := os.ReadFile(again)
		must(t, err)
		got := examined(t, s, content)
		if got.State != credential.Altered || got.Outcome("page") != credential.Bad || got.Outcome("signature") != credential.Good || got.Outcome("issued") != credential.Good {
			t.Errorf("qpdf %v: %+v", options, got)
		}
	}
	for _, options := range [][]string{{"--remove-attachment=Attachement1"}, {"--encrypt", "", "x", "256", "--"}} {
		if out, err := exec.Command("qpdf", append(append([]string{given}, options...), again)...).CombinedOutput(); err != nil {
			t.Fatalf("qpdf %v: %v\n%s", options, err, out)
		}
		content, err := os.ReadFile(again)
		must(t, err)
		if got := examined(t, s, content); got.State != credential.Foreign || got.Outcome("credential") != credential.Bad {
			t.Errorf("qpdf %v: %+v", options, got)
		}
	}
}

func TestExamineOneByteAltered(t *testing.T) {
	s, _ := decided(t, databasetest.Open(t, database.SQLite))
	s.Publish()
	pdf := certificate(t, s, "2026-0001")
	for at := 0; at < len(pdf); at += max(1, len(pdf)/300) {
		altered := bytes.Clone(pdf)
		altered[at] ^= 1
		if got := examined(t, s, altered); got.State != credential.Altered && got.State != credential.Foreign && got.State != credential.Unreadable {
			t.Fatalf("the byte %d is altered: %+v", at, got)
		}
	}
}

func TestExamineAnything(t *testing.T) {
	s, _ := decided(t, databasetest.Open(t, database.SQLite))
	s.Publish()
	for what, content := range map[string]string{
		"empty": "", "text": "2026-0001", "a picture": "\x89PNG\r\n\x1a\n", "an archive": "PK\x03\x04",
	} {
		if got := examined(t, s, []byte(content)); got.State != credential.Unreadable || got.Award != nil {
			t.Errorf("%s: %+v", what, got)
		}
	}
	if got := examined(t, s, []byte("%PDF-1.7\n%%EOF")); got.State != credential.Foreign {
		t.Errorf("another PDF: %+v", got)
	}
	if _, err := s.Awards.Examine(ctx, make([]byte, credential.MaxFile+1)); !fault.Is(err, fault.TooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestExamineSigned(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		s.Publish()
		plain := certificate(t, s, "2026-0001")
		signing := s.Sign(nil, "")
		pdf := certificate(t, s, "2026-0001")
		if got := examined(t, s, pdf); got.State != credential.Current || !strings.Contains(told(got, "page"), "signature numérique est bonne, au nom de « Jury") {
			t.Errorf("genuine: %+v", got)
		}
		// Signed by the label, and not kept: its signature alone speaks for it.
		again, err := signing.Signer.Sign(ctx, bytes.Replace(plain, []byte("/Lang (fr-FR)"), []byte("/Lang (fr-CA)"), 1), signature.Details{At: s.Now})
		must(t, err)
		if got := examined(t, s, again); got.State != credential.Current || !strings.Contains(told(got, "page"), "tel qu’il a été signé") {
			t.Errorf("by its signature: %+v", got)
		}
		for what, altered := range map[string][]byte{
			"ne couvre pas": append(bytes.Clone(pdf), "\n% something\n%%EOF\n"...),
			"ne correspond": bytes.Replace(pdf, []byte("/Lang (fr-FR)"), []byte("/Lang (fr-CA)"), 1),
		} {
			if got := examined(t, s, altered); got.State != credential.Altered || got.Outcome("page") != credential.Bad || !strings.Contains(told(got, "page"), what) {
				t.Errorf("%s: %+v", what, got)
			}
		}
		// Somebody else signs what they changed, by a certificate of their own.
		other, _ := decided(t, databasetest.Open(t, db.Engine))
		other.Sign(nil, "")
		other.Publish()
		theirs := certificate(t, other, "2026-0001")
		if got := examined(t, s, theirs); got.State != credential.Foreign && got.State != credential.Altered || got.Outcome("page") != credential.Bad || !strings.Contains(told(got, "page"), "n’est pas celle du label") {
			t.Errorf("signed by somebody else: %+v", got)
		}
	})
}

func told(e *award.Examination, name string) string {
	for _, check := range e.Checks {
		if check.Name == name {
			return strings.ReplaceAll(check.Text, "\u00a0", " ")
		}
	}
	return ""
}
