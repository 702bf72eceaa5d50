package drawing

import (
	"math"
	"strings"
)

const (
	smallest = 2.2 // size of the smallest text

	unpublishedLevel = "Niveau non publié"
)

// layout computes the page; it draws nothing.
func (c Certificate) layout(faces typefaces, o Orientation) (*Page, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	f := frames[o]
	l := &layouter{Certificate: c, faces: faces, frame: f, page: &Page{width: f.width, height: f.height, unit: "mm", paper: &light.paper}}
	foot, ruleY, err := l.footer()
	if err != nil {
		return nil, err
	}
	l.header()
	place := l.beside
	if o == Portrait {
		place = l.below
	}
	// A page full of words is set tighter and tighter until it holds.
	for tightness := 0.0; tightness < 1.75; tightness += 0.1 {
		b, ok := l.block(tightness)
		if !ok || !place(b, ruleY) {
			continue
		}
		l.page.add(b.Page) // in the order in which it is read
		l.page.add(*foot)
		return l.page, nil
	}
	return nil, ErrTooLong
}

type layouter struct {
	Certificate
	frame
	faces typefaces
	page  *Page
}

// beside puts the emblem on the left of the main block; false when the block is too high.
func (l *layouter) beside(b *block, ruleY float64) bool {
	const topmost, middle = 41.0, 100.9 // baseline of the first line at the highest, what the block is centred on
	if b.height > ruleY-5-topmost {
		return false
	}
	b.moveDown(math.Max(topmost, math.Min(middle-b.height/2, ruleY-5-b.height)))
	l.page.emblem(l.Level, l.LevelCount, 70, 105, emblemEdge, light)
	return true
}

// below puts the emblem above the main block, as large as the block leaves room for; false when that is too small.
func (l *layouter) below(b *block, ruleY float64) bool {
	const top, apart, above, smallest, largest = 46.0, 20.0, 11.0, 30.0, 64.0
	radius := math.Min(largest, (ruleY-above-b.height-apart-top)/2)
	if radius < smallest {
		return false
	}
	spare := ruleY - above - b.height - apart - 2*radius - top
	y := top + 0.4*spare + radius
	l.page.emblem(l.Level, l.LevelCount, l.width/2, y, radius, light)
	b.moveDown(y + radius + apart + 0.2*spare)
	return true
}

// block is the main part of the page, measured from the baseline of its first line.
type block struct {
	Page
	height float64
}

func (l *layouter) block(tightness float64) (*block, bool) {
	b := &block{}
	gap := 1 - 0.3*math.Min(tightness, 1)
	body := 5 - 1.6*tightness
	name, size := l.faces.heading(l.TerritoryName, l.nameWidth, 1, l.nameScale*(1-0.45*math.Min(tightness, 1)))
	if name == nil {
		return nil, false
	}
	// What introduces the name never outgrows it.
	introSize := math.Max(3.8, math.Min(5.6, 0.85*size))
	b.line("intro", shape(span{l.faces.text, "Le jury du label distingue", 0}), l.left, 0, introSize, light.muted)
	y := 5.5*gap + 1.06*size
	for i, line := range name {
		if i > 0 {
			y += 1.21 * size
		}
		b.line("name", line, l.left-optical, y, size, light.ink)
	}
	y += 13 * gap
	if !l.level(b, y) {
		return nil, false
	}
	y += 4.1
	if meaning := tidy(l.LevelMeaning); meaning != "" {
		lines := fit(shape(span{l.faces.text, meaning, 0}), l.proseWidth/body)
		if lines == nil {
			return nil, false
		}
		y += 4.9*gap + body
		b.lines("meaning", lines, l.left, &y, body, 1.4*body, light.ink)
		y += 3.8 * gap
	} else {
		y += 3 * gap
	}
	for i, mention := range l.Mentions {
		lines := fit(shape(
			span{l.faces.display, "Mention\u00A0spéciale", 0},
			span{l.faces.text, " " + tidy(mention), 0},
		), (l.right-l.left-4)/body)
		if lines == nil {
			return nil, false
		}
		y += 2 * gap
		if i > 0 {
			y += 1 * gap
		}
		top := y
		y += 1.12 * body
		b.lines("mention", lines, l.left+4, &y, body, 1.3*body, light.ink)
		y += 0.48 * body
		b.rules = append(b.rules, rule{l.left + 0.7, top, l.left + 0.7, y, 1.4, light.saffron})
	}
	b.height = y
	return b, true
}

// heading sets the name of a territory: the fewest lines no wider than width, at a size worthy of it. unit is a millimetre
// of the design; scale shrinks the largest sizes. There is no line when the name is too long.
func (f typefaces) heading(name string, width, unit, scale float64) ([][]cluster, float64) {
	clusters := shape(span{f.display, tidy(name), -0.012})
	lines, size := title(clusters, width, scale*unit)
	if size < 3.4*unit {
		// A word as wide as this has to be cut; without a hyphen, which would change the name.
		if cut, larger := title(breakAnywhere(clusters), width, scale*unit); larger > size {
			lines, size = cut, larger
		}
	}
	if size < smallest*unit {
		return nil, 0
	}
	return lines, size
}

func title(clusters []cluster, width, scale float64) (lines [][]cluster, size float64) {
	b := newBreaker(clusters)
	// By number of lines: the largest size, and the one that is large enough not to try one line more.
	for i, limits := range [][2]float64{{15, 11.5}, {13.5, 9.6}, {11.5, 7.6}, {9.5, 0}} {
		cut, widest := b.balanced(i+1, width/(limits[0]*scale))
		if cut == nil {
			break
		}
		// Another line must be worth it: for one long word beside short ones it is not.
		if s := math.Min(limits[0]*scale, width/widest); s > 1.12*size {
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
	x, text := l.left, l.levelTitle()
	if l.Level > 0 {
		text = tidy(text)
		pitch := math.Min(10, 60/float64(l.LevelCount))
		b.signs(l.Level, l.LevelCount, l.left, y, 0.42*pitch, pitch, light)
		x = l.left + pitch*float64(l.LevelCount) + 4
	}
	clusters := shape(span{l.faces.display, text, 0})
	size := math.Min(6, (l.right-x)/extent(clusters))
	if lines := fit(clusters, (l.right-x)/4.2); size < 4.2 && len(lines) == 2 {
		b.line("level", lines[0], x, y-0.9, 4.2, light.ink)
		b.line("level", lines[1], x, y+4.3, 4.2, light.ink)
		return true
	}
	b.line("level", clusters, x, y+size/3, size, light.ink)
	return size >= smallest
}

// header identifies the label on the left, the edition on the right.
func (l *layouter) header() {
	p, y := l.page, l.top+1.6
	p.sign(l.left+4.4, l.top, 4.4, true, light)
	edition := shape(span{l.faces.display, "Édition " + strings.TrimPrefix(tidy(l.Edition), "Édition "), 0})
	size := math.Min(5.2, 45/extent(edition))
	p.endingAt("edition", edition, l.right, y, size, light.ink)

	lines, size := l.faces.wordmark(l.LabelName, l.right-extent(edition)*size-6-l.left-12, 5.2)
	if len(lines) == 2 {
		y -= 3
	}
	p.lines("label", lines, l.left+12, &y, size, 5.6, light.ink)
}

// wordmark sets the label's name on two even lines, or one for a single word, no wider than width.
func (f typefaces) wordmark(name string, width, largest float64) (lines [][]cluster, size float64) {
	clusters := shape(span{f.display, tidy(name), 0})
	lines, widest := newBreaker(clusters).balanced(2, 0)
	if lines == nil {
		lines, widest = [][]cluster{clusters}, extent(clusters)
	}
	return lines, math.Min(largest, width/widest)
}

// fit cuts text into lines no wider than width em, inside words if it must.
func fit(clusters []cluster, width float64) [][]cluster {
	if lines := newBreaker(clusters).paragraph(width); lines != nil {
		return lines
	}
	return newBreaker(breakAnywhere(clusters)).paragraph(width)
}
