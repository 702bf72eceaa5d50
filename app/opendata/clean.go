package opendata

import (
	"strings"
	"time"
	"unicode/utf8"

	"tnl/app/calendar"
)

// Separator stands between the texts of a list where a format has no lists.
const Separator = "|"

// clean brings a value to what every format can hold, so that all say the same: names that territories declare may
// have anything in them.
func clean(v Value) Value {
	switch v := v.(type) {
	case string:
		return text(cleanText(v))
	case []string:
		var kept []string
		for _, one := range v {
			if one = strings.ReplaceAll(cleanText(one), Separator, "/"); one != "" {
				kept = append(kept, one)
			}
		}
		if kept == nil {
			return nil
		}
		return kept
	case time.Time:
		day := v.In(calendar.Paris)
		return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	}
	return v
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// cleanText drops what is not text: control characters, halves of characters, what XML refuses. Line ends become \n, and
// spaces around go.
func cleanText(s string) string {
	if strings.ContainsAny(s, "\r\u2028\u2029") {
		s = lineEnds.Replace(s)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}
