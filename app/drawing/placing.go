package drawing

import "slices"

// placing is what a font's GPOS table says of pairs of glyphs: the space between two letters (« Va »), and where an
// accent sits on a letter that the font does not draw with it. All in font units.
type placing struct {
	pairs   [][]pairTable // by lookup; in each the first table that knows the first glyph decides
	anchors []anchorTable
}

// pairTable kerns by glyph, or by class of glyph when classes is not zero.
type pairTable struct {
	first         map[uint16]int // glyph → its number in the table's coverage
	body          table
	record        int // bytes of one adjustment
	adjusts       int // where in it the advance of the first glyph stands
	classes       int // number of classes of second glyphs
	left, right   map[uint16]int
	pairs         []map[uint16]int // by coverage number: second glyph → adjustment
	secondRecords int              // bytes of the adjustment of the second glyph, which we pass over
}

// anchorTable attaches marks to letters, or to other marks: both are written alike.
type anchorTable struct {
	marks, bearers map[uint16]int
	classes        int
	mark, bearer   table
}

func (p placing) kern(first, second uint16) int {
	total := 0
	for _, lookup := range p.pairs {
		for _, t := range lookup {
			if value, decided := t.kern(first, second); decided {
				total += value
				break
			}
		}
	}
	return total
}

func (t pairTable) kern(first, second uint16) (value int, decided bool) {
	row, known := t.first[first]
	if !known {
		return 0, false
	}
	if t.classes == 0 {
		value, decided = t.pairs[row][second]
		return value, decided
	}
	at := 16 + (t.left[first]*t.classes+t.right[second])*(t.record+t.secondRecords)
	return t.body.i16(at + t.adjusts), true
}

func (p placing) attach(bearer, mark uint16) (dx, dy int, ok bool) {
	for _, t := range slices.Backward(p.anchors) { // the last word stands
		m, known := t.marks[mark]
		b, bears := t.bearers[bearer]
		if !known || !bears {
			continue
		}
		class := t.mark.u16(2 + 4*m)
		onBearer := t.bearer.u16(2 + 2*(b*t.classes+class))
		if onBearer == 0 {
			continue
		}
		from, to := t.mark.from(t.mark.u16(4+4*m)), t.bearer.from(onBearer)
		return to.i16(2) - from.i16(2), to.i16(4) - from.i16(4), true
	}
	return 0, 0, false
}

func readPlacing(gpos table) placing {
	var p placing
	lookups := gpos.from(gpos.u16(8))
	for _, number := range gpos.lookups("kern") {
		var tables []pairTable
		lookups.subtables(number, func(kind int, t table) {
			if kind == 2 {
				tables = append(tables, readPairs(t))
			}
		})
		p.pairs = append(p.pairs, tables)
	}
	for _, number := range gpos.lookups("mark", "mkmk") {
		lookups.subtables(number, func(kind int, t table) {
			if kind == 4 || kind == 6 {
				p.anchors = append(p.anchors, anchorTable{
					marks: t.from(t.u16(2)).coverage(), bearers: t.from(t.u16(4)).coverage(), classes: t.u16(6),
					mark: t.from(t.u16(8)), bearer: t.from(t.u16(10)),
				})
			}
		})
	}
	return p
}

// lookups gives the numbers of the lookups of some features, each once and in their order, whatever the script.
func (t table) lookups(features ...string) []int {
	var numbers []int
	seen := map[int]bool{}
	list := t.from(t.u16(6))
	for i := range list.u16(0) {
		entry := list.from(2 + 6*i)
		if len(entry) < 6 || !slices.Contains(features, string(entry[:4])) {
			continue
		}
		body := list.from(entry.u16(4))
		for k := range body.u16(2) {
			if n := body.u16(4 + 2*k); !seen[n] {
				seen[n] = true
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	return numbers
}

// subtables visits the subtables of a lookup, through extensions.
func (t table) subtables(number int, visit func(kind int, body table)) {
	lookup := t.from(t.u16(2 + 2*number))
	for i := range lookup.u16(4) {
		kind, body := lookup.u16(0), lookup.from(lookup.u16(6+2*i))
		if kind == 9 {
			kind, body = body.u16(2), body.from(body.u32(4))
		}
		visit(kind, body)
	}
}

func readPairs(t table) pairTable {
	firstFormat, secondFormat := t.u16(4), t.u16(6)
	p := pairTable{
		first: t.from(t.u16(2)).coverage(), body: t,
		record: fields(firstFormat), secondRecords: fields(secondFormat),
		adjusts: fields(firstFormat & 0b11), // placements x and y come before the advance
	}
	if firstFormat&0b100 == 0 { // no advance in it
		p.first = nil
		return p
	}
	if t.u16(0) == 2 {
		p.left, p.right = t.from(t.u16(8)).classes(), t.from(t.u16(10)).classes()
		p.classes = t.u16(14)
		return p
	}
	step := 2 + p.record + p.secondRecords
	for i := range t.u16(8) {
		set, pairs := t.from(t.u16(10+2*i)), map[uint16]int{}
		for k := range set.u16(0) {
			pairs[uint16(set.u16(2+k*step))] = set.i16(2 + k*step + 2 + p.adjusts)
		}
		p.pairs = append(p.pairs, pairs)
	}
	return p
}

// fields is the size in bytes of a value record: two for each bit of its format.
func fields(format int) int {
	size := 0
	for ; format != 0; format >>= 1 {
		size += 2 * (format & 1)
	}
	return size
}

func (t table) coverage() map[uint16]int {
	numbers := map[uint16]int{}
	for i := range t.u16(2) {
		if t.u16(0) == 1 {
			numbers[uint16(t.u16(4+2*i))] = i
			continue
		}
		start, end, first := t.u16(4+6*i), t.u16(6+6*i), t.u16(8+6*i)
		for g := start; g <= end; g++ {
			numbers[uint16(g)] = first + g - start
		}
	}
	return numbers
}

func (t table) classes() map[uint16]int {
	numbers := map[uint16]int{}
	if t.u16(0) == 1 {
		for i := range t.u16(4) {
			numbers[uint16(t.u16(2)+i)] = t.u16(6 + 2*i)
		}
		return numbers
	}
	for i := range t.u16(2) {
		for g := t.u16(4 + 6*i); g <= t.u16(6+6*i); g++ {
			numbers[uint16(g)] = t.u16(8 + 6*i)
		}
	}
	return numbers
}
