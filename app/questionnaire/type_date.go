package questionnaire

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"tnl/app/calendar"
	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "date", Read: readDate, Keys: []Key{
		{Name: "from", Is: dayShape().about("Premier jour accepté, sous la forme 2021-12-31.")},
		{Name: "to", Is: dayShape().about("Dernier jour accepté.")},
		{Name: "until", Is: dayShape().about("Dernier jour qui rapporte les points.")},
		pointsKey("Ce que vaut une date donnée à temps."),
	}})
}

// day is a day of the civil calendar, "2021-12-31": with four digits of year, days compare as their texts do.
type day string

// The days that a question accepts unless it says otherwise.
const (
	firstDay day = "1900-01-01"
	lastDay  day = "2100-12-31"
)

// date asks for a day, worth its points when it is early enough, or a fact. Its value is a day.
type date struct {
	from, to day
	points   exact.Ratio
	until    day // the last day that yields points
}

// DateInput is what the template of a date shows.
type DateInput struct {
	Text     string // year-month-day, as the control wants it, or what was typed
	From, To string
	Rule     string // which days yield points, "" when none does
}

func readDate(f *source.Fields) Spec {
	d := &date{from: readDay(f, "from", firstDay), to: readDay(f, "to", lastDay)}
	d.until = readDay(f, "until", d.to)
	d.points, _ = f.Number("points", 0, maxPoints)
	switch {
	case d.to < d.from:
		f.At(f.Get("to"), "`to` vient avant `from`")
	case f.Has("until") && d.points.IsZero():
		f.At(f.Get("until"), "`until` : la clé `points` manque, elle dit ce que vaut une date donnée à temps")
	case d.until < d.from || d.to < d.until:
		f.At(f.Get("until"), "`until` : un jour entre `from` et `to` est attendu")
	}
	return d
}

func readDay(f *source.Fields, key string, otherwise day) day {
	n := f.Get(key)
	if n == nil {
		return otherwise
	}
	d, ok := parseDay(n.Text)
	if !ok || !n.Scalar() {
		f.At(n, "`%s` : un jour de 1900 à 2100 est attendu, sous la forme 2021-12-31, trouvé : %s", key, n.Describe())
		return otherwise
	}
	return d
}

// parseDay reads a day as machines write it, 2021-12-31, or as people do, 31/12/2021.
func parseDay(text string) (day, bool) {
	text = strings.TrimSpace(text)
	if len(text) > len(firstDay) {
		return "", false
	}
	for _, layout := range []string{time.DateOnly, "2/1/2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			d := day(t.Format(time.DateOnly))
			return d, firstDay <= d && d <= lastDay
		}
	}
	return "", false
}

// String writes the day for people, "31 décembre 2021".
func (d day) String() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return calendar.Date(t.Add(12 * time.Hour)) // at noon it is the same day in Paris, in any year
}

func (d *date) Max() exact.Ratio { return d.points }

func (d *date) Parse(raw any) (Value, error) {
	text, ok := raw.(string)
	if !ok {
		return nil, errDay
	}
	given, ok := parseDay(text)
	switch {
	case !ok:
		return nil, errDay
	case given < d.from || d.to < given:
		return nil, fmt.Errorf("un jour du %s au %s est attendu", d.from, d.to)
	}
	return given, nil
}

var errDay = errors.New("une date est attendue, sous la forme JJ/MM/AAAA, par exemple 31/12/2021")

func (d *date) Raw(v Value) any { return string(v.(day)) }

func (d *date) FromForm(f url.Values, name string) any { return single(f, name) }

func (d *date) ToForm(v Value, name string) url.Values {
	return url.Values{name: {string(v.(day))}}
}

func (d *date) Input(f url.Values, name string) any {
	in := DateInput{Text: f.Get(name), From: string(d.from), To: string(d.to)}
	if given, ok := parseDay(in.Text); ok {
		in.Text = string(given)
	}
	in.Rule = d.Terms().Rule
	return in
}

func (d *date) Terms() Terms {
	switch {
	case d.points.IsZero():
		return Terms{}
	case d.until < d.to:
		return Terms{Rule: fmt.Sprintf("%s jusqu’au %s compris.", countPoints(d.points), d.until)}
	}
	return Terms{Rule: fmt.Sprintf("Une date vaut %s.", countPoints(d.points))}
}

func (d *date) Points(v Value) exact.Ratio {
	if d.until < v.(day) {
		return exact.Ratio{}
	}
	return d.points
}

func (d *date) Reason(v Value) string {
	switch {
	case d.points.IsZero():
		return "Cette date est lue par le jury, elle n’est pas notée."
	case d.until == d.to:
		return fmt.Sprintf("Une date est donnée : %s.", countPoints(d.points))
	case d.until < v.(day):
		return fmt.Sprintf("Après le %s : %s.", d.until, countPoints(exact.Ratio{}))
	}
	return fmt.Sprintf("Jusqu’au %s compris : %s.", d.until, countPoints(d.points))
}

func (d *date) Show(v Value) string { return v.(day).String() }

func (d *date) Better(v Value) []Value {
	if v == nil || d.Points(v).Less(d.points) {
		return []Value{d.until}
	}
	return nil
}

func (d *date) Change(_, to Value) string {
	return fmt.Sprintf("Donnez une date, le %s au plus tard,", to.(day))
}
