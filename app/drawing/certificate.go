// Package drawing draws the certificate of an award on one landscape A4 page. It is the only package that knows the PDF
// library; the same award always gives the same bytes.
package drawing

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tnl/app/calendar"
)

// Certificate is all that the page says, worded in French by the caller except where noted.
type Certificate struct {
	TerritoryName string // as it is written, in Latin letters
	Level         int    // signs obtained, out of LevelCount; 0 when the level is not known or not published
	LevelCount    int    // signs of the scale: 5, 3 for bronze, argent, or, 1 for a badge
	LevelTitle    string // « Niveau 4 sur 5 », « Argent »
	LevelMeaning  string // one or two sentences; may be empty
	Mentions      []string
	Edition       string // « 2025 », shown after the word Édition
	Place         string
	Date          time.Time // day of the award in Paris; also dates the file
	Signatory     string    // « Prénom Nom, présidente »; may be empty
	Jury          []string  // organisations
	Number        string    // « 2025-0042 »
	VerifyURL     string    // whole address of the page that tells whether the certificate is genuine
	LabelName     string    // « Territoire Numérique Libre »
	Credential    []byte    // the award for machines, attached as <Number>.json; none when empty
}

// ErrTooLong says that the words do not fit on the page at a size that can be read, which takes a name of several
// hundred characters or a meaning of several thousand.
var ErrTooLong = errors.New("the words of the certificate do not fit on one page")

// Write draws the certificate. The error is ErrTooLong, or tells what is missing or what w answered.
func (c Certificate) Write(w io.Writer) error {
	faces, err := loadFaces()
	if err != nil {
		return fmt.Errorf("certificate %s: %w", c.Number, err)
	}
	page, err := c.layout(faces)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", c.Number, err)
	}
	if err := c.draw(page, w); err != nil {
		return fmt.Errorf("certificate %s: %w", c.Number, err)
	}
	return nil
}

func (c Certificate) check() error {
	switch {
	case tidy(c.TerritoryName) == "":
		return errors.New("no territory name")
	case c.Level < 0 || c.Level > c.LevelCount:
		return fmt.Errorf("level %d is not on a scale of %d", c.Level, c.LevelCount)
	case c.Level > 0 && tidy(c.LevelTitle) == "":
		return errors.New("no title for the level")
	case tidy(c.LabelName) == "" || tidy(c.Edition) == "":
		return errors.New("no name of the label, or of the edition")
	case c.Date.IsZero():
		return errors.New("no date")
	case c.Number == "" || c.VerifyURL == "":
		return errors.New("no number, or no address to verify it")
	}
	return nil
}

// placeAndDate reads « Paris, le 4 décembre 2025 ».
func (c Certificate) placeAndDate() string {
	date := strings.ReplaceAll(calendar.Date(c.Date), " ", "\u00A0")
	if c.Place == "" {
		return "Le " + date
	}
	return c.Place + ", le " + date
}
