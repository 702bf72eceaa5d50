// Package documenttest makes small documents of the kinds that the label takes, for tests.
package documenttest

import (
	"archive/zip"
	"bytes"
	"strings"
)

// PDF and PNG begin as such documents do; nothing opens them here.
const (
	PDF = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
	PNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
)

// ODF makes an OpenDocument: kind is text, spreadsheet or presentation.
func ODF(kind string) []byte {
	return Zip("mimetype", "application/vnd.oasis.opendocument."+kind, "content.xml", "<office:document-content/>")
}

// Zip makes an archive of files, each a name and a content, not compressed.
func Zip(files ...string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i+1 < len(files); i += 2 {
		// Raw, so that the sizes come before the content as office suites write them.
		content := []byte(files[i+1])
		header := &zip.FileHeader{Name: files[i], Method: zip.Store, CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))}
		if entry, err := w.CreateRaw(header); err == nil {
			entry.Write(content)
		}
	}
	w.Close()
	return out.Bytes()
}

// PDFOf makes a document of about size bytes, each seed another.
func PDFOf(size int, seed string) []byte {
	return []byte(PDF + seed + strings.Repeat("%", max(0, size-len(PDF)-len(seed))))
}
