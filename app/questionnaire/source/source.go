// Package source reads YAML into a small tree that knows the line and column of everything, so that every
// fault of a questionnaire or an answers file is told with its place and what was expected there.
//
// Anchors, aliases, tags and merge keys are refused: a form has no use for them, and a few lines of them
// can unfold into gigabytes.
package source

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Bounds of what is read. The largest real questionnaire is about 100 kB and nests ten deep.
const (
	MaxBytes = 512 << 10
	maxDepth = 40
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
	return fmt.Sprintf("« %s »", shorten(n.Text))
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}

// Parse reads the YAML text of the file called name. The node is nil when the faults are broken.
func Parse(name string, text []byte) (*Node, Faults) {
	p := &parsing{file: name}
	if len(text) > MaxBytes {
		p.add(0, 0, fmt.Sprintf("fichier trop gros : %d octets, %d au plus", len(text), MaxBytes))
		return nil, p.faults
	}
	if line := tooDeep(text); line > 0 {
		p.add(line, 1, "trop de crochets ou d’accolades imbriqués")
		return nil, p.faults
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		line, column, message := place(err)
		p.add(line, column, "YAML illisible : "+message)
		return nil, p.faults
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		message := "le fichier est vide"
		if len(file.Docs) > 1 {
			message = fmt.Sprintf("un seul document YAML est attendu, %d sont séparés par `---`", len(file.Docs))
		}
		p.add(1, 1, message)
		return nil, p.faults
	}
	root := p.node(file.Docs[0].Body, 0)
	if p.faults.Broken() {
		return nil, p.faults
	}
	return root, p.faults
}

// tooDeep gives the line at which flow brackets nest beyond reason, 0 when they do not. Quotes are not
// looked into: a text with forty open brackets on its own is no form either.
func tooDeep(text []byte) int {
	depth, line := 0, 1
	for _, b := range text {
		switch b {
		case '\n':
			line++
		case '[', '{':
			if depth++; depth > maxDepth {
				return line
			}
		case ']', '}':
			depth--
		}
	}
	return 0
}

func place(err error) (line, column int, message string) {
	var told yaml.Error
	if !errors.As(err, &told) {
		return 0, 0, firstLine(err.Error())
	}
	if t := told.GetToken(); t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	return line, column, firstLine(told.GetMessage())
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

type parsing struct {
	file   string
	faults Faults
}

func (p *parsing) add(line, column int, message string) {
	p.faults = append(p.faults, Fault{File: p.file, Line: line, Column: column, Message: message})
}

func (p *parsing) node(from ast.Node, depth int) *Node {
	n := &Node{Kind: Null}
	if from == nil {
		return n
	}
	if token := from.GetToken(); token != nil && token.Position != nil {
		n.Line, n.Column = token.Position.Line, token.Position.Column
	}
	if depth > maxDepth {
		p.add(n.Line, n.Column, "trop de niveaux imbriqués")
		return n
	}
	switch v := from.(type) {
	case *ast.NullNode:
	case *ast.BoolNode:
		n.Kind, n.Text = Bool, v.GetToken().Value
	case *ast.IntegerNode:
		n.Kind, n.Text = Number, v.GetToken().Value
	case *ast.FloatNode:
		n.Kind, n.Text = Number, v.GetToken().Value
	case *ast.StringNode:
		n.Kind, n.Text = Text, v.Value
	case *ast.LiteralNode:
		n.Kind, n.Text = Text, v.Value.Value
	case *ast.SequenceNode:
		n.Kind = List
		for _, item := range v.Values {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
	case *ast.MappingNode:
		n.Kind = Map
		for i, value := range v.Values {
			p.entry(n, value, depth)
			if i == 0 {
				n.Line, n.Column = n.Entries[0].Key.Line, n.Entries[0].Key.Column
			}
		}
	case *ast.MappingValueNode:
		n.Kind = Map
		p.entry(n, v, depth)
		n.Line, n.Column = n.Entries[0].Key.Line, n.Entries[0].Key.Column
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		p.add(n.Line, n.Column, "les ancres et les renvois YAML (&, *, <<) ne sont pas acceptés : écrivez la valeur en entier")
	case *ast.TagNode:
		p.add(n.Line, n.Column, "les étiquettes YAML (!) ne sont pas acceptées : mettez le texte entre guillemets")
	default:
		p.add(n.Line, n.Column, "élément YAML non accepté : texte, nombre, liste ou groupe de clés attendu")
	}
	return n
}

func (p *parsing) entry(into *Node, v *ast.MappingValueNode, depth int) {
	key := &Node{Kind: Text}
	if from, ok := v.Key.(ast.Node); ok {
		key = p.node(from, depth+1)
	}
	for _, e := range into.Entries {
		if e.Key.Text == key.Text {
			p.add(key.Line, key.Column, fmt.Sprintf("clé `%s` écrite deux fois (déjà à la ligne %d)", key.Text, e.Key.Line))
		}
	}
	into.Entries = append(into.Entries, Entry{Key: key, Value: p.node(v.Value, depth+1)})
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
