package page

import "strings"

// Status is the badge of a state: its word, a shape of its own and what it means.
type Status struct {
	// State is the name used in code, "draft".
	State string
	// Label is the word shown, « Brouillon ».
	Label string
	// Detail follows it, « déposée le 3 octobre »; optional.
	Detail string
	// Shape is how it looks: draft, sent, reading, settled, public or ended.
	Shape string
}

// states are those of a candidacy, of an edition and of an award. A draft and a submission have nothing in common: words, shape, line.
var states = map[string]Status{
	"draft":        {Label: "Brouillon", Shape: "draft"},
	"submitted":    {Label: "Déposée", Shape: "sent"},
	"under_review": {Label: "Lue par le jury", Shape: "reading"},
	"decided":      {Label: "Décision prise", Shape: "settled"},
	"published":    {Label: "Publiée", Shape: "public"},
	"withdrawn":    {Label: "Retirée", Shape: "ended"},

	"preparing": {Label: "En préparation", Shape: "draft"},
	"open":      {Label: "Ouverte", Shape: "sent"},
	"closed":    {Label: "Close", Shape: "settled"},
}

// StatusOf gives the badge of a state; an unknown state is shown under its own name.
func StatusOf(state string) Status {
	status, ok := states[state]
	if !ok {
		status = Status{Label: state, Shape: "ended"}
	}
	status.State = state
	return status
}

// With adds a detail to the badge.
func (s Status) With(detail string) Status { s.Detail = detail; return s }

// Icon names the drawing of the shape.
func (s Status) Icon() string { return "icon-" + strings.ToLower(s.Shape) }

// Trust says how far an answer can be trusted. Degree is declared, link (reached on a date), document (seen),
// confirmed or adjusted (by the jury).
type Trust struct{ Degree, Text string }

// Word is the text given, or the degree's own.
func (t Trust) Word() string {
	if t.Text != "" {
		return t.Text
	}
	switch t.Degree {
	case "link":
		return "lien joint"
	case "document":
		return "document vu"
	case "confirmed":
		return "confirmé par le jury"
	case "adjusted":
		return "ajusté par le jury"
	}
	return "déclaré, sans justificatif"
}
