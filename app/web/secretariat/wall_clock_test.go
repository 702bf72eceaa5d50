package secretariat

import (
	"testing"
	"time"
)

func utc(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

func TestOpeningIsAWallClockOfParis(t *testing.T) {
	for typed, want := range map[string]string{
		"2026-05-04T09:00":    "2026-05-04T07:00:00Z",
		"2026-01-04T09:00":    "2026-01-04T08:00:00Z",
		"4/5/2026 9:00":       "2026-05-04T07:00:00Z",
		"04/05/2026 09h00":    "2026-05-04T07:00:00Z",
		" 04/05/2026  9 h 00": "2026-05-04T07:00:00Z",
		"2026-05-04T09:00:59": "2026-05-04T07:00:00Z",
		// The night of 28 to 29 March 2026: from 2 h to 3 h there is nothing.
		"2026-03-29T01:59": "2026-03-29T00:59:00Z",
		"2026-03-29T02:00": "",
		"2026-03-29T02:59": "",
		"2026-03-29T03:00": "2026-03-29T01:00:00Z",
		// The night of 24 to 25 October 2026: from 2 h to 3 h comes twice, the first one is meant.
		"2026-10-25T01:59": "2026-10-24T23:59:00Z",
		"2026-10-25T02:00": "2026-10-25T00:00:00Z",
		"2026-10-25T02:59": "2026-10-25T00:59:00Z",
		"2026-10-25T03:00": "2026-10-25T02:00:00Z",
		"":                 "",
		"demain":           "",
		"2026-02-30T10:00": "",
		"2026-05-04T24:00": "",
	} {
		got, err := readOpening(typed, time.Time{}.Add(time.Hour))
		if (err != nil) != (want == "") || err == nil && !got.Equal(utc(want)) {
			t.Errorf("%q: %v, %v; %q wanted", typed, got.UTC(), err, want)
		}
	}
}

// The last minute typed is still good; the instant kept is the first one that is not.
func TestClosingIsTheEndOfTheMinuteShown(t *testing.T) {
	for typed, want := range map[string]string{
		"15/10/2026 23:59": "2026-10-15T22:00:00Z",
		"2026-12-31T23:59": "2026-12-31T23:00:00Z",
		"2026-10-15T00:00": "2026-10-14T22:01:00Z",
		"2026-03-28T23:59": "2026-03-28T23:00:00Z",
		"2026-03-29T01:59": "2026-03-29T01:00:00Z", // which reads 3:00
		"2026-03-29T02:30": "",
		"2026-03-29T23:59": "2026-03-29T22:00:00Z",
		"2026-10-24T23:59": "2026-10-24T22:00:00Z",
		"2026-10-25T01:59": "2026-10-25T00:00:00Z",
		// Of the hour that comes twice, the second one is meant.
		"2026-10-25T02:00": "2026-10-25T01:01:00Z",
		"2026-10-25T02:59": "2026-10-25T02:00:00Z",
		"2026-10-25T23:59": "2026-10-25T23:00:00Z",
	} {
		got, err := readClosing(typed, time.Time{}.Add(time.Hour))
		if (err != nil) != (want == "") || err == nil && !got.Equal(utc(want)) {
			t.Errorf("%q: %v, %v; %q wanted", typed, got.UTC(), err, want)
		}
	}
}

// What is shown and sent back unchanged changes nothing, at every minute of both nights, and to the second.
func TestAFieldSentBackUnchangedKeepsItsInstant(t *testing.T) {
	for _, night := range []string{"2026-03-28T22:00:00Z", "2026-10-24T21:00:00Z", "2026-06-01T22:00:00Z"} {
		for minute := range 6 * 60 {
			for _, seconds := range []time.Duration{0, 17*time.Second + 123456*time.Microsecond} {
				kept := utc(night).Add(time.Duration(minute)*time.Minute + seconds)
				if got, err := readOpening(openingField(kept), kept); err != nil || !got.Equal(kept) {
					t.Fatalf("opening %v came back as %v, %v", kept, got, err)
				}
				if got, err := readClosing(closingField(kept), kept); err != nil || !got.Equal(kept) {
					t.Fatalf("closing %v came back as %v, %v", kept, got, err)
				}
			}
		}
	}
}

// What is typed is shown again as it was typed.
func TestWhatIsTypedIsShownAgain(t *testing.T) {
	for _, night := range []string{"2026-03-28T22:00:00Z", "2026-10-24T21:00:00Z"} {
		for minute := range 6 * 60 {
			typed := openingField(utc(night).Add(time.Duration(minute) * time.Minute))
			opening, err1 := readOpening(typed, time.Time{})
			closing, err2 := readClosing(typed, time.Time{})
			if err1 != nil || err2 != nil || openingField(opening) != typed || closingField(closing) != typed {
				t.Fatalf("%s came back as %s (%v) and %s (%v)", typed, openingField(opening), err1, closingField(closing), err2)
			}
		}
	}
}
