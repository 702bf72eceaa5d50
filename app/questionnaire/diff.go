package questionnaire

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tnl/app/exact"
)

// Change is what sort of thing differs between two questionnaires.
type Change string

const (
	ChangeAdded     Change = "added"
	ChangeRemoved   Change = "removed"
	ChangeContinued Change = "continued" // under another identifier, merged or split
	ChangeMoved     Change = "moved"     // to another axis
	ChangeWording   Change = "wording"
	ChangeType      Change = "type"
	ChangePoints    Change = "points"
	ChangeOptions   Change = "options"
	ChangeRule      Change = "rule" // another key of the question's type
	ChangeScope     Change = "scope"
	ChangeFollowUp  Change = "follow_up"
	ChangeWeight    Change = "weight"
	ChangeLevel     Change = "level"
	ChangeMention   Change = "mention"
)

// Difference is one thing that differs between two questionnaires.
type Difference struct {
	Axis     string `json:"axis,omitempty"`     // identifier, the new one's where it has one; "" for the scale and the whole
	Question string `json:"question,omitempty"` // identifier, the new one's where it has one
	Number   string `json:"number,omitempty"`   // of the question, as people see it
	Change   Change `json:"change"`
	Text     string `json:"text"` // in French
	Before   string `json:"before,omitempty"`
	After    string `json:"after,omitempty"`
}

// Diff lists what differs from a to b: the whole, then axis by axis, what is gone last, then the scale.
func Diff(a, b *Questionnaire) []Difference {
	d := &diff{a: a, b: b}
	d.wording("titre", a.Title, b.Title)
	d.wording("avis au lecteur (`notice`)", a.Notice, b.Notice)
	links := Continue(a, b).Links()
	for _, axis := range b.Axes {
		d.at = Difference{Axis: axis.ID}
		d.axis(a.axis(axis.ID), axis)
		for i := range links {
			if to := links[i].To; to != nil && to.Axis == axis {
				d.at = Difference{Axis: axis.ID, Question: to.ID, Number: to.Number}
				d.question(&links[i])
			}
		}
		d.removed(links, axis.ID)
	}
	for _, axis := range a.Axes {
		if b.axis(axis.ID) == nil {
			d.at = Difference{Axis: axis.ID}
			d.add(ChangeRemoved, "axe retiré : "+quote(axis.Title), axis.Title, "")
			d.removed(links, axis.ID)
		}
	}
	d.at = Difference{}
	d.levels()
	d.mentions()
	return d.found
}

type diff struct {
	a, b  *Questionnaire
	at    Difference // where the next one stands
	found []Difference
}

func (d *diff) add(change Change, text, before, after string) {
	one := d.at
	one.Change, one.Text, one.Before, one.After = change, text, before, after
	d.found = append(d.found, one)
}

// changed adds a difference when before and after are not the same.
func (d *diff) changed(change Change, what, before, after string) {
	if before != after {
		d.add(change, fmt.Sprintf("%s : %s devient %s", what, orNothing(before), orNothing(after)), before, after)
	}
}

func orNothing(text string) string {
	if text == "" {
		return "rien"
	}
	return text
}

func (d *diff) wording(what, before, after string) {
	if before != after {
		d.add(ChangeWording, "formulation, "+what, before, after)
	}
}

func (q *Questionnaire) axis(id string) *Axis {
	if i := slices.IndexFunc(q.Axes, func(a *Axis) bool { return a.ID == id }); i >= 0 {
		return q.Axes[i]
	}
	return nil
}

func (d *diff) axis(before, after *Axis) {
	if before == nil {
		d.add(ChangeAdded, "axe ajouté : "+quote(after.Title)+", poids "+after.weights.text(), "", after.Title)
		return
	}
	d.wording("titre", before.Title, after.Title)
	d.wording("introduction", before.Intro, after.Intro)
	d.changed(ChangeWeight, "poids", before.weights.text(), after.weights.text())
}

// text writes weights: « 25 si genre `operator`, 20 ».
func (ws weights) text() string {
	parts := make([]string, len(ws))
	for i, w := range ws {
		parts[i] = w.value.Decimal(2)
		if w.when != nil {
			parts[i] += " si " + conditionText(w.when)
		}
	}
	return strings.Join(parts, ", ")
}

func (d *diff) removed(links []Carried, axis string) {
	for _, link := range links {
		if link.Outcome == Removed && link.From[0].Axis.ID == axis {
			q := link.From[0]
			d.at = Difference{Axis: axis, Question: q.ID, Number: q.Number}
			d.add(ChangeRemoved, fmt.Sprintf("question retirée : %s (%s)", quote(q.Label), countPoints(q.max)), q.Label, "")
		}
	}
}

func (d *diff) question(link *Carried) {
	to := link.To
	if len(link.From) == 0 {
		text := fmt.Sprintf("question ajoutée : %s (%s)", quote(to.Label), countPoints(to.max))
		if d.a.Question(to.ID) != nil {
			text += fmt.Sprintf(" ; le premier questionnaire en a une du même identifiant : si c’est la même, écrivez `continues: %s/%s`", d.a.ID, to.ID)
		}
		d.add(ChangeAdded, text, "", to.Label)
		return
	}
	from := link.From[0]
	switch {
	case link.Outcome == Merged:
		ids := make([]string, len(link.From))
		for i, q := range link.From {
			ids[i] = q.ID
		}
		d.add(ChangeContinued, "réunit "+list(ids), strings.Join(ids, ", "), to.ID)
		return // which of them to compare with cannot be told
	case link.Outcome == Split:
		d.add(ChangeContinued, "reprend une partie de "+from.ID, from.ID, to.ID)
	case from.ID != to.ID:
		d.add(ChangeContinued, "continue "+from.ID, from.ID, to.ID)
	}
	if from.Axis.ID != to.Axis.ID {
		d.changed(ChangeMoved, "axe", from.Axis.ID, to.Axis.ID)
	}
	d.wording("question", from.Label, to.Label)
	d.wording("aide", from.Help, to.Help)
	d.wording("intérêt", from.Why, to.Why)
	d.wording("conseil", from.Advice, to.Advice)
	d.wording("justificatifs", from.Evidence, to.Evidence)
	d.changed(ChangeType, "type", from.Type, to.Type)
	d.changed(ChangePoints, "points au plus", from.max.Decimal(2), to.max.Decimal(2))
	d.changed(ChangeWeight, "poids de ses points (`weights`)", from.weights.text(), to.weights.text())
	d.changed(ChangeScope, "concerne (`scope`)", conditionText(from.Scope), conditionText(to.Scope))
	d.changed(ChangeFollowUp, "posée après (`follow_up`)", conditionText(from.FollowUp), conditionText(to.FollowUp))
	d.changed(ChangeRule, "« prévu » accepté (`plannable`)", yesOrNo(from.Plannable), yesOrNo(to.Plannable))
	d.changed(ChangeRule, "effort", effort(from), effort(to))
	if from.Type == to.Type {
		d.rules(from.node, to.node)
	}
}

func yesOrNo(yes bool) string {
	if yes {
		return "oui"
	}
	return "non"
}

func effort(q *Question) string {
	if q.Effort == 0 {
		return ""
	}
	return strconv.Itoa(q.Effort)
}

func (d *diff) levels() {
	for i, after := range d.b.Levels {
		if i >= len(d.a.Levels) {
			d.add(ChangeAdded, fmt.Sprintf("niveau %d ajouté : %s, %s", after.Number, quote(after.Title), after.text()), "", after.Title)
			continue
		}
		before := d.a.Levels[i]
		what := fmt.Sprintf("niveau %d", after.Number)
		d.wording(what+", nom", before.Name(), after.Name())
		d.wording(what+", sens", before.Meaning, after.Meaning)
		d.changed(ChangeLevel, what, before.text(), after.text())
	}
	for _, gone := range d.a.Levels[min(len(d.a.Levels), len(d.b.Levels)):] {
		d.add(ChangeRemoved, fmt.Sprintf("niveau %d retiré : %s", gone.Number, quote(gone.Title)), gone.Title, "")
	}
}

func (d *diff) mentions() {
	find := func(in []*Mention, id string) *Mention {
		if i := slices.IndexFunc(in, func(m *Mention) bool { return m.ID == id }); i >= 0 {
			return in[i]
		}
		return nil
	}
	for _, after := range d.b.Mentions {
		before := find(d.a.Mentions, after.ID)
		if before == nil {
			d.add(ChangeAdded, "mention ajoutée : "+quote(after.Title), "", after.Title)
			continue
		}
		what := "mention " + quote(after.Title)
		d.wording(what+", nom", before.Title, after.Title)
		d.wording(what+", sens", before.Meaning, after.Meaning)
		d.changed(ChangeMention, what, before.rule(), after.rule())
	}
	for _, before := range d.a.Mentions {
		if find(d.b.Mentions, before.ID) == nil {
			d.add(ChangeRemoved, "mention retirée : "+quote(before.Title), before.Title, "")
		}
	}
}

func (m *Mention) rule() string {
	text := m.Requirement.text()
	if m.When != nil {
		text = "si " + conditionText(m.When) + ", " + text
	}
	return strings.TrimSuffix(text, ", ")
}

// text writes what is required: « total 40 %, axe ouverture 20 % ».
func (r *Requirement) text() string {
	var parts []string
	if !r.Total.IsZero() {
		total := "total " + percent(r.Total)
		if len(r.Of) > 0 {
			ids := make([]string, len(r.Of))
			for i, q := range r.Of {
				ids[i] = q.ID
			}
			total += " sur " + list(ids)
		}
		parts = append(parts, total)
	}
	for _, m := range r.Axes {
		parts = append(parts, "axe "+m.Axis.ID+" "+percent(m.Share))
	}
	for _, m := range r.Questions {
		parts = append(parts, "question "+m.Question.ID+" "+percent(m.Share))
	}
	return strings.Join(parts, ", ")
}

// percent writes a share that the file gave with a decimal at most.
func percent(share exact.Ratio) string { return share.Mul(exact.Int(100)).Decimal(1) + "\u00a0%" }
