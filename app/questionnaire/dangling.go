package questionnaire

import (
	"strings"

	"tnl/app/questionnaire/source"
)

// Dangling warns of what questions say to continue and a known questionnaire has not,
// or under a name near its own: answers would be lost from one year to the next without
// a word. A question of another version of the same questionnaire is not looked for.
func (q *Questionnaire) Dangling(known []*Questionnaire) source.Faults {
	ids := make([]string, len(known))
	byID := map[string]*Questionnaire{}
	for i, one := range known {
		ids[i], byID[one.ID] = one.ID, one
	}
	r := &source.Report{File: q.file}
	for _, question := range q.Questions {
		for _, name := range question.Continues {
			id, earlier, _ := strings.Cut(name, "/")
			at := entry(question.node, "continues")
			switch from := byID[id]; {
			case id == q.ID:
			case from == nil: // may be one that only its author has
				if near := source.Suggest(id, ids); strings.Contains(near, "vouliez-vous") {
					r.Warn(at, "`continues` : questionnaire inconnu `%s`%s", source.Short(id), near)
				}
			case from.Question(earlier) == nil:
				r.Warn(at, "`continues` : `%s` n’a pas de question `%s`%s", id, source.Short(earlier), suggestQuestion(r, earlier, from))
			}
		}
	}
	return r.Faults
}
