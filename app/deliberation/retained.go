package deliberation

import (
	"slices"
	"strings"

	"tnl/app/fault"
	"tnl/app/jury"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// TypedAdjustment is an adjustment to retain, as it was typed. Without points, the engine's stay.
type TypedAdjustment struct{ Question, Points, Reason string }

func (t TypedAdjustment) empty() bool { return t.Points == "" && t.Reason == "" }

// maxAdjustmentReason bounds the reason of a retained adjustment, in characters.
const maxAdjustmentReason = 2000

// The fields of the adjustments in a form: OtherQuestion chooses one that is not listed; those of a question begin with
// its id.
const OtherQuestion = "other_question"

// PointsField names the field of the points retained for a question.
func PointsField(questionID string) string { return questionID + ".points" }

// ReasonField names the field of their reason.
func ReasonField(questionID string) string { return questionID + ".reason" }

// Retain reads the adjustments that the jury retains of a candidacy as the engine scores it, and tells what is wrong by
// field. Those that are right are given even where others are not, so that a form shows what they would make.
func Retain(engine *scoring.Score, typed []TypedAdjustment) (map[string]scoring.Adjustment, fault.Fields) {
	faults := fault.Fields{}
	retained := map[string]scoring.Adjustment{}
	seen := map[string]bool{}
	for _, t := range typed {
		question := engine.Questionnaire.Question(t.Question)
		switch {
		case t.Question == "" && t.empty():
		case question == nil:
			faults.Add(OtherQuestion, "Choisissez la question dont le jury retient les points.")
		case seen[t.Question]:
			faults.Add(OtherQuestion, "Cette question est déjà dans la liste : donnez-y les points que le jury retient.")
		case !t.empty():
			retain(engine.Question(question), t, retained, faults)
		}
		seen[t.Question] = true
	}
	return retained, faults
}

func retain(engine *scoring.QuestionScore, t TypedAdjustment, retained map[string]scoring.Adjustment, faults fault.Fields) {
	id := engine.Question.ID
	wrong := fault.Fields{}
	if engine.Max.IsZero() {
		faults.Add(PointsField(id), "Cette question ne compte pas dans la note de cette candidature : il n’y a pas de points à ajuster.")
		return
	}
	if t.Points == "" {
		wrong.Add(PointsField(id), "Indiquez les points retenus, ou effacez la raison pour garder ceux du moteur.")
	}
	points := jury.ReadPoints(wrong, PointsField(id), t.Points, engine.Max)
	if len(wrong) == 0 && points.Cmp(engine.Engine) == 0 {
		wrong.Add(PointsField(id), "Ce sont déjà les points du moteur : pour les garder, effacez les points et la raison.")
	}
	reason := jury.Words(wrong, ReasonField(id), t.Reason, "Donnez la raison de ces points : elle est envoyée au territoire.", maxAdjustmentReason)
	if len(wrong) == 0 {
		retained[id] = scoring.Adjustment{Points: points, Reason: reason}
	}
	for field, message := range wrong {
		faults.Add(field, message)
	}
}

// Decided is the score with the adjustments of the decision, in force or last; the engine's while there is none.
func (d *Dossier) Decided() *scoring.Score {
	if last := d.Last(); last != nil {
		return d.Snapshot.Score(last.Adjustments)
	}
	return d.Score
}

// Last is the decision in force, else the one before the candidacy was reopened; nil when there never was one.
func (d *Dossier) Last() *Decision {
	if d.Decision != nil {
		return d.Decision
	}
	return d.Former
}

// Adjusted lists the questions that a review handed in adjusts, or that the last decision does, in the questionnaire's
// order.
func (d *Dossier) Adjusted() []*questionnaire.Question {
	touched := map[string]bool{}
	if last := d.Last(); last != nil {
		for id := range last.Adjustments {
			touched[id] = true
		}
	}
	for _, review := range d.Reviews {
		for id := range review.Adjustments {
			touched[id] = true
		}
	}
	var out []*questionnaire.Question
	for _, q := range d.Score.Questionnaire.Questions {
		if touched[q.ID] {
			out = append(out, q)
		}
	}
	return out
}

// Suggested gives an adjustment to start from: the points on which every review handed in agrees, while nothing was
// decided. ok is false when there are none.
func (d *Dossier) Suggested(q *questionnaire.Question) (suggestion TypedAdjustment, ok bool) {
	if d.Last() != nil || len(d.Reviews) == 0 {
		return suggestion, false
	}
	var reasons []string
	for i, review := range d.Reviews {
		made, has := review.Adjustments[q.ID]
		if !has || i > 0 && made.Points != d.Reviews[0].Adjustments[q.ID].Points {
			return suggestion, false
		}
		if !slices.Contains(reasons, made.Reason) {
			reasons = append(reasons, made.Reason)
		}
	}
	count, err := d.Reviews[0].Adjustments[q.ID].Count()
	if err != nil || count.Points.Cmp(d.Score.Question(q).Points) == 0 {
		return suggestion, false
	}
	return TypedAdjustment{Question: q.ID, Points: count.Points.Decimal(2), Reason: strings.Join(reasons, "\n")}, true
}
