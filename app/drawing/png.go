package drawing

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/vector"
)

// PNG writes the page as a picture of so many pixels across, with smooth edges, transparent where there is no paper.
func (p *Page) PNG(w io.Writer, width int) error {
	picture, err := p.picture(width)
	if err != nil {
		return err
	}
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	return encoder.Encode(w, picture.compact())
}

func (p *Page) picture(width int) (*picture, error) {
	scale := float64(width) / p.width
	pic := &picture{NRGBA: image.NewNRGBA(image.Rect(0, 0, width, int(math.Round(p.height*scale)))), scale: scale}
	if p.paper != nil {
		for i := 0; i < len(pic.Pix); i += 4 {
			pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2], pic.Pix[i+3] = p.paper.r, p.paper.g, p.paper.b, 0xff
		}
	}
	for _, panel := range p.panels {
		if panel.border > 0 {
			pic.fill(panel.edge, panel.box, func(s *stroker) { s.rectangle(panel.box, panel.radius) })
		}
		inner := box{panel.left + panel.border, panel.top + panel.border, panel.right - panel.border, panel.bottom - panel.border}
		pic.fill(panel.colour, inner, func(s *stroker) { s.rectangle(inner, max(0, panel.radius-panel.border)) })
	}
	for _, r := range p.rules {
		half := r.stroke / 2
		b := box{min(r.x1, r.x2), r.y1 - half, max(r.x1, r.x2), r.y2 + half}
		if r.x1 == r.x2 {
			b = box{r.x1 - half, min(r.y1, r.y2), r.x1 + half, max(r.y1, r.y2)}
		}
		pic.fill(r.colour, b, func(s *stroker) { s.rectangle(b, 0) })
	}
	for _, d := range p.discs {
		outer := d.radius + d.stroke/2
		pic.fill(d.colour, around(d.x, d.y, outer), func(s *stroker) {
			s.circle(d.x, d.y, outer, false)
			if d.stroke > 0 {
				s.circle(d.x, d.y, d.radius-d.stroke/2, true)
			}
		})
	}
	for _, a := range p.arcs {
		pic.fill(a.colour, around(a.x, a.y, a.radius+a.stroke/2), func(s *stroker) { s.ring(a) })
	}
	if p.code != nil {
		pic.code(*p.code)
	}
	for _, t := range p.texts {
		var failed error
		around := box{t.x - t.size, t.baseline - 1.6*t.size, t.x + t.width() + t.size, t.baseline + 0.7*t.size}
		pic.fill(t.colour, around, func(s *stroker) { failed = t.trace(s) })
		if failed != nil {
			return nil, failed
		}
	}
	return pic, nil
}

func around(x, y, radius float64) box { return box{x - radius, y - radius, x + radius, y + radius} }

// picture is pixels being painted; scale is how many of them make one unit of the page.
type picture struct {
	*image.NRGBA
	scale float64
	brush vector.Rasterizer
	mask  *image.Alpha
}

// shades is how many degrees an edge has: enough for the eye, and few enough for most pictures to hold in a palette.
const shades = 31

// fill paints what draw outlines, which stays inside b, a box of the page.
func (p *picture) fill(c colour, b box, draw func(*stroker)) {
	area := image.Rect(
		int(math.Floor(b.left*p.scale)), int(math.Floor(b.top*p.scale)), int(math.Ceil(b.right*p.scale)), int(math.Ceil(b.bottom*p.scale)),
	).Intersect(p.Rect)
	if area.Empty() {
		return
	}
	p.brush.Reset(area.Dx(), area.Dy())
	draw(&stroker{&p.brush, p.scale, point{float64(area.Min.X), float64(area.Min.Y)}})
	if p.mask == nil || cap(p.mask.Pix) < area.Dx()*area.Dy() {
		p.mask = image.NewAlpha(image.Rect(0, 0, area.Dx(), area.Dy()))
	}
	mask := &image.Alpha{Pix: p.mask.Pix[:area.Dx()*area.Dy()], Stride: area.Dx(), Rect: image.Rect(0, 0, area.Dx(), area.Dy())}
	clear(mask.Pix)
	p.brush.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range area.Dy() {
		row := p.Pix[p.PixOffset(area.Min.X, area.Min.Y+y):]
		for x, covered := range mask.Pix[y*mask.Stride : y*mask.Stride+area.Dx()] {
			if part := (int(covered)*shades + 127) / 255; part > 0 {
				blend(row[4*x:4*x+4], c, part)
			}
		}
	}
}

// blend lays so many shades of a colour over a pixel.
func blend(pixel []uint8, c colour, part int) {
	if part == shades || pixel[3] == 0 {
		pixel[0], pixel[1], pixel[2], pixel[3] = c.r, c.g, c.b, uint8(part*255/shades)
		return
	}
	mix := func(under, over uint8) uint8 {
		return uint8((int(under)*(shades-part) + int(over)*part + shades/2) / shades)
	}
	pixel[0], pixel[1], pixel[2], pixel[3] = mix(pixel[0], c.r), mix(pixel[1], c.g), mix(pixel[2], c.b), mix(pixel[3], 255)
}

// code paints a QR code whose modules are whole pixels, so that every edge is sharp.
func (p *picture) code(c code) {
	count := len(c.modules)
	module := int(c.side * p.scale / float64(count))
	if module == 0 {
		return // nobody could read it
	}
	left, top := int(math.Round((c.x+c.side)*p.scale))-module*count, int(math.Round(c.y*p.scale)) // the edges that other things line up with
	for run := range c.runs {
		area := image.Rect(left+run.x*module, top+run.y*module, left+(run.x+run.length)*module, top+(run.y+1)*module)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				p.SetNRGBA(x, y, color.NRGBA{c.colour.r, c.colour.g, c.colour.b, 0xff})
			}
		}
	}
}

// compact gives the same pixels by numbers of a palette, a quarter of the size, where they have few enough colours.
func (p *picture) compact() image.Image {
	var colours color.Palette
	numbers := map[[4]uint8]uint8{}
	small := image.NewPaletted(p.Rect, nil)
	var last [4]uint8
	number := -1
	for i := range small.Pix {
		pixel := [4]uint8(p.Pix[4*i : 4*i+4])
		if number < 0 || pixel != last {
			known, ok := numbers[pixel]
			if !ok {
				if len(colours) == 256 {
					return p.NRGBA
				}
				known = uint8(len(colours))
				numbers[pixel] = known
				colours = append(colours, color.NRGBA{pixel[0], pixel[1], pixel[2], pixel[3]})
			}
			last, number = pixel, int(known)
		}
		small.Pix[i] = uint8(number)
	}
	small.Palette = colours
	return small
}

// Key names the picture of a page at a width: pages that differ have other keys.
func (p *Page) Key(width int) (string, error) {
	sum := sha256.New()
	err := p.SVG(sum)
	return strconv.Itoa(width) + " " + hex.EncodeToString(sum.Sum(nil)), err
}
