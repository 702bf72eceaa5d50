package territory

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a name to the form in which names are compared and searched: lower case without accents, words of
// letters and digits separated by one space, « St » and « Ste » written out. Folding twice changes nothing.
func Fold(name string) string {
	words := strings.Fields(spaced(name))
	for i, word := range words {
		if full, found := abbreviations[word]; found {
			words[i] = full
		}
	}
	return strings.Join(words, " ")
}

var abbreviations = map[string]string{"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

// letters that no decomposition takes to the alphabet of a keyboard.
var letters = map[rune]string{'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i"}

// spaced lowers name, takes its accents off and turns whatever is neither letter nor digit into spaces.
func spaced(name string) string {
	if ascii(name) {
		return strings.Map(lowerASCII, name)
	}
	var out strings.Builder
	out.Grow(len(name))
	for _, r := range norm.NFKD.String(name) {
		r = unicode.ToLower(r)
		switch {
		case r < 0x80:
			out.WriteRune(lowerASCII(r))
		case letters[r] != "":
			out.WriteString(letters[r])
		case unicode.Is(unicode.M, r), unicode.Is(unicode.Lm, r):
			// An accent, or the ʻ of Polynesian names: part of the letter beside it.
		case unicode.IsLetter(r), unicode.IsDigit(r):
			out.WriteRune(r)
		default:
			out.WriteByte(' ')
		}
	}
	return out.String()
}

func lowerASCII(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	}
	return ' '
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
