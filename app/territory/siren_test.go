package territory_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/fault"
	"tnl/app/territory"
)

func TestReadSIREN(t *testing.T) {
	for text, want := range map[string]string{
		"216901231":             "216901231",
		" 216 901 231 ":         "216901231",
		"216\u00a0901\u202f231": "216901231",
		"356 000 000":           "356000000", // La Poste
	} {
		if got, err := territory.ReadSIREN(text); err != nil || got != want {
			t.Errorf("ReadSIREN(%q) = %q, %v", text, got, err)
		}
	}
	for text, part := range map[string]string{
		"":               "Indiquez",
		"  ":             "Indiquez",
		"21690123":       "9 chiffres",
		"2169012311":     "9 chiffres",
		"21690123100019": "SIRET",
		"21690123A":      "que des chiffres",
		"٢١٦٩٠١٢٣١":      "que des chiffres",
		"216901232":      "n’existe pas",
		"000000000":      "n’existe pas",
	} {
		got, err := territory.ReadSIREN(text)
		f := fault.As(err)
		if got != "" || f == nil || f.Kind != fault.Invalid || !strings.Contains(f.Fields["siren"], part) {
			t.Errorf("ReadSIREN(%q) = %q, %v", text, got, err)
		}
	}
}

func TestReadSIRENSeesOneWrongDigit(t *testing.T) {
	reference := load(t)
	lyon, _ := reference.Lookup(territory.Commune, "69123")
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, 8).Draw(t, "at")
		by := rapid.IntRange(1, 9).Draw(t, "by")
		digits := []byte(lyon.SIREN)
		digits[at] = '0' + (digits[at]-'0'+byte(by))%10
		if _, err := territory.ReadSIREN(string(digits)); err == nil {
			t.Fatal(fmt.Sprintf("%s passes", digits))
		}
	})
}
