// Package chart gives the places of what charts draw; templates/parts/chart.html writes them as SVG, each with the
// table of its values. Nothing in them is told by a colour: a row has its name, a column its figure.
package chart

import "strconv"

// Strips is rows of columns, one row for each thing told, over the same years and to the same measure.
type Strips struct {
	// ID makes the ids of the drawing unique in the page.
	ID, Title string
	// Description says in a sentence or two what the drawing shows.
	Description string
	// Corner is the heading of the first column of the table, « Édition ».
	Corner  string
	Columns []string
	Rows    []Strip
	// Highest is the value of a whole column; the highest of the values when it is 0.
	Highest int
}

// Strip is one row.
type Strip struct {
	Label string
	// Group is the heading above the row, when it begins a group; optional.
	Group string
	Cells []Cell
}

// Cell is one value. Text is what is read, the value when it is empty; a cell that is not Known has none, which is not
// nought.
type Cell struct {
	Known bool
	Value int
	Text  string
}

// Of makes a cell of a known value.
func Of(value int) Cell { return Cell{Known: true, Value: value} }

// Said is the text of the cell, a dash when nothing is known.
func (c Cell) Said() string {
	switch {
	case !c.Known:
		return "–"
	case c.Text != "":
		return c.Text
	}
	return strconv.Itoa(c.Value)
}

// The measures, in pixels: columns keep their size, and a drawing wider than the screen moves in its own frame.
const (
	stepWide   = 72
	stepNarrow = 46
	fewColumns = 7  // a drawing with as many goes in half a page
	gapBeside  = 12 // between two columns
	labelLine  = 18
	valueLine  = 16
	barHeight  = 34
	rowGap     = 14
	groupLine  = 30
	axisLine   = 26
	leastWidth = 230 // a row's name has its place
)

func (s Strips) step() int {
	if len(s.Columns) > fewColumns {
		return stepNarrow
	}
	return stepWide
}

// Width is that of the drawing.
func (s Strips) Width() int { return max(s.step()*len(s.Columns), leastWidth) }

// Height is that of the drawing.
func (s Strips) Height() int {
	height := axisLine
	for _, row := range s.Rows {
		height += labelLine + valueLine + barHeight + rowGap
		if row.Group != "" {
			height += groupLine
		}
	}
	return height
}

func (s Strips) highest() int {
	highest := s.Highest
	if highest > 0 {
		return highest
	}
	for _, row := range s.Rows {
		for _, cell := range row.Cells {
			highest = max(highest, cell.Value)
		}
	}
	return max(highest, 1)
}

// Line is a row as it is drawn.
type Line struct {
	Group        string
	GroupY       int
	Label        string
	LabelY, Base int // where its name is written, and where its columns stand
	Bars         []Bar
}

// Bar is one column; it has no height when its value is nought.
type Bar struct {
	X, Y, Width, Height int
	TextX, TextY        int
	Text                string
	None                bool // nothing is known
}

// Lines lists the rows with their columns.
func (s Strips) Lines() []Line {
	highest, y := s.highest(), 0
	lines := make([]Line, len(s.Rows))
	for i, row := range s.Rows {
		line := Line{Group: row.Group, Label: row.Label}
		if row.Group != "" {
			line.GroupY = y + groupLine - 12
			y += groupLine
		}
		line.LabelY = y + labelLine - 4
		line.Base = y + labelLine + valueLine + barHeight
		for at, cell := range row.Cells {
			x := at * s.step()
			bar := Bar{X: x, Width: s.step() - gapBeside, TextX: x + (s.step()-gapBeside)/2, Text: cell.Said(), None: !cell.Known}
			if cell.Known {
				bar.Height = min(barHeight*cell.Value/highest, barHeight)
				if cell.Value > 0 {
					bar.Height = max(bar.Height, 2)
				}
			}
			bar.Y = line.Base - bar.Height
			bar.TextY = bar.Y - 4
			line.Bars = append(line.Bars, bar)
		}
		lines[i] = line
		y = line.Base + rowGap
	}
	return lines
}

// Mark is a column's name under the drawing.
type Mark struct {
	X    int
	Text string
}

// MarkY is where the names of the columns are written.
func (s Strips) MarkY() int { return s.Height() - 8 }

// Marks lists the names of the columns.
func (s Strips) Marks() []Mark {
	marks := make([]Mark, len(s.Columns))
	for i, name := range s.Columns {
		marks[i] = Mark{i*s.step() + (s.step()-gapBeside)/2, name}
	}
	return marks
}

// Record is a column of the drawing as a line of the table.
type Record struct {
	Name  string
	Cells []Cell
}

// Records turns the drawing into a table: a line for each column, a column for each row.
func (s Strips) Records() []Record {
	records := make([]Record, len(s.Columns))
	for i, name := range s.Columns {
		records[i].Name = name
		for _, row := range s.Rows {
			records[i].Cells = append(records[i].Cells, row.Cells[i])
		}
	}
	return records
}

// Table is a table whose lines bear a bar: the chart and its table are one.
type Table struct {
	Caption  string
	Headings []string // of the names, then of each figure
	Lines    []Measure
}

// Measure is one line: Share, in hundredths, is for the bar alone.
type Measure struct {
	Name, Address string
	Share         int
	Figures       []string
	Emphasis      bool // the line that the page is about
}
