package answers

import (
	"fmt"
	"strings"

	"tnl/app/candidacy"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/web/page"
)

// Beside puts beside each answer of score what the territory had answered to an earlier edition, and sums up what
// changed since; nil when there is none.
func Beside(axes []Axis, score *scoring.Score, earlier *candidacy.Earlier) *page.Since {
	if earlier == nil {
		return nil
	}
	for i := range axes {
		for j := range axes[i].Answers {
			axes[i].Answers[j].Earlier = evolution(earlier, score.Axes[i].Questions[j].Question)
		}
	}
	return &page.Since{
		Year: earlier.Year, Tally: tally(earlier.Tally), Then: Proposed(earlier.Score), Now: Proposed(score),
		Changed: earlier.Snapshot.Questionnaire.Hash != score.Questionnaire.Hash,
	}
}

func evolution(earlier *candidacy.Earlier, q *questionnaire.Question) *page.Evolution {
	f := earlier.Of(q)
	e := f.Evolution
	v := &page.Evolution{Year: earlier.Year, Direction: string(e.Direction), Label: e.Direction.Label(), Words: e.Words, Changed: e.Changed}
	if f.Outcome == questionnaire.Added {
		v.Label = "Question nouvelle"
		return v
	}
	for _, former := range f.Former {
		v.Answers = append(v.Answers, page.FormerAnswer(former, q))
	}
	if len(f.Former) == 1 {
		if qs := earlier.Score.Question(f.Former[0].Question); !qs.Max.IsZero() {
			v.Points = fmt.Sprintf("%s sur %s", qs.Points.Decimal(2), qs.Max.Decimal(2))
		}
	}
	if v.Label == "" && len(v.Answers) == 0 {
		return nil // nothing then, nothing now
	}
	return v
}

func tally(t questionnaire.Tally) string {
	var parts []string
	for _, one := range []struct {
		n            int
		single, many string
	}{
		{t.Better, "progrès", "progrès"}, {t.Worse, "recul", "reculs"}, {t.Same, "réponse inchangée", "réponses inchangées"},
		{t.Other, "autre réponse", "autres réponses"}, {t.Added, "question nouvelle", "questions nouvelles"},
		{t.Apart, "question qui ne se compare pas", "questions qui ne se comparent pas"},
	} {
		if one.n > 0 {
			parts = append(parts, page.Counted(one.n, one.single, one.many))
		}
	}
	return strings.Join(parts, ", ")
}
