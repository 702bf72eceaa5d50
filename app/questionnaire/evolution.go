package questionnaire

import (
	"reflect"

	"tnl/app/exact"
)

// Direction is which way an answer went from one year to another.
type Direction string

const (
	Better Direction = "better"
	Worse  Direction = "worse"
	Same   Direction = "same"
	Other  Direction = "other" // neither: a fact, a text, or one thing for another
)

// Label is the direction as people read it.
func (d Direction) Label() string {
	return map[Direction]string{Better: "Progrès", Worse: "Recul", Same: "Inchangée", Other: "Autre réponse"}[d]
}

// Evolution is how an answer differs from that of an earlier year.
type Evolution struct {
	Direction Direction // "" where the two cannot be compared, or where neither year has an answer
	Words     string    // in French; "" when nothing changed
	// Changed tells that the question itself changed: the same answer is not worth the same any more, or cannot be
	// given.
	Changed bool
}

// Evolving types say in their own words how a value differs from an earlier one. What does not is told by both.
type Evolving interface {
	// Compare is asked of values that differ, both of this question.
	Compare(before, after Value) Evolution
}

// Compare tells how after differs from before, both values of this question and neither nil.
func (q *Question) Compare(before, after Value) Evolution {
	if reflect.DeepEqual(q.Spec.Raw(before), q.Spec.Raw(after)) {
		return Evolution{Direction: Same}
	}
	e := Evolution{Direction: Other, Words: quote(q.Show(before)) + " puis " + quote(q.Show(after))}
	if spec, ok := q.Spec.(Evolving); ok {
		e = spec.Compare(before, after)
	}
	if e.Direction == Same {
		return e
	}
	if _, more := q.Spec.(Contextual); more || !q.Scored() {
		e.Direction = Other // points are decided by more than both values, or there are none
		return e
	}
	return e.counted(q.Spec.Points(before), q.Spec.Points(after))
}

// counted gives the direction that points say, where they differ.
func (e Evolution) counted(before, after exact.Ratio) Evolution {
	switch before.Cmp(after) {
	case -1:
		e.Direction = Better
	case 1:
		e.Direction = Worse
	}
	return e
}
