package signature

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"slices"
	"time"
	"unicode/utf16"
)

// ErrNotPDF says that a file is no PDF at all.
var ErrNotPDF = errors.New("not a PDF file")

// mostSignatures is how many signatures of a file are looked at; beyond, the file is no certificate of anybody.
const mostSignatures = 8

// Problem says why a signature proves nothing; empty when it is right.
type Problem string

const (
	// Altered: what the signature covers is not what was signed, or the signature itself was changed.
	Altered Problem = "altered"
	// Malformed: what is covered makes no sense: the file was cut, or leaves out more than the signature itself.
	Malformed Problem = "malformed"
	// Unsupported: made in a way that is not known here; it may be right.
	Unsupported Problem = "unsupported"
)

// Report is what Verify finds in a file.
type Report struct {
	// Signatures are in the order of the file, each over what the ones before left and more; none: nobody signed it, or
	// what said so was destroyed.
	Signatures []Signature
}

// Signature is one signature of a file. What it says of itself is believed only where Problem is empty.
type Signature struct {
	Problem Problem
	// Whole tells that it covers all of the file. Else Appended bytes were added after it, which may show anything.
	Whole    bool
	Appended int
	// Signer is the certificate of who signed; nil where it cannot be read.
	Signer *x509.Certificate
	// Chain leads from Signer to a root given to Verify; nil when none does.
	Chain []*x509.Certificate
	// SignedAt is the time that the signer tells, to the second; zero when none is told.
	SignedAt time.Time
	Reason   string
	// TimeStamp is an authority's word for the time; nil without one.
	TimeStamp *TimeStamp
}

// Trusted tells that the signature is right and its signer known, at the time that the stamp gives, or else the signer.
func (s Signature) Trusted() bool { return s.Problem == "" && s.Chain != nil }

// Genuine tells that the last signature is right, of a known signer, and covers all of the file: no byte of it was
// changed, added or taken away since.
func (r Report) Genuine() bool {
	if len(r.Signatures) == 0 {
		return false
	}
	last := r.Signatures[len(r.Signatures)-1]
	return last.Trusted() && last.Whole
}

// Verify looks for the signatures of a file, whoever sent it. roots are the authorities that are believed, those of time
// stamps included; nil for none, never the system's. Its work is bounded: some hashing of the file, and a few operations
// with keys of usual sizes. ErrNotPDF when it is no PDF.
//
// Whether a certificate was revoked is not looked for.
func Verify(pdf []byte, roots *x509.CertPool) (Report, error) {
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return Report{}, ErrNotPDF
	}
	if roots == nil {
		roots = x509.NewCertPool()
	}
	var r Report
	key := []byte("/ByteRange")
	// Found by their bytes: a signature that nothing refers to any more is told too.
	for at := bytes.Index(pdf, key); at >= 0 && len(r.Signatures) < mostSignatures; {
		r.Signatures = append(r.Signatures, verify(pdf, at, roots))
		from := at + len(key)
		next := bytes.Index(pdf[from:], key)
		if at = from + next; next < 0 {
			break
		}
	}
	slices.SortStableFunc(r.Signatures, func(a, b Signature) int { return b.Appended - a.Appended })
	return r, nil
}

// verify looks at the signature whose ranges are named at.
func verify(pdf []byte, at int, roots *x509.CertPool) (s Signature) {
	s.Appended = len(pdf) // sorts first what covers nothing
	d, ok := locate(pdf, at)
	if !ok {
		s.Problem = Malformed
		return s
	}
	s.Appended = len(pdf) - d.end
	s.Whole = s.Appended == 0
	s.SignedAt, s.Reason = d.signedAt, d.reason
	if !d.detached {
		s.Problem = Unsupported
		return s
	}
	der, ok := content(pdf[d.gap.from+1 : d.gap.to-1])
	if !ok {
		s.Problem = Altered
		return s
	}
	s.Problem = problemOf(s.check(pdf, d, der, roots))
	return s
}

// check fills in what the CMS tells.
func (s *Signature) check(pdf []byte, d place, der []byte, roots *x509.CertPool) error {
	m, err := readMessage(der)
	if err != nil {
		return err
	}
	s.Signer = m.own
	if !m.contentType.Equal(oidData) || m.content != nil {
		return errMalformed
	}
	h := m.hash.New()
	h.Write(pdf[:d.gap.from])
	h.Write(pdf[d.gap.to:d.end])
	if err := m.check(h.Sum(nil)); err != nil {
		return err
	}
	at := s.SignedAt
	if m.token != nil {
		if s.TimeStamp, err = stampOf(m.token, m.signature, roots); err != nil {
			return err
		}
		if s.TimeStamp.Trusted {
			at = s.TimeStamp.At
		}
	}
	s.Chain, err = m.vouched(roots, at, x509.ExtKeyUsageAny)
	return err
}

// vouched gives the chain from the signer's certificate to a root, nil when there is none, at an instant and for a use.
// It is an error that a certificate of the message is neither named by what is signed nor vouched for by another: its
// bytes could be anything.
func (m *message) vouched(roots *x509.CertPool, at time.Time, use x509.ExtKeyUsage) ([]*x509.Certificate, error) {
	others := x509.NewCertPool()
	for _, c := range m.certificates {
		others.AddCert(c)
	}
	var chain []*x509.Certificate
	if !at.IsZero() { // the zero time means the present to x509
		chains, err := m.own.Verify(x509.VerifyOptions{Roots: roots, Intermediates: others, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{use}})
		if err == nil {
			chain = chains[0]
		}
	}
	if m.namesAll {
		return chain, nil
	}
	for _, c := range m.certificates {
		used := func(other *x509.Certificate) bool { return bytes.Equal(other.Raw, c.Raw) }
		vouches := func(other *x509.Certificate) bool { return c.CheckSignatureFrom(other) == nil }
		// Without a chain its upper end has nobody above it here: what leads to it is all that can be said.
		leads := func(other *x509.Certificate) bool { return chain == nil && other.CheckSignatureFrom(c) == nil }
		if c != m.own && !slices.ContainsFunc(chain, used) && !slices.ContainsFunc(slices.Concat(m.certificates, chain), vouches) && !slices.ContainsFunc(m.certificates, leads) {
			return chain, errBroken
		}
	}
	return chain, nil
}

func problemOf(err error) Problem {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errUnsupported):
		return Unsupported
	}
	return Altered // a CMS that cannot be read was not written so
}

// place is where a signature stands, with what its dictionary tells.
type place struct {
	gap      gap
	end      int // of what is covered
	detached bool
	signedAt time.Time
	reason   string
}

// locate reads the dictionary around a ByteRange. ok is false unless what is left out of the file is its own Contents,
// to the byte.
func locate(pdf []byte, at int) (d place, ok bool) {
	object := bytes.LastIndex(pdf[:at], []byte("obj"))
	if object < 0 {
		return d, false
	}
	entries, end, err := dictionary(pdf, blank(pdf, object+len("obj")))
	if err != nil {
		return d, false
	}
	ranges, found := find(entries, "ByteRange")
	contents, filled := find(entries, "Contents")
	if !found || !filled || ranges.from < at || ranges.from > at+32 || pdf[contents.from] != '<' || twice(entries) {
		return d, false
	}
	var four [4]int
	next := ranges.from + 1
	for i := range four {
		if four[i], next, ok = number(pdf, blank(pdf, next)); !ok {
			return d, false
		}
	}
	if pdf[ranges.from] != '[' || blank(pdf, next) != ranges.to-1 {
		return d, false
	}
	d.gap, d.end = gap{four[1], four[2]}, four[2]+four[3]
	if four[0] != 0 || d.gap.from != contents.from || d.gap.to != contents.to || d.end > len(pdf) || d.end < end {
		return d, false
	}
	if f, found := find(entries, "SubFilter"); found {
		kind := string(pdf[f.from:f.to])
		d.detached = kind == "/ETSI.CAdES.detached" || kind == "/adbe.pkcs7.detached"
	}
	if m, found := find(entries, "M"); found {
		d.signedAt = date(pdf[m.from:m.to])
	}
	if r, found := find(entries, "Reason"); found {
		d.reason = words(pdf[r.from:r.to])
	}
	return d, true
}

// twice tells whether a key stands twice: readers may differ on which counts.
func twice(entries []entry) bool {
	seen := map[string]bool{}
	for _, e := range entries {
		if seen[e.key] {
			return true
		}
		seen[e.key] = true
	}
	return false
}

// content decodes the hexadecimal of a CMS, written in one case and followed by nothing but zeros: there is one way alone
// to write it, as no signature covers it.
func content(digits []byte) ([]byte, bool) {
	if len(digits)%2 != 0 {
		return nil, false
	}
	lower, upper := false, false
	for _, c := range digits {
		lower = lower || c >= 'a'
		upper = upper || c >= 'A' && c < 'a'
	}
	der := make([]byte, len(digits)/2)
	if _, err := hex.Decode(der, digits); err != nil || lower && upper {
		return nil, false
	}
	length, ok := lengthOf(der)
	if !ok || len(bytes.Trim(der[length:], "\x00")) > 0 {
		return nil, false
	}
	return der[:length], true
}

// lengthOf is how long the DER element is with which b begins.
func lengthOf(b []byte) (int, bool) {
	if len(b) < 2 || b[0] != 0x30 {
		return 0, false
	}
	length, header := int(b[1]), 2
	if length >= 0x80 {
		octets := length - 0x80
		if octets == 0 || octets > 3 || len(b) < 2+octets {
			return 0, false
		}
		length, header = 0, 2+octets
		for _, c := range b[2:header] {
			length = length<<8 | int(c)
		}
	}
	return header + length, header+length <= len(b)
}

// date reads « (D:20261204183000+01'00') », the zero time when it cannot.
func date(text []byte) time.Time {
	text = bytes.ReplaceAll(bytes.Trim(text, "()"), []byte("'"), nil)
	for _, layout := range []string{"D:20060102150405-0700", "D:20060102150405Z0000", "D:20060102150405Z", "D:20060102150405"} {
		if t, err := time.Parse(layout, string(text)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// words reads a string of UTF-16 in hexadecimal, as ours, or one in parentheses as far as it is ASCII.
func words(text []byte) string {
	if bytes.HasPrefix(text, []byte("(")) {
		return string(bytes.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return -1
			}
			return r
		}, text[1:len(text)-1]))
	}
	raw, err := hex.DecodeString(string(bytes.Trim(text, "<>")))
	if err != nil || len(raw) < 2 || len(raw)%2 != 0 || raw[0] != 0xFE || raw[1] != 0xFF {
		return ""
	}
	var units []uint16
	for i := 2; i < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
