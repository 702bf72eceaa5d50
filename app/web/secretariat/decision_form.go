package secretariat

import (
	"slices"
	"strconv"
	"strings"

	"tnl/app/award"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/scoring"
	"tnl/app/web/answers"
	"tnl/app/web/page"
)

// decisionForm records the jury's decision.
type decisionForm struct {
	Action, Title, Button   string
	Revision                int
	Retained                retainedForm
	Level, Mentions         page.Field
	Others, Reason, Opinion page.Field
	Reminding               string
	// Open shows the form of a decision that is recorded: something was typed in it.
	Open bool
}

// fields are those of the form, in their order.
func (f *decisionForm) fields() []page.Field {
	return append(f.Retained.fields(), f.Level, f.Mentions, f.Others, f.Reason, f.Opinion)
}

// formOf is the form of a decision: as typed, else as it is, else as it was before it was reopened.
func formOf(d *deliberation.Dossier, typed *deliberation.Input, problem *fault.Fault) *decisionForm {
	f := &decisionForm{
		Action: "/secretariat/candidatures/" + d.Candidacy.ID + "/decision", Button: "Enregistrer la décision", Revision: d.Revision(),
	}
	in, level := deliberation.Input{Adjustments: startingAdjustments(d)}, ""
	if last := d.Last(); last != nil {
		f.Title = "Modifier la décision"
		if d.Decision == nil {
			f.Reminding = "Cette candidature a été rouverte : le formulaire reprend la décision précédente."
		}
		in.Level, in.Reason, in.Opinion, in.Mentions = last.Level, last.Reason, last.Opinion, last.Mentions
		level = strconv.Itoa(last.Level)
	}
	if typed != nil {
		in, level, f.Open = *typed, "", true
		if in.Level >= 0 {
			level = strconv.Itoa(in.Level)
		}
	}
	var faults map[string]string
	if problem != nil {
		faults = problem.Fields
	}
	score := f.retain(d, in, faults)
	f.fill(d, in, level, score)
	for _, field := range []*page.Field{&f.Level, &f.Mentions, &f.Reason, &f.Opinion} {
		field.Error = faults[field.Name]
	}
	return f
}

// fill makes the fields of the decision itself; score has the adjustments of the form.
func (f *decisionForm) fill(d *deliberation.Dossier, in deliberation.Input, level string, score *scoring.Score) {
	f.Mentions = page.Field{Type: "checkboxes", Name: "mentions", Label: "Mentions spéciales", Options: mentionOptions(score), Columns: len(score.Questionnaire.Mentions) == 0}
	var own []string
	for _, mention := range in.Mentions {
		if slices.ContainsFunc(f.Mentions.Options, func(o page.Option) bool { return o.Value == mention }) {
			f.Mentions.Values = append(f.Mentions.Values, mention)
		} else {
			own = append(own, mention)
		}
	}
	f.Level = page.Field{Type: "radio", Name: "level", Label: "Niveau décerné", Value: level, Required: true, Options: answers.Choices(d.Score.Questionnaire),
		Help: "Le calcul propose, le jury décide. S’il décerne un autre niveau que celui du calcul, la raison dit pourquoi."}
	f.Others = page.Field{Type: "text", Name: "autre_mention", Label: "Autre mention", Help: "Avec les mots du jury.", Value: strings.Join(own, ", "), Autocomplete: "off", MaxLength: 100}
	f.Reason = page.Field{
		Type: "textarea", Name: "reason", Label: "Raison", Value: in.Reason, Rows: 4, Required: true,
		Help: "Pour le jury et le secrétariat seuls : ce qui a emporté la décision.",
	}
	f.Opinion = page.Field{
		Type: "textarea", Name: "opinion", Label: "Avis du jury", Value: in.Opinion, Rows: 8, Required: true,
		Help: "Envoyé au territoire à la publication, et montré sur la page de son label : points forts, encouragements, pistes pour progresser.",
	}
}

// mentionOptions are the mentions of the questionnaire, those whose rule is fulfilled first; the label's usual ones where
// it has none.
func mentionOptions(score *scoring.Score) []page.Option {
	var fulfilled, others []page.Option
	for _, m := range score.Mentions() {
		option := page.Option{Value: m.ID, Label: m.Title, Note: m.Meaning + " " + m.String()}
		if m.Fulfilled() {
			option.Note, option.Points = m.Meaning, "la règle est remplie"
			fulfilled = append(fulfilled, option)
		} else {
			others = append(others, option)
		}
	}
	if len(score.Questionnaire.Mentions) > 0 {
		return append(fulfilled, others...)
	}
	for _, m := range award.UsualMentions() {
		others = append(others, page.Option{Value: m.Code, Label: page.UpperFirst(m.Name())})
	}
	return others
}
