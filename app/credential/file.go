package credential

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
)

// Kind is what a file given to be verified is.
type Kind string

const (
	PDF     Kind = "pdf"
	JSON    Kind = "json"
	Neither Kind = "neither"
)

// MaxFile bounds a file given to be verified, in bytes: a signed certificate with its fonts takes a tenth of it.
const MaxFile = 1 << 20

// File is a file given to be verified, as far as it can be read.
type File struct {
	Kind    Kind
	Content []byte
	// Credentials are those found in it, as they are written: a certificate has one.
	Credentials [][]byte
	// Number is that of the award which it seems to tell of, to know what to compare it with; empty when none shows.
	Number string
}

// Open reads a file as far as it can be. Nothing in it is believed.
func Open(content []byte) File {
	f := File{Kind: Neither, Content: content}
	head := bytes.TrimLeft(content[:min(len(content), 1024)], "\ufeff \t\r\n")
	switch {
	case bytes.Contains(head, []byte("%PDF-")):
		f.Kind, f.Credentials = PDF, attached(content)
	case bytes.HasPrefix(head, []byte("{")):
		f.Kind, f.Credentials = JSON, [][]byte{content[:min(len(content), MaxSize+1)]}
	}
	for _, found := range f.Credentials {
		if f.Number = numberOf(found); f.Number != "" {
			break
		}
	}
	return f
}

var numbered = regexp.MustCompile(`/certificats/([0-9]{4}-[0-9]{1,12})[/"]`)

// numberOf finds the number of the award that a credential tells of, damaged as it may be.
func numberOf(content []byte) string {
	if c, err := Read(content); err == nil {
		return c.Subject.LicenseNumber
	}
	if found := numbered.FindSubmatch(content); found != nil {
		return string(found[1])
	}
	return ""
}

// Prefix is the beginning of a PDF up to the end of one of its revisions.
type Prefix struct {
	SHA256 string
	Size   int
}

// maxRevisions bounds the revisions of a PDF that are looked at: a certificate signed and time-stamped has three.
const maxRevisions = 8

// Revisions gives each state that a PDF went through, the first one first and the whole file last: a program that signs
// adds to the end and leaves what it signs as it was.
func (f File) Revisions() []Prefix {
	var all []Prefix
	if f.Kind != PDF {
		return nil
	}
	sum, from := sha256.New(), 0
	until := func(end int) {
		if end > from || len(all) == 0 {
			sum.Write(f.Content[from:end])
			from = end
			all = append(all, Prefix{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: end})
		}
	}
	for len(all) < maxRevisions {
		at := bytes.Index(f.Content[from:], []byte("%%EOF"))
		if at < 0 {
			break
		}
		end := from + at + len("%%EOF")
		for _, newline := range []string{"\r\n", "\n", "\r"} {
			if bytes.HasPrefix(f.Content[end:], []byte(newline)) {
				end += len(newline)
				break
			}
		}
		until(end)
	}
	until(len(f.Content))
	return all
}
