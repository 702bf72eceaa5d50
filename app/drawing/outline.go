package drawing

import (
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// outlines are the shapes of a face's glyphs, read when they are first drawn.
type outlines struct {
	font  *sfnt.Font
	mutex sync.Mutex
	known map[uint16][]segment
}

// segment is one piece of an outline. Points are in em, from where the pen is on the baseline, downwards.
type segment struct {
	kind   sfnt.SegmentOp
	points [3]point
}

type point struct{ x, y float64 }

// outline gives the shape of a character, nothing for a space.
func (f *face) outline(r rune) ([]segment, error) {
	o, glyph := f.outlines, f.glyphs[r]
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if found, ok := o.known[glyph]; ok {
		return found, nil
	}
	// As many pixels for one em as the font has units: nothing is rounded.
	read, err := o.font.LoadGlyph(new(sfnt.Buffer), sfnt.GlyphIndex(glyph), fixed.I(int(f.em)), nil)
	if err != nil {
		return nil, fmt.Errorf("outline of %q in %s: %w", r, f.family, err)
	}
	shape := make([]segment, len(read))
	for i, s := range read {
		shape[i].kind = s.Op
		for k, p := range s.Args {
			shape[i].points[k] = point{float64(p.X) / 64 / f.em, float64(p.Y) / 64 / f.em}
		}
	}
	o.known[glyph] = shape
	return shape, nil
}

// pen draws outlines: an SVG path, or a picture.
type pen interface {
	moveTo(a point)
	lineTo(a point)
	quadTo(a, b point)
	cubeTo(a, b, c point)
	close()
}

// trace draws the letters of a line.
func (t textLine) trace(p pen) error {
	for _, c := range t.clusters {
		for _, g := range c.glyphs {
			shape, err := g.face.outline(g.char)
			if err != nil {
				return err
			}
			at := func(q point) point {
				return point{t.at(c.start+g.dx) + q.x*t.size, t.baseline - g.dy*t.size + q.y*t.size}
			}
			for i, s := range shape {
				a, b, c := at(s.points[0]), at(s.points[1]), at(s.points[2])
				switch s.kind {
				case sfnt.SegmentOpMoveTo:
					if i > 0 {
						p.close()
					}
					p.moveTo(a)
				case sfnt.SegmentOpLineTo:
					p.lineTo(a)
				case sfnt.SegmentOpQuadTo:
					p.quadTo(a, b)
				case sfnt.SegmentOpCubeTo:
					p.cubeTo(a, b, c)
				}
			}
			if len(shape) > 0 {
				p.close()
			}
		}
	}
	return nil
}
