package drawing

import "math"

// emblemEdge is how far the emblem reaches from its centre in the design; other sizes are in proportion.
const emblemEdge = 65.2

// emblem draws one open ring for each step of a scale, filled as far as the level; a single sign when the level is not
// known. It stays within radius of its centre.
func (p *Page) emblem(level, count int, x, y, radius float64, c palette) {
	unit := radius / emblemEdge
	if level == 0 {
		p.discs = append(p.discs, disc{x, y, 40 * unit, 0, c.violet})
		p.arcs = append(p.arcs, arc{x, y, 17 * unit, 45, 8.7 * unit, c.onViolet})
		return
	}
	// The outer edge stays where it is on a scale of five; fewer rings are wider apart and thicker.
	pitch := 64.1 * unit / (float64(count) + 0.34)
	thickness := math.Min(0.683*pitch, 16*unit)
	outline := 0.5 * unit
	if p.unit == "px" {
		outline = math.Max(outline, 1) // less is not seen on a screen
	}
	for i := range count {
		ring := pitch*float64(i+1) + unit
		if i < level {
			p.arcs = append(p.arcs, arc{x, y, ring, 40, thickness, c.violet})
		} else {
			p.arcs = append(p.arcs, arc{x, y, ring, 40, outline, c.grey})
		}
	}
	p.discs = append(p.discs, disc{x, y, math.Min(0.367*pitch, 9*unit), 0, c.saffron})
}

// sign is a copyleft sign: filled when obtained, an outline when not.
func (p *Page) sign(x, y, radius float64, obtained bool, c palette) {
	if obtained {
		p.discs = append(p.discs, disc{x, y, radius, 0, c.violet})
		p.arcs = append(p.arcs, arc{x, y, 0.426 * radius, 45, 0.217 * radius, c.onViolet})
		return
	}
	stroke := radius / 12
	p.discs = append(p.discs, disc{x, y, 0.95 * radius, stroke, c.grey})
	p.arcs = append(p.arcs, arc{x, y, 0.426 * radius, 45, stroke, c.grey})
}

// signs draws those of a level in a row whose left edge is x.
func (p *Page) signs(level, count int, x, y, radius, pitch float64, c palette) {
	for i := range count {
		p.sign(x+radius+float64(i)*pitch, y, radius, i < level, c)
	}
}
