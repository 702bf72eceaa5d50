package calendar

import (
	"strings"
	"testing"
	"time"
)

// plain makes the spaces that keep words together ordinary ones.
func plain(text string) string { return strings.ReplaceAll(text, nbsp, " ") }

func at(t *testing.T, text string) time.Time {
	t.Helper()
	instant, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func TestDatesAreWrittenInFrenchAndInParis(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"date", Date(at(t, "2026-10-15T10:00:00Z")), "15 octobre 2026"},
		{"first of the month", Date(at(t, "2026-08-01T10:00:00Z")), "1er août 2026"},
		{"already tomorrow in Paris", Date(at(t, "2026-12-31T23:00:00Z")), "1er janvier 2027"},
		{"weekday", Weekday(at(t, "2026-10-15T10:00:00Z")), "jeudi 15 octobre 2026"},
		{"summer time", DateTime(at(t, "2026-10-15T19:04:59Z")), "le 15 octobre 2026 à 21 h 04"},
		{"winter time", DateTime(at(t, "2026-11-15T19:04:00Z")), "le 15 novembre 2026 à 20 h 04"},
		{"clock", Clock(at(t, "2026-02-15T05:07:00Z")), "6 h 07"},
		{"month", Month("2027-06"), "juin 2027"},
		{"not a month", Month("bientôt"), "bientôt"},
		{"machine", Machine(at(t, "2026-10-15T23:59:59+02:00")), "2026-10-15T21:59:59Z"},
		{"until", DeadlineTo(at(t, "2026-10-15T22:00:00Z")), "au 15 octobre 2026 à 23 h 59, heure de Paris"},
		{"no date", DeadlineTo(time.Time{}) + Date(time.Time{}) + Weekday(time.Time{}) + Clock(time.Time{}) + DateTime(time.Time{}) + Deadline(time.Time{}) + DeadlineOverseas(time.Time{}, "974"), ""},
	} {
		if got := plain(c.got); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestADeadlineIsTheLastMinuteIncluded(t *testing.T) {
	for instant, want := range map[string]string{
		"2026-10-15T22:00:00Z":     "le 15 octobre 2026 à 23 h 59", // 24:00 in summer
		"2026-12-31T23:00:00Z":     "le 31 décembre 2026 à 23 h 59",
		"2026-10-15T21:59:59Z":     "le 15 octobre 2026 à 23 h 59",
		"2026-10-15T21:59:00.001Z": "le 15 octobre 2026 à 23 h 59",
		"2026-10-15T16:00:00Z":     "le 15 octobre 2026 à 17 h 59",
		"2026-03-29T01:00:00Z":     "le 29 mars 2026 à 1 h 59",    // the clock goes from 2:00 to 3:00
		"2026-03-29T01:01:00Z":     "le 29 mars 2026 à 3 h 00",    // the first minute after
		"2026-10-25T01:00:00Z":     "le 25 octobre 2026 à 2 h 59", // the first 2:59 of the two
		"2026-10-25T02:00:00Z":     "le 25 octobre 2026 à 2 h 59", // the second
	} {
		if got := plain(Deadline(at(t, instant))); got != want {
			t.Errorf("%s: %q, want %q", instant, got, want)
		}
	}
}

func TestADeadlineIsToldInOverseasTime(t *testing.T) {
	closing := at(t, "2026-10-15T22:00:00Z")
	for code, want := range map[string]string{
		"971":   "le 15 octobre 2026 à 17 h 59, heure de Guadeloupe",
		"972":   "le 15 octobre 2026 à 17 h 59, heure de Martinique",
		"973":   "le 15 octobre 2026 à 18 h 59, heure de Guyane",
		"974":   "le 16 octobre 2026 à 1 h 59, heure de La Réunion",
		"97411": "le 16 octobre 2026 à 1 h 59, heure de La Réunion",
		"975":   "le 15 octobre 2026 à 19 h 59, heure de Saint-Pierre-et-Miquelon",
		"976":   "le 16 octobre 2026 à 0 h 59, heure de Mayotte",
		"977":   "le 15 octobre 2026 à 17 h 59, heure de Saint-Barthélemy",
		"978":   "le 15 octobre 2026 à 17 h 59, heure de Saint-Martin",
		"986":   "le 16 octobre 2026 à 9 h 59, heure de Wallis-et-Futuna",
		"987":   "le 15 octobre 2026 à 11 h 59, heure de Tahiti",
		"988":   "le 16 octobre 2026 à 8 h 59, heure de Nouvelle-Calédonie",
		"14":    "",
		"2A":    "",
		"75056": "",
		"":      "",
	} {
		if got := plain(DeadlineOverseas(closing, code)); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

func TestEveryZoneIsKnown(t *testing.T) {
	if Paris.String() != "Europe/Paris" {
		t.Errorf("Paris lives by %s", Paris)
	}
	for code, place := range overseas {
		if place.location == time.UTC {
			t.Errorf("the time of %s is missing", code)
		}
	}
}
