package public

import (
	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// axisView is an axis with what it counts for.
type axisView struct {
	ID, Title, Intro string
	Number           int
	Max              string // « 24 points »
	Weights          string // how much it counts in the total, by territory
	Questions        []questionView
}

// questionView is one question with what each answer is worth.
type questionView struct {
	ID, Number, Label string
	Help, Why, Advice string
	Evidence          string
	Max               string // « 4 points au plus », or that it yields none
	Condition         string
	Weights           string // by how much its points are multiplied, by territory
	Plannable         bool
	Terms             questionnaire.Terms
}

func readAxis(axis *questionnaire.Axis, axes int) axisView {
	v := axisView{ID: "axe-" + axis.ID, Title: axis.Title, Intro: axis.Intro, Number: axis.Number}
	var most exact.Ratio
	for _, q := range axis.Questions {
		v.Questions = append(v.Questions, readQuestion(q))
		most = most.Add(q.Max())
	}
	v.Max = points(most)
	if axes > 1 {
		v.Weights = "Poids dans le total : " + weightings(axis.Weightings(plural), "") + "."
	}
	return v
}

func readQuestion(q *questionnaire.Question) questionView {
	v := questionView{
		ID: "question-" + q.ID, Number: q.Number, Label: q.Label, Help: q.Help, Why: q.Why, Advice: q.Advice, Evidence: q.Evidence,
		Plannable: q.Plannable, Max: "Ne rapporte pas de point", Condition: condition(q), Terms: q.Spec.Terms(),
	}
	if q.Scored() {
		v.Max = points(q.Max()) + " au plus"
	}
	if by := q.Weightings(plural); len(by) > 0 {
		v.Weights = "Points multipliés par " + weightings(by, "par ") + "."
	}
	return v
}

// weightings words weights by territory: « 15 pour les communes, 20 pour les autres ».
func weightings(by []questionnaire.Weighting, word string) string {
	parts := make([]string, len(by))
	for i, w := range by {
		if parts[i] = w.Weight; i > 0 {
			parts[i] = word + w.Weight
		}
		switch {
		case w.For != "":
			parts[i] += " pour les " + w.For
		case len(by) > 1:
			parts[i] += " pour les autres"
		}
	}
	return page.Enumerate(parts)
}

func plural(kind string) string { return page.LowerFirst(territory.Kind(kind).Many()) }

// condition says when a question is asked, empty when it always is.
func condition(q *questionnaire.Question) string {
	switch {
	case q.FollowUp != nil:
		return "Posée selon la réponse à la question " + numbers(q.FollowUp.Questions()) + "."
	case q.Scope != nil && len(q.Scope.Questions()) > 0:
		return "Ne compte pas pour les territoires qu’elle ne concerne pas, d’après la réponse à la question " + numbers(q.Scope.Questions()) + "."
	case q.Scope != nil:
		return "Ne compte que pour les " + q.Scope.Audience(plural) + "."
	}
	return ""
}

func numbers(questions []*questionnaire.Question) string {
	list := make([]string, len(questions))
	for i, q := range questions {
		list[i] = q.Number
	}
	return page.Enumerate(list)
}

// points words a number of points.
func points(p exact.Ratio) string {
	if p.Less(exact.Int(2)) {
		return p.Decimal(2) + "\u00a0point"
	}
	return p.Decimal(2) + "\u00a0points"
}
