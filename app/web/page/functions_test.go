package page

import (
	"reflect"
	"strings"
	"testing"
)

// plain replaces no-break spaces, so that expectations can be read and typed.
func plain(text string) string {
	return strings.NewReplacer(nbsp, " ", narrow, " ").Replace(text)
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n    any
		want string
	}{
		{0, "0"}, {999, "999"}, {1000, "1\u202f000"}, {int64(1234567), "1\u202f234\u202f567"}, {uint8(7), "7"}, {-21340, "−21\u202f340"},
	} {
		if got, err := Number(c.n); err != nil || got != c.want {
			t.Errorf("Number(%v) = %q, %v, want %q", c.n, got, err, c.want)
		}
	}
	if _, err := Number(1.5); err == nil {
		t.Error("a number with decimals was written as a whole one")
	}
	if _, err := Number("12"); err == nil {
		t.Error("a text was written as a number")
	}
}

func TestPercentIsRoundedDown(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{{0, 57, "0\u00a0%"}, {20, 57, "35\u00a0%"}, {799, 1000, "79\u00a0%"}, {57, 57, "100\u00a0%"}, {0, 0, "–"}} {
		if got := Percent(c.part, c.whole); got != c.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestPluralIsFrench(t *testing.T) {
	for n, want := range map[int]string{0: "0 voix relue", 1: "1 voix relue", 2: "2 voix relues", 1500: "1 500 voix relues"} {
		if got, err := Plural(n, "voix relue", "voix relues"); err != nil || plain(got) != want {
			t.Errorf("Plural(%d) = %q, %v, want %q", n, got, err, want)
		}
	}
}

func TestWordsForLists(t *testing.T) {
	for _, c := range []struct {
		items []string
		want  string
	}{{nil, ""}, {[]string{"2020"}, "2020"}, {[]string{"2020", "2021"}, "2020 et 2021"}, {[]string{"2020", "2021", "2022"}, "2020, 2021 et 2022"}} {
		if got := Enumerate(c.items); got != c.want {
			t.Errorf("Enumerate(%v) = %q, want %q", c.items, got, c.want)
		}
	}
	if Ordinal(1) != "1er" || Ordinal(1, true) != "1re" || Ordinal(4) != "4e" || Ordinal(4, true) != "4e" {
		t.Error("a rank is misspelt")
	}
}

func TestLinesKeepWhatWasTyped(t *testing.T) {
	got := Lines("  Un\r\ndeux\r\n\r\n\r\ntrois \n")
	want := [][]string{{"Un", "deux"}, {"trois"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Lines = %q, want %q", got, want)
	}
	if Lines(" \n ") != nil {
		t.Error("an empty text has paragraphs")
	}
}

func TestLocalKeepsPeopleOnThisSite(t *testing.T) {
	for address, want := range map[string]string{
		"/annuaire?region=53": "/annuaire?region=53", "/": "/", "": "/x", "annuaire": "/x", "//ailleurs.example/": "/x", "/\\ailleurs.example": "/x",
		"https://ailleurs.example/": "/x", "/a\r\nSet-Cookie: b": "/x", "/%zz": "/x", "javascript:alert(1)": "/x",
	} {
		if got := Local(address, "/x"); got != want {
			t.Errorf("Local(%q) = %q, want %q", address, got, want)
		}
	}
}
