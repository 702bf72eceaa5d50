package award

import (
	_ "embed" // for the label's past
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"tnl/app/calendar"
	"tnl/app/edition"
)

//go:embed data/editions.csv
var pastCalendar string

// pastEditions is what public sources say of the calendar of the label's past, by year.
var pastEditions = sync.OnceValues(func() (map[int]edition.Past, error) {
	rows, err := csv.NewReader(strings.NewReader(pastCalendar)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the label's past: %w", err)
	}
	known := map[int]edition.Past{}
	for _, row := range rows[1:] {
		year, err := strconv.Atoi(row[0])
		if err != nil {
			return nil, fmt.Errorf("read the label's past: %w", err)
		}
		days := make([]time.Time, len(row))
		for i := 1; i < len(row); i++ {
			if row[i] == "" {
				continue
			}
			if days[i], err = time.ParseInLocation(time.DateOnly, row[i], calendar.Paris); err != nil {
				return nil, fmt.Errorf("read the label's past of %d: %w", year, err)
			}
		}
		p := edition.Past{Year: year, Name: fmt.Sprintf("Édition %d", year), OpenedAt: days[1]}
		if !days[2].IsZero() {
			p.ClosedAt = days[2].AddDate(0, 0, 1) // the last day is in it
		}
		// Sources give a day; noon is that day in every French territory but those of the far Pacific.
		p.Announced = days[3].Add(12 * time.Hour)
		known[year] = p
	}
	return known, nil
})

// pastScale is the number of levels of a past edition, 0 for a year that is not known.
func pastScale(year int) int {
	known, err := pastEditions()
	switch _, found := known[year]; {
	case err != nil || !found:
		return 0
	case year >= firstOfMetal:
		return metalLevels
	}
	return usualLevels
}
