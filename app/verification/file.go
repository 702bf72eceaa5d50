// Package verification is an award's file, with which anyone computes its score again, and what doing so finds. It is
// pure: no database, no clock. The format is described in docs/verification.md.
package verification

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"tnl/app/exact"
	"tnl/app/scoring"
)

// Format and Version name the form of the file; the version changes when a reader would have to.
const (
	Format  = "tnl-award"
	Version = 1
)

// MaxSize bounds a file, in bytes: a thousand questions answered at length hold in it.
const MaxSize = 4 << 20

// File is the file of one award, or of a candidacy decided on without a label.
type File struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	// Certificate and Questionnaire are addresses; the first is empty without a label.
	Certificate   string   `json:"certificate,omitempty"`
	Questionnaire string   `json:"questionnaire"`
	Identity      Identity `json:"territory,omitzero"`
	Record        Record   `json:"record"`
	// Digest is the SHA-256 of the record's canonical JSON, in hexadecimal.
	Digest string `json:"digest"`
}

// Identity tells which body it is. It stands beside the record, as it may be completed later.
type Identity struct {
	Code  string `json:"insee,omitempty"`
	SIREN string `json:"siren,omitempty"`
}

// Record is what was decided, and all that it was decided from.
type Record struct {
	Number        string                        `json:"number,omitempty"` // of the award
	Edition       Edition                       `json:"edition"`
	PublishedAt   time.Time                     `json:"published_at"`
	Territory     Territory                     `json:"territory"`
	Questionnaire Pinned                        `json:"questionnaire"`
	Salt          string                        `json:"salt"`
	AnswersHash   string                        `json:"answers_hash"`
	Answers       json.RawMessage               `json:"answers"` // in their canonical form
	Adjustments   map[string]scoring.Adjustment `json:"adjustments"`
	Axes          []Axis                        `json:"axes"`
	Total         exact.Ratio                   `json:"total"` // share of 1
	ComputedLevel int                           `json:"computed_level"`
	Decision      Decision                      `json:"decision"`
}

// Edition names the edition.
type Edition struct {
	Year int    `json:"year"`
	Name string `json:"name"`
}

// Territory is who was judged, with the facts that the score depends on.
type Territory struct {
	Name           string `json:"name"`
	Kind           string `json:"kind"`
	Population     *int   `json:"population"` // nil when it was not known
	FirstCandidacy bool   `json:"first_candidacy"`
}

// Pinned is a questionnaire by its content.
type Pinned struct {
	ID   string `json:"id"`
	Hash string `json:"hash"`
}

// Axis is what one axis was worth, with the jury's adjustments.
type Axis struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Points   exact.Ratio `json:"points"`
	Max      exact.Ratio `json:"max"`
	Share    exact.Ratio `json:"share"` // of 1
	Excluded bool        `json:"excluded,omitempty"`
}

// Decision is what the jury decided. Level is 0 without a label.
type Decision struct {
	Level    int       `json:"level"`
	Title    string    `json:"title,omitempty"` // of the level
	Mentions []Mention `json:"mentions,omitempty"`
}

// Mention is a distinction beside the level; ID is empty for one in the jury's own words.
type Mention struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title"`
}

// AxesOf gives the axes of a score as a record keeps them.
func AxesOf(s *scoring.Score) []Axis {
	axes := make([]Axis, len(s.Axes))
	for i, a := range s.Axes {
		axes[i] = Axis{ID: a.Axis.ID, Title: a.Axis.Title, Points: a.Points, Max: a.Max, Share: a.Share, Excluded: a.Excluded}
	}
	return axes
}

// Seal completes a file with its format and its digest.
func Seal(f File) (File, error) {
	f.Format, f.Version = Format, Version
	var err error
	f.Digest, err = f.Record.digest()
	return f, err
}

func (r *Record) digest() (string, error) {
	content, err := canonical(r)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), nil
}

// canonical writes a value as JSON without spaces, keys in the order of the format, those of a map sorted.
func canonical(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("encode an award's file: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Encode writes the file for people to read, two spaces for each step.
func (f *File) Encode() ([]byte, error) {
	content, err := canonical(f)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, content, "", "  "); err != nil {
		return nil, fmt.Errorf("indent an award's file: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// Read reads a file. It must be written as Encode writes it, spaces between its parts left aside: what could be read in
// two ways is refused. Its errors are sentences in French.
func Read(r io.Reader) (*File, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read an award's file: %w", err)
	}
	if len(content) > MaxSize {
		return nil, fmt.Errorf("ce fichier est trop gros : %d Mio au plus sont lus", MaxSize>>20)
	}
	var named struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(content, &named); err != nil {
		return nil, unreadable(err)
	}
	switch {
	case named.Format != Format:
		return nil, fmt.Errorf("ce n’est pas le dossier d’un label : `\"format\": %q` est attendu", Format)
	case named.Version != Version:
		return nil, fmt.Errorf("ce dossier est de la version %d, ce programme lit la version %d", named.Version, Version)
	}
	var f File
	if err := json.Unmarshal(content, &f); err != nil {
		return nil, unreadable(err)
	}
	var answers, plain bytes.Buffer
	if len(f.Record.Answers) == 0 || f.Record.Answers[0] != '{' {
		return nil, errors.New("ce dossier ne contient pas de réponses")
	}
	if err := json.Compact(&answers, f.Record.Answers); err != nil {
		return nil, unreadable(err)
	}
	f.Record.Answers = answers.Bytes()
	if err := json.Compact(&plain, content); err != nil {
		return nil, unreadable(err)
	}
	again, err := canonical(&f)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(plain.Bytes(), again) {
		return nil, fmt.Errorf("ce dossier n’est pas écrit comme le programme l’écrit, à partir de : %s", around(plain.Bytes(), again))
	}
	return &f, nil
}

func unreadable(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("ce fichier n’est pas du JSON, à l’octet %d", syntax.Offset)
	}
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		return fmt.Errorf("`%s` est d’une autre sorte que celle attendue, à l’octet %d", mistyped.Field, mistyped.Offset)
	}
	return fmt.Errorf("ce dossier ne peut pas être lu : %w", err)
}

// around shows where two texts begin to differ.
func around(found, wanted []byte) string {
	at := 0
	for at < len(found) && at < len(wanted) && found[at] == wanted[at] {
		at++
	}
	return fmt.Sprintf("%.60q", found[max(0, at-20):])
}
