// Package source reads YAML into a small tree that knows the line and column of everything, so that every
// fault of a questionnaire or an answers file is told with its place and what was expected there.
//
// Anchors, aliases, tags and merge keys are refused: a form has no use for them, and a few lines of them
// can unfold into gigabytes.
package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/unicode/norm"
)

// Parse reads the YAML text of the file called name. The node is nil when the faults are broken.
func Parse(name string, text []byte) (*Node, Faults) {
	p := &parsing{file: name}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if p.text(text); p.faults.Broken() {
		return nil, p.faults
	}
	// The parser counts a line twice where a comment ends with \r\n.
	body := p.body(strings.ReplaceAll(string(text), "\r\n", "\n"))
	if body == nil || p.faults.Broken() {
		return nil, p.faults
	}
	root := p.node(body, 0)
	if p.faults.Broken() {
		return nil, p.faults
	}
	return root, p.faults
}

type parsing struct {
	file   string
	faults Faults
}

func (p *parsing) add(line, column int, message string) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, Fault{File: p.file, Line: line, Column: column, Message: message})
	}
}

// body gives the document's root as the parser has it, nil with a fault when there is none.
func (p *parsing) body(text string) (body ast.Node) {
	defer func() {
		if recover() != nil { // the parser is not ours: what it trips over is the file's fault
			p.add(0, 0, "YAML illisible : "+notReadable)
			body = nil
		}
	}()
	tokens := lexer.Tokenize(text)
	if p.tokens(tokens); p.faults.Broken() {
		return nil
	}
	// Keys written twice are told by entry, all of them and in French.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		p.refused(err)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		p.add(1, 1, "le fichier est vide")
		return nil
	}
	return file.Docs[0].Body
}

func (p *parsing) node(from ast.Node, depth int) *Node {
	n := &Node{Kind: Null}
	if from == nil {
		return n
	}
	if t := from.GetToken(); t != nil && t.Position != nil {
		n.Line, n.Column = t.Position.Line, t.Position.Column
	}
	if depth > maxDepth {
		p.add(n.Line, n.Column, tooDeep)
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
		n.Kind, n.Text = Text, p.clean(n, v.Value)
		if v.Token.Type == token.StringType && strings.Contains(v.Value, ": ") { // which the parser lets pass in braces
			p.add(n.Line, n.Column, "un deux-points suivi d’une espace dans ce texte : une virgule manque, ou mettez-le entre guillemets")
		}
	case *ast.LiteralNode:
		n.Kind, n.Text = Text, p.clean(n, v.Value.Value)
	case *ast.SequenceNode:
		n.Kind = List
		for _, item := range v.Values {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
	case *ast.MappingNode:
		p.entries(n, v.Values, depth)
	case *ast.MappingValueNode:
		p.entries(n, []*ast.MappingValueNode{v}, depth)
	default:
		p.add(n.Line, n.Column, "élément YAML non accepté : texte, nombre, liste ou groupe de clés attendu")
	}
	return n
}

// clean composes accents, as fonts want them, and refuses what an escape such as \0 smuggles in.
func (p *parsing) clean(n *Node, text string) string {
	for _, c := range text {
		if unicode.IsControl(c) && c != '\n' {
			p.add(n.Line, n.Column, fmt.Sprintf("ce texte contient le caractère de contrôle U+%04X : supprimez-le", c))
			break
		}
	}
	return norm.NFC.String(text)
}

func (p *parsing) entries(into *Node, values []*ast.MappingValueNode, depth int) {
	into.Kind = Map
	lines := make(map[string]int, len(values))
	for _, v := range values {
		key := p.key(v, depth+1)
		if line, twice := lines[key.Text]; twice {
			p.add(key.Line, key.Column, fmt.Sprintf("clé `%s` écrite deux fois (déjà à la ligne %d)", Short(key.Text), line))
		}
		lines[key.Text] = key.Line
		into.Entries = append(into.Entries, Entry{Key: key, Value: p.node(v.Value, depth+1)})
	}
	if len(into.Entries) > 0 {
		into.Line, into.Column = into.Entries[0].Key.Line, into.Entries[0].Key.Column
	}
}

func (p *parsing) key(v *ast.MappingValueNode, depth int) *Node {
	from, ok := v.Key.(ast.Node)
	if !ok {
		return &Node{Kind: Text}
	}
	key := p.node(from, depth)
	if !key.Scalar() {
		p.add(key.Line, key.Column, fmt.Sprintf("une clé est attendue devant le deux-points, trouvé : %s", key.Describe()))
	}
	return key
}
