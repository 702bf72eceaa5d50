package jury

import (
	"strings"
	"time"
	"unicode/utf8"

	"tnl/app/web/page"
)

type clock func() time.Time

// counted writes n with its noun.
func counted(n int, one, many string) string {
	text, _ := page.Plural(n, one, many) // an int is always a whole number
	return text
}

// lowerFirst puts a title inside a sentence.
func lowerFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return strings.ToLower(string(first)) + text[size:]
}
