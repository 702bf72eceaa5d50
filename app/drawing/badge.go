package drawing

import (
	"errors"
	"fmt"
)

// Badge is the small drawing that a territory shows on its own site. Words are in French, by the caller.
type Badge struct {
	LabelName     string
	TerritoryName string // said in words beside the drawing, not drawn: a badge is small
	Level         int    // signs obtained, out of LevelCount; 0 when the level is not known
	LevelCount    int
	LevelTitle    string // « Niveau 4 sur 5 », « Argent », « Niveau non publié »
	Edition       string // « 2025 »
	// Standing is false where no award stands: LevelTitle says so, and nothing is claimed.
	Standing bool
	Dark     bool // for dark grounds
}

// Size of a badge in pixels, at its natural size.
const BadgeWidth, BadgeHeight = 300, 92

// Page lays the badge out. The error tells what is missing, or that the level's title does not fit.
func (b Badge) Page() (*Page, error) {
	const left, width, centre = 98.0, 188.0, 46.0
	if tidy(b.LabelName) == "" || tidy(b.LevelTitle) == "" {
		return nil, errors.New("badge without the label's name or a level")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	c := light
	if b.Dark {
		c = dark
	}
	p := &Page{width: BadgeWidth, height: BadgeHeight, unit: "px"}
	p.about = about{title: tidy(b.Words()), description: tidy(b.Words())}
	p.panels = []panel{{box{0, 0, BadgeWidth, BadgeHeight}, 12, c.paper, 1.5, c.hair}}
	if b.Standing {
		p.emblem(b.Level, b.LevelCount, 49, centre, 36, c)
	} else {
		p.sign(49, centre, 26, false, c)
	}

	label := shape(span{faces.display, tidy(b.LabelName), 0})
	title := []span{{faces.display, tidy(b.LevelTitle), 0}}
	if b.Standing {
		title = append(title, span{faces.text, ", édition\u00A0" + tidy(b.Edition), 0})
	}
	said := shape(title...)
	for size := 14.0; size >= 6; size -= 0.5 {
		lines := fit(said, width/size)
		if lines == nil || len(lines) > 2 {
			continue
		}
		labelSize := min(15.5, width/extent(label))
		signs, pitch := 0.0, min(21, width/float64(max(1, b.LevelCount)))
		if b.Standing && b.Level > 0 {
			signs = pitch + 5
		}
		height := labelSize + signs + 1.35*size*float64(len(lines)) + 3
		y := centre - height/2 + 0.86*labelSize
		p.line("label", label, left, y, labelSize, c.ink)
		if signs > 0 {
			y += 7 + pitch/2
			p.signs(b.Level, b.LevelCount, left, y, 0.43*pitch, pitch, c)
			y += pitch/2 - 3
		}
		y += 1.35*size + 1
		p.lines("level", lines, left, &y, size, 1.3*size, c.ink)
		return p, nil
	}
	return nil, fmt.Errorf("badge: %w", ErrTooLong)
}

// Words says all that the badge shows, and of whom; it stays true when the territory's level changes.
func (b Badge) Words() string {
	words := "Label " + b.LabelName
	if b.TerritoryName != "" {
		words += ", " + b.TerritoryName
	}
	words += "\u00A0: " + b.LevelTitle
	if b.Standing {
		words += ", édition " + b.Edition
	}
	return words
}
