package opendata

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"sync"
)

// File is one table in one format, with its bytes counted.
type File struct {
	Table   *Table
	Format  Format
	Address string
	Bytes   int
	SHA256  string
}

// Description is all that is told of the files of a version without sending them.
type Description struct {
	*Snapshot
	Files []File // every format of the first table, then of the next
	Lines map[string]int
}

// Of lists the files of a table.
func (d *Description) Of(t *Table) []File {
	var files []File
	for _, f := range d.Files {
		if f.Table == t {
			files = append(files, f)
		}
	}
	return files
}

// descriptions keeps the last description of now: weighing every file takes a moment.
type descriptions struct {
	sync.Mutex
	revision int64
	last     *Description
}

// Describe weighs every file of now, or with a day of its end.
func (d *Data) Describe(ctx context.Context, day Day) (*Description, error) {
	if day != "" {
		return d.describe(ctx, day)
	}
	revision, err := d.Directory.Revision(ctx)
	if err != nil {
		return nil, err
	}
	d.descriptions.Lock()
	defer d.descriptions.Unlock()
	if d.descriptions.last != nil && d.descriptions.revision == revision {
		return d.descriptions.last, nil
	}
	described, err := d.describe(ctx, "")
	if err == nil {
		d.descriptions.last, d.descriptions.revision = described, revision
	}
	return described, err
}

func (d *Data) describe(ctx context.Context, day Day) (*Description, error) {
	s, err := d.Read(ctx, day)
	if err != nil {
		return nil, err
	}
	described := &Description{Snapshot: s, Lines: map[string]int{}}
	for _, t := range TablesOf(day) {
		described.Lines[t.Name] = s.Count(t)
		for _, format := range t.Formats() {
			w := weight{Hash: sha256.New()}
			if err := s.Write(&w, t, format); err != nil {
				return nil, fmt.Errorf("weigh %s.%s: %w", t.Name, format.Extension, err)
			}
			described.Files = append(described.Files, File{
				Table: t, Format: format, Address: s.address(t.Name + "." + format.Extension), Bytes: w.bytes, SHA256: hex.EncodeToString(w.Sum(nil)),
			})
		}
	}
	return described, nil
}

// weight counts and digests what is written to it.
type weight struct {
	hash.Hash
	bytes int
}

func (w *weight) Write(p []byte) (int, error) {
	w.bytes += len(p)
	return w.Hash.Write(p)
}

// Tag changes when the content of a table does, whatever the format; it costs much less than writing the file.
func (s *Snapshot) Tag(t *Table, f Format) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s.%s %s %s\n", t.Name, f.Extension, s.Day, s.data.BaseURL)
	for row := range s.Rows(t) {
		for _, value := range row {
			cell := word(value)
			fmt.Fprintf(sum, "%d:%s,", len(cell), cell)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}
