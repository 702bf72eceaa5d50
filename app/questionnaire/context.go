package questionnaire

import "tnl/app/exact"

// Context is what the points of an answer may depend on beside its own value.
type Context struct {
	Facts   Facts
	Answers Answers
	Path    Path
}

// value gives the answer to another question, nil when there is none. One that is not asked any more is kept, but
// leads to nothing.
func (in *Context) value(q *Question) Value {
	if !in.Path.Asks(q) {
		return nil
	}
	return in.Answers.Get(q).Value
}

// Contextual types yield points by more than the value alone. A Spec that is one gives no point without its
// context. What it looks at must be facts: no better answer to another question may lower its points.
type Contextual interface {
	// PointsIn is Points, in a context.
	PointsIn(v Value, in *Context) exact.Ratio
	// ReasonIn is Reason, in a context.
	ReasonIn(v Value, in *Context) string
}

// bound types refer to other questions, and find them once all are read.
type bound interface {
	bind(r *reading, q *Questionnaire, own *Question, risky risks)
}

// Points is what v yields, from 0 to Max.
func (q *Question) Points(v Value, in *Context) exact.Ratio {
	if spec, ok := q.Spec.(Contextual); ok {
		return spec.PointsIn(v, in)
	}
	return q.Spec.Points(v)
}

// Reason says in French which rule gave v its points.
func (q *Question) Reason(v Value, in *Context) string {
	if spec, ok := q.Spec.(Contextual); ok {
		return spec.ReasonIn(v, in)
	}
	return q.Spec.Reason(v)
}
