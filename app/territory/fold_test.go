package territory_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/territory"
)

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"":                        "",
		"Lyon":                    "lyon",
		"L'Haÿ-les-Roses":         "l hay les roses",
		"L’Haÿ–les–Roses":         "l hay les roses",
		"Saint-Égrève":            "saint egreve",
		"ST EGREVE":               "saint egreve",
		"Ste-Foy-lès-Lyon":        "sainte foy les lyon",
		"Stains":                  "stains",
		"Œuilly":                  "oeuilly",
		"OEUILLY":                 "oeuilly",
		"Cœur  d'Essonne\u00a0! ": "coeur d essonne",
		"Faa\u02bba":              "faaa",
		"Wœrth (67)":              "woerth 67",
		"E\u0301chirolles":        "echirolles",
		"Łódź, Ærø, Straße":       "lodz aero strasse",
	} {
		if got := territory.Fold(name); got != want {
			t.Errorf("Fold(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		folded := territory.Fold(name)
		if again := territory.Fold(folded); again != folded {
			t.Fatalf("%q, then %q", folded, again)
		}
		if strings.Contains(folded, "  ") || strings.TrimSpace(folded) != folded {
			t.Fatalf("spaces in %q", folded)
		}
	})
}

func TestFoldForgetsCaseAndHyphens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zàâçéèêëîïôùûüÿœæ]{1,8}`), 1, 5).Draw(t, "words")
		plain := territory.Fold(strings.Join(words, " "))
		for _, separator := range []string{"-", "'", "’", " - ", "\u00a0"} {
			if got := territory.Fold(strings.ToUpper(strings.Join(words, separator))); got != plain {
				t.Fatalf("with %q: %q, not %q", separator, got, plain)
			}
		}
	})
}
