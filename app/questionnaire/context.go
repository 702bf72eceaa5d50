package questionnaire

import (
	"fmt"

	"tnl/app/exact"
)

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

// Points is what v yields, weighted for the territory, from 0 to the path's Max.
func (q *Question) Points(v Value, in *Context) exact.Ratio {
	return q.weighted(q.points(v, in), q.place(in))
}

func (q *Question) points(v Value, in *Context) exact.Ratio {
	if spec, ok := q.Spec.(Contextual); ok {
		return spec.PointsIn(v, in)
	}
	return q.Spec.Points(v)
}

func (q *Question) place(in *Context) uint8 {
	if q.weights == nil {
		return 0
	}
	return in.Path.steps[q.Index].weight
}

// Reason says in French which rule gave v its points.
func (q *Question) Reason(v Value, in *Context) string {
	var rule string
	if spec, ok := q.Spec.(Contextual); ok {
		rule = spec.ReasonIn(v, in)
	} else {
		rule = q.Spec.Reason(v)
	}
	if place := q.place(in); place > 0 && q.Scored() {
		if by := q.weights[place-1].value; by.Cmp(exact.Int(1)) != 0 {
			rule += fmt.Sprintf(" Pour ce territoire, ces points comptent ×\u00a0%s : %s sur %s.", by.Decimal(2), countPoints(q.Points(v, in)), in.Path.Max(q).Decimal(2))
		}
	}
	return rule
}
