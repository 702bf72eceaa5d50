package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// importing runs the command on a list, over the data of folder.
func importing(t *testing.T, folder, list string, flags ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "past.csv")
	if err := os.WriteFile(file, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd, out := importCommand(), &bytes.Buffer{}
	cmd.SetOut(out)
	cmd.SetArgs(append([]string{"laureates", file, "--data", folder}, flags...))
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestImportLaureatesTellsEveryLine(t *testing.T) {
	t.Setenv("TNL_DATABASE", "")
	const list = `edition,name,kind,department,award,mentions,source,insee
2016,Arles,commune,13,4,,press,
2016,Saint-Joseph,commune,,4,,press,
2016,Nullepart,commune,,,,press,
2031,Arles,commune,13,4,,press,
`
	folder := t.TempDir()
	trial := importing(t, folder, list, "--dry-run")
	for _, says := range []string{
		"2016, édition à ajouter : labels à importer 1, déjà là 0, à préciser 2\n",
		"  ligne 3, Saint-Joseph (commune) : plusieurs collectivités possibles", "      Saint-Joseph (La Réunion), INSEE 97412, SIREN 219740123\n",
		"  ligne 4, Nullepart (commune) : aucune collectivité de ce nom\n", "2031 : L’édition 2031 n’existe pas", "colonne insee ou siren", "rien n’a été écrit",
	} {
		if !strings.Contains(trial, says) {
			t.Errorf("the trial does not say %q:\n%s", says, trial)
		}
	}
	if done := importing(t, folder, list); !strings.Contains(done, "2016, édition ajoutée : labels importés 1, déjà là 0, à préciser 2\n") || strings.Contains(done, "essai") {
		t.Errorf("the import says:\n%s", done)
	}
	corrected := strings.NewReplacer("Saint-Joseph,commune,,4,,press,", "Saint-Joseph,commune,,4,,press,97412", "13,4,,press,\n2016", "13,3,,press,\n2016").Replace(list)
	done := importing(t, folder, corrected)
	for _, says := range []string{"2016 : labels importés 1, déjà là 1, à préciser 1\n", "  ligne 2, Arles : déjà là avec d’autres faits (Niveau\u00a04), laissé comme il est\n"} {
		if !strings.Contains(done, says) {
			t.Errorf("imported again, corrected, it does not say %q:\n%s", says, done)
		}
	}
}
