// Package calendar writes instants as the French read them, on the label’s own clock: Europe/Paris.
package calendar

import (
	"fmt"
	"strings"
	"time"
)

// nbsp keeps together what must not be cut at the end of a line.
const nbsp = "\u00a0"

var months = [...]string{
	"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

var weekdays = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}

// Date writes the day of t in Paris, « 15 octobre 2026 »; nothing for the zero time.
func Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return day(t.In(Paris), true)
}

// Weekday writes the day of t in Paris with its name, « jeudi 15 octobre 2026 ».
func Weekday(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return weekdays[t.In(Paris).Weekday()] + " " + Date(t)
}

// Clock writes the time of day of t in Paris, « 21 h 04 ».
func Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return clock(t.In(Paris))
}

// DateTime writes t in Paris, « le 15 octobre 2026 à 21 h 04 ».
func DateTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "le " + Date(t) + " à" + nbsp + Clock(t)
}

// Deadline writes the last minute before t, « le 15 octobre 2026 à 23 h 59 » for a closing at 24:00:
// « minuit » is never written, as nobody agrees on the day it belongs to.
func Deadline(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return DateTime(lastMinute(t))
}

// DeadlineTo writes the same after « jusqu’ », with its zone: « au 15 octobre 2026 à 23 h 59, heure de Paris ».
func DeadlineTo(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "au" + strings.TrimPrefix(Deadline(t), "le") + ", heure de Paris"
}

// DeadlineOverseas writes the same deadline on the clocks of a department overseas,
// « le 16 octobre 2026 à 1 h 59, heure de La Réunion »; nothing for a place that lives by Paris time.
func DeadlineOverseas(t time.Time, department string) string {
	place, ok := overseasOf(department)
	if !ok || t.IsZero() {
		return ""
	}
	local := lastMinute(t).In(place.location)
	return "le " + day(local, true) + " à" + nbsp + clock(local) + ", heure de " + place.name
}

// Month writes "2027-06" as « juin 2027 »; what is not a month is given back as it is.
func Month(text string) string {
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return text
	}
	return months[t.Month()-1] + nbsp + fmt.Sprint(t.Year())
}

// Machine writes t for the datetime attribute of a <time> element, in UTC.
func Machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func lastMinute(t time.Time) time.Time { return t.Add(-time.Nanosecond).Truncate(time.Minute) }

func day(t time.Time, year bool) string {
	number := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		number = "1er"
	}
	text := number + nbsp + months[t.Month()-1]
	if year {
		text += " " + fmt.Sprint(t.Year())
	}
	return text
}

func clock(t time.Time) string { return fmt.Sprintf("%d"+nbsp+"h"+nbsp+"%02d", t.Hour(), t.Minute()) }

// overseasOf finds the time of a department's or a commune's code ("974", "97411").
func overseasOf(code string) (zone, bool) {
	if len(code) < 3 {
		return zone{}, false
	}
	place, ok := overseas[code[:3]]
	return place, ok
}
