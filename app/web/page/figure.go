package page

import (
	"fmt"
	"strings"
	"time"
)

// Fact is one term of a definition list with what is said of it.
type Fact struct {
	Term, Detail string
	// Level shows signs before the detail; optional.
	Level *LevelSigns
	Link  *Link
}

// AxesTable shows a score by axis, with bars that the figures beside them say too.
type AxesTable struct {
	Caption string
	Rows    []AxisRow
	// Median adds the column of comparable territories, named MedianTitle.
	Median      bool
	MedianTitle string
}

// AxisRow is one axis. Shares are in hundredths, from 0 to 100, for the bars alone; the texts are what is read.
type AxisRow struct {
	Title, Address string
	Share          int
	Text           string
	Median         int
	MedianText     string
	// Excluded is an axis in which nothing concerns the territory.
	Excluded bool
}

// MedianHeading is the title of the median's column.
func (a AxesTable) MedianHeading() string {
	if a.MedianTitle == "" {
		return "Médiane"
	}
	return a.MedianTitle
}

// DeadlineView is an instant after which something is too late, shown with its zone, and on the clocks of the
// territory's department when it is overseas.
type DeadlineView struct {
	At         time.Time
	Department string
}

// Timeline draws the level reached in each edition.
type Timeline struct {
	// ID makes the ids of the drawing unique in the page; "timeline" when empty.
	ID, Title string
	// Count is the highest level.
	Count  int
	Points []TimelinePoint
}

// TimelinePoint is one edition: a level, 0 when there was no award, or a level that was not published.
type TimelinePoint struct {
	Year    string
	Level   int
	Unknown bool
	Address string
}

// The timeline's measures, in its own units.
const (
	timelineLeft   = 34
	timelineFirst  = 40 // from the left edge to the first column
	timelineColumn = 78 // width of a column, less when there are many
	timelineDense  = 46
	timelineWidth  = 580
	timelineRow    = 34
	timelineTop    = 23
	timelineSign   = 26
)

// Key begins the ids of the drawing.
func (t Timeline) Key() string {
	if t.ID == "" {
		return "timeline"
	}
	return t.ID
}

func (t Timeline) highest() int {
	count := max(t.Count, 1)
	for _, point := range t.Points {
		count = max(count, point.Level)
	}
	return count
}

// Dense tells whether the columns are too near for every year to be written on a small screen.
func (t Timeline) Dense() bool { return t.column() < 70 }

func (t Timeline) column() int {
	return max(timelineDense, min(timelineColumn, (timelineWidth-timelineFirst)/max(len(t.Points), 1)))
}

// Width and Height are those of the drawing.
func (t Timeline) Width() int { return timelineFirst + t.column()*max(len(t.Points), 1) - 4 }

func (t Timeline) Height() int { return t.row(1) + 51 }

// YearLine is where the years are written.
func (t Timeline) YearLine() int { return t.row(1) + 43 }

// row is the height of a level's line.
func (t Timeline) row(level int) int { return timelineTop + timelineRow*(t.highest()-level) }

// TimelineRow is the line of a level.
type TimelineRow struct{ Level, Y, TextY, Left, Right int }

// Rows lists the lines, from the first level up.
func (t Timeline) Rows() []TimelineRow {
	rows := make([]TimelineRow, t.highest())
	for i := range rows {
		y := t.row(i + 1)
		rows[i] = TimelineRow{Level: i + 1, Y: y, TextY: y + 6, Left: timelineLeft, Right: t.Width()}
	}
	return rows
}

// TimelineColumn is an edition's column with its signs.
type TimelineColumn struct {
	TimelinePoint
	X, BaseY int
	Signs    []TimelineSign
}

// TimelineSign is one sign of a column; Top is the level reached.
type TimelineSign struct {
	X, Y, Size int
	Top        bool
}

// Columns lists the editions from left to right.
func (t Timeline) Columns() []TimelineColumn {
	columns := make([]TimelineColumn, len(t.Points))
	for i, point := range t.Points {
		x := timelineFirst + t.column()*i + t.column()/2 - 5
		column := TimelineColumn{TimelinePoint: point, X: x, BaseY: t.row(1) + 6}
		for level := 1; level <= point.Level; level++ {
			column.Signs = append(column.Signs, TimelineSign{
				X: x - timelineSign/2, Y: t.row(level) - timelineSign/2, Size: timelineSign, Top: level == point.Level,
			})
		}
		columns[i] = column
	}
	return columns
}

// Description says the drawing in words.
func (t Timeline) Description() string {
	var said []string
	for _, point := range t.Points {
		switch {
		case point.Unknown:
			said = append(said, point.Year+" : niveau non publié")
		case point.Level == 0:
			said = append(said, point.Year+" : pas de label")
		default:
			said = append(said, fmt.Sprintf("%s : niveau %d", point.Year, point.Level))
		}
	}
	return strings.Join(said, ", ") + "."
}
