package drawing

import (
	"math"
	"strings"
)

const (
	headX      = 145.5 // the display face at large sizes has more white on its left
	nameWidth  = 132.5
	proseWidth = 118.0 // shorter than the column: lines of a comfortable length
	middle     = 100.9 // what the main block is centred on
	topmost    = 41.0  // baseline of its first line at the highest
	smallest   = 2.2   // size of the smallest text

	unpublishedLevel = "Niveau non publié"
)

// layout computes the page; it draws nothing.
func (c Certificate) layout(faces typefaces) (*page, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	l := &layouter{Certificate: c, faces: faces, page: &page{}}
	foot, ruleY, err := l.footer()
	if err != nil {
		return nil, err
	}
	l.emblem()
	l.header()
	// A page full of words is set tighter and tighter until it holds.
	for tightness := 0.0; tightness < 1.75; tightness += 0.1 {
		b, ok := l.block(tightness)
		if !ok || b.height > ruleY-5-topmost {
			continue
		}
		first := math.Max(topmost, math.Min(middle-b.height/2, ruleY-5-b.height))
		b.moveDown(first)
		l.page.add(b.page) // in the order in which it is read
		l.page.add(*foot)
		l.page.code = foot.code
		return l.page, nil
	}
	return nil, ErrTooLong
}

type layouter struct {
	Certificate
	faces typefaces
	page  *page
}

// block is the main part of the page, measured from the baseline of its first line.
type block struct {
	page
	height float64
}

func (l *layouter) block(tightness float64) (*block, bool) {
	b := &block{}
	gap := 1 - 0.3*math.Min(tightness, 1)
	body := 5 - 1.6*tightness
	name, size := l.name(1 - 0.45*math.Min(tightness, 1))
	if name == nil {
		return nil, false
	}
	// What introduces the name never outgrows it.
	introSize := math.Max(3.8, math.Min(5.6, 0.85*size))
	b.line("intro", shape(span{l.faces.text, "Le jury du label distingue", 0}), left, 0, introSize, muted)
	y := 5.5*gap + 1.06*size
	for i, line := range name {
		if i > 0 {
			y += 1.21 * size
		}
		b.line("name", line, headX, y, size, ink)
	}
	y += 13 * gap
	if !l.level(b, y) {
		return nil, false
	}
	y += 4.1
	if meaning := tidy(l.LevelMeaning); meaning != "" {
		lines := fit(shape(span{l.faces.text, meaning, 0}), proseWidth/body)
		if lines == nil {
			return nil, false
		}
		y += 4.9*gap + body
		b.lines("meaning", lines, left, &y, body, 1.4*body, ink)
		y += 3.8 * gap
	} else {
		y += 3 * gap
	}
	for i, mention := range l.Mentions {
		lines := fit(shape(
			span{l.faces.display, "Mention\u00A0spéciale", 0},
			span{l.faces.text, " " + tidy(mention), 0},
		), (right-left-4)/body)
		if lines == nil {
			return nil, false
		}
		y += 2 * gap
		if i > 0 {
			y += 1 * gap
		}
		top := y
		y += 1.12 * body
		b.lines("mention", lines, left+4, &y, body, 1.3*body, ink)
		y += 0.48 * body
		b.rules = append(b.rules, rule{left + 0.7, top, left + 0.7, y, 1.4, saffron})
	}
	b.height = y
	return b, true
}

// name sets the territory's name: the fewest lines at a size worthy of it. scale shrinks the largest sizes.
func (l *layouter) name(scale float64) ([][]cluster, float64) {
	clusters := shape(span{l.faces.display, tidy(l.TerritoryName), -0.012})
	lines, size := title(clusters, scale)
	if size < 3.4 {
		// A word as wide as this has to be cut; without a hyphen, which would change the name.
		if cut, larger := title(breakAnywhere(clusters), scale); larger > size {
			lines, size = cut, larger
		}
	}
	if size < smallest {
		return nil, 0
	}
	return lines, size
}

func title(clusters []cluster, scale float64) (lines [][]cluster, size float64) {
	b := newBreaker(clusters)
	// By number of lines: the largest size, and the one that is large enough not to try one line more.
	for i, limits := range [][2]float64{{15, 11.5}, {13.5, 9.6}, {11.5, 7.6}, {9.5, 0}} {
		cut, widest := b.balanced(i + 1)
		if cut == nil {
			break
		}
		// Another line must be worth it: for one long word beside short ones it is not.
		if s := math.Min(limits[0]*scale, nameWidth/widest); s > 1.12*size {
			lines, size = cut, s
		}
		if size >= limits[1]*scale {
			break
		}
	}
	return lines, size
}

// level draws the copyleft signs of the level and its title on one row; only words when the level is not known.
// It is false when the title is too long.
func (l *layouter) level(b *block, y float64) bool {
	x, text := left, unpublishedLevel
	if l.Level > 0 {
		text = tidy(l.LevelTitle)
		pitch := math.Min(10, 60/float64(l.LevelCount))
		for i := range l.LevelCount {
			b.sign(left+0.42*pitch+float64(i)*pitch, y, 0.42*pitch, i < l.Level)
		}
		x = left + pitch*float64(l.LevelCount) + 4
	}
	clusters := shape(span{l.faces.display, text, 0})
	size := math.Min(6, (right-x)/extent(clusters))
	if lines := fit(clusters, (right-x)/4.2); size < 4.2 && len(lines) == 2 {
		b.line("level", lines[0], x, y-0.9, 4.2, ink)
		b.line("level", lines[1], x, y+4.3, 4.2, ink)
		return true
	}
	b.line("level", clusters, x, y+size/3, size, ink)
	return size >= smallest
}

// sign is a copyleft sign: filled when obtained, an outline when not.
func (p *page) sign(x, y, radius float64, obtained bool) {
	if obtained {
		p.discs = append(p.discs, disc{x, y, radius, 0, violet})
		p.arcs = append(p.arcs, arc{x, y, 0.426 * radius, 45, 0.217 * radius, white})
		return
	}
	p.discs = append(p.discs, disc{x, y, 0.95 * radius, 0.35, grey})
	p.arcs = append(p.arcs, arc{x, y, 0.426 * radius, 45, 0.35, grey})
}

// emblem is the large figure on the left: one open ring for each step of the scale, filled as far as the level.
func (l *layouter) emblem() {
	const x, y = 70, 105
	if l.Level == 0 {
		l.page.discs = append(l.page.discs, disc{x, y, 40, 0, violet})
		l.page.arcs = append(l.page.arcs, arc{x, y, 17, 45, 8.7, white})
		return
	}
	// The outer edge stays where it is on a scale of five; fewer rings are wider apart and thicker.
	pitch := 64.1 / (float64(l.LevelCount) + 0.34)
	thickness := math.Min(0.683*pitch, 16)
	for i := range l.LevelCount {
		radius := pitch*float64(i+1) + 1
		if i < l.Level {
			l.page.arcs = append(l.page.arcs, arc{x, y, radius, 40, thickness, violet})
		} else {
			l.page.arcs = append(l.page.arcs, arc{x, y, radius, 40, 0.5, grey})
		}
	}
	l.page.discs = append(l.page.discs, disc{x, y, math.Min(0.367*pitch, 9), 0, saffron})
}

func (l *layouter) header() {
	p := l.page
	p.discs = append(p.discs, disc{150.4, 24, 4.4, 0, violet})
	p.arcs = append(p.arcs, arc{150.4, 24, 1.87, 45, 0.95, white})
	edition := "Édition " + strings.TrimPrefix(tidy(l.Edition), "Édition ")
	clusters := shape(span{l.faces.display, edition, 0})
	size := math.Min(5.2, 45/extent(clusters))
	x := right - extent(clusters)*size
	p.line("edition", clusters, x, 25.6, size, ink)

	const labelX = 158
	clusters = shape(span{l.faces.display, tidy(l.LabelName), 0})
	b := newBreaker(clusters)
	lines, widest := b.balanced(2)
	if lines == nil {
		lines, widest = [][]cluster{clusters}, extent(clusters)
	}
	size = math.Min(5.2, (x-6-labelX)/widest)
	y := 25.6
	if len(lines) == 2 {
		y = 22.6
	}
	p.lines("label", lines, labelX, &y, size, 5.6, ink)
}

// fit cuts text into lines no wider than width em, inside words if it must.
func fit(clusters []cluster, width float64) [][]cluster {
	if lines := newBreaker(clusters).paragraph(width); lines != nil {
		return lines
	}
	return newBreaker(breakAnywhere(clusters)).paragraph(width)
}
