package answers

import (
	"tnl/app/jury"
	"tnl/app/scoring"
	"tnl/app/web/page"
)

// Review is one juror's conclusion.
type Review struct {
	Juror       string
	Level       *page.LevelSigns // nil for no proposal
	Proposal    string
	Remarks     string
	Adjustments []Adjustment
}

// Adjustment is one line of a review.
type Adjustment struct{ Anchor, Number, Points, Engine, Reason string }

// Conclusion prepares a review of the candidacy that engine scored.
func Conclusion(juror string, r *jury.Review, engine *scoring.Score) Review {
	out := Review{Juror: juror, Proposal: "Aucun niveau proposé"}
	if r == nil {
		return out
	}
	out.Remarks = r.Remarks
	if r.ProposedLevel != nil {
		out.Level, out.Proposal = Signs(engine.Questionnaire, *r.ProposedLevel), LevelName(engine.Questionnaire, *r.ProposedLevel)
	}
	for _, q := range engine.Questionnaire.Questions {
		if a, ok := r.Adjustments[q.ID]; ok {
			out.Adjustments = append(out.Adjustments, Adjustment{
				Anchor: Anchor(q.ID), Number: q.Number, Points: Points(a.Points), Engine: engine.Question(q).Points.Decimal(2), Reason: a.Reason,
			})
		}
	}
	return out
}

// Retained lists the adjustments that score was computed with.
func Retained(score *scoring.Score) []Adjustment {
	var out []Adjustment
	for _, q := range score.Questionnaire.Questions {
		if qs := score.Question(q); qs.Adjustment != nil {
			out = append(out, Adjustment{
				Anchor: Anchor(q.ID), Number: q.Number, Points: qs.Points.Decimal(2), Engine: qs.Engine.Decimal(2), Reason: qs.Adjustment.Reason,
			})
		}
	}
	return out
}

// Conclusions prepares reviews that are handed in.
func Conclusions(reviews []jury.Signed, engine *scoring.Score) []Review {
	var out []Review
	for i := range reviews {
		out = append(out, Conclusion(reviews[i].JurorName, &reviews[i].Review, engine))
	}
	return out
}
