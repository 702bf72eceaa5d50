package questionnaire

import (
	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Question is one thing asked.
type Question struct {
	ID       string
	Number   string // "3.1": the axis, then its place in it
	Index    int    // its place in the whole questionnaire, from 0
	Axis     *Axis
	Type     string
	Spec     Spec
	max      exact.Ratio
	weights  weights // by how much its points count, by territory; none for once
	Label    string
	Help     string
	Why      string // why it matters: the label also raises awareness
	Advice   string // what to do to progress
	Evidence string // what may back the answer
	// Plannable questions may be answered "planned", with a month, beside done and not done.
	Plannable bool
	Effort    int // 1 (a morning) to 5 (years), to progress; 0 when the file does not say
	// Scope says whom the question concerns; where it does not hold, the question leaves numerator and
	// denominator. FollowUp says after which answer it is asked; while it is not, it counts 0 of its maximum.
	Scope    *Condition
	FollowUp *Condition
	// Continues names the questions of earlier questionnaires that this one takes over: "tnl-2021/enjeux".
	Continues []string

	node *source.Node // as the file has it, to compare it key by key with another year's
}

// Scored tells whether the question can yield points.
func (q *Question) Scored() bool { return !q.max.IsZero() }

// Max is the most points that the question can yield, before they are weighted for a territory.
func (q *Question) Max() exact.Ratio { return q.max }

// greatest is Max for the territory where the question counts the most.
func (q *Question) greatest() exact.Ratio {
	most := q.weighted(q.max, uint8(min(len(q.weights), 1)))
	for _, w := range q.weights {
		most = exact.Max(most, q.max.Mul(w.value))
	}
	return most
}

// weighted multiplies points by the weight at a place of its list, from 1; 0 is no weight.
func (q *Question) weighted(points exact.Ratio, place uint8) exact.Ratio {
	if place == 0 {
		return points
	}
	return points.Mul(q.weights[place-1].value)
}

func (r *reading) question(node *source.Node) *Question {
	f := r.Fields(node, "question")
	q := &Question{
		ID:        f.ID("id"),
		Type:      f.RequireText("type"),
		Label:     f.RequireProse("label"),
		Help:      f.Prose("help"),
		Why:       f.Prose("why"),
		Advice:    f.Prose("advice"),
		Evidence:  f.Prose("evidence"),
		Plannable: f.Bool("plannable"),
	}
	q.Effort, _ = f.Int("effort", 1, 5)
	q.Continues, q.node = r.continues(f), node
	q.weights = r.questionWeights(f)
	r.unique("question", q.ID, f.Get("id"))
	r.nodes[q] = node
	if scope := f.Get("scope"); scope != nil {
		q.Scope = r.condition(scope, factsAndAnswers)
	}
	if after := f.Get("follow_up"); after != nil {
		q.FollowUp = r.condition(after, factsAndAnswers)
	}
	t, known := types[q.Type]
	if !known {
		if q.Type != "" {
			r.At(f.Get("type"), "type de question inconnu `%s`%s", q.Type, source.Suggest(q.Type, TypeNames()))
		}
		q.Spec = unread{}
		f.Misspelt() // its own keys cannot be told from other faults
		return q
	}
	q.Spec = t.Read(f)
	q.max = q.Spec.Max()
	f.Done()
	if q.Plannable && !q.Scored() && !r.Faults.Broken() {
		r.Warn(f.Get("plannable"), "`plannable` : cette question ne rapporte aucun point, « prévu » n’y dira rien")
	}
	if q.weights != nil && !q.Scored() && !r.Faults.Broken() {
		r.Warn(f.Get("weights"), "`weights` : cette question ne rapporte aucun point, un poids n’y changera rien")
	}
	if q.Help == "" && q.Scored() {
		r.Warn(node, "question `%s` : l’aide (`help`) manque", q.ID)
	}
	return q
}

// unread stands for the type of a question that could not be read; the file is refused, it is never asked.
type unread struct{ unscored }

func (unread) Parse(any) (Value, error)  { return nil, nil }
func (unread) Raw(Value) any             { return nil }
func (unread) FromForm(form, string) any { return nil }
func (unread) ToForm(Value, string) form { return nil }
func (unread) Input(form, string) any    { return nil }
func (unread) Terms() Terms              { return Terms{} }
func (unread) Show(Value) string         { return "" }
func (unread) Reason(Value) string       { return "" }
func (unread) Points(Value) exact.Ratio  { return exact.Ratio{} }
