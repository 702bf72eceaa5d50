package award

import "strings"

// Mentions are distinctions beside the level, as codes of mentionNames or in the jury's own words.
type Mentions []string

// mentionNames words the mentions that have a code, in the order in which the label lists them.
var mentionNames = []struct{ code, name string }{
	{"first-candidacy", "meilleure première candidature"},
	{"pooling", "mutualisation"},
	{"awareness", "promotion et sensibilisation au logiciel libre"},
	{"sobriety", "sobriété numérique"},
	{"strategy", "stratégie"},
	{"strategy-and-communication", "stratégie et communication"},
	{"communication", "communication"},
	{"open-data", "données ouvertes"},
	{"coup-de-coeur", "coup de cœur du jury"},
}

// MentionName words one mention: « mutualisation » for "pooling"; words that are no code stay as they are.
func MentionName(mention string) string {
	for _, one := range mentionNames {
		if one.code == mention {
			return one.name
		}
	}
	return mention
}

// MentionCodes lists the codes, in the label's order.
func MentionCodes() []string {
	codes := make([]string, len(mentionNames))
	for i, one := range mentionNames {
		codes[i] = one.code
	}
	return codes
}

// Names words every mention.
func (m Mentions) Names() []string {
	var names []string
	for _, mention := range m {
		if name := strings.TrimSpace(MentionName(mention)); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Label words them all: « Mention spéciale : mutualisation », empty when there is none.
func (m Mentions) Label() string {
	names := m.Names()
	switch len(names) {
	case 0:
		return ""
	case 1:
		return "Mention spéciale\u00a0: " + names[0]
	}
	last := len(names) - 1
	return "Mentions spéciales\u00a0: " + strings.Join(names[:last], ", ") + " et " + names[last]
}
