package drawing

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// SVG writes the page as a drawing whose letters are outlines: it looks the same where the label's faces are not
// installed. Its title and its description say in words all that it shows.
func (p *Page) SVG(w io.Writer) error {
	out := bufio.NewWriter(w)
	s := svg{out}
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%s%s" height="%s%s" viewBox="0 0 %[1]s %[3]s" role="img" lang="fr">`,
		decimal(p.width), p.unit, decimal(p.height), p.unit)
	fmt.Fprintf(out, "\n<title>%s</title>\n<desc>%s</desc>\n", escaped(p.about.title), escaped(p.about.description))
	if p.paper != nil {
		fmt.Fprintf(out, `<path d="M0 0h%sv%sH0z" fill="%s"/>`+"\n", decimal(p.width), decimal(p.height), p.paper.hex())
	}
	for _, panel := range p.panels {
		s.panel(panel)
	}
	for _, r := range p.rules {
		fmt.Fprintf(out, `<path d="M%s %sL%s %s" stroke="%s" stroke-width="%s"/>`+"\n",
			decimal(r.x1), decimal(r.y1), decimal(r.x2), decimal(r.y2), r.colour.hex(), decimal(r.stroke))
	}
	for _, d := range p.discs {
		paint := fmt.Sprintf(`fill="%s"`, d.colour.hex())
		if d.stroke > 0 {
			paint = fmt.Sprintf(`fill="none" stroke="%s" stroke-width="%s"`, d.colour.hex(), decimal(d.stroke))
		}
		fmt.Fprintf(out, `<circle cx="%s" cy="%s" r="%s" %s/>`+"\n", decimal(d.x), decimal(d.y), decimal(d.radius), paint)
	}
	for _, a := range p.arcs {
		dx, dy := a.tip()
		fmt.Fprintf(out, `<path d="M%s %sA%s %[3]s 0 1 1 %[1]s %[4]s" fill="none" stroke="%[5]s" stroke-width="%[6]s"/>`+"\n",
			decimal(a.x-dx), decimal(a.y-dy), decimal(a.radius), decimal(a.y+dy), a.colour.hex(), decimal(a.stroke))
	}
	if p.code != nil {
		s.code(*p.code)
	}
	if err := s.texts(p.texts); err != nil {
		return err
	}
	out.WriteString("</svg>\n")
	return out.Flush()
}

// tip is how far the ends of an arc are from its centre, to the left and upwards or downwards.
func (a arc) tip() (dx, dy float64) {
	dy, dx = math.Sincos(a.opening * math.Pi / 180)
	return dx * a.radius, dy * a.radius
}

type svg struct{ *bufio.Writer }

func (s svg) panel(p panel) {
	inset := p.border / 2
	fmt.Fprintf(s, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s"`, decimal(p.left+inset), decimal(p.top+inset),
		decimal(p.right-p.left-p.border), decimal(p.bottom-p.top-p.border), decimal(max(0, p.radius-inset)), p.colour.hex())
	if p.border > 0 {
		fmt.Fprintf(s, ` stroke="%s" stroke-width="%s"`, p.edge.hex(), decimal(p.border))
	}
	s.WriteString("/>\n")
}

// code draws all dark modules as one path, on a grid of whole numbers: no hairline can show between two of them.
func (s svg) code(c code) {
	module := c.side / float64(len(c.modules))
	fmt.Fprintf(s, `<path transform="translate(%s %s) scale(%s)" fill="%s" d="`, decimal(c.x), decimal(c.y),
		strconv.FormatFloat(module, 'f', 6, 64), c.colour.hex())
	for run := range c.runs {
		fmt.Fprintf(s, "M%d %dh%dv1h-%[3]dz", run.x, run.y, run.length)
	}
	s.WriteString("\"/>\n")
}

// texts draws lines that follow each other in one colour as one path each: a part of the page stays one object.
func (s svg) texts(lines []textLine) error {
	for len(lines) > 0 {
		first := lines[0]
		fmt.Fprintf(s, `<path fill="%s" d="`, first.colour.hex())
		for len(lines) > 0 && lines[0].colour == first.colour && lines[0].block == first.block {
			if err := lines[0].trace(&svgPen{Writer: s.Writer}); err != nil {
				return err
			}
			lines = lines[1:]
		}
		s.WriteString("\"/>\n")
	}
	return nil
}

// svgPen writes a path in thousandths of the page's unit, each point from the one before.
type svgPen struct {
	*bufio.Writer
	x, y int
}

func (p *svgPen) moveTo(a point) {
	p.x, p.y = thousandths(a.x), thousandths(a.y)
	p.WriteString("M" + thousandth(p.x) + apart(thousandth(p.y)))
}

func (p *svgPen) lineTo(a point)       { p.draw('l', a) }
func (p *svgPen) quadTo(a, b point)    { p.draw('q', a, b) }
func (p *svgPen) cubeTo(a, b, c point) { p.draw('c', a, b, c) }
func (p *svgPen) close()               { p.WriteByte('z') }

func (p *svgPen) draw(command byte, points ...point) {
	p.WriteByte(command)
	for i, q := range points {
		x := thousandth(thousandths(q.x) - p.x)
		if i > 0 {
			x = apart(x)
		}
		p.WriteString(x + apart(thousandth(thousandths(q.y)-p.y)))
	}
	last := points[len(points)-1]
	p.x, p.y = thousandths(last.x), thousandths(last.y)
}

func thousandths(x float64) int { return int(math.Round(x * 1000)) }

// thousandth writes n thousandths as short as can be: « -.05 », « 12 ».
func thousandth(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, rest := n/1000, n%1000
	if rest == 0 {
		return sign + strconv.Itoa(whole)
	}
	text := sign
	if whole > 0 {
		text += strconv.Itoa(whole)
	}
	return text + strings.TrimRight(fmt.Sprintf(".%03d", rest), "0")
}

// apart puts a space before a number that does not begin with its sign.
func apart(number string) string {
	if number[0] == '-' {
		return number
	}
	return " " + number
}

func decimal(x float64) string { return thousandth(thousandths(x)) }

func (c colour) hex() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace
