package drawing

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Poster is the sheet of A3 that a territory puts up: it says what it was awarded, and where to read more.
type Poster struct {
	LabelName     string
	TerritoryName string
	Level         int // signs obtained, out of LevelCount; 0 when the level is not known
	LevelCount    int
	LevelTitle    string
	LevelMeaning  string // may be empty
	Mentions      []string
	Edition       string
	PageURL       string // whole address of the territory's page
	Date          time.Time
}

const (
	posterLeft, posterRight = 24.0, 273.0
	posterTop               = 240.0 // baseline of the first line at the highest
	posterAbove             = 13.0  // between the main block and the rule below it
)

// Page lays the poster out. The error is ErrTooLong, or tells what is missing.
func (s Poster) Page() (*Page, error) {
	if tidy(s.TerritoryName) == "" || tidy(s.LabelName) == "" || tidy(s.LevelTitle) == "" || s.PageURL == "" || s.Date.IsZero() {
		return nil, errors.New("poster without a name, a level, an address or a date")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	p := &Page{width: 297, height: 420, unit: "mm", paper: &light.paper}
	p.about = about{
		title:   "Affiche – " + s.TerritoryName + " – " + s.LabelName,
		subject: s.LevelTitle + ", édition " + s.Edition, author: "Jury du label " + s.LabelName, date: s.Date,
		description: s.TerritoryName + "\u00A0: " + s.LevelTitle + " du label " + s.LabelName + ", édition " + s.Edition + ".",
	}
	// The emblem goes beyond the edge of the sheet, as its rings would go on.
	p.emblem(s.Level, s.LevelCount, 226, 114, 102, light)
	p.sign(posterLeft+8, 34, 8, true, light)
	label, size := faces.wordmark(s.LabelName, 120, 9.2)
	y := 34 + 0.31*size
	if len(label) == 2 {
		y -= 0.55 * size
	}
	p.lines("label", label, posterLeft+21, &y, size, 1.1*size, light.ink)

	top, err := s.footer(p, faces)
	if err != nil {
		return nil, err
	}
	for scale := 1.15; scale > 0.35; scale -= 0.05 {
		b := s.block(faces, scale)
		if b == nil || b.height > top-posterAbove-posterTop {
			continue
		}
		b.moveDown(posterTop + (top-posterAbove-posterTop-b.height)/2)
		p.add(b.Page)
		return p, nil
	}
	return nil, fmt.Errorf("poster: %w", ErrTooLong)
}

// block is the main part, measured from the baseline of its first line; nil when a text is too long.
func (s Poster) block(faces typefaces, scale float64) *block {
	const width = posterRight - posterLeft
	b := &block{}
	intro := 9.5 * scale
	b.line("intro", shape(span{faces.text, "Édition " + tidy(s.Edition), 0}), posterLeft, 0, intro, light.muted)
	name, size := faces.heading(s.TerritoryName, width, 2, scale)
	if name == nil {
		return nil
	}
	y := 7*scale + 1.06*size
	b.lines("name", name, posterLeft-0.03*size, &y, size, 1.18*size, light.ink)
	y += 21 * scale
	x, radius := posterLeft, 8*scale
	if s.Level > 0 {
		pitch := min(2.35*radius, 130/float64(s.LevelCount))
		b.signs(s.Level, s.LevelCount, posterLeft, y, pitch/2.35, pitch, light)
		x += pitch*float64(s.LevelCount) + 5*scale
	}
	level := shape(span{faces.display, tidy(s.LevelTitle), 0})
	b.line("level", level, x, y+3.9*scale, min(11.5*scale, (posterRight-x)/extent(level)), light.ink)
	y += 5 * scale
	body := 8.4 * scale
	paragraph := func(block string, spans ...span) bool {
		lines := fit(shape(spans...), width/body)
		y += 8*scale + body
		b.lines(block, lines, posterLeft, &y, body, 1.35*body, light.ink)
		return lines != nil
	}
	if words := tidy(s.LevelMeaning); words != "" && !paragraph("meaning", span{faces.text, words, 0}) {
		return nil
	}
	if len(s.Mentions) > 0 {
		heading := "Mention\u00A0spéciale "
		if len(s.Mentions) > 1 {
			heading = "Mentions\u00A0spéciales "
		}
		if !paragraph("mention", span{faces.display, heading, 0}, span{faces.text, tidy(strings.Join(s.Mentions, ", ")), 0}) {
			return nil
		}
	}
	b.height = y
	return b
}

// footer invites to the territory's page, with its code; it gives the height of the rule above.
func (s Poster) footer(p *Page, faces typefaces) (ruleY float64, err error) {
	const bottom, side = 402.0, 36.0
	ruleY = bottom - side - 8
	p.rules = append(p.rules, rule{posterLeft, ruleY, posterRight, ruleY, 0.5, light.hair})
	if p.code, err = qrCode(s.PageURL, posterRight-side, bottom-side, side, light.ink); err != nil {
		return 0, err
	}
	const width = posterRight - posterLeft - side - 14
	address := strings.TrimPrefix(strings.TrimPrefix(s.PageURL, "https://"), "http://")
	y := bottom - side + 8
	p.lines("invitation", fit(shape(span{faces.display, "Ce qui a été fait ici, et comment", 0}), width/8.4), posterLeft, &y, 8.4, 10.5, light.ink)
	y += 11
	for size := 6.4; size >= 3; size -= 0.2 {
		if lines := fit(shape(span{faces.text, tidy(address), 0}), width/size); len(lines) > 0 && len(lines) <= 2 {
			p.lines("address", lines, posterLeft, &y, size, 1.3*size, light.muted)
			return ruleY, nil
		}
	}
	return 0, fmt.Errorf("poster: %w", ErrTooLong)
}
