package questionnaire

import "testing"

// deposited is a link whose page belongs to the candidacy, as what is uploaded does.
type deposited struct{ *link }

func (deposited) Personal(Value) bool { return true }

func TestWhatBelongsToACandidacyIsGivenAgain(t *testing.T) {
	q, faults := Read("f", []byte("id: essai\ntitle: E\naxes: [{id: a, title: A, weight: 1, questions: [{id: q, type: link, label: Q, help: H, points: 1}]}]\nscale: {levels: [{title: U, meaning: U, total: 1}]}\n"))
	if q == nil {
		t.Fatal(faults)
	}
	question := q.Question("q")
	question.Spec = deposited{question.Spec.(*link)}
	answers := NewAnswers(q)
	answers.Set(question, Answer{Value: "https://exemple.fr/"})
	in := q.Context(Facts{}, answers)
	got := Continue(q, q).Follow(in, in)[0]
	if got.Outcome != ToProvide || got.Outcome.Label() == "" || !got.Takeable.Empty() || got.Evolution.Direction != Same {
		t.Errorf("%+v", got)
	}
}
