package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	credentials = "../../app/credential/testdata/"
	genuine     = credentials + "attestation.json" // withdrawn: its entry of the list is set
	keysFile    = credentials + "did.json"
	listFile    = credentials + "retraits.json"
)

// verified runs the command, and gives what it prints and its exit code, -1 for another error.
func verified(t *testing.T, args ...string) (string, int) {
	t.Helper()
	cmd := certificateCommand()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetArgs(append([]string{"verify"}, args...))
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	err := cmd.Execute()
	if told, ok := err.(*exitError); ok {
		return out.String(), told.code
	}
	if err != nil {
		return err.Error(), -1
	}
	return out.String(), 0
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestVerifyCertificateOffline(t *testing.T) {
	content, err := os.ReadFile(genuine)
	if err != nil {
		t.Fatal(err)
	}
	altered := written(t, "a.json", bytes.Replace(content, []byte(`"value": "4"`), []byte(`"value": "5"`), 1))
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{genuine, "--keys", keysFile, "--status", listFile}, 4, "Ce label a été retiré"},
		{[]string{genuine, "--keys", keysFile}, 2, "Retrait"},
		{[]string{genuine}, 2, "les clés de l’émetteur ne sont pas connues"},
		{[]string{altered, "--keys", keysFile, "--status", listFile}, 1, "elle ne correspond pas"},
		{[]string{genuine, "--keys", keysFile, "--status", listFile, "--json"}, 4, `"state": "withdrawn"`},
		{[]string{written(t, "a.pdf", []byte("bonjour")), "--keys", keysFile}, 1, "ni un certificat"},
		{[]string{written(t, "vide.pdf", nil)}, 1, "il est vide"},
		{[]string{written(t, "gros.pdf", make([]byte, 50<<20))}, -1, "trop gros"},
		{[]string{genuine, "--keys", listFile}, -1, "did.json"},
		{[]string{genuine, "--keys", keysFile, "--status", keysFile}, -1, "liste de retraits"},
		{[]string{genuine, "--status", listFile}, -1, "--keys"},
		{[]string{"nulle-part.pdf"}, -1, "nulle-part.pdf"},
		{[]string{genuine, "--site", "label.example.org"}, -1, "--site"},
	} {
		if out, code := verified(t, c.args...); code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("%q gives %d, %s", c.args, code, out)
		}
	}
}

// A site that gives the keys of another label is not believed.
func TestVerifyCertificateOfAnotherSite(t *testing.T) {
	other := httptest.NewServer(http.FileServer(http.Dir(credentials)))
	defer other.Close()
	if out, code := verified(t, genuine, "--site", other.URL, "--keys", keysFile); code != -1 || !strings.Contains(out, "did:web:label.example.org") {
		t.Errorf("%d, %s", code, out)
	}
	if out, code := verified(t, genuine, "--site", other.URL); code != -1 || !strings.Contains(out, "n’existe pas") {
		t.Errorf("%d, %s", code, out)
	}
}
