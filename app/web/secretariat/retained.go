package secretariat

import (
	"fmt"
	"net/url"
	"strings"

	"tnl/app/deliberation"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/web/answers"
	"tnl/app/web/page"
)

// retainedForm is the points that the jury retains in place of the engine's.
type retainedForm struct {
	Rows []retainedRow
	// Other is one question more, chosen among those that are not listed.
	Other struct{ Question, Points, Reason page.Field }
	// Engine and Computed say what the engine makes of the answers, alone and with the points of the form.
	Engine, Computed string
	Differs          string // set when the level chosen is not the computed one
	Address          string // where they are computed without anything being recorded
}

// retainedRow is one question that a juror adjusted, or the jury.
type retainedRow struct {
	QuestionID, Anchor, Number, Label string
	Engine, Max                       string
	Remarks                           []answers.Remark
	Suggested                         string // why the fields are filled before anybody typed
	Points, Reason                    page.Field
}

func (f *retainedForm) fields() []page.Field {
	var all []page.Field
	for _, row := range f.Rows {
		all = append(all, row.Points, row.Reason)
	}
	return append(all, f.Other.Question, f.Other.Points, f.Other.Reason)
}

// adjustmentsFrom reads the adjustments of a form, that of another question last.
func adjustmentsFrom(form url.Values) []deliberation.TypedAdjustment {
	typed := func(question, points, reason string) deliberation.TypedAdjustment {
		return deliberation.TypedAdjustment{
			Question: question, Points: strings.TrimSpace(form.Get(points)), Reason: strings.TrimSpace(form.Get(reason)),
		}
	}
	var all []deliberation.TypedAdjustment
	for _, id := range form["adjusted"] {
		all = append(all, typed(id, deliberation.PointsField(id), deliberation.ReasonField(id)))
	}
	if other := typed(form.Get(deliberation.OtherQuestion), "other_points", "other_reason"); other != (deliberation.TypedAdjustment{}) {
		all = append(all, other)
	}
	return all
}

// startingAdjustments are those that a form begins with: as decided, else as every juror has them.
func startingAdjustments(d *deliberation.Dossier) []deliberation.TypedAdjustment {
	var all []deliberation.TypedAdjustment
	for _, q := range d.Adjusted() {
		start, _ := d.Suggested(q)
		start.Question = q.ID
		if last := d.Last(); last != nil {
			if kept, retained := last.Adjustments[q.ID]; retained {
				start.Points, start.Reason = kept.Points.Decimal(2), kept.Reason
			}
		}
		all = append(all, start)
	}
	return all
}

// retain makes the part of the form about points, and gives the score that they make.
func (f *decisionForm) retain(d *deliberation.Dossier, in deliberation.Input, faults map[string]string) *scoring.Score {
	q := d.Score.Questionnaire
	typed, listed := map[string]deliberation.TypedAdjustment{}, map[string]bool{}
	for _, question := range d.Adjusted() {
		listed[question.ID] = true
	}
	var other deliberation.TypedAdjustment
	for _, t := range in.Adjustments {
		if _, twice := typed[t.Question]; twice || q.Question(t.Question) == nil {
			other = t
			continue
		}
		typed[t.Question], listed[t.Question] = t, true
	}
	r := &f.Retained
	var left []page.Option
	for _, question := range q.Questions {
		switch {
		case listed[question.ID]:
			r.Rows = append(r.Rows, retainedOf(d, question, typed[question.ID], faults, !f.Open))
		case !d.Score.Question(question).Max.IsZero():
			left = append(left, page.Option{Value: question.ID, Label: question.Number + " " + question.Label, Group: question.Axis.Title})
		}
	}
	r.another(left, other, faults)
	retained, _ := deliberation.Retain(d.Score, in.Adjustments)
	score := d.Snapshot.Score(retained)
	r.Engine, r.Address = answers.Proposed(d.Score), f.Action+"#calcul"
	if len(retained) > 0 {
		r.Computed = answers.Proposed(score)
	}
	if f.Open && in.Level >= 0 {
		r.Differs = differs(in.Level, score)
	}
	return score
}

func retainedOf(d *deliberation.Dossier, q *questionnaire.Question, t deliberation.TypedAdjustment, faults map[string]string, untouched bool) retainedRow {
	engine := d.Score.Question(q)
	row := retainedRow{
		QuestionID: q.ID, Anchor: answers.Anchor(q.ID), Number: q.Number, Label: q.Label,
		Engine: engine.Engine.Decimal(2), Max: engine.Max.Decimal(2), Remarks: answers.Remarks(q, d.Reviews),
	}
	points, reason := deliberation.PointsField(q.ID), deliberation.ReasonField(q.ID)
	row.Points = page.Field{
		Type: "text", Name: points, Label: "Points retenus, de 0 à " + row.Max, Value: t.Points, Error: faults[points],
		Help: "Vide : ceux du moteur, " + row.Engine + ".", InputMode: "decimal", Autocomplete: "off",
	}
	row.Reason = page.Field{
		Type: "textarea", Name: reason, Label: "Pourquoi ces points", Value: t.Reason, Error: faults[reason], Rows: 2,
	}
	if _, suggested := d.Suggested(q); suggested && untouched {
		row.Suggested = "Suggestion, rien n’est encore retenu : toutes les évaluations rendues donnent ces points. Effacez les points et la raison pour garder ceux du moteur."
	}
	return row
}

// another makes the row of a question that is not listed.
func (f *retainedForm) another(left []page.Option, t deliberation.TypedAdjustment, faults map[string]string) {
	f.Other.Question = page.Field{
		Type: "select", Name: deliberation.OtherQuestion, Label: "Question à ajuster", Value: t.Question, Error: faults[deliberation.OtherQuestion],
		Options: append([]page.Option{{Label: "Aucune"}}, left...),
	}
	f.Other.Points = page.Field{Type: "text", Name: "other_points", Label: "Points retenus", Value: t.Points, InputMode: "decimal", Autocomplete: "off"}
	f.Other.Reason = page.Field{Type: "textarea", Name: "other_reason", Label: "Pourquoi ces points", Value: t.Reason, Rows: 2}
}

// differs says that a level is not the one that is computed; empty when it is.
func differs(level int, score *scoring.Score) string {
	if level == score.Level {
		return ""
	}
	q := score.Questionnaire
	return fmt.Sprintf("Le niveau décerné (%s) n’est pas celui du calcul (%s). Le jury peut en décider ainsi : la raison doit alors dire pourquoi.",
		page.LowerFirst(answers.LevelName(q, level)), page.LowerFirst(answers.Computed(q, score.Level)))
}
