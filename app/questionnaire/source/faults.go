package source

import (
	"fmt"
	"sort"
	"strings"
)

// Fault is one thing wrong, or odd when Warning is set, at a place of a file.
type Fault struct {
	File    string
	Line    int // from 1; 0 when the whole file is meant
	Column  int
	Message string // in French: what is wrong and what was expected
	Warning bool
}

func (f Fault) String() string {
	word := ""
	if f.Warning {
		word = "attention : "
	}
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s%s", f.File, word, f.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", f.File, f.Line, f.Column, word, f.Message)
}

// Faults is everything found in a file, in the order of the file.
type Faults []Fault

// Broken tells whether the file cannot be used: a fault that is more than a warning.
func (fs Faults) Broken() bool {
	for _, f := range fs {
		if !f.Warning {
			return true
		}
	}
	return false
}

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Sort puts faults in the order of the file.
func (fs Faults) Sort() {
	sort.SliceStable(fs, func(i, j int) bool {
		if fs[i].Line != fs[j].Line {
			return fs[i].Line < fs[j].Line
		}
		return fs[i].Column < fs[j].Column
	})
}

// maxFaults is how many faults of one file are told: nobody reads more, and a hostile file could hold one
// in every byte.
const maxFaults = 200

// maxMessage bounds the signs of a message, which may quote the file.
const maxMessage = 1000

// Report gathers the faults of a file while it is read.
type Report struct {
	File   string
	Faults Faults
}

// At notes a fault at the place of n.
func (r *Report) At(n *Node, format string, args ...any) { r.add(n, false, format, args) }

// Warn notes what is legal but odd at the place of n.
func (r *Report) Warn(n *Node, format string, args ...any) { r.add(n, true, format, args) }

// Full tells that no more faults are taken, so that a costly search for the next one can be spared.
func (r *Report) Full() bool { return len(r.Faults) >= maxFaults && r.Faults.Broken() }

func (r *Report) add(n *Node, warning bool, format string, args []any) {
	full := len(r.Faults) >= maxFaults
	if full && (warning || r.Faults.Broken()) {
		return
	}
	f := Fault{File: r.File, Line: n.Line, Column: n.Column, Message: legible(fmt.Sprintf(format, args...), maxMessage), Warning: warning}
	if full { // a true fault never gives way to warnings
		r.Faults[maxFaults-1] = f
		return
	}
	r.Faults = append(r.Faults, f)
}
