package questionnaire

import (
	"slices"
	"strings"

	"tnl/app/questionnaire/source"
)

// check finds what only the whole questionnaire shows: conditions that go round, look ahead, or would make
// a better answer lower a score.
func (r *reading) check(q *Questionnaire) {
	cyclic := r.checkCycles(q)
	risky := risks{scored: map[*Question]*Question{}, rises: map[direction]bool{}}
	for _, question := range q.Questions {
		r.checkOrder(question, "scope", question.Scope, cyclic)
		r.checkOrder(question, "follow_up", question.FollowUp, cyclic)
		r.checkScope(question, risky)
		r.checkFollowUp(question, risky)
		if spec, ok := question.Spec.(bound); ok {
			spec.bind(r, q, question, risky)
		}
	}
	r.checkWeights(q)
	r.oddities(q)
}

func (r *reading) checkOrder(question *Question, name string, c *Condition, cyclic map[*Question]bool) {
	if c == nil || cyclic[question] {
		return
	}
	for _, leaf := range c.leaves() {
		if leaf.question != nil && leaf.question.Index >= question.Index {
			r.At(leaf.node, "`%s` de `%s` : la question `%s` doit être posée avant, or elle vient en %s et celle-ci en %s",
				name, question.ID, leaf.question.ID, leaf.question.Number, question.Number)
		}
	}
}

// A scope that depended on a scored answer, or on a question that one leads to, would let a "yes" lower a
// score.
func (r *reading) checkScope(question *Question, risky risks) {
	if question.Scope == nil {
		return
	}
	for _, leaf := range question.Scope.leaves() {
		if leaf.question == nil {
			continue
		}
		if leaf.question.Scored() {
			r.At(leaf.node, "`scope` de `%s` : il ne peut dépendre que de faits, or `%s` est notée ; retirez ses points, ou employez `follow_up`",
				question.ID, leaf.question.ID)
		} else if scored := risky.behind(leaf.question); scored != nil {
			r.At(leaf.node, "`scope` de `%s` : il ne peut dépendre que de faits, or `%s` n’est posée que selon la réponse à `%s`, qui est notée",
				question.ID, leaf.question.ID, scored.ID)
		}
	}
}

func (r *reading) checkFollowUp(question *Question, risky risks) {
	c := question.FollowUp
	if c == nil {
		return
	}
	if !slices.ContainsFunc(c.leaves(), func(leaf *Condition) bool { return leaf.onAnswer }) {
		r.At(c.node, "`follow_up` de `%s` : une question antérieure est attendue ; pour des faits, employez `scope`", question.ID)
	}
	if question.Scored() && !risky.rising(c, true) {
		r.At(c.node, "`follow_up` de `%s` : une meilleure réponse à une question précédente ferait perdre les points de celle-ci ; ajoutez à `is` toutes les réponses qui valent au moins autant", question.ID)
	}
}

// risks remembers what was found of each question, as many conditions may lead to the same one.
type risks struct {
	scored map[*Question]*Question
	rises  map[direction]bool
}

type direction struct {
	question *Question
	up       bool
}

// behind gives a scored question whose answer decides whether question is asked, nil when there is none.
func (k risks) behind(question *Question) *Question {
	if found, known := k.scored[question]; known {
		return found
	}
	k.scored[question] = nil // a loop ends here; it is told elsewhere
	if question.FollowUp == nil {
		return nil
	}
	for _, other := range question.FollowUp.Questions() {
		found := other
		if !other.Scored() {
			found = k.behind(other)
		}
		if found != nil {
			k.scored[question] = found
			break
		}
	}
	return k.scored[question]
}

// rising tells whether a condition, once true, stays true for every better answer to scored questions; once
// false, stays false, when up is not set (behind a not).
func (k risks) rising(c *Condition, up bool) bool {
	if q := c.question; q != nil {
		if q.Scored() && (up && !c.test.Upward || !up && !c.test.Downward) {
			return false
		}
		return q.FollowUp == nil || k.chainRises(q, up)
	}
	for _, p := range c.parts {
		if !k.rising(p, up != c.negated) {
			return false
		}
	}
	return true
}

func (k risks) chainRises(q *Question, up bool) bool {
	at := direction{q, up}
	if found, known := k.rises[at]; known {
		return found
	}
	k.rises[at] = true // a loop ends here; it is told elsewhere
	k.rises[at] = k.rising(q.FollowUp, up)
	return k.rises[at]
}

// Every kind of territory needs an axis that weighs something, or its total would be 0 whatever it does.
func (r *reading) checkWeights(q *Questionnaire) {
	for _, kind := range append([]string{""}, Kinds...) {
		weighs := slices.ContainsFunc(q.Axes, func(a *Axis) bool {
			return len(a.weights) == 0 || !a.Weight(Facts{Kind: kind, Population: -1}).IsZero()
		})
		switch {
		case weighs || len(q.Axes) == 0:
			continue
		case kind == "":
			r.At(r.root, "aucun axe n’a de poids : le total serait toujours 0")
		default:
			r.At(r.root, "aucun axe n’a de poids pour le genre `%s` : son total serait toujours 0", kind)
		}
		return
	}
}

// checkCycles tells each cycle of conditions once, and which questions are in one.
func (r *reading) checkCycles(q *Questionnaire) map[*Question]bool {
	cyclic := map[*Question]bool{}
	state := map[*Question]int{} // 1 being visited, 2 done
	var path []*Question
	var visit func(question *Question)
	visit = func(question *Question) {
		state[question] = 1
		path = append(path, question)
		for _, next := range question.dependsOn() {
			switch state[next] {
			case 0:
				visit(next)
			case 1:
				r.tellCycle(path, next, cyclic)
			}
		}
		path = path[:len(path)-1]
		state[question] = 2
	}
	for _, question := range q.Questions {
		if state[question] == 0 {
			visit(question)
		}
	}
	return cyclic
}

// maxCycle is how many questions of a cycle are named: enough to find it in the file.
const maxCycle = 8

func (r *reading) tellCycle(path []*Question, back *Question, cyclic map[*Question]bool) {
	path = path[slices.Index(path, back):]
	var ids []string
	for i, question := range path {
		cyclic[question] = true
		if i < maxCycle {
			ids = append(ids, question.ID)
		}
	}
	if len(path) > maxCycle {
		ids = append(ids, "…")
	}
	ids = append(ids, back.ID)
	r.At(r.nodes[back], "conditions en boucle : %s ; aucune de ces questions ne serait jamais posée", strings.Join(ids, " → "))
}

func (q *Question) dependsOn() []*Question {
	var out []*Question
	for _, c := range []*Condition{q.Scope, q.FollowUp} {
		if c == nil {
			continue
		}
		for _, other := range c.Questions() {
			if !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}

// suggestQuestion words the question's identifier that is nearest to a wrong one, unless nobody will read it.
func suggestQuestion(r *source.Report, id string, q *Questionnaire) string {
	if r.Full() {
		return ""
	}
	ids := make([]string, len(q.Questions))
	for i, question := range q.Questions {
		ids[i] = question.ID
	}
	return source.Suggest(id, ids)
}
