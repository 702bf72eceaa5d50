package questionnaire

import "tnl/app/questionnaire/source"

// Mention is a distinction that the jury may add to a level, for those whom its rule makes eligible. The rule
// proposes; the jury decides.
type Mention struct {
	ID      string
	Title   string
	Meaning string     // what it honours, in one sentence
	When    *Condition // whom it is for, by facts; nil for all
	Requirement
}

// For tells whether the mention is for a territory.
func (m *Mention) For(facts Facts) bool {
	return m.When == nil || m.When.holds(&sight{facts: &facts, answers: &Answers{}}) == Yes
}

func (r *reading) mentions(nodes []*source.Node, q *Questionnaire) []*Mention {
	var out []*Mention
	for _, node := range nodes {
		f := r.Fields(node, "mention")
		m := &Mention{ID: f.ID("id"), Title: f.RequireProse("title"), Meaning: f.RequireProse("meaning")}
		r.unique("mention", m.ID, f.Get("id"))
		if when := f.Get("when"); when != nil {
			m.When = r.condition(when, factsOnly)
		}
		m.Requirement, _ = r.requirement(f, q)
		f.Done()
		out = append(out, m)
	}
	return out
}
