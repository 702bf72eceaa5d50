package award_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
)

func TestKit(t *testing.T) {
	s, _ := decided(t, databasetest.Open(t, database.SQLite))
	s.Publish()
	const number = "2026-0001"
	var first, second bytes.Buffer
	must(t, s.Awards.Kit(ctx, number, &first))
	must(t, s.Awards.Kit(ctx, number, &second))
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("another run gives other bytes")
	}
	files := unzipped(t, first.Bytes())
	if len(files) != 19 {
		t.Errorf("%d files in the kit", len(files))
	}
	of := func(name string) []byte {
		t.Helper()
		content, found := files["kit-"+number+"/"+name]
		if !found {
			t.Errorf("no %s in the kit", name)
		}
		return content
	}
	for form, name := range map[award.Form]string{award.Landscape: "certificat-" + number + ".pdf", award.Portrait: "certificat-" + number + "-portrait.pdf"} {
		var served bytes.Buffer
		must(t, s.Awards.Certificate(ctx, number, form, &served))
		if !bytes.Equal(of(name), served.Bytes()) {
			t.Errorf("%s is not what is served", name)
		}
	}
	a, err := s.Awards.ByNumber(ctx, number)
	must(t, err)
	for _, name := range []string{"LISEZ-MOI.txt", "textes/actualite.txt", "textes/reseaux-sociaux.txt"} {
		text := strings.ReplaceAll(string(of(name)), "\u00a0", " ")
		for _, want := range []string{a.TerritoryName, strings.ReplaceAll(a.LevelOnScale(), "\u00a0", " "), "/territoires/" + a.TerritorySlug} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
	checkODT(t, of("textes/actualite.odt"))
	poster := filepath.Join(t.TempDir(), "affiche.pdf")
	must(t, os.WriteFile(poster, of("affiche-a3.pdf"), 0o600))
	for _, command := range [][]string{{"qpdf", "--check", poster}, {"pdftoppm", "-r", "72", "-png", "-singlefile", poster, strings.TrimSuffix(poster, ".pdf")}} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", command, err, out)
		}
	}
	read, err := exec.Command("zbarimg", "--quiet", "--raw", "--oneshot", strings.TrimSuffix(poster, ".pdf")+".png").Output()
	if want := s.Awards.BaseURL + "/territoires/" + a.TerritorySlug; err != nil || strings.TrimSpace(string(read)) != want {
		t.Errorf("the poster leads to %q (%v), want %q", read, err, want)
	}
	for _, missing := range []string{"2026-0042", "1999-0001"} {
		if err := s.Awards.Kit(ctx, missing, io.Discard); !fault.Is(err, fault.NotFound) {
			t.Errorf("the kit of %s: %v", missing, err)
		}
	}
	must(t, s.Awards.Withdraw(ctx, s.Secretary, number, "Un motif."))
	if err := s.Awards.Kit(ctx, number, io.Discard); !fault.Is(err, fault.NotFound) {
		t.Errorf("the kit of a withdrawn award: %v", err)
	}
}

func checkODT(t *testing.T, odt []byte) {
	t.Helper()
	if !bytes.HasPrefix(odt[30:], []byte("mimetypeapplication/vnd.oasis.opendocument.text")) {
		t.Error("what the file is does not stand in its first bytes")
	}
	for name, content := range unzipped(t, odt) {
		if name == "mimetype" {
			continue
		}
		for decoder := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func unzipped(t *testing.T, content []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	files := map[string][]byte{}
	for _, f := range archive.File {
		file, err := f.Open()
		must(t, err)
		files[f.Name], err = io.ReadAll(file)
		must(t, err)
	}
	return files
}
