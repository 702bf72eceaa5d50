package scoring

import "tnl/app/exact"

// WayReport is a way ready for JSON: numbers are exact, written as text; shares are of 1.
type WayReport struct {
	Level     int          `json:"level"`
	Reachable bool         `json:"reachable"`
	Exact     bool         `json:"exact"`
	Effort    int          `json:"effort"`
	Total     exact.Ratio  `json:"total"`
	Summary   string       `json:"summary"`
	Steps     []StepReport `json:"steps"`
}

// StepReport is a step of a WayReport.
type StepReport struct {
	ID      string      `json:"id"`
	Number  string      `json:"number"`
	From    any         `json:"from,omitempty"`
	To      any         `json:"to"`
	Gain    exact.Ratio `json:"gain"`
	Effort  int         `json:"effort"`
	Planned string      `json:"planned,omitempty"` // the month announced
	Text    string      `json:"text"`
}

// Report gives the whole way with its words.
func (w *Way) Report() WayReport {
	r := WayReport{
		Level: w.Level.Number, Reachable: w.Reachable, Exact: w.Exact, Effort: w.Effort, Total: w.Total,
		Summary: w.String(), Steps: []StepReport{},
	}
	for _, s := range w.Steps {
		step := StepReport{
			ID: s.Question.ID, Number: s.Question.Number, To: s.Question.Spec.Raw(s.To), Gain: s.Gain,
			Effort: s.Effort, Planned: s.PlannedFor, Text: s.String(),
		}
		if s.From != nil {
			step.From = s.Question.Spec.Raw(s.From)
		}
		r.Steps = append(r.Steps, step)
	}
	return r
}
