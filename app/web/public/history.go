package public

import (
	"strconv"
	"strings"

	"tnl/app/directory"
	"tnl/app/web/page"
)

// history is a timeline that stays at its natural size when a territory has few editions.
type history struct{ page.Timeline }

// Bounds of what is drawn.
const (
	fewestAwards = 2
	mostEditions = 12
	leastWidth   = 584 // of seven editions
)

// Width is that of the drawing, in its own units.
func (h history) Width() int { return max(h.Timeline.Width(), leastWidth) }

// Rows lists the lines of the levels, as wide as the drawing.
func (h history) Rows() []page.TimelineRow {
	rows := h.Timeline.Rows()
	for i := range rows {
		rows[i].Right = h.Width()
	}
	return rows
}

// pastView is the history of a territory's levels: drawn as far as they stand on the usual scale, else said.
type pastView struct {
	Drawing   history
	Elsewhere string // « En 2025, sur une autre échelle : Or. », empty when there is nothing to add
}

// drawHistory draws the level of each published edition since the first label; nil when there are too few to draw.
// A level of another scale would look lower or higher than it is: it is said beside the drawing.
func drawHistory(p *directory.Portrait) *pastView {
	years := p.Years[max(0, len(p.Years)-mostEditions):]
	v := &pastView{Drawing: history{page.Timeline{ID: "past", Title: "Niveau obtenu par édition", Count: page.Highest}}}
	drawn := 0
	for _, year := range years {
		point := page.TimelinePoint{Year: strconv.Itoa(year)}
		if a := p.In(year); a != nil {
			level := directory.LevelOf(a.Award)
			if level.Named || level.Title != "" && level.Number == 0 || level.Number > 0 && level.Count != page.Highest {
				v.Elsewhere += "En " + point.Year + ", sur une autre échelle\u00a0: " + level.Name() + ". "
				continue
			}
			point.Level, point.Unknown, point.Address = level.Number, level.Unknown(), editionAddress(year)
			drawn++
		}
		v.Drawing.Points = append(v.Drawing.Points, point)
	}
	if drawn < fewestAwards {
		return nil
	}
	v.Elsewhere = strings.TrimSpace(v.Elsewhere)
	return v
}

// historyName words how many labels there are, « 3 labels depuis 2021 ».
func historyName(p *directory.Portrait) string {
	first := strconv.Itoa(p.Awards[len(p.Awards)-1].Year)
	if len(p.Awards) == 1 {
		return "Un label, en " + first
	}
	return strconv.Itoa(len(p.Awards)) + "\u00a0labels depuis " + first
}
