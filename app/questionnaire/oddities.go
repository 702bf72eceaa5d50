package questionnaire

import (
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// oddities warns of what is legal but probably not meant. It looks only at a questionnaire that can be used:
// what a broken one comes to would be guessed.
func (r *reading) oddities(q *Questionnaire) {
	if r.Faults.Broken() {
		return
	}
	for _, question := range q.Questions {
		r.oddTexts(question)
		r.oddCap(question)
	}
	w := r.world(q)
	if w.vast() {
		return
	}
	r.neverAsked(q, w)
	r.axesWithout(q, w)
	r.levelsBeyond(q, w)
}

func (r *reading) oddTexts(question *Question) {
	if !question.Scored() {
		return
	}
	var missing []string
	if question.Why == "" {
		missing = append(missing, "son intérêt (`why`)")
	}
	if question.Advice == "" {
		missing = append(missing, "le conseil pour progresser (`advice`)")
	}
	switch len(missing) {
	case 1:
		r.Warn(r.nodes[question], "question `%s` : %s manque", question.ID, missing[0])
	case 2:
		r.Warn(r.nodes[question], "question `%s` : %s manquent", question.ID, list(missing))
	}
}

func (r *reading) oddCap(question *Question) {
	c, ok := question.Spec.(*choices)
	if !ok || c.cap.IsZero() {
		return
	}
	nodes := entry(r.nodes[question], "options")
	for i, o := range c.options {
		if c.cap.Less(o.Points) && nodes != nil && i < len(nodes.Items) {
			r.Warn(nodes.Items[i], "choix `%s` : il vaut %s, plus que la limite de la question (`cap`, %s)", o.ID, countPoints(o.Points), c.cap.Decimal(2))
		}
	}
}

func (r *reading) neverAsked(q *Questionnaire, w *world) {
	for _, question := range q.Questions {
		if (question.Scope != nil || question.FollowUp != nil) && !w.canBeAsked(question) {
			r.Warn(r.nodes[question], "question `%s` : elle ne sera jamais posée, ses conditions ne peuvent pas être vraies ensemble", question.ID)
		}
	}
}

// axesWithout warns of an axis that weighs for a kind of territory and has nothing to ask of it.
func (r *reading) axesWithout(q *Questionnaire, w *world) {
	for i, axis := range q.Axes {
		var kinds []string
		for _, kind := range Kinds {
			if !w.applies(axis, kind) {
				kinds = append(kinds, "`"+kind+"`")
			}
		}
		switch at := entry(r.root, "axes").Items[i]; len(kinds) {
		case 0:
		case len(Kinds):
			r.Warn(at, "axe `%s` : aucune de ses questions ne concerne jamais personne", axis.ID)
		default:
			r.Warn(at, "axe `%s` : aucune de ses questions ne concerne jamais %s, où il a pourtant un poids", axis.ID, ofKinds(kinds))
		}
	}
}

func (r *reading) levelsBeyond(q *Questionnaire, w *world) {
	if !slices.ContainsFunc(q.Questions, (*Question).Scored) {
		return
	}
	nodes := entry(entry(r.root, "scale"), "levels")
	for i, kinds := range w.beyond() {
		level := q.Levels[i]
		switch len(kinds) {
		case 0:
		case len(Kinds):
			r.Warn(nodes.Items[i], "niveau « %s » : personne ne peut l’atteindre, même avec les meilleures réponses", level.Title)
		default:
			r.Warn(nodes.Items[i], "niveau « %s » : il est hors de portée pour %s, même avec les meilleures réponses", level.Title, ofKinds(kinds))
		}
	}
}

func ofKinds(kinds []string) string {
	if len(kinds) == 1 {
		return "le genre " + kinds[0]
	}
	return "les genres " + list(kinds)
}

// entry gives the value of a key, nil when it is not there.
func entry(n *source.Node, key string) *source.Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key.Text == key {
			return e.Value
		}
	}
	return nil
}

// populations lists a population on each side of every bound that a condition of the file sets.
func populations(n *source.Node, out []int) []int {
	for _, e := range n.Entries {
		if e.Key.Text == "population" {
			for _, bound := range e.Value.Entries {
				if least, ok := source.NumberOf(bound.Value); ok {
					out = append(out, int(least.Floor()))
				}
			}
		}
		out = populations(e.Value, out)
	}
	for _, item := range n.Items {
		out = populations(item, out)
	}
	return out
}

// mentionsKey tells whether a key stands anywhere in the file.
func mentionsKey(n *source.Node, key string) bool {
	return slices.ContainsFunc(n.Entries, func(e source.Entry) bool { return e.Key.Text == key || mentionsKey(e.Value, key) }) ||
		slices.ContainsFunc(n.Items, func(item *source.Node) bool { return mentionsKey(item, key) })
}

// best is the most that answers could give a territory in a world: as a score counts, with every question that may
// be asked answered at its best.
type best struct {
	total exact.Ratio
	axes  []share
	each  []share
}

// share is points over a maximum; a maximum of 0 is out of scope.
type share struct{ points, most exact.Ratio }

func (s share) of() exact.Ratio { return s.points.Div(s.most) }

func (s *share) add(o share) {
	s.points, s.most = s.points.Add(o.points), s.most.Add(o.most)
}

func (b *best) meets(required *Requirement) bool {
	total := b.total
	if len(required.Of) > 0 {
		var of share
		for _, q := range required.Of {
			of.add(b.each[q.Index])
		}
		total = of.of()
	}
	if total.Less(required.Total) {
		return false
	}
	for _, m := range required.Axes {
		if s := b.axes[m.Axis.Number-1]; !s.most.IsZero() && s.of().Less(m.Share) {
			return false
		}
	}
	for _, m := range required.Questions {
		if s := b.each[m.Question.Index]; !s.most.IsZero() && s.of().Less(m.Share) {
			return false
		}
	}
	return true
}
