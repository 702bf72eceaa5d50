package questionnaire

import (
	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// FileAdjustment is the jury's own count of a question's points, as an answers file gives it.
type FileAdjustment struct {
	Points exact.Ratio
	Reason string
}

// readAdjustments reads the jury's published adjustments, by question: with the answers, they give an award's score
// again.
func readAdjustments(r *source.Report, q *Questionnaire, facts Facts, n *source.Node) map[string]FileAdjustment {
	out := map[string]FileAdjustment{}
	path := q.Path(facts, Answers{})
	if n.Kind != source.Map {
		r.At(n, "`adjustments` : des ajustements sont attendus, un par question (`question: {points: 2, reason: …}`), trouvé : %s", n.Describe())
		return out
	}
	for _, e := range n.Entries {
		question := q.Question(e.Key.Text)
		switch {
		case question == nil:
			r.At(e.Key, "question inconnue `%s`%s", source.Short(e.Key.Text), suggestQuestion(r, e.Key.Text, q))
			continue
		case !question.Scored():
			r.At(e.Key, "la question `%s` ne rapporte aucun point, le jury ne peut pas l’ajuster", question.ID)
			continue
		}
		f := r.Fields(e.Value, "ajustement")
		f.Require("points")
		points, _ := f.Number("points", 0, maxPoints)
		most := path.Max(question)
		if facts.Kind == "" { // told elsewhere, by a flag
			most = question.greatest()
		}
		if most.Less(points) {
			r.At(f.Get("points"), "`points` : cette question vaut %s au plus", countPoints(most))
		}
		out[question.ID] = FileAdjustment{Points: points, Reason: f.RequireText("reason")}
		f.Done()
	}
	return out
}
