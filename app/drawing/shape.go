package drawing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// span is text in one typeface.
type span struct {
	typeface typeface
	text     string
	tracking float64 // added after each character, in em
}

// glyph is one character as it is drawn, placed from the start of its cluster, in em.
type glyph struct {
	face   *face
	char   rune
	dx, dy float64
}

// cluster is one character as a reader counts them: a letter and its accents.
type cluster struct {
	text       string  // as it is written
	glyphs     []glyph // at least one; the first moves the pen
	start, end float64 // pen positions in em, when everything is on one line
	tracking   float64
	after      breaking
}

// faithful tells whether the glyphs read back as the text itself.
func (c cluster) faithful() bool {
	return len(c.glyphs) == 1 && utf8.RuneCountInString(c.text) == 1 && string(c.glyphs[0].char) == c.text
}

// drawnAs lists the characters that look the same as one that the label's faces lack.
var drawnAs = map[rune]rune{
	'\u02BB': '‘',      // ʻ of Tahitian, Hawaiian
	'\u02BC': '’',      // ʼ of Breton, Ukrainian in Latin letters
	'\u02B9': '′',      // ʹ
	'\u2010': '-',      // hyphen
	'\u2011': '-',      // hyphen that doesn't break
	'\u2012': '–',      // figure dash
	'\u2015': '—',      // bar
	'\u2007': '\u00A0', // figure space
	'\u202F': '\u00A0', // narrow space that doesn't break
}

// undrawable stands for a character that no face of ours has, so that nobody ever reads an empty box.
const undrawable = '?'

// shape places the characters of spans one after the other, with kerning, and notes where a line may end.
func shape(spans ...span) []cluster {
	var clusters []cluster
	pen := 0.0
	for _, s := range spans {
		for text := s.text; text != ""; {
			size := norm.NFC.NextBoundaryInString(text, true)
			c := cluster{text: text[:size], tracking: s.tracking}
			text = text[size:]
			c.glyphs = s.typeface.draw(c.text)
			if len(clusters) > 0 {
				pen += kernBetween(clusters[len(clusters)-1].glyphs[0], c.glyphs[0])
			}
			c.start = pen
			c.end = pen + c.glyphs[0].face.advance(c.glyphs[0].char)
			pen = c.end + s.tracking
			clusters = append(clusters, c)
		}
	}
	markBreaks(clusters)
	return clusters
}

// kernBetween is the kerning between two clusters, by their letters; none where the face changes.
func kernBetween(left, right glyph) float64 {
	if left.face != right.face {
		return 0
	}
	return left.face.kern(left.char, right.char)
}

// draw chooses the glyphs for one cluster: the face's own, then its letter and accents put together, then those of
// the face that stands in.
func (t typeface) draw(text string) []glyph {
	composed := []rune(text)
	for _, f := range []*face{t.face, t.standIn} {
		if len(composed) == 1 {
			if f.has(composed[0]) {
				return []glyph{{face: f, char: composed[0]}}
			}
			if like, ok := drawnAs[composed[0]]; ok && f.has(like) {
				return []glyph{{face: f, char: like}}
			}
		}
		if glyphs := f.compose(text, false); glyphs != nil {
			return glyphs
		}
	}
	if glyphs := t.standIn.compose(text, true); glyphs != nil {
		return glyphs
	}
	// A bare letter is nearer to the name than a question mark.
	letter, _ := utf8.DecodeRuneInString(norm.NFKD.String(text))
	for _, f := range []*face{t.face, t.standIn} {
		if f.has(letter) && !unicode.Is(unicode.M, letter) {
			return []glyph{{face: f, char: letter}}
		}
	}
	return []glyph{{face: t.face, char: undrawable}}
}

// compose draws a letter and its accents one upon the other, where the face says how; nil when it doesn't. It does not
// always say how two accents stand on the same side of a letter: stack then puts the second further out.
func (f *face) compose(text string, stack bool) []glyph {
	runes := []rune(norm.NFD.String(text))
	if len(runes) < 2 || !f.has(runes[0]) {
		return nil
	}
	if dotless := map[rune]rune{'i': 'ı', 'j': 'ȷ'}[runes[0]]; f.has(dotless) && side(runes[1]) == aboveLetter {
		runes[0] = dotless
	}
	glyphs := []glyph{{face: f, char: runes[0]}}
	for _, mark := range runes[1:] {
		bearer := glyphs[0]
		for _, g := range glyphs[1:] {
			if side(g.char) == side(mark) {
				bearer = g
			}
		}
		dx, dy, ok := f.attach(bearer.char, mark)
		if !ok && stack {
			dx, dy, ok = f.attach(glyphs[0].char, mark)
			further := 0.2
			if side(mark) != aboveLetter {
				further = -further
			}
			bearer = glyph{dy: bearer.dy + further}
		}
		if !ok {
			return nil
		}
		glyphs = append(glyphs, glyph{f, mark, bearer.dx + dx, bearer.dy + dy})
	}
	return glyphs
}

// side is where an accent stands, as Unicode numbers it.
func side(mark rune) uint8 { return norm.NFD.PropertiesString(string(mark)).CCC() }

const aboveLetter = 230

// tidy makes text ready to be set: composed, without controls, with single spaces, and with the spaces of French
// punctuation made such that no line ends there.
func tidy(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\u00A0' || r == '\u202F' || r == '\u2007':
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !unicode.In(r, unicode.C): // controls, direction marks, soft hyphens, joiners
			b.WriteRune(r)
		}
	}
	text = strings.Join(strings.FieldsFunc(norm.NFC.String(b.String()), func(r rune) bool { return r == ' ' }), " ")
	return frenchSpaces.Replace(text)
}

var frenchSpaces = strings.NewReplacer(
	"« ", "«\u00A0", " »", "\u00A0»", " :", "\u00A0:", " ;", "\u00A0;", " !", "\u00A0!", " ?", "\u00A0?",
)
