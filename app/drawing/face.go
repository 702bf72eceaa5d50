package drawing

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// face is one TrueType font, as far as layout must know it: which characters it draws, how wide, and how they sit
// together. The PDF library keeps its own reading private, hence this one.
type face struct {
	family   string // the name the PDF library knows it by
	file     []byte
	em       float64 // font units in one em
	glyphs   map[rune]uint16
	advances []uint16 // by glyph; those beyond the end have the last one's
	placing  placing
	outlines *outlines
}

// readFace reads a TrueType font that has a Unicode character map (format 4).
func readFace(family string, file []byte) (*face, error) {
	tables := table(file).directory()
	head, hhea, hmtx := tables["head"], tables["hhea"], tables["hmtx"]
	f := &face{family: family, file: file, em: float64(head.u16(18))}
	f.glyphs = tables["cmap"].characters()
	for g := range hhea.u16(34) {
		f.advances = append(f.advances, uint16(hmtx.u16(4*g)))
	}
	f.placing = readPlacing(tables["GPOS"])
	font, err := sfnt.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", family, err)
	}
	f.outlines = &outlines{font: font, known: map[uint16][]segment{}}
	if f.em == 0 || len(f.glyphs) == 0 || len(f.advances) == 0 {
		return nil, fmt.Errorf("font %s: %w", family, errors.New("not a TrueType font with a Unicode character map"))
	}
	return f, nil
}

func (f *face) has(r rune) bool { return f.glyphs[r] != 0 }

// advance is how far r moves the pen, in em.
func (f *face) advance(r rune) float64 {
	g := int(f.glyphs[r])
	return float64(f.advances[min(g, len(f.advances)-1)]) / f.em
}

// kern is what the font adds between two characters, in em; mostly nothing or less.
func (f *face) kern(first, second rune) float64 {
	return float64(f.placing.kern(f.glyphs[first], f.glyphs[second])) / f.em
}

// attach tells how far the origin of a combining mark stands from the origin of what bears it, in em.
func (f *face) attach(bearer, mark rune) (dx, dy float64, ok bool) {
	x, y, ok := f.placing.attach(f.glyphs[bearer], f.glyphs[mark])
	return float64(x) / f.em, float64(y) / f.em, ok
}

// table is a piece of a font file. Reading beyond its end gives zero, so that a broken font cannot panic.
type table []byte

func (t table) u16(at int) int {
	if at < 0 || at+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[at:]))
}

func (t table) i16(at int) int { return int(int16(t.u16(at))) }

func (t table) u32(at int) int { return t.u16(at)<<16 | t.u16(at+2) }

// from is the rest of the table, starting at an offset.
func (t table) from(at int) table {
	if at < 0 || at > len(t) {
		return nil
	}
	return t[at:]
}

// directory gives the tables of a font file by name.
func (t table) directory() map[string]table {
	tables := map[string]table{}
	for i := range t.u16(4) {
		entry := t.from(12 + 16*i)
		if len(entry) < 16 {
			break
		}
		body := t.from(entry.u32(8))
		tables[string(entry[:4])] = body[:min(entry.u32(12), len(body))]
	}
	return tables
}

// characters reads the first Unicode map of a cmap table.
func (t table) characters() map[rune]uint16 {
	for i := range t.u16(2) {
		platform, encoding := t.u16(4+8*i), t.u16(6+8*i)
		body := t.from(t.u32(8 + 8*i))
		if body.u16(0) == 4 && (platform == 0 || platform == 3 && encoding == 1) {
			return body.segments()
		}
	}
	return nil
}

// segments reads a character map of format 4: runs of characters, each with its own shift to glyph numbers.
func (t table) segments() map[rune]uint16 {
	glyphs := map[rune]uint16{}
	size := t.u16(6) // twice the number of segments
	ends, starts, deltas, ranges := 14, 16+size, 16+2*size, 16+3*size
	for s := 0; s < size; s += 2 {
		for r := t.u16(starts + s); r <= t.u16(ends+s) && r < 0xFFFF; r++ {
			glyph := r
			if shift := t.u16(ranges + s); shift != 0 {
				glyph = t.u16(ranges + s + shift + 2*(r-t.u16(starts+s)))
				if glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + t.u16(deltas+s)) & 0xFFFF; glyph != 0 {
				glyphs[rune(r)] = uint16(glyph)
			}
		}
	}
	return glyphs
}
