package drawing

// Everything on the page is in millimetres from its top left corner.
const (
	pageWidth, pageHeight = 297.0, 210.0
	left, right           = 146.0, 281.0 // of the column of text
)

type colour struct{ r, g, b int }

var (
	ink     = colour{0x1c, 0x18, 0x30}
	muted   = colour{0x57, 0x52, 0x6e}
	violet  = colour{0x46, 0x30, 0x9e}
	saffron = colour{0xff, 0xc5, 0x3d}
	grey    = colour{0x78, 0x71, 0x90}
	hair    = colour{0xd6, 0xd0, 0xe6}
	white   = colour{0xff, 0xff, 0xff}
)

// page is a certificate laid out: what is where, ready to draw, or to check.
type page struct {
	arcs  []arc
	discs []disc
	rules []rule
	texts []textLine
	code  code
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

// rule is a straight line.
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
	modules    [][]bool
}

// box is a rectangle.
type box struct{ left, top, right, bottom float64 }

// box of a line holds its letters, accents on capitals and descenders included.
func (t textLine) box() box {
	return box{t.x, t.baseline - 0.93*t.size, t.x + t.width(), t.baseline + 0.25*t.size}
}

func (p *page) line(block string, clusters []cluster, x, baseline, size float64, colour colour) {
	p.texts = append(p.texts, textLine{block, clusters, x, baseline, size, colour})
}

// lines sets several lines, the first on the baseline y, and leaves y at the last one's.
func (p *page) lines(block string, lines [][]cluster, x float64, y *float64, size, pitch float64, colour colour) {
	for i, line := range lines {
		if i > 0 {
			*y += pitch
		}
		p.line(block, line, x, *y, size, colour)
	}
}

// moveDown shifts everything but the code.
func (p *page) moveDown(by float64) {
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

// add puts what is on other on p too, except its code.
func (p *page) add(other page) {
	p.arcs = append(p.arcs, other.arcs...)
	p.discs = append(p.discs, other.discs...)
	p.rules = append(p.rules, other.rules...)
	p.texts = append(p.texts, other.texts...)
}
