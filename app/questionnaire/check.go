package questionnaire

import (
	"slices"
	"strings"
)

// check finds what only the whole questionnaire shows: conditions that go round, look ahead, or would make
// a better answer lower a score.
func (r *reading) check(q *Questionnaire) {
	cyclic := r.checkCycles(q)
	for _, question := range q.Questions {
		for name, c := range map[string]*Condition{"scope": question.Scope, "follow_up": question.FollowUp} {
			if c == nil {
				continue
			}
			r.checkOrder(question, name, c, cyclic)
		}
		r.checkScope(question)
		r.checkFollowUp(question)
	}
}

func (r *reading) checkOrder(question *Question, name string, c *Condition, cyclic map[*Question]bool) {
	for _, leaf := range c.leaves() {
		if leaf.question == nil || leaf.question.Index < question.Index || cyclic[question] {
			continue
		}
		r.At(leaf.node, "`%s` de `%s` : la question `%s` doit être posée avant, or elle vient en %s et celle-ci en %s",
			name, question.ID, leaf.question.ID, leaf.question.Number, question.Number)
	}
}

// A scope that depended on a scored answer would let a "yes" lower a score.
func (r *reading) checkScope(question *Question) {
	if question.Scope == nil {
		return
	}
	for _, leaf := range question.Scope.leaves() {
		if leaf.question != nil && leaf.question.Scored() {
			r.At(leaf.node, "`scope` de `%s` : il ne peut dépendre que de faits, or `%s` est notée ; retirez ses points, ou employez `follow_up`",
				question.ID, leaf.question.ID)
		}
	}
}

func (r *reading) checkFollowUp(question *Question) {
	c := question.FollowUp
	if c == nil {
		return
	}
	if len(c.Questions()) == 0 {
		r.At(c.node, "`follow_up` de `%s` : une question antérieure est attendue ; pour des faits, employez `scope`", question.ID)
	}
	if question.Scored() && !c.monotone() {
		r.At(c.node, "`follow_up` de `%s` : une meilleure réponse à la question précédente ferait perdre les points de celle-ci ; ajoutez à `is` toutes les réponses qui valent au moins autant", question.ID)
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

func (r *reading) tellCycle(path []*Question, back *Question, cyclic map[*Question]bool) {
	start := 0
	for i, question := range path {
		if question == back {
			start = i
		}
	}
	var ids []string
	for _, question := range path[start:] {
		ids = append(ids, question.ID)
		cyclic[question] = true
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
