package questionnaire_test

import (
	"pgregory.net/rapid"

	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// pointsOf gives the points of a raw answer, which must be readable and within the question's bounds.
func pointsOf(t *rapid.T, q *questionnaire.Question, raw any) exact.Ratio {
	v, err := q.Spec.Parse(raw)
	if err != nil {
		t.Fatalf("%v: %v", raw, err)
	}
	points := q.Spec.Points(v)
	if points.Negative() || q.Max().Less(points) {
		t.Fatalf("%v: %v points of %v", raw, points, q.Max())
	}
	return points
}
