package page

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"tnl/app/calendar"
	"tnl/app/typography"
)

// nbsp keeps together what must not be cut at the end of a line.
const nbsp = "\u00a0"

// narrow is the space French puts between thousands.
const narrow = "\u202f"

// functions gives what templates may call. Each is listed in templates/README.md.
func (p *Pages) functions() (template.FuncMap, error) {
	return template.FuncMap{
		"static": p.options.Static.Address,
		"part":   p.partInPage,

		"date": calendar.Date, "weekday": calendar.Weekday, "clock": calendar.Clock, "datetime": calendar.DateTime, "month": calendar.Month,
		"deadline": calendar.Deadline, "deadlineTo": calendar.DeadlineTo, "deadlineOverseas": calendar.DeadlineOverseas, "machine": calendar.Machine,

		"number": Number, "percent": Percent, "plural": Plural, "ordinal": Ordinal, "enumerate": Enumerate,
		"position": func(index int) int { return index + 1 },
		"odd":      func(n int) bool { return n%2 == 1 },
		"lines":    Lines, "french": typography.French,

		"level": LevelOf, "levelNamed": LevelNamed, "levelUnknown": UnknownLevel, "status": StatusOf,
		"crumbs": Crumbs, "link": NewLink, "notice": NewNotice,

		"field": NewField, "options": withOptions, "required": required, "help": withHelp, "autocomplete": withAutocomplete,
		"rows": withRows, "checked": withChecked, "attribute": withAttribute,
	}, nil
}

// partInPage shows a part whose name is only known when the page is shown: part .Template .Question.
func (p *Pages) partInPage(name string, data any) (template.HTML, error) {
	var out bytes.Buffer
	if err := p.Part(&out, name, data); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil // escaped by the part itself
}

// Number writes a whole number with narrow spaces between thousands, « 21 340 ».
func Number(n any) (string, error) {
	value := reflect.ValueOf(n)
	var digits string
	switch {
	case value.CanInt():
		digits = strconv.FormatInt(value.Int(), 10)
	case value.CanUint():
		digits = strconv.FormatUint(value.Uint(), 10)
	default:
		return "", fmt.Errorf("number: %T is not a whole number", n)
	}
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + narrow + digits[i:]
	}
	return sign + digits, nil
}

// Range words whole numbers from one to another, « De 1 000 à 3 499 »; to is 0 when there is no end.
func Range(from, to int) string {
	first, _ := Number(from) // an int is always a whole number
	last, _ := Number(to)
	above, _ := Number(to + 1)
	switch {
	case from == 0:
		return "Moins de " + above
	case to == 0:
		return first + " ou plus"
	}
	return "De " + first + " à " + last
}

// Percent writes the share part/whole rounded down, « 41 % »; « – » when whole is 0.
func Percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return strconv.Itoa(part*100/whole) + nbsp + "%"
}

// Plural writes n with the noun that goes with it: in French 0 and 1 are singular.
func Plural(n int, one, many string) (string, error) {
	written, err := Number(n)
	if n > 1 || n < -1 {
		return written + nbsp + many, err
	}
	return written + nbsp + one, err
}

// Counted is Plural for a count made in Go.
func Counted(n int, one, many string) string {
	text, _ := Plural(n, one, many) // an int is always a whole number
	return text
}

// LowerFirst puts a title inside a sentence.
func LowerFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return strings.ToLower(string(first)) + text[size:]
}

// UpperFirst puts a few words at the beginning of a line.
func UpperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return strings.ToUpper(string(first)) + text[size:]
}

// Ordinal writes a rank, « 1er » or « 4e »; feminine is « 1re ».
func Ordinal(n int, feminine ...bool) string {
	switch {
	case n == 1 && len(feminine) > 0 && feminine[0]:
		return "1re"
	case n == 1:
		return "1er"
	}
	return strconv.Itoa(n) + "e"
}

// Enumerate writes a list as French does, « 2020, 2021 et 2022 ».
func Enumerate(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " et " + items[last]
}

// Lines cuts a text written by a person into paragraphs of lines, to be shown as they were typed.
func Lines(text string) [][]string {
	var paragraphs [][]string
	for _, block := range strings.Split(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n"), "\n\n") {
		if block = strings.Trim(block, "\n"); block != "" {
			paragraphs = append(paragraphs, strings.Split(block, "\n"))
		}
	}
	return paragraphs
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
