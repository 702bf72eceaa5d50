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
	// Named levels are called by their title alone, « Argent »; the others by their number too.
	Named bool
	Requirement
}

// Requirement is what a level, or a mention, asks of a score. Shares are of 1.
type Requirement struct {
	// Total is the least weighted total; of the questions of Of alone, unweighted, where Of is not empty: a short
	// form inside the questionnaire.
	Total exact.Ratio
	Of    []*Question
	// Axes and Questions are the least shares of an axis's or a question's points; where the axis or question is
	// out of scope they ask for nothing.
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

func (r *reading) scale(node *source.Node, q *Questionnaire) []*Level {
	f := r.Fields(node, "échelle")
	named := f.Bool("named")
	var levels []*Level
	var told bool // the total of the level before could be read
	for _, item := range f.RequireList("levels") {
		l := r.Fields(item, "niveau")
		level := &Level{Number: len(levels) + 1, Title: l.RequireProse("title"), Meaning: l.RequireProse("meaning"), Named: named}
		toldBelow := told
		l.Require("total")
		level.Requirement, told = r.requirement(l, q)
		l.Done()
		switch n := len(levels); {
		case n > 0:
			r.rises(item, levels[n-1], level, told && toldBelow)
		case told && level.Total.IsZero() && len(level.Axes)+len(level.Questions) == 0:
			r.At(l.Get("total"), "niveau « %s » : un total de 0 serait atteint sans rien faire", level.Title)
		}
		levels = append(levels, level)
	}
	f.Done()
	return levels
}

// requirement reads what a level or a mention asks; told says whether its total is there and could be read.
func (r *reading) requirement(l *source.Fields, q *Questionnaire) (out Requirement, told bool) {
	if n := l.Get("total"); n != nil {
		out.Total, told = r.share(n)
	}
	for _, id := range l.Texts("of") {
		switch question := q.Question(id); {
		case question == nil:
			r.At(l.Get("of"), "question inconnue `%s`%s", source.Short(id), suggestQuestion(r.Report, id, q))
		case !question.Scored():
			r.At(l.Get("of"), "la question `%s` ne rapporte aucun point, elle ne peut pas compter dans ce total", id)
		case slices.Contains(out.Of, question):
			r.At(l.Get("of"), "la question `%s` est citée deux fois", id)
		default:
			out.Of = append(out.Of, question)
		}
	}
	r.minimums(l, "axes", func(key *source.Node, share exact.Ratio) {
		i := slices.IndexFunc(q.Axes, func(a *Axis) bool { return a.ID == key.Text })
		if i < 0 {
			ids := make([]string, len(q.Axes))
			for j, a := range q.Axes {
				ids[j] = a.ID
			}
			r.At(key, "axe inconnu `%s`%s", source.Short(key.Text), source.Suggest(key.Text, ids))
			return
		}
		if !slices.ContainsFunc(q.Axes[i].Questions, (*Question).Scored) {
			r.At(key, "l’axe `%s` n’a aucune question notée, un niveau ne peut pas l’exiger", key.Text)
		}
		out.Axes = append(out.Axes, AxisMinimum{q.Axes[i], share})
	})
	r.minimums(l, "questions", func(key *source.Node, share exact.Ratio) {
		question := q.Question(key.Text)
		switch {
		case question == nil:
			r.At(key, "question inconnue `%s`%s", source.Short(key.Text), suggestQuestion(r.Report, key.Text, q))
		case !question.Scored():
			r.At(key, "la question `%s` ne rapporte aucun point, un niveau ne peut pas l’exiger", key.Text)
		default:
			out.Questions = append(out.Questions, QuestionMinimum{question, share})
		}
	})
	return out, told
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
		if share, ok := r.share(e.Value); ok {
			add(e.Key, share)
		}
	}
}

// share reads a percentage as a share of 1. Its one decimal is all that is shown: with more, what is
// missing could read as what is asked.
func (r *reading) share(n *source.Node) (share exact.Ratio, ok bool) {
	value, ok := source.NumberOf(n)
	if !ok || value.Negative() || exact.Int(100).Less(value) || !value.HasPlaces(1) {
		r.At(n, "un pourcentage de 0 à 100 est attendu, avec une décimale au plus et sans le signe %%, trouvé : %s", n.Describe())
		return exact.Ratio{}, false
	}
	return value.Div(exact.Int(100)), true
}

// rises checks that a level asks at least what the level below it asks, so that the levels nest. Totals are
// compared where both could be read.
func (r *reading) rises(node *source.Node, below, level *Level, totals bool) {
	if totals && slices.Equal(below.Of, level.Of) && !below.Total.Less(level.Total) {
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

// Name words the level for people: « Niveau 4, Avancé », or « Argent ».
func (l *Level) Name() string {
	if l.Named {
		return l.Title
	}
	return fmt.Sprintf("Niveau %d, %s", l.Number, l.Title)
}

// Short words the level in as few words as tell it: « Niveau 4 », or « Argent ».
func (l *Level) Short() string {
	if l.Named {
		return l.Title
	}
	return fmt.Sprintf("Niveau\u00a0%d", l.Number)
}
