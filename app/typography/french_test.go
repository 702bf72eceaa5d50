package typography

import "testing"

func TestFrench(t *testing.T) {
	for typed, want := range map[string]string{
		"":                           "",
		"rien à faire":               "rien à faire",
		"Pourquoi ?":                 "Pourquoi" + NoBreak + "?",
		"« Oui » vaut 4 points.":     "«" + NoBreak + "Oui" + NoBreak + "» vaut 4 points.",
		"95 % des postes : 4 points": "95" + NoBreak + "% des postes" + NoBreak + ": 4 points",
		"https://a.example/?b=c":     "https://a.example/?b=c",
		"Attention : lisez !":        "Attention" + NoBreak + ": lisez" + NoBreak + "!",
		"41 % des postes, 5 €":       "41" + NoBreak + "% des postes, 5" + NoBreak + "€",
		"déjà" + NoBreak + ": fait":  "déjà" + NoBreak + ": fait",
		" : début":                   NoBreak + ": début",
		"<b>gras</b> : suite":        "<b>gras</b> : suite",
	} {
		if got := French(typed); got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
		if again := French(French(typed)); again != French(typed) {
			t.Errorf("%q: a second time changes it", typed)
		}
	}
}
