package signature

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Details is what a signature says of itself.
type Details struct {
	At     time.Time // when it is made, to the second
	Reason string    // why; may be empty
	Place  string    // where; may be empty
	// Stamp asks an authority to stamp a digest (SHA-256) and gives its token (RFC 3161), or nil to do without one; nil
	// asks nobody.
	Stamp func(ctx context.Context, digest []byte) (token []byte, err error)
}

// roomForStamp is kept for a token with the certificates of its authority, in bytes; those seen have 3 to 7 kB.
const roomForStamp = 12 << 10

// fieldName is what the signature is called in the file, and hidden is how it is placed: printed, locked.
const (
	fieldName = "Signature"
	hidden    = 132
)

// Sign gives the PDF with a signature over all of it, which nobody sees on the page. The file must have tables of
// cross-references, as all of ours, and hold no form yet.
//
// The error tells what cannot be read, a certificate that may not sign at that time, or what Stamp answered.
func (s *Signer) Sign(ctx context.Context, pdf []byte, d Details) ([]byte, error) {
	if err := s.Check(d.At); err != nil {
		return nil, err
	}
	f, err := open(pdf)
	if err != nil {
		return nil, err
	}
	room := s.room
	if d.Stamp != nil {
		room += roomForStamp
	}
	out, gap, err := f.update(d, Name(s.chain[0]), room)
	if err != nil {
		return nil, err
	}
	h := s.hash.New()
	h.Write(out[:gap.from])
	h.Write(out[gap.to:])
	cms, err := s.sign(h.Sum(nil))
	if err != nil {
		return nil, err
	}
	var token []byte
	if d.Stamp != nil {
		digest := sha256.Sum256(cms.signature)
		if token, err = d.Stamp(ctx, digest[:]); err != nil {
			return nil, fmt.Errorf("ask for a time stamp: %w", err)
		}
	}
	content, err := cms.encode(token)
	if err != nil {
		return nil, err
	}
	if len(content) > room {
		return nil, fmt.Errorf("the signature takes %d bytes, %d were kept for it", len(content), room)
	}
	hex.Encode(out[gap.from+1:], content)
	return out, nil
}

// measure tells how many bytes to keep for the CMS: what it takes without a time stamp, with some more as the length of an
// ECDSA signature varies.
func (s *Signer) measure() (int, error) {
	cms, err := s.sign(make([]byte, s.hash.Size()))
	if err != nil {
		return 0, err
	}
	content, err := cms.encode(nil)
	return (len(content) + 64 + 255) &^ 255, err
}

// gap is the part of the file that a signature does not cover, its own hexadecimal string.
type gap struct{ from, to int }

// update adds the signature's objects to the file, with zeros in place of the CMS.
func (f *file) update(d Details, name string, room int) ([]byte, gap, error) {
	root, err := f.follow(f.trailer, "Root")
	if err != nil {
		return nil, gap{}, err
	}
	page, err := f.firstPage(root)
	if err != nil {
		return nil, gap{}, err
	}
	size, found := find(f.trailer, "Size")
	next, _, ok := number(f.bytes, size.from)
	if !found || !ok {
		return nil, gap{}, errors.New("the trailer tells no size")
	}
	if _, form := find(root.entries, "AcroForm"); form {
		return nil, gap{}, errors.New("the file holds a form or a signature already")
	}
	annotations, err := f.annotations(page)
	if err != nil {
		return nil, gap{}, err
	}

	w := &writer{offsets: map[int]int{}}
	w.Grow(len(f.bytes) + 2*room + 4096)
	w.Write(f.bytes)
	if !bytes.HasSuffix(f.bytes, []byte("\n")) {
		w.WriteByte('\n')
	}
	signature, widget := next, next+1
	hole := w.signature(signature, d, name, room)
	w.begin(widget)
	fmt.Fprintf(w, "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/TU%s/F %d/Rect[0 0 0 0]/P %d 0 R/V %d 0 R>>\nendobj\n",
		fieldName, text("Signature électronique : "+name), hidden, page.object, signature)
	w.begin(page.object)
	w.WriteString("<<")
	w.copy(f.bytes, page.entries, "Annots")
	fmt.Fprintf(w, "/Annots[%s %d 0 R]>>\nendobj\n", annotations, widget)
	w.begin(root.object)
	w.WriteString("<<")
	w.copy(f.bytes, root.entries, "Version", "Extensions")
	// What ETSI adds to PDF 1.7 has a name of its own, which readers of that version look for.
	fmt.Fprintf(w, "/Version/1.7/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 2>>>>/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>\nendobj\n", widget)
	w.table(f, next+2)

	out := w.Bytes()
	ranges := fmt.Sprintf("[0 %010d %010d %010d]", hole.from, hole.to, len(out)-hole.to)
	copy(out[w.ranges:], ranges)
	return out, hole, nil
}

// annotations is what stands in the array of the page's annotations, which may be an object of its own.
func (f *file) annotations(page node) (string, error) {
	e, found := find(page.entries, "Annots")
	if !found {
		return "", nil
	}
	if object, _, ok := reference(f.bytes, e.from); ok {
		from, err := f.object(object)
		if err != nil {
			return "", err
		}
		to, err := value(f.bytes, from, 0)
		if err != nil {
			return "", fmt.Errorf("the page's annotations: %w", err)
		}
		e.from, e.to = from, to
	}
	array := f.bytes[e.from:e.to]
	if array[0] != '[' {
		return "", errors.New("the page's annotations are no array")
	}
	return string(array[1 : len(array)-1]), nil
}

// writer writes objects and remembers where.
type writer struct {
	bytes.Buffer
	offsets map[int]int
	ranges  int // where the ranges stand that the signature covers
}

func (w *writer) begin(object int) {
	w.offsets[object] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n", object)
}

// signature writes the dictionary of the signature, and tells where its CMS goes.
func (w *writer) signature(object int, d Details, name string, room int) gap {
	w.begin(object)
	w.WriteString("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached\n/ByteRange")
	w.ranges = w.Len()
	w.WriteString("[0 0000000000 0000000000 0000000000]\n/Contents")
	hole := gap{from: w.Len()}
	w.WriteByte('<')
	w.Write(bytes.Repeat([]byte("0"), 2*room))
	w.WriteByte('>')
	hole.to = w.Len()
	fmt.Fprintf(w, "\n/M(D:%s+00'00')/Name%s", d.At.UTC().Format("20060102150405"), text(name))
	if d.Reason != "" {
		w.WriteString("/Reason" + text(d.Reason))
	}
	if d.Place != "" {
		w.WriteString("/Location" + text(d.Place))
	}
	w.WriteString(">>\nendobj\n")
	return hole
}

// copy writes the entries of a dictionary as they stand, without those that are written anew.
func (w *writer) copy(b []byte, entries []entry, without ...string) {
next:
	for _, e := range entries {
		for _, key := range without {
			if e.key == key {
				continue next
			}
		}
		fmt.Fprintf(w, "/%s %s\n", e.key, b[e.from:e.to])
	}
}

// table ends the update: where its objects stand, and what was before it.
func (w *writer) table(f *file, size int) {
	start := w.Len()
	w.WriteString("xref\n")
	for object := range size {
		if offset, written := w.offsets[object]; written {
			fmt.Fprintf(w, "%d 1\n%010d 00000 n \n", object, offset)
		}
	}
	w.WriteString("trailer\n<<")
	w.copy(f.bytes, f.trailer, "Size", "Prev")
	fmt.Fprintf(w, "/Size %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", size, f.start, start)
}

// text is a PDF string in hexadecimal: UTF-16, with its byte order mark.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteString(">")
	return b.String()
}
