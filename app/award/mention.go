package award

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tnl/app/questionnaire"
)

// Mentions are distinctions beside the level.
type Mentions []Mention

// Mention is one: by the code of a questionnaire, whose title is copied here, by one of mentionNames, or in the jury's
// own words.
type Mention struct {
	Code  string // or the words
	Title string // as the questionnaire of the edition calls it; empty when it knows no such mention
}

// keptMention is a mention as the database keeps it when a questionnaire gives its title; another is a plain text.
type keptMention struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

// MarshalJSON writes a mention as the database keeps it.
func (m Mention) MarshalJSON() ([]byte, error) {
	if m.Title == "" {
		return json.Marshal(m.Code)
	}
	return json.Marshal(keptMention(m))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Mention) UnmarshalJSON(content []byte) error {
	if err := json.Unmarshal(content, &m.Code); err == nil {
		return nil
	}
	var kept keptMention
	if err := json.Unmarshal(content, &kept); err != nil {
		return fmt.Errorf("read a mention: %w", err)
	}
	*m = Mention(kept)
	return nil
}

// mentionNames words the mentions that have a code of the label, in the order in which it lists them.
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

// Name words the mention inside a sentence: « mutualisation » for "pooling"; words that are no code stay as they are.
func (m Mention) Name() string {
	if m.Title != "" {
		return lowerFirst(m.Title)
	}
	for _, one := range mentionNames {
		if one.code == m.Code {
			return one.name
		}
	}
	return m.Code
}

// lowerFirst begins a title as inside a sentence, an acronym apart.
func lowerFirst(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[size:])
	if unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}

// UsualMentions lists those that have a code of the label, in its order: offered where a questionnaire has none of its
// own.
func UsualMentions() Mentions {
	mentions := make(Mentions, len(mentionNames))
	for i, one := range mentionNames {
		mentions[i] = Mention{Code: one.code}
	}
	return mentions
}

// MentionsOf gives mentions decided under a questionnaire, by code or in the jury's own words, with its titles.
func MentionsOf(q *questionnaire.Questionnaire, decided []string) Mentions {
	mentions := make(Mentions, len(decided))
	for i, code := range decided {
		mentions[i] = Mention{Code: code}
		for _, known := range q.Mentions {
			if known.ID == code {
				mentions[i].Title = known.Title
			}
		}
	}
	return mentions
}

// Names words every mention.
func (m Mentions) Names() []string {
	var names []string
	for _, mention := range m {
		if name := strings.TrimSpace(mention.Name()); name != "" {
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
