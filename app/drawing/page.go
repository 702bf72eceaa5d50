package drawing

import "time"

// Page is something laid out: what is where, ready to be written as PDF, as SVG or as a picture. Everything on it is
// measured from its top left corner, in its own unit.
type Page struct {
	width, height float64
	unit          string // « mm » on paper, « px » on a screen
	about         about
	paper         *colour // nil where nothing is behind the drawing
	panels        []panel
	rules         []rule
	discs         []disc
	arcs          []arc
	code          *code
	texts         []textLine
}

// about is what a file says of itself.
type about struct {
	title       string
	description string // all that the drawing says, in words
	subject     string
	author      string
	date        time.Time // a file is never dated otherwise: its bytes do not depend on when it is made
	attachment  *attachment
}

type attachment struct {
	name, description string
	content           []byte
}

// panel is a filled rectangle with round corners; its outline is drawn inside when border is not zero.
type panel struct {
	box
	radius float64
	colour colour
	border float64
	edge   colour
}

// arc is part of a circle, open to the left by twice opening degrees.
type arc struct {
	x, y, radius, opening, stroke float64
	colour                        colour
}

// disc is a full circle: filled, or only its outline when stroke is not zero.
type disc struct {
	x, y, radius, stroke float64
	colour               colour
}

// rule is a straight line, upright or level.
type rule struct {
	x1, y1, x2, y2, stroke float64
	colour                 colour
}

// textLine is one line of text, whose first character starts at x.
type textLine struct {
	block             string // the part of the page that it belongs to
	clusters          []cluster
	x, baseline, size float64
	colour            colour
}

func (t textLine) width() float64 { return extent(t.clusters) * t.size }

// code is a QR code: modules by row, true where dark.
type code struct {
	x, y, side float64
	colour     colour
	modules    [][]bool
}

// box is a rectangle.
type box struct{ left, top, right, bottom float64 }

// box of a line holds its letters, accents on capitals and descenders included.
func (t textLine) box() box {
	return box{t.x, t.baseline - 0.93*t.size, t.x + t.width(), t.baseline + 0.25*t.size}
}

// at gives the place of a pen position of the line, which is in em.
func (t textLine) at(em float64) float64 { return t.x + (em-t.clusters[0].start)*t.size }

func (p *Page) line(block string, clusters []cluster, x, baseline, size float64, colour colour) {
	p.texts = append(p.texts, textLine{block, clusters, x, baseline, size, colour})
}

// endingAt sets one line that ends at x.
func (p *Page) endingAt(block string, clusters []cluster, x, baseline, size float64, colour colour) {
	p.line(block, clusters, x-extent(clusters)*size, baseline, size, colour)
}

// lines sets several lines, the first on the baseline y, and leaves y at the last one's.
func (p *Page) lines(block string, lines [][]cluster, x float64, y *float64, size, pitch float64, colour colour) {
	for i, line := range lines {
		if i > 0 {
			*y += pitch
		}
		p.line(block, line, x, *y, size, colour)
	}
}

// moveDown shifts everything but the code and the panels.
func (p *Page) moveDown(by float64) {
	for i := range p.arcs {
		p.arcs[i].y += by
	}
	for i := range p.discs {
		p.discs[i].y += by
	}
	for i := range p.rules {
		p.rules[i].y1 += by
		p.rules[i].y2 += by
	}
	for i := range p.texts {
		p.texts[i].baseline += by
	}
}

// add puts what is on other on p too.
func (p *Page) add(other Page) {
	p.panels = append(p.panels, other.panels...)
	p.arcs = append(p.arcs, other.arcs...)
	p.discs = append(p.discs, other.discs...)
	p.rules = append(p.rules, other.rules...)
	p.texts = append(p.texts, other.texts...)
	if other.code != nil {
		p.code = other.code
	}
}
