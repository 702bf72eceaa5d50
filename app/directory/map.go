package directory

import (
	_ "embed" // for the outlines
	"encoding/json"
	"fmt"
	"sync"
)

// Outlines is the drawing of France by departments; its credits are in data/README.md.
type Outlines struct {
	Width, Height int
	Departments   []Outline
	// Inset is Paris and its neighbours again, large enough to be seen.
	Inset struct {
		Name        string
		Departments []Outline
	}
	Frames []Frame
}

// Outline is one department: an SVG path.
type Outline struct{ Code, Name, Path string }

// Frame is the square around a department overseas, or around the inset.
type Frame struct {
	X, Y, Size int
	Name       string
}

//go:embed data/france-departments.json
var outlines []byte

// LoadOutlines gives the drawing, read at the first call. An error means a broken build.
var LoadOutlines = sync.OnceValues(func() (*Outlines, error) {
	var read Outlines
	if err := json.Unmarshal(outlines, &read); err != nil {
		return nil, fmt.Errorf("reading the outlines of the departments: %w", err)
	}
	return &read, nil
})
