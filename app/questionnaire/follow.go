package questionnaire

// Context gives what points may depend on, for a territory and its answers.
func (q *Questionnaire) Context(facts Facts, answers Answers) *Context {
	return &Context{Facts: facts, Answers: answers, Path: q.Path(facts, answers)}
}

// Followed is one question of a questionnaire beside what was answered to it in an earlier one.
type Followed struct {
	Question *Question
	Outcome  Outcome
	// Former are the earlier answers: one, several where questions were merged, none for a question added. Those that
	// say nothing are left out.
	Former []Former
	// Takeable is the earlier answer as this questionnaire takes it, without what was planned; empty unless it
	// carries over.
	Takeable  Answer
	Evolution Evolution
}

// Former is an answer to an earlier question.
type Former struct {
	Question *Question
	Answer   Answer
}

// Personal types have values that belong to the candidacy they were given in, such as what was deposited there: they
// are given again.
type Personal interface {
	Personal(v Value) bool
}

// Follow tells, for each question of the new questionnaire in its order, what was answered to it before, what of
// that can be taken over, and how the answer of now differs.
func (c *Continuity) Follow(before, after *Context) []Followed {
	out := make([]Followed, len(c.new.Questions))
	for i := range out {
		out[i] = c.links[i].follow(before, after)
	}
	return out
}

func (link *Carried) follow(before, after *Context) Followed {
	f := Followed{Question: link.To, Outcome: link.Outcome}
	for _, from := range link.From {
		if a := before.Answers.Get(from); before.Path.Asks(from) && !a.Empty() {
			f.Former = append(f.Former, Former{from, a})
		}
	}
	if link.Outcome != CarriedOver {
		f.Evolution.Changed = link.Outcome != Added
		return f
	}
	now := after.value(link.To)
	if len(f.Former) == 0 || f.Former[0].Answer.Value == nil {
		f.Outcome = Unanswered
		f.Evolution = link.begun(now, after)
		return f
	}
	was := f.Former[0]
	a, outcome := link.carry(before.Answers)
	if outcome != CarriedOver || a.Value == nil {
		f.Outcome = ValueGone
		f.Evolution = Evolution{Words: quote(was.Question.Show(was.Answer.Value)) + " puis " + shown(link.To, now), Changed: true}
		return f
	}
	if spec, ok := link.To.Spec.(Personal); ok && spec.Personal(a.Value) {
		f.Outcome = ToProvide
	} else {
		a.Planned = ""
		f.Takeable = a
	}
	f.Evolution = link.evolution(a.Value, now, before, after)
	return f
}

// begun is the evolution of a question that had no answer.
func (link *Carried) begun(now Value, after *Context) Evolution {
	if now == nil {
		return Evolution{}
	}
	e := Evolution{Direction: Other, Words: "sans réponse, puis " + quote(link.To.Show(now))}
	if !link.To.points(now, after).IsZero() {
		e.Direction = Better
	}
	return e
}

// evolution compares two answers by the rule of now: was is the earlier value as the new question takes it. What a
// value is worth beside others was counted in its own year. How much the territory weighs is left aside: it may change
// without the answer.
func (link *Carried) evolution(was, now Value, before, after *Context) Evolution {
	from, to := link.From[0], link.To
	if !after.Path.Asks(to) {
		return Evolution{} // nobody went back on it
	}
	old := from.points(before.Answers.Get(from).Value, before)
	_, contextual := to.Spec.(Contextual)
	again := old
	if !contextual {
		again = to.points(was, after)
	}
	changed := !link.sameRule && (contextual || from.Max().Cmp(to.Max()) != 0 || old.Cmp(again) != 0)
	if now == nil {
		e := Evolution{Direction: Other, Words: quote(to.Show(was)) + " puis sans réponse", Changed: changed}
		if !again.IsZero() {
			e.Direction = Worse
		}
		return e
	}
	e := to.Compare(was, now)
	e.Changed = changed
	if contextual && !changed && to.Scored() {
		e = e.counted(old, to.points(now, after))
	}
	return e
}

func shown(q *Question, v Value) string {
	if v == nil {
		return "sans réponse"
	}
	return quote(q.Show(v))
}

// Tally counts which way the answers to the questions asked now went.
type Tally struct {
	Better, Worse, Same, Other int
	Added                      int // questions that continue none
	Apart                      int // questions that cannot be compared with what they continue
}

// Count tallies what was followed, over the questions that path asks.
func Count(followed []Followed, path Path) Tally {
	var t Tally
	for _, f := range followed {
		if !path.Asks(f.Question) {
			continue
		}
		switch {
		case f.Outcome == Added:
			t.Added++
		case f.Evolution.Direction == Better:
			t.Better++
		case f.Evolution.Direction == Worse:
			t.Worse++
		case f.Evolution.Direction == Same:
			t.Same++
		case f.Evolution.Direction == Other:
			t.Other++
		case len(f.Former) > 0 && f.Evolution.Changed:
			t.Apart++
		}
	}
	return t
}
