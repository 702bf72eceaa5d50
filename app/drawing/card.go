package drawing

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Card is the image that a site or a message shows beside a link to one of the label's pages. Words are in French, by
// the caller.
type Card struct {
	LabelName  string
	Overline   string // says what the title is; may be empty
	Title      string // a territory's name, or what the page is about
	Level      int    // signs obtained, out of LevelCount; 0 when no level is told
	LevelCount int
	LevelTitle string // « Niveau 4 sur 5 », « Argent »; empty when the page is not about an award
	Detail     string // a line below; may be empty
	Address    string // of the site, without its scheme
}

// Size of a card in pixels, that of Open Graph.
const CardWidth, CardHeight = 1200, 630

const cardLeft = 72.0

// Page lays the card out. The error tells what is missing, or that a title does not fit.
func (c Card) Page() (*Page, error) {
	if tidy(c.Title) == "" || tidy(c.LabelName) == "" {
		return nil, errors.New("card without a title or the label's name")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	p := &Page{width: CardWidth, height: CardHeight, unit: "px", paper: &light.paper}
	p.about = about{title: c.Title + " – " + c.LabelName, description: c.words()}
	p.emblem(c.Level, c.LevelCount, 930, 300, 238, light)

	p.sign(cardLeft+26, 86, 26, true, light)
	label, size := faces.wordmark(c.LabelName, 420, 30)
	y := 86 + 0.31*size
	if len(label) == 2 {
		y -= 0.57 * size
	}
	p.lines("label", label, cardLeft+70, &y, size, 1.1*size, light.ink)

	b := c.block(faces, 1)
	for scale := 0.95; b != nil && b.height > 345 && scale > 0.4; scale -= 0.05 {
		b = c.block(faces, scale)
	}
	if b == nil || b.height > 345 {
		return nil, fmt.Errorf("card: %w", ErrTooLong)
	}
	b.moveDown(math.Max(190, 355-b.height/2))
	p.add(b.Page)

	p.panels = append(p.panels, panel{box: box{0, CardHeight - 12, CardWidth, CardHeight}, colour: light.violet})
	p.line("address", shape(span{faces.text, tidy(c.Address), 0}), cardLeft, 582, 25, light.muted)
	return p, nil
}

// block is the main part, measured from the baseline of its first line; nil when the title is too long.
func (c Card) block(faces typefaces, scale float64) *block {
	const width, unit = 640.0, 5.6 // a title as large as on the certificate
	b := &block{}
	y := 0.0
	if words := tidy(c.Overline); words != "" {
		clusters := shape(span{faces.text, words, 0})
		b.line("overline", clusters, cardLeft, y, math.Min(30, width/extent(clusters)), light.muted)
		y += 26
	}
	name, size := faces.heading(c.Title, width, unit, scale)
	if name == nil {
		return nil
	}
	y += 1.06 * size
	b.lines("name", name, cardLeft-0.03*size, &y, size, 1.18*size, light.ink)
	if words := tidy(c.LevelTitle); words != "" {
		y += 70
		c.level(b, faces, words, cardLeft, y, width)
	}
	if words := tidy(c.Detail); words != "" {
		y += 66
		b.lines("detail", fit(shape(span{faces.text, words, 0}), width/28), cardLeft, &y, 28, 38, light.ink)
	}
	b.height = y
	return b
}

// level draws signs and their title on one row, which is centred on y.
func (c Card) level(b *block, faces typefaces, words string, x, y, width float64) {
	if c.Level > 0 {
		b.signs(c.Level, c.LevelCount, x, y, 22, 52, light)
		taken := 52*float64(c.LevelCount) + 14
		x, width = x+taken, width-taken
	}
	clusters := shape(span{faces.display, words, 0})
	size := math.Min(34, width/extent(clusters))
	b.line("level", clusters, x, y+0.33*size, size, light.ink)
}

func (c Card) words() string {
	var said []string
	for _, words := range []string{c.Overline, c.Title, c.LevelTitle, c.Detail} {
		if words = tidy(words); words != "" {
			said = append(said, strings.TrimSuffix(words, "."))
		}
	}
	return strings.Join(said, ". ") + "."
}
