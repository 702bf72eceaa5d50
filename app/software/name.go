package software

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key brings a name to the form in which names are compared: small letters and digits alone, without accents. It is
// empty when the name has neither letter nor digit. Two spellings with the same key are the same software.
func Key(name string) string { return strings.Join(words(name), "") }

// words cuts a text into its words, folded.
func words(text string) []string {
	decomposed := norm.NFKD.String(text)
	folded := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		case unicode.Is(unicode.M, r):
			return -1 // an accent
		}
		return ' '
	}, decomposed)
	return strings.Fields(folded)
}

// Identify tells which software a typed name means: a program's slug, name and domain, or, of what the catalogue does not
// have, the name's key, the name as it was typed and the domain given.
func (c *Catalogue) Identify(typed, domain string) (slug, name, inDomain string) {
	if p := c.Find(typed); p != nil {
		return p.Slug, p.Name, p.Domain
	}
	if c.domains[domain] == nil {
		domain = Elsewhere
	}
	return Key(typed), typed, domain
}

// Mentioned finds the programs that a text names, in the order in which it names them.
func (c *Catalogue) Mentioned(text string) []*Program {
	var found []*Program
	seen := map[*Program]bool{}
	all := words(text)
	for i := 0; i < len(all); i++ {
		for n := min(c.longest, len(all)-i); n > 0; n-- {
			p := c.byKey[strings.Join(all[i:i+n], "")]
			if p == nil || p.Common {
				continue
			}
			if !seen[p] {
				seen[p] = true
				found = append(found, p)
			}
			i += n - 1
			break
		}
	}
	return found
}
