// Package drawing draws what the label gives to show: the certificate of an award, badges, a poster, images for
// sharing. A page is laid out once, and written as PDF, as SVG or as a picture; the same award always gives the same
// bytes. It is the only package that knows the PDF library.
package drawing

import (
	"errors"
	"fmt"
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

// Page lays the certificate out on a sheet of A4. The error is ErrTooLong, or tells what is missing.
func (c Certificate) Page(o Orientation) (*Page, error) {
	faces, err := loadFaces()
	if err != nil {
		return nil, fmt.Errorf("certificate %s: %w", c.Number, err)
	}
	page, err := c.layout(faces, o)
	if err != nil {
		return nil, fmt.Errorf("certificate %s: %w", c.Number, err)
	}
	page.about = c.about()
	return page, nil
}

func (c Certificate) about() about {
	a := about{
		title:       fmt.Sprintf("%s – certificat %s – %s", c.TerritoryName, c.Number, c.LabelName),
		subject:     fmt.Sprintf("%s, édition %s", c.levelTitle(), c.Edition),
		author:      "Jury du label " + c.LabelName,
		date:        c.Date,
		description: c.words(),
	}
	if len(c.Credential) > 0 {
		a.attachment = &attachment{c.Number + ".json", "Le label décerné, lisible par un programme", c.Credential}
	}
	return a
}

// words says all that the certificate shows, for those who do not see it.
func (c Certificate) words() string {
	said := []string{
		c.LabelName + ", édition " + c.Edition + ".", "Le jury du label distingue " + c.TerritoryName + "\u00a0: " + c.levelTitle() + ".", c.LevelMeaning,
	}
	for _, mention := range c.Mentions {
		said = append(said, "Mention spéciale "+mention+".")
	}
	said = append(said, c.placeAndDate()+".")
	if c.Signatory != "" {
		said = append(said, "Pour le jury, "+c.Signatory+".")
	}
	if len(c.Jury) > 0 {
		said = append(said, "Jury\u00a0: "+strings.Join(c.Jury, ", ")+".")
	}
	said = append(said, "Numéro "+c.Number+", à vérifier sur "+c.VerifyURL)
	return tidy(strings.Join(said, " "))
}

func (c Certificate) levelTitle() string {
	if c.Level == 0 {
		return unpublishedLevel
	}
	return c.LevelTitle
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
