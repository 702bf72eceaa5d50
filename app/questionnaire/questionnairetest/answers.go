package questionnairetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"tnl/app/exact"
	"tnl/app/questionnaire"
)

// DrawFacts gives a random territory, with facts that may be unknown.
func DrawFacts(t *rapid.T) questionnaire.Facts {
	return questionnaire.Facts{
		Kind:           rapid.SampledFrom(append([]string{""}, questionnaire.Kinds...)).Draw(t, "kind"),
		Population:     rapid.IntRange(-1, 6000).Draw(t, "population"),
		FirstCandidacy: rapid.Bool().Draw(t, "first candidacy"),
	}
}

// DrawAnswers gives random answers to q, some questions left without.
func DrawAnswers(t *rapid.T, q *questionnaire.Questionnaire) questionnaire.Answers {
	answers := questionnaire.NewAnswers(q)
	for _, question := range q.Questions {
		answers.Set(question, DrawAnswer(t, question))
	}
	return answers
}

// DrawAnswer gives a random answer, maybe empty.
func DrawAnswer(t *rapid.T, q *questionnaire.Question) questionnaire.Answer {
	var a questionnaire.Answer
	if rapid.IntRange(1, 5).Draw(t, "answered") > 1 {
		a.Value = parse(t, q, drawRaw(t, q))
	}
	if q.Plannable && rapid.IntRange(1, 4).Draw(t, "planned") == 1 {
		a.Planned = fmt.Sprintf("20%02d-%02d", rapid.IntRange(26, 40).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
	}
	if rapid.IntRange(1, 6).Draw(t, "commented") == 1 {
		a.Comment = rapid.SampledFrom([]string{"Œuvre d’été", "a\nb", "<b>&\"'\\", "a\u2028b", "😀"}).Draw(t, "comment")
		a.Evidence = "https://exemple.fr/?a=b&c=d"
	}
	return a
}

// DrawBetter gives an answer at least as good as a: as many points by the same way up, never less of
// anything. What it was before is kept where the type knows no better.
func DrawBetter(t *rapid.T, q *questionnaire.Question, a questionnaire.Answer) questionnaire.Answer {
	better := a
	for range 20 {
		if next := DrawAnswer(t, q); next.Value != nil && atLeastAsGood(q, a.Value, next.Value) {
			better.Value = next.Value
			return better
		}
	}
	return better
}

func atLeastAsGood(q *questionnaire.Question, v, next questionnaire.Value) bool {
	if v == nil {
		return true
	}
	switch was := v.(type) {
	case exact.Ratio:
		return !next.(exact.Ratio).Less(was)
	case []int: // ticked: more of them; what is exclusive is below all else
		if exclusive(q, was) {
			return !exclusive(q, next.([]int))
		}
		return !slices.ContainsFunc(was, func(i int) bool { return !slices.Contains(next.([]int), i) })
	}
	return !q.Spec.Points(next).Less(q.Spec.Points(v))
}

func exclusive(q *questionnaire.Question, ticked []int) bool {
	options := optionsOf(q)
	return slices.ContainsFunc(ticked, func(i int) bool { return options[i].Exclusive })
}

func optionsOf(q *questionnaire.Question) []questionnaire.OptionInput {
	switch input := q.Spec.Input(nil, q.ID).(type) {
	case questionnaire.ChoicesInput:
		return input.Options
	case []questionnaire.OptionInput:
		return input
	}
	return nil
}

func drawRaw(t *rapid.T, q *questionnaire.Question) any {
	switch q.Type {
	case "yes_no":
		return rapid.SampledFrom([]string{"oui", "non"}).Draw(t, q.ID)
	case "choice":
		return rapid.SampledFrom(optionsOf(q)).Draw(t, q.ID).ID
	case "choices":
		var ids []any
		for _, o := range optionsOf(q) {
			if rapid.Bool().Draw(t, o.ID) {
				ids = append(ids, o.ID)
			}
			if o.Exclusive && len(ids) > 0 && ids[len(ids)-1] == o.ID {
				return o.ID
			}
		}
		if ids == nil {
			return optionsOf(q)[0].ID
		}
		return ids
	case "date":
		return fmt.Sprintf("%d/%d/20%02d", rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(0, 40).Draw(t, q.ID))
	case "link":
		return "https://exemple.fr/" + rapid.StringMatching(`[a-zé?=&]{0,9}`).Draw(t, q.ID)
	case "file":
		return map[string]any{"name": rapid.StringMatching(`[a-zé]{1,9}`).Draw(t, q.ID) + ".pdf", "size": json.Number(fmt.Sprint(rapid.IntRange(1, 1<<20).Draw(t, "size")))}
	case "matrix":
		return drawRows(t, q.Spec.Input(nil, q.ID).(questionnaire.MatrixInput))
	case "group":
		var items []any
		for range rapid.IntRange(1, 4).Draw(t, q.ID) {
			one := map[string]any{"share": fmt.Sprint(rapid.IntRange(0, 100).Draw(t, "share"))}
			if rapid.Bool().Draw(t, "named") {
				one["name"] = rapid.StringMatching(`[a-zé«»]{1,9}z`).Draw(t, "name")
			}
			items = append(items, one)
		}
		return items
	case "number", "percentage", "relative":
		tenths := rapid.IntRange(0, 1000).Draw(t, q.ID)
		return strings.Replace(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".", rapid.SampledFrom([]string{".", ","}).Draw(t, "comma"), 1)
	}
	return rapid.StringMatching(`[a-zéœ’«» ]{1,40}z`).Draw(t, q.ID)
}

// drawRows answers the first row of a matrix at least.
func drawRows(t *rapid.T, in questionnaire.MatrixInput) any {
	out := map[string]any{}
	for i, row := range in.Rows {
		if i == 0 || rapid.Bool().Draw(t, row.ID) {
			out[row.ID] = rapid.SampledFrom(in.Columns).Draw(t, row.Name).ID
		}
	}
	return out
}

func parse(t *rapid.T, q *questionnaire.Question, raw any) questionnaire.Value {
	v, err := q.Spec.Parse(raw)
	if err != nil {
		t.Fatalf("%s (%s): %v: %v", q.ID, q.Type, raw, err)
	}
	return v
}
