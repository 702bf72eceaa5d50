package secretariat

import (
	"fmt"
	"strings"
	"time"

	"tnl/app/calendar"
	"tnl/app/edition"
)

// fieldLayout is what the browser's date and time field holds.
const fieldLayout = "2006-01-02T15:04"

// typedLayouts are what people type where the browser has no such field.
var typedLayouts = []string{fieldLayout, "2006-01-02T15:04:05", "2006-01-02 15:04", "2/1/2006 15:04", "2/1/2006 15h04", "2/1/2006 15 h 04"}

// openingField writes the instant at which something begins as a wall clock of Paris.
func openingField(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Paris).Format(fieldLayout)
}

// closingField writes the last minute before t: what closes at 00:00 is shown as 23:59 of the day before.
func closingField(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return openingField(t.Add(-time.Nanosecond))
}

// openingOf and closingOf are empty for a past edition of which the date is not known.
func openingOf(e edition.Edition) string {
	if !e.OpeningKnown() {
		return ""
	}
	return openingField(e.OpensAt)
}

func closingOf(e edition.Edition) string {
	if !e.ClosingKnown() {
		return ""
	}
	return closingField(e.ClosesAt)
}

// readOpening reads what openingField writes, or what was typed. kept is the instant that was shown: it stays as it
// is when the text did not change, to the second. Of an hour that comes twice, the first one is meant.
func readOpening(text string, kept time.Time) (time.Time, error) {
	if text == openingField(kept) {
		return kept, nil
	}
	instants, err := instantsOf(text)
	if err != nil {
		return time.Time{}, err
	}
	return instants[0], nil
}

// readClosing reads the last minute at which something is still possible, and gives the first instant at which it no
// longer is. Of an hour that comes twice, the second one is meant: nobody is shut out early.
func readClosing(text string, kept time.Time) (time.Time, error) {
	if text == closingField(kept) {
		return kept, nil
	}
	instants, err := instantsOf(text)
	if err != nil {
		return time.Time{}, err
	}
	return instants[len(instants)-1].Add(time.Minute), nil
}

// instantsOf gives the instants at which the clocks of Paris show text: one, or two in the night when they go back.
// Its error is a sentence in French.
func instantsOf(text string) ([]time.Time, error) {
	text = strings.Join(strings.Fields(text), " ")
	var shown time.Time
	err := fmt.Errorf("Indiquez la date et l’heure, par exemple 15/10/2026 23:59.")
	for _, layout := range typedLayouts {
		if parsed, parseErr := time.Parse(layout, text); parseErr == nil {
			shown, err = parsed.Truncate(time.Minute), nil
			break
		}
	}
	if err != nil {
		return nil, err
	}
	// Paris is one hour ahead of UTC in winter and two in summer.
	var instants []time.Time
	for _, ahead := range []time.Duration{2 * time.Hour, time.Hour} {
		t := shown.Add(-ahead)
		if openingField(t) == shown.Format(fieldLayout) {
			instants = append(instants, t)
		}
	}
	if len(instants) == 0 {
		return nil, fmt.Errorf("Cette heure n’existe pas à Paris ce jour-là : les montres y passent de 2 h à 3 h.")
	}
	return instants, nil
}
