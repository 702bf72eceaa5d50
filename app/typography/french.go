// Package typography keeps French punctuation with its word.
package typography

import "strings"

// NoBreak is the space that is never the end of a line.
const NoBreak = "\u00a0"

// French puts no-break spaces before ; ! ? : » % € and after «, where a plain space stands: texts are typed with
// plain spaces, by us and by the authors of questionnaires.
func French(text string) string {
	if !strings.ContainsAny(text, "«»;!?:%€") {
		return text
	}
	var out strings.Builder
	out.Grow(len(text) + 8)
	runes := []rune(text)
	for i, r := range runes {
		if r == ' ' && (i+1 < len(runes) && closes(runes[i+1]) && (i == 0 || runes[i-1] != ' ' && runes[i-1] != '>' && runes[i-1] != '\n') || i > 0 && runes[i-1] == '«') {
			out.WriteString(NoBreak)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

func closes(r rune) bool { return strings.ContainsRune(";!?:»%€", r) }
