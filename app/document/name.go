package document

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxName is how many characters a document's name keeps.
const MaxName = 200

// CleanName gives the name under which a document is kept: without the folders it came from, without what cannot be
// seen or turns the reading order around, in NFC, and with its extension however long it was. "" when nothing is left.
func CleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError || !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, name))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if utf8.RuneCountInString(name) <= MaxName {
		return name
	}
	extension := path.Ext(name)
	if utf8.RuneCountInString(extension) > 10 {
		extension = ""
	}
	kept := []rune(strings.TrimSuffix(name, extension))[:MaxName-utf8.RuneCountInString(extension)]
	return strings.TrimRight(string(kept), ". ") + extension
}

// Size writes a size in bytes for people: « 240 Ko », rounded up.
func Size(bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < 2:
		return fmt.Sprintf("%d\u00a0octet", bytes)
	case bytes < kilo:
		return fmt.Sprintf("%d\u00a0octets", bytes)
	case bytes <= mega-kilo:
		return fmt.Sprintf("%d\u00a0Ko", (bytes+kilo-1)/kilo)
	}
	tenths := (bytes*10 + mega - 1) / mega
	if tenths%10 == 0 {
		return fmt.Sprintf("%d\u00a0Mo", tenths/10)
	}
	return fmt.Sprintf("%d,%d\u00a0Mo", tenths/10, tenths%10)
}
