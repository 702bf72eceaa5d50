package drawing

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/go-pdf/fpdf"
)

const pointsPerMM = 72 / 25.4

// sheet draws a page with the PDF library.
type sheet struct {
	*fpdf.Fpdf
	height float64
	loaded map[*face]bool
}

// PDF writes a page that is measured in millimetres, its faces embedded. The same page always gives the same bytes.
func (p *Page) PDF(w io.Writer) error {
	s := &sheet{fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: p.width, Ht: p.height}}), p.height, map[*face]bool{}}
	s.describe(p.about)
	s.SetMargins(0, 0, 0)
	s.SetAutoPageBreak(false, 0)
	s.AddPage()
	s.SetAlpha(1, "Normal") // makes it PDF 1.4, which a language and replacement text need
	s.SetLineCapStyle("butt")

	s.RawWriteStr("/Artifact BMC") // the words say all that the figures say
	for _, panel := range p.panels {
		s.paint(panel.colour)
		s.RoundedRect(panel.left, panel.top, panel.right-panel.left, panel.bottom-panel.top, panel.radius, "1234", "F")
	}
	for _, r := range p.rules {
		s.stroke(r.colour, r.stroke)
		s.Line(r.x1, r.y1, r.x2, r.y2)
	}
	for _, d := range p.discs {
		s.disc(d)
	}
	for _, a := range p.arcs {
		s.stroke(a.colour, a.stroke)
		s.Arc(a.x, a.y, a.radius, a.radius, 0, a.opening-180, 180-a.opening, "D")
	}
	if p.code != nil {
		s.code(*p.code)
	}
	s.RawWriteStr("EMC")
	for _, t := range p.texts {
		s.text(t)
	}
	return s.Output(w)
}

// describe writes what the file says of itself, dates included: nothing in it depends on when it is made.
func (s *sheet) describe(a about) {
	s.SetCatalogSort(true)
	s.SetCreationDate(a.date.UTC())
	s.SetModificationDate(a.date.UTC())
	s.SetLang("fr-FR")
	s.SetProducer("tnl", true)
	s.SetTitle(basic(a.title), true)
	s.SetSubject(basic(a.subject), true)
	s.SetAuthor(basic(a.author), true)
	if a.attachment != nil {
		s.SetAttachments([]fpdf.Attachment{{Content: a.attachment.content, Filename: a.attachment.name, Description: a.attachment.description}})
	}
}

// basic replaces what the library's strings cannot hold, characters beyond the first 65 536.
func basic(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, tidy(text))
}

func (s *sheet) stroke(c colour, width float64) {
	s.SetDrawColor(int(c.r), int(c.g), int(c.b))
	s.SetLineWidth(width)
}

func (s *sheet) paint(c colour) { s.SetFillColor(int(c.r), int(c.g), int(c.b)) }

func (s *sheet) disc(d disc) {
	if d.stroke > 0 {
		s.stroke(d.colour, d.stroke)
		s.Circle(d.x, d.y, d.radius, "D")
		return
	}
	s.paint(d.colour)
	s.Circle(d.x, d.y, d.radius, "F")
}

// code draws all dark modules as one path, on a grid of whole numbers: no hairline can show between two of them.
func (s *sheet) code(c code) {
	var path strings.Builder
	module := c.side / float64(len(c.modules)) * pointsPerMM
	fmt.Fprintf(&path, "q %.5f 0 0 %.5f %.3f %.3f cm\n", module, -module, c.x*pointsPerMM, (s.height-c.y)*pointsPerMM)
	for run := range c.runs {
		fmt.Fprintf(&path, "%d %d %d 1 re\n", run.x, run.y, run.length)
	}
	s.paint(c.colour)
	s.RawWriteStr(path.String() + "f Q")
}

// text draws a line in as few pieces as kerning, accents and changes of face allow.
func (s *sheet) text(t textLine) {
	s.SetTextColor(int(t.colour.r), int(t.colour.g), int(t.colour.b))
	for from := 0; from < len(t.clusters); {
		piece := t.clusters[from : from+1]
		for next := from + 1; next < len(t.clusters) && t.clusters[next-1].leadsTo(t.clusters[next]); next++ {
			piece = t.clusters[from : next+1]
		}
		from += len(piece)
		if piece[0].faithful() {
			s.run(piece[0].glyphs[0].face, written(piece), t.at(piece[0].start), t.baseline, t.size, piece[0].tracking)
			continue
		}
		// Readers and searches get the text as it is written, whatever stands for it on paper.
		s.RawWriteStr("/Span <</ActualText <" + inHexadecimal(written(piece)) + ">>> BDC")
		for _, c := range piece {
			for _, g := range c.glyphs {
				s.run(g.face, string(g.char), t.at(c.start+g.dx), t.baseline-g.dy*t.size, t.size, c.tracking)
			}
		}
		s.RawWriteStr("EMC")
	}
}

// leadsTo tells whether next belongs to the same piece: both stand for other text, or both are of one face and next is
// where the pen is anyway.
func (c cluster) leadsTo(next cluster) bool {
	if !c.faithful() || !next.faithful() {
		return c.faithful() == next.faithful()
	}
	const hardly = 1e-6
	gap := next.start - c.end - c.tracking
	return c.glyphs[0].face == next.glyphs[0].face && c.tracking == next.tracking && -hardly < gap && gap < hardly
}

func (s *sheet) run(f *face, text string, x, baseline, size, tracking float64) {
	if !s.loaded[f] {
		s.AddUTF8FontFromBytes(f.family, "", bytes.Clone(f.file)) // the library may write into what it reads
		s.loaded[f] = true
	}
	points := size * pointsPerMM
	s.SetFont(f.family, "", points)
	s.RawWriteStr(fmt.Sprintf("%.3f Tc", tracking*points))
	s.Text(x, baseline, text)
}

// inHexadecimal is text as a PDF string in hexadecimal: UTF-16, with its byte order mark.
func inHexadecimal(text string) string {
	var b strings.Builder
	b.WriteString("FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}
