package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"tnl/app/database"
	"tnl/app/jury/jurytest"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// run runs "tnl questionnaire" as a shell would, and gives what it prints and its exit code.
func run(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	return runCommand(t, questionnaireCommand(), args...)
}

func runCommand(t *testing.T, cmd *cobra.Command, args ...string) (out string, code int) {
	t.Helper()
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	var printed bytes.Buffer
	cmd.SetOut(&printed)
	cmd.SetErr(&printed)
	cmd.SetArgs(args)
	if err := cmd.ExecuteContext(context.Background()); err != nil {
		if told, ok := err.(*exitError); ok {
			return printed.String(), told.code
		}
		return printed.String() + err.Error() + "\n", 1
	}
	return printed.String(), 0
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}

const diffs = "../../app/questionnaire/testdata/diff/"

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "q.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestExitCodes(t *testing.T) {
	broken := write(t, "id: essai\n")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"check", diffs + "before.yaml"}, 0, "attention : "},
		{[]string{"check", diffs + "before.yaml", broken}, 1, "la clé `axes` manque"},
		{[]string{"check", "nowhere.yaml"}, 1, "nowhere.yaml"},
		{[]string{"diff", "tnl-2021", "tnl-2021"}, 0, "Aucune différence"},
		{[]string{"diff", "tnl-2021", "tnl-2021", "--json"}, 0, "[]"},
		{[]string{"diff", "tnl-2021", broken}, 1, "la clé `axes` manque"},
		{[]string{"diff", "tnl-2021"}, 1, "accepts 2 arg"},
		{[]string{"schema"}, 0, "https://json-schema.org/draft/2020-12/schema"},
		{[]string{"impact", "tnl-2021"}, 1, "against"},
		{[]string{"impact", broken, "--against", "2021"}, 1, "la clé `axes` manque"},
		{[]string{"impact", "tnl-2021", "--against", "1999", "--data", t.TempDir()}, 1, "Cette édition n’existe pas."},
		{[]string{"preview", "nowhere.yaml"}, 1, "nowhere.yaml"},
		{[]string{"preview", broken, "--listen", "0.0.0.0:8081"}, 1, "this machine alone"},
	} {
		if out, code := run(t, c.args...); code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("%v: %d\n%s", c.args, code, out)
		}
	}
}

func TestDiffIsTold(t *testing.T) {
	out, _ := run(t, "diff", diffs+"before.yaml", diffs+"after.yaml")
	golden(t, "diff.golden", out)
	out, _ = run(t, "diff", diffs+"before.yaml", diffs+"after.yaml", "--json")
	golden(t, "diff.json", out)
}

var took = regexp.MustCompile(`en [0-9]+ ms`)

func TestImpactIsTold(t *testing.T) {
	data := t.TempDir()
	db, err := database.Open("", filepath.Join(data, "tnl.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.MigrateUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	w := jurytest.New(t, db)
	w.Candidacy("01001")
	w.Candidacy("01004")
	text, err := os.ReadFile("../../questionnaires/tnl-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	generous := write(t, strings.NewReplacer("total: 6\n", "total: 0.1\n", "total: 11\n      axes: {strategie: 10}\n", "total: 0.2\n").Replace(string(text)))
	out, code := run(t, "impact", generous, "--against", "2026", "--data", data)
	if code != 0 || strings.Contains(out, "Abergement") {
		t.Errorf("%d, or somebody is named:\n%s", code, out)
	}
	out, _ = run(t, "impact", generous, "--against", "2026", "--data", data, "--names")
	golden(t, "impact.golden", took.ReplaceAllString(out, "en 0 ms"))
	out, _ = run(t, "impact", generous, "--against", "2026", "--data", data, "--json")
	var report impactReport
	if err := json.Unmarshal([]byte(out), &report); err != nil || report.Summary.Up != 2 || report.Territories != nil || report.Hash == report.NewHash {
		t.Errorf("%v\n%s", err, out)
	}
}
