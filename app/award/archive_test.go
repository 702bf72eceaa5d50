package award_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/territory"
)

func archived(t testing.TB, s *awardtest.Stage) (*award.Archive, []byte) {
	t.Helper()
	a, err := s.Awards.Archive(ctx, s.Secretary, s.Edition)
	must(t, err)
	var b bytes.Buffer
	must(t, a.Write(ctx, &b))
	return a, b.Bytes()
}

func TestArchiveOfAnEdition(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _ := decided(t, db)
		if a, content := archived(t, s); a.Files != 0 || len(content) == 0 {
			t.Errorf("before the publication: %+v", a)
		}
		s.Publish()
		for _, who := range []struct {
			name string
			kind fault.Kind
		}{{"", fault.SignIn}, {"Nul Rôle", fault.NotAllowed}} {
			person := accounttest.Person(t, db, "Nul Rôle")
			if who.name == "" {
				person = nil
			}
			if _, err := s.Awards.Archive(ctx, person, s.Edition); !fault.Is(err, who.kind) {
				t.Errorf("%q gets %v", who.name, err)
			}
		}
		if a, _ := archived(t, s); a.Signs || a.Exact || a.Signed != 0 || a.Awards != 2 {
			t.Errorf("without a key: %+v", a)
		}

		s.Sign(nil, "")
		archived(t, s) // signs them
		a, content := archived(t, s)
		if !a.Signs || !a.Exact || a.Signed != 4 || a.Size != int64(len(content)) {
			t.Errorf("signed, %d bytes: %+v", len(content), a)
		}
		path := filepath.Join(t.TempDir(), "certificats.zip")
		must(t, os.WriteFile(path, content, 0o600))
		if out, err := exec.Command("unzip", "-t", path).CombinedOutput(); err != nil {
			t.Errorf("unzip: %v\n%s", err, out)
		}
		read, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		must(t, err)
		for i, want := range []string{"2026-0001-grenoble.pdf", "2026-0001-grenoble-portrait.pdf", "2026-0002-lyon.pdf", "2026-0002-lyon-portrait.pdf"} {
			file := read.File[i]
			if file.Name != want || file.Method != zip.Store || !file.Modified.Equal(s.Now.UTC().Truncate(2*time.Second)) {
				t.Errorf("file %d: %+v, want %s", i, file.FileHeader, want)
			}
			r, err := file.Open()
			must(t, err)
			got, err := io.ReadAll(r)
			must(t, err)
			if !strings.Contains(want, "portrait") && !bytes.Equal(got, pdf(t, s.Awards, want[:9])) {
				t.Errorf("%s is not the certificate", want)
			}
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0001", "Erreur."))
		if a, _ := archived(t, s); a.Awards != 1 {
			t.Error("a withdrawn award is in the archive")
		}
	})
}

// Five hundred laureates, signed with RSA-3072 and archived: what an edition ten times larger than any would ask.
func BenchmarkFiveHundredCertificates(b *testing.B) {
	db := databasetest.Open(b, database.SQLite)
	s := awardtest.New(b, db, 2026)
	reference, err := territory.LoadReference()
	must(b, err)
	var ids []string
	for body := range reference.All() {
		if body.Kind == territory.Commune && body.SIREN != "" {
			ids = append(ids, s.Commune(body.Code))
		}
		if len(ids) == 500 {
			break
		}
	}
	s.Close()
	for _, id := range ids {
		s.Decide(id, 3, "Bravo.")
	}
	s.Publish()
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	must(b, err)
	s.Sign(key, "")
	for b.Loop() {
		start := time.Now()
		must(b, s.Awards.IssueAll(ctx))
		signed := time.Since(start)
		a, err := s.Awards.Archive(ctx, s.Secretary, s.Edition)
		must(b, err)
		start = time.Now()
		must(b, a.Write(ctx, io.Discard))
		b.ReportMetric(signed.Seconds(), "s-to-sign")
		b.ReportMetric(time.Since(start).Seconds(), "s-to-archive")
		b.ReportMetric(float64(a.Size)/1e6, "MB")
	}
}
