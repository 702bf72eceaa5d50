package page

import (
	"fmt"
	"math"
)

// Highest is the number of levels of the label's usual scale.
const Highest = 5

// LevelSigns shows a level as copyleft signs: Level filled ones among Count.
type LevelSigns struct {
	Level, Count int
	// Title is the level's own name where it has one, « Argent »; else « Niveau 3 sur 5 ».
	Title string
	// Unknown is a level that was never published: not the same as none.
	Unknown bool
	// Large is for a page's main level; Named writes the title beside the signs.
	Large, Named bool
}

// LevelOf shows level on the usual scale of five.
func LevelOf(level int) LevelSigns { return LevelSigns{Level: level, Count: Highest} }

// LevelNamed shows level among count with its own title: levelNamed 2 3 "Argent".
func LevelNamed(level, count int, title string) LevelSigns {
	return LevelSigns{Level: level, Count: count, Title: title}
}

// UnknownLevel shows that the level was not published.
func UnknownLevel() LevelSigns { return LevelSigns{Unknown: true} }

// Label is what the signs say aloud.
func (l LevelSigns) Label() string {
	switch {
	case l.Unknown:
		return "Niveau non publié"
	case l.Title != "":
		return l.Title
	case l.Level == 0:
		return "Aucun niveau"
	}
	return fmt.Sprintf("Niveau"+nbsp+"%d sur"+nbsp+"%d", l.Level, l.Count)
}

// Signs lists the signs in order, true for those reached.
func (l LevelSigns) Signs() []bool {
	count := max(l.Count, l.Level)
	signs := make([]bool, count)
	for i := range signs {
		signs[i] = i < l.Level
	}
	return signs
}

// Emblem is the label's mark at a level: one arc per level around the saffron point.
type Emblem struct{ Level, Count int }

// Arc is one arc of the emblem, from the inside out.
type Arc struct {
	Path    string
	Reached bool
}

// The emblem's measures, shared with the certificate.
const (
	emblemInner  = 13.0 // radius of the first arc
	emblemStep   = 12.0 // from one arc to the next
	emblemMargin = 5.0
	emblemAngle  = 40 * math.Pi / 180 // half of the opening
)

// Size is the side of the emblem's square.
func (e Emblem) Size() float64 {
	return 2 * (emblemInner + emblemStep*float64(max(e.Count, e.Level, 1)-1) + emblemMargin)
}

// Centre is the middle of the emblem's square.
func (e Emblem) Centre() float64 { return e.Size() / 2 }

// Arcs draws the emblem.
func (e Emblem) Arcs() []Arc {
	centre := e.Centre()
	arcs := make([]Arc, max(e.Count, e.Level))
	for i := range arcs {
		radius := emblemInner + emblemStep*float64(i)
		x := centre - radius*math.Cos(emblemAngle)
		rise := radius * math.Sin(emblemAngle)
		arcs[i] = Arc{
			Path:    fmt.Sprintf("M%.1f %.1fA%g %g 0 1 1 %.1f %.1f", x, centre-rise, radius, radius, x, centre+rise),
			Reached: i < e.Level,
		}
	}
	return arcs
}
