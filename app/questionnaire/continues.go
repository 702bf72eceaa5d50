package questionnaire

import (
	"regexp"
	"slices"
	"strings"

	"tnl/app/questionnaire/source"
)

var reference = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// continues reads which questions this one takes over. Only their form is checked: the questionnaires of other
// years are not at hand.
func (r *reading) continues(f *source.Fields) []string {
	var out []string
	for _, name := range f.Texts("continues") {
		switch {
		case !reference.MatchString(name):
			r.At(f.Get("continues"), "`continues` : %s n’est pas une question d’un autre questionnaire ; `questionnaire/question` est attendu, par exemple `tnl-2021/enjeux`", quote(source.Short(name)))
		case slices.Contains(out, name):
			r.At(f.Get("continues"), "`continues` : `%s` est cité deux fois", name)
		default:
			out = append(out, name)
		}
	}
	return out
}

// Outcome is what becomes of a question, or of the answer to it, from one questionnaire to the next.
type Outcome string

const (
	CarriedOver Outcome = "carried_over"
	Unanswered  Outcome = "unanswered" // continued, with no answer to carry
	Removed     Outcome = "removed"    // no question continues it
	Added       Outcome = "added"      // it continues none
	Merged      Outcome = "merged"     // one question continues several: which answer is meant cannot be told
	Split       Outcome = "split"      // several questions continue one
	OtherType   Outcome = "other_type" // continued by a question of another type
	ValueGone   Outcome = "value_gone" // the value cannot be given any more: its option is gone, its bounds moved
	ToProvide   Outcome = "to_provide" // the value belongs to the candidacy it was given in
	PlanGone    Outcome = "plan_gone"  // the rest of the answer goes on, but « planned » cannot be said any more
)

// Label is the outcome as people read it.
func (o Outcome) Label() string {
	return map[Outcome]string{
		CarriedOver: "reprise", Unanswered: "sans réponse à reprendre", Removed: "question retirée", Added: "question nouvelle",
		Merged: "questions réunies, à répondre de nouveau", Split: "question partagée en plusieurs, à répondre de nouveau",
		OtherType: "la question a changé de type", ValueGone: "la réponse n’est plus proposée", ToProvide: "à fournir de nouveau",
		PlanGone: "on ne peut plus y répondre « prévu »",
	}[o]
}

// Carried is what became of one question and its answer. From is empty for a question added, To nil for one
// removed.
type Carried struct {
	From    []*Question
	To      *Question
	Outcome Outcome

	sameRule bool // the question takes the very values that it took
}

// Continuity is how the questions of one questionnaire go on in another. Any number of requests may share one.
type Continuity struct {
	old, new *Questionnaire
	links    []Carried // in the new order, then what was removed; the outcome is CarriedOver until an answer says less
	same     bool
}

// Continue matches the questions of two questionnaires: those that `continues` names, and, between two versions of
// one questionnaire, those of the same identifier. A question that names none of old is followed through the
// questionnaires known between the two.
func Continue(old, new *Questionnaire, between ...*Questionnaire) *Continuity {
	c := &Continuity{old: old, new: new, same: old.Hash == new.Hash}
	heirs := map[*Question]int{}
	for _, to := range new.Questions {
		from := through(old, new, to, between)
		for _, q := range from {
			heirs[q]++
		}
		c.links = append(c.links, Carried{From: from, To: to})
	}
	for i := range c.links {
		link := &c.links[i]
		switch {
		case len(link.From) == 0:
			link.Outcome = Added
		case len(link.From) > 1:
			link.Outcome = Merged
		case heirs[link.From[0]] > 1:
			link.Outcome = Split
		case link.From[0].Type != link.To.Type:
			link.Outcome = OtherType
		default:
			link.Outcome = CarriedOver
			link.sameRule = sameRule(link.From[0], link.To)
		}
	}
	for _, q := range old.Questions {
		if heirs[q] == 0 {
			c.links = append(c.links, Carried{From: []*Question{q}, Outcome: Removed})
		}
	}
	return c
}

// sameRule tells whether the keys of the questions' type are the same in both files.
func sameRule(from, to *Question) bool {
	return !slices.ContainsFunc(ownKeys(from.node, to.node), func(key string) bool {
		return !sameNode(entry(from.node, key), entry(to.node, key))
	})
}

func sameNode(a, b *source.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Text == b.Text && slices.EqualFunc(a.Items, b.Items, sameNode) &&
		slices.EqualFunc(a.Entries, b.Entries, func(a, b source.Entry) bool { return sameNode(a.Key, b.Key) && sameNode(a.Value, b.Value) })
}

// through gives the questions of old that to continues: those it names, else those that the questions it names of a
// questionnaire between continue in their turn. Each questionnaire is crossed once.
func through(old, new *Questionnaire, to *Question, between []*Questionnaire) []*Question {
	out := predecessors(old, new, to)
	if len(out) > 0 {
		return out
	}
	for i, middle := range between {
		others := slices.Delete(slices.Clone(between), i, i+1)
		for _, step := range predecessors(middle, new, to) {
			for _, q := range through(old, middle, step, others) {
				if !slices.Contains(out, q) {
					out = append(out, q)
				}
			}
		}
	}
	return out
}

func predecessors(old, new *Questionnaire, to *Question) []*Question {
	var out []*Question
	for _, name := range to.Continues {
		if id, ok := strings.CutPrefix(name, old.ID+"/"); ok && old.Question(id) != nil {
			out = append(out, old.Question(id))
		}
	}
	if same := old.Question(to.ID); len(out) == 0 && old.ID == new.ID && same != nil {
		return []*Question{same}
	}
	return out
}

// Links lists what becomes of each question, whatever is answered: the new ones in order, then those removed.
func (c *Continuity) Links() []Carried { return c.links }

// Answers gives the answers to the new questionnaire that answers to the old one carry over.
func (c *Continuity) Answers(answers Answers) Answers {
	if c.same {
		return answers
	}
	out := NewAnswers(c.new)
	for i := range c.links {
		if a, outcome := c.links[i].carry(answers); outcome == CarriedOver {
			out.Set(c.links[i].To, a)
		}
	}
	return out
}

// carry gives the answer to the new question, and what became of the old one.
func (link *Carried) carry(answers Answers) (Answer, Outcome) {
	if link.Outcome != CarriedOver {
		return Answer{}, link.Outcome
	}
	from, to := link.From[0], link.To
	a := answers.Get(from)
	if a.Empty() {
		return Answer{}, Unanswered
	}
	if a.Value != nil && !link.sameRule {
		v, err := to.Spec.Parse(from.Spec.Raw(a.Value))
		if err != nil {
			return Answer{}, ValueGone
		}
		a.Value = v
	}
	if !to.Plannable {
		a.Planned = ""
	}
	if a.Empty() {
		return Answer{}, ValueGone
	}
	return a, CarriedOver
}

// Carry takes answers to the old questionnaire over to the new one, and tells what became of each question: carried
// over where one question continues one other, of the same type, that still takes the value.
func (c *Continuity) Carry(answers Answers) (Answers, []Carried) {
	out := NewAnswers(c.new)
	told := slices.Clone(c.links)
	for i := range told {
		a, outcome := told[i].carry(answers)
		if told[i].Outcome = outcome; outcome == CarriedOver {
			out.Set(told[i].To, a)
		}
	}
	return out, told
}

// CarryOver takes answers from one questionnaire to the next, as Continuity.Carry does.
func CarryOver(old *Questionnaire, answers Answers, new *Questionnaire) (Answers, []Carried) {
	return Continue(old, new).Carry(answers)
}

// Heirs lists the questions of the new questionnaire that continue one of the old, and what becomes of an answer to
// it as far as the questions alone tell: CarriedOver when one question of the same type does.
func (c *Continuity) Heirs(from *Question) ([]*Question, Outcome) {
	var heirs []*Question
	outcome := Removed
	for _, link := range c.links {
		if link.To != nil && slices.Contains(link.From, from) {
			heirs, outcome = append(heirs, link.To), link.Outcome
		}
	}
	return heirs, outcome
}
