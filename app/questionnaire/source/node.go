package source

import (
	"strings"
	"unicode"
)

// Kind is what a node is.
type Kind int

const (
	Null Kind = iota
	Bool
	Number
	Text
	List
	Map
)

// Node is a piece of the file. Text holds what was written, for a scalar of any kind.
type Node struct {
	Kind    Kind
	Text    string
	Line    int
	Column  int
	Items   []*Node // of a List
	Entries []Entry // of a Map, in order
}

// Entry is a key of a map with its value.
type Entry struct {
	Key   *Node
	Value *Node
}

// Scalar tells whether a node is a piece of text, of any kind.
func (n *Node) Scalar() bool { return n.Kind == Bool || n.Kind == Number || n.Kind == Text }

// Describe names what a node is, for messages.
func (n *Node) Describe() string {
	switch n.Kind {
	case Null:
		return "rien"
	case List:
		return "une liste"
	case Map:
		return "un groupe de clés"
	}
	return "«\u00a0" + Short(n.Text) + "\u00a0»"
}

// Short makes any text fit to be quoted in a message: one line, sixty signs at most, nothing unreadable.
func Short(text string) string { return legible(text, 60) }

// legible puts text on one line of at most so many signs, and marks what cannot be read.
func legible(text string, most int) string {
	var out strings.Builder
	count := 0
	for _, c := range text {
		if count == most {
			out.WriteString("…")
			break
		}
		switch {
		case c == '\u00a0' || c == '\u202f': // French wants them
		case unicode.IsSpace(c):
			c = ' '
		case !unicode.IsPrint(c):
			c = unicode.ReplacementChar
		}
		out.WriteRune(c)
		count++
	}
	return out.String()
}
