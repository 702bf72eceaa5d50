package scoring

import (
	"strings"

	"tnl/app/questionnaire"
	"tnl/app/typography"
)

// MentionScore is a mention of the questionnaire with what a candidacy lacks for it. The jury decides.
type MentionScore struct {
	*questionnaire.Mention
	// Concerned tells whether it is for such a territory at all.
	Concerned bool
	Lacks     []Lack
}

// Fulfilled tells whether the mention's rule is fulfilled.
func (m *MentionScore) Fulfilled() bool { return m.Concerned && len(m.Lacks) == 0 }

// String says in French whether the rule is fulfilled, and what lacks when it is not.
func (m *MentionScore) String() string {
	switch {
	case !m.Concerned:
		return "Cette mention s’adresse à d’autres territoires."
	case m.Fulfilled():
		return "La règle est remplie."
	}
	lacks := make([]string, len(m.Lacks))
	for i, lack := range m.Lacks {
		lacks[i] = lack.words()
	}
	return typography.French("Il manque : " + strings.Join(lacks, " "))
}

// Mentions gives every mention of the questionnaire, in its order.
func (s *Score) Mentions() []MentionScore {
	out := make([]MentionScore, len(s.Questionnaire.Mentions))
	for i, m := range s.Questionnaire.Mentions {
		out[i] = MentionScore{Mention: m, Concerned: m.For(s.facts), Lacks: s.lacks(&m.Requirement)}
	}
	return out
}

// Eligible lists the mentions whose rule the candidacy fulfils.
func (s *Score) Eligible() []*questionnaire.Mention {
	var out []*questionnaire.Mention
	for _, m := range s.Mentions() {
		if m.Fulfilled() {
			out = append(out, m.Mention)
		}
	}
	return out
}
