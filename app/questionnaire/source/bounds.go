package source

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// Bounds of what is read. The largest real questionnaire is about 60 kB in 1 500 lines and nests ten deep;
// the parser's time grows with the square of the lines, and of the depth.
const (
	MaxBytes = 256 << 10
	maxLines = 8000
	maxLine  = 20000
	maxDepth = 40
)

// text finds what makes the text unfit for the parser, before it is given any.
func (p *parsing) text(text []byte) {
	if len(text) > MaxBytes {
		p.add(0, 0, fmt.Sprintf("fichier trop gros : %d octets, %d au plus", len(text), MaxBytes))
		return
	}
	line := 0
	for rest := text; len(rest) > 0; {
		var one []byte
		one, rest, _ = bytes.Cut(rest, []byte("\n"))
		line++
		one = bytes.TrimSuffix(one, []byte("\r"))
		switch column, c := unreadable(one); {
		case line > maxLines:
			p.add(line, 1, fmt.Sprintf("fichier trop long : %d lignes au plus sont attendues", maxLines))
		case len(one) > maxLine:
			p.add(line, 1, fmt.Sprintf("ligne trop longue : %d octets, %d au plus ; coupez-la avec `>-`", len(one), maxLine))
		case column == 0:
			continue
		case c == utf8.RuneError:
			p.add(line, column, "caractère illisible : enregistrez le fichier en UTF-8")
		case c == '\t':
			p.add(line, column, "tabulation : remplacez-la par des espaces")
		default:
			p.add(line, column, fmt.Sprintf("caractère de contrôle U+%04X : supprimez-le", c))
		}
		return
	}
}

// unreadable gives the first character of a line that no form needs, and its column; 0 when there is none.
func unreadable(line []byte) (column int, found rune) {
	for len(line) > 0 {
		c, size := utf8.DecodeRune(line)
		column++
		if c == utf8.RuneError && size == 1 || unicode.IsControl(c) || c == '\uFEFF' {
			return column, c
		}
		line = line[size:]
	}
	return 0, 0
}

// tokens finds what a form has no use for, and what nests beyond reason, before the parser unfolds any of it.
func (p *parsing) tokens(tokens token.Tokens) {
	depth, dashes, line := 0, 0, 0
	for i, t := range tokens {
		message := ""
		if t.Position.Line != line {
			line, dashes = t.Position.Line, 0
		}
		switch t.Type {
		case token.InvalidType:
			p.syntax(t, t.Error)
			return
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			message = "les ancres et les renvois YAML (&, *, <<) ne sont pas acceptés : écrivez la valeur en entier, ou mettez le texte entre guillemets"
		case token.TagType:
			message = "les étiquettes YAML (!) ne sont pas acceptées : mettez le texte entre guillemets"
		case token.DirectiveType:
			message = "les directives YAML (%) ne sont pas acceptées : mettez le texte entre guillemets"
		case token.MappingKeyType:
			message = "les clés YAML composées (?) ne sont pas acceptées : mettez le texte entre guillemets"
		case token.DocumentHeaderType, token.DocumentEndType:
			if i > 0 {
				message = "un seul document est attendu : supprimez cette ligne"
			}
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		case token.SequenceEntryType:
			dashes++
		}
		if depth > maxDepth || dashes > maxDepth {
			message = tooDeep
		}
		if message != "" {
			p.add(t.Position.Line, t.Position.Column, message)
			return
		}
	}
}

const tooDeep = "trop de niveaux imbriqués"
