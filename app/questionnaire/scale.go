package questionnaire

import (
	"fmt"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Level is one degree of the scale.
type Level struct {
	Number  int // from 1
	Title   string
	Meaning string // one sentence, printed on the certificate
	// Total is the least weighted total, as a share of 1. Axes and Questions are the least shares of an
	// axis's or a question's points; where the axis or question is out of scope they ask for nothing.
	Total     exact.Ratio
	Axes      []AxisMinimum
	Questions []QuestionMinimum
}

// AxisMinimum is the least share that a level asks of an axis.
type AxisMinimum struct {
	Axis  *Axis
	Share exact.Ratio
}

// QuestionMinimum is the least share that a level asks of a question.
type QuestionMinimum struct {
	Question *Question
	Share    exact.Ratio
}

func percent(n exact.Ratio) exact.Ratio { return n.Div(exact.Int(100)) }

func (r *reading) scale(node *source.Node, q *Questionnaire) []*Level {
	f := r.Fields(node, "échelle")
	var levels []*Level
	for _, item := range f.RequireList("levels") {
		l := r.Fields(item, "niveau")
		level := &Level{Number: len(levels) + 1, Title: l.RequireText("title"), Meaning: l.RequireText("meaning")}
		l.Require("total")
		total, _ := l.Number("total", 0, 100)
		level.Total = percent(total)
		r.minimums(l, "axes", func(key *source.Node, share exact.Ratio) {
			i := slices.IndexFunc(q.Axes, func(a *Axis) bool { return a.ID == key.Text })
			if i < 0 {
				ids := make([]string, len(q.Axes))
				for j, a := range q.Axes {
					ids[j] = a.ID
				}
				r.At(key, "axe inconnu `%s`%s", key.Text, source.Suggest(key.Text, ids))
				return
			}
			level.Axes = append(level.Axes, AxisMinimum{q.Axes[i], share})
		})
		r.minimums(l, "questions", func(key *source.Node, share exact.Ratio) {
			question := q.Question(key.Text)
			switch {
			case question == nil:
				r.At(key, "question inconnue `%s`", key.Text)
			case !question.Scored():
				r.At(key, "la question `%s` ne rapporte aucun point, un niveau ne peut pas l’exiger", key.Text)
			default:
				level.Questions = append(level.Questions, QuestionMinimum{question, share})
			}
		})
		l.Done()
		if n := len(levels); n > 0 {
			r.rises(item, levels[n-1], level)
		}
		levels = append(levels, level)
	}
	f.Done()
	return levels
}

func (r *reading) minimums(l *source.Fields, key string, add func(key *source.Node, share exact.Ratio)) {
	n := l.Get(key)
	if n == nil {
		return
	}
	if n.Kind != source.Map {
		r.At(n, "`%s` : des minimums sont attendus, un par ligne (`identifiant: pourcentage`), trouvé : %s", key, n.Describe())
		return
	}
	for _, e := range n.Entries {
		value, ok := source.NumberOf(e.Value)
		if !ok || value.Negative() || exact.Int(100).Less(value) {
			r.At(e.Value, "un pourcentage de 0 à 100 est attendu, trouvé : %s", e.Value.Describe())
			continue
		}
		add(e.Key, percent(value))
	}
}

// rises checks that a level asks at least what the level below it asks, so that the levels nest.
func (r *reading) rises(node *source.Node, below, level *Level) {
	if !below.Total.Less(level.Total) {
		r.At(node, "niveau « %s » : son total doit dépasser celui du niveau « %s »", level.Title, below.Title)
	}
	for _, m := range below.Axes {
		i := slices.IndexFunc(level.Axes, func(o AxisMinimum) bool { return o.Axis == m.Axis })
		if i < 0 || level.Axes[i].Share.Less(m.Share) {
			r.At(node, "niveau « %s » : il doit demander à l’axe `%s` au moins ce que demande le niveau « %s »", level.Title, m.Axis.ID, below.Title)
		}
	}
	for _, m := range below.Questions {
		i := slices.IndexFunc(level.Questions, func(o QuestionMinimum) bool { return o.Question == m.Question })
		if i < 0 || level.Questions[i].Share.Less(m.Share) {
			r.At(node, "niveau « %s » : il doit demander à la question `%s` au moins ce que demande le niveau « %s »", level.Title, m.Question.ID, below.Title)
		}
	}
}

// Name words the level for people: "Niveau 4, Avancé".
func (l *Level) Name() string { return fmt.Sprintf("Niveau %d, %s", l.Number, l.Title) }
