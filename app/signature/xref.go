package signature

import (
	"bytes"
	"errors"
	"fmt"
)

// longestChain is how many updates a file to sign may have been through, and how many levels its tree of pages has.
const longestChain = 32

// file is a PDF whose objects can be found: with tables of cross-references, as fpdf writes them, updates included.
// Streams of cross-references are refused.
type file struct {
	bytes   []byte
	offsets map[int]int // of each object, -1 once it is free
	trailer []entry     // of the last update
	start   int         // of the last table
}

// open finds the objects of a PDF.
func open(pdf []byte) (*file, error) {
	f := &file{bytes: pdf, offsets: map[int]int{}}
	last := bytes.LastIndex(pdf, []byte("startxref"))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || last < 0 {
		return nil, ErrNotPDF
	}
	start, _, ok := number(pdf, blank(pdf, last+len("startxref")))
	if !ok {
		return nil, errSyntax
	}
	f.start = start
	for range longestChain {
		trailer, err := f.table(start)
		if err != nil {
			return nil, fmt.Errorf("the table of objects at %d: %w", start, err)
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		previous, found := find(trailer, "Prev")
		if !found {
			return f, nil
		}
		if start, _, ok = number(pdf, previous.from); !ok {
			return nil, errSyntax
		}
	}
	return nil, errors.New("too many updates")
}

// table reads one table, whose objects yield to those known from a later one, and gives its trailer.
func (f *file) table(start int) ([]entry, error) {
	b := f.bytes
	if start >= len(b) || !bytes.HasPrefix(b[start:], []byte("xref")) {
		return nil, errSyntax
	}
	at := blank(b, start+len("xref"))
	for {
		first, end, ok := number(b, at)
		if !ok {
			break
		}
		count, end, ok := number(b, blank(b, end))
		if !ok {
			return nil, errSyntax
		}
		at = blank(b, end)
		for object := first; object < first+count; object++ {
			offset, end, ok := number(b, at)
			if !ok {
				return nil, errSyntax
			}
			if _, end, ok = number(b, blank(b, end)); !ok {
				return nil, errSyntax
			}
			kind := blank(b, end)
			at = blank(b, regular(b, kind))
			if !bytes.HasPrefix(b[kind:], []byte("n")) {
				offset = -1
			}
			if _, known := f.offsets[object]; !known {
				f.offsets[object] = offset
			}
		}
	}
	if !bytes.HasPrefix(b[at:], []byte("trailer")) {
		return nil, errSyntax
	}
	trailer, _, err := dictionary(b, blank(b, at+len("trailer")))
	return trailer, err
}

// object tells where the value of an object begins.
func (f *file) object(wanted int) (from int, err error) {
	at, known := f.offsets[wanted]
	if !known || at < 0 {
		return 0, fmt.Errorf("object %d: not in the table", wanted)
	}
	b := f.bytes
	found, end, ok := number(b, min(at, len(b)))
	if ok && found == wanted {
		_, end, ok = number(b, blank(b, end))
		end = blank(b, end)
		if ok && bytes.HasPrefix(b[end:], []byte("obj")) {
			return blank(b, end+len("obj")), nil
		}
	}
	return 0, fmt.Errorf("object %d: not where the table says", wanted)
}

// node is a dictionary that stands in an object of its own.
type node struct {
	object   int
	entries  []entry
	from, to int
}

func (f *file) node(object int) (node, error) {
	from, err := f.object(object)
	if err != nil {
		return node{}, err
	}
	entries, to, err := dictionary(f.bytes, from)
	if err != nil {
		return node{}, fmt.Errorf("object %d: %w", object, err)
	}
	return node{object, entries, from, to}, nil
}

// follow gives the dictionary to which a key refers.
func (f *file) follow(entries []entry, key string) (node, error) {
	e, found := find(entries, key)
	if !found {
		return node{}, fmt.Errorf("no %s", key)
	}
	from := e.from
	if f.bytes[from] == '[' { // the first of several
		from = blank(f.bytes, from+1)
	}
	object, _, ok := reference(f.bytes, from)
	if !ok {
		return node{}, fmt.Errorf("%s refers to nothing", key)
	}
	return f.node(object)
}

// firstPage goes down the tree of pages.
func (f *file) firstPage(root node) (node, error) {
	at, err := f.follow(root.entries, "Pages")
	for range longestChain {
		if err != nil {
			return node{}, err
		}
		if _, tree := find(at.entries, "Kids"); !tree {
			return at, nil
		}
		at, err = f.follow(at.entries, "Kids")
	}
	return node{}, errors.New("no page")
}

func find(entries []entry, key string) (entry, bool) {
	for _, e := range entries {
		if e.key == key {
			return e, true
		}
	}
	return entry{}, false
}
