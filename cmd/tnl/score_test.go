package main

import (
	"strings"
	"testing"
)

func TestScoreOfAFile(t *testing.T) {
	const boe = "../../testdata/boe-2024.yaml"
	for _, c := range []struct {
		args []string
		code int
		told string
	}{
		{[]string{"-q", "tnl-2024", boe}, 0, "Niveau 5"},
		{[]string{"-q", "tnl-2024", boe, "--known"}, 0, "Niveau 4"},
		{[]string{"-q", "tnl-2024", boe, "--known", "--json"}, 0, `"level": 4`},
		{[]string{"-q", "tnl-2021", boe}, 1, "tnl-2024"},
	} {
		out, code := runCommand(t, scoreCommand(), c.args...)
		if code != c.code || !strings.Contains(out, c.told) {
			t.Errorf("%v: %d, want %d and %q:\n%.400s", c.args, code, c.code, c.told, out)
		}
	}
	if out, _ := runCommand(t, scoreCommand(), "-q", "tnl-2024", boe, "--known"); strings.Contains(out, "hypothèse") {
		t.Error("what is supposed is told beside the facts alone")
	}
}
