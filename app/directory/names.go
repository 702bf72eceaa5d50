package directory

import (
	"slices"
	"strings"

	"tnl/app/territory"
)

// spelling is a name as it is searched.
type spelling struct {
	words  string // folded, a space before each word
	joined string // folded, without spaces
}

// name notes every name of a holder: its own, those that it had in its awards, and its former ones.
func (c *catalogue) name(h *holder) {
	folded := []string{territory.Fold(h.Name)}
	for _, a := range h.awards {
		folded = append(folded, territory.Fold(a.TerritoryName))
	}
	if body, found := c.reference.Lookup(h.Kind, h.Code); found {
		for _, former := range body.Former {
			folded = append(folded, territory.Fold(former))
		}
	}
	slices.Sort(folded)
	for _, name := range slices.Compact(folded) {
		h.names = append(h.names, spelling{" " + name, strings.ReplaceAll(name, " ", "")})
		for word := range strings.FieldsSeq(name) {
			ranks := c.words[word]
			if len(ranks) == 0 || ranks[len(ranks)-1] != h.rank {
				c.words[word] = append(ranks, h.rank)
			}
		}
	}
}

// Bounds of what is looked for: a longer text is no name.
const (
	longestText = 200
	mostWords   = 8
)

// wanted is what a visitor typed, made ready to be compared.
type wanted struct {
	nothing bool   // signs that no name has
	siren   string // of a text made of the digits of a SIREN or of a SIRET
	words   []string
	joined  string
}

// understand makes a text ready.
func understand(text string) wanted {
	if len(text) > longestText {
		text = text[:longestText]
	}
	folded := territory.Fold(strings.ToValidUTF8(text, " "))
	if folded == "" {
		return wanted{nothing: strings.TrimSpace(text) != ""}
	}
	w := wanted{joined: strings.ReplaceAll(folded, " ", "")}
	if (len(w.joined) == 9 || len(w.joined) == 14) && strings.Trim(w.joined, "0123456789") == "" {
		return wanted{siren: w.joined[:9]}
	}
	w.words = strings.Fields(folded)
	w.words = w.words[:min(len(w.words), mostWords)]
	for i, word := range w.words {
		w.words[i] = " " + word
	}
	return w
}

// finds tells whether the text means the territory: each of its words begins a word of one of its names or is one of
// its codes, or the whole begins a name, as in « lhay les roses ».
func (w *wanted) finds(h *holder) bool {
	switch {
	case w.nothing:
		return false
	case w.siren != "":
		return h.SIREN == w.siren
	}
	for _, word := range w.words {
		if !h.named(word) && !h.coded(word) {
			return h.begins(w.joined)
		}
	}
	return true
}

func (h *holder) named(word string) bool {
	for i := range h.names {
		if strings.Contains(h.names[i].words, word) {
			return true
		}
	}
	return false
}

func (h *holder) begins(joined string) bool {
	for i := range h.names {
		if strings.HasPrefix(h.names[i].joined, joined) {
			return true
		}
	}
	return false
}

// coded tells whether a word, after its space, is the territory's department, its INSEE code, or begins one of its
// postal codes.
func (h *holder) coded(word string) bool {
	if word[1] < '0' || word[1] > '9' {
		return false
	}
	code := strings.ToUpper(word)
	return h.Department == code[1:] || h.Code == code[1:] || strings.Contains(h.postal, code)
}
