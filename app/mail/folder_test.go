package mail_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tnl/app/mail"
)

func TestTheFolderShowsWhatWouldHaveBeenSent(t *testing.T) {
	folder := &mail.Folder{Path: filepath.Join(t.TempDir(), "mails"), From: "label@example.org"}
	if kept, err := folder.List(10); err != nil || len(kept) != 0 {
		t.Fatalf("before any letter: %v, %v", kept, err)
	}
	body := "Ouvrez https://example.org/confirmation/a-b_c, puis\n<https://example.org/compte>.\nEncore https://example.org/compte !"
	for i, subject := range []string{"Première", "Deuxième", "Troisième"} {
		err := folder.Send(context.Background(), mail.Letter{
			ID: "0193-000" + string(rune('1'+i)), Recipient: "Élu.Référent+test@example.org", Subject: subject, Body: body,
			CreatedAt: noon.Add(time.Duration(i/2) * time.Second),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	kept, err := folder.List(2)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 2 || kept[0].Subject != "Troisième" || kept[1].Subject != "Deuxième" {
		t.Fatalf("newest first: %+v", kept)
	}
	if want := []string{"https://example.org/confirmation/a-b_c", "https://example.org/compte"}; !slices.Equal(kept[0].Links, want) {
		t.Errorf("links %q", kept[0].Links)
	}
	if kept[0].Body != body || kept[0].To != "Élu.Référent+test@example.org" || !kept[0].Date.Equal(noon.Add(time.Second)) {
		t.Errorf("read back %+v", kept[0])
	}
	if kept[0].Name != "20261123-120001-lu-r-f-rent-test-example-org-01930003.eml" {
		t.Errorf("name %s", kept[0].Name)
	}
}

func TestTheFolderReadsOnlyItsLetters(t *testing.T) {
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "secret.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := &mail.Folder{Path: filepath.Join(path, "mails"), From: "label@example.org"}
	for _, name := range []string{"../secret.txt", "", "20261123-120001-x.eml", "20261123-120001-../../secret.eml", "/etc/passwd"} {
		if _, err := folder.Read(name); !errors.Is(err, mail.ErrNoSuchLetter) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
