package award

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
)

// writeODT writes a text as an OpenDocument text 1.3, which any word processor opens and changes. What is between square
// brackets is to be completed, and stands out.
func writeODT(w io.Writer, t text, at time.Time) error {
	var body strings.Builder
	fmt.Fprintf(&body, `<text:h text:style-name="Title" text:outline-level="1">%s</text:h>`, inXML(t.title))
	for _, paragraph := range t.paragraphs {
		words := strings.ReplaceAll(inXML(paragraph), "\n", "<text:line-break/>")
		words = strings.ReplaceAll(words, "[", `<text:span text:style-name="Todo">[`)
		fmt.Fprintf(&body, `<text:p text:style-name="Body">%s</text:p>`, strings.ReplaceAll(words, "]", "]</text:span>"))
	}
	files := []struct{ name, content string }{
		{"content.xml", `<office:document-content ` + odtNamespaces + ` office:version="1.3"><office:automatic-styles>` +
			`<style:style style:name="Todo" style:family="text"><style:text-properties fo:background-color="#fff6e0"/></style:style>` +
			`</office:automatic-styles><office:body><office:text>` + body.String() + `</office:text></office:body></office:document-content>`},
		{"styles.xml", odtStyles},
		{"meta.xml", `<office:document-meta ` + odtNamespaces + ` office:version="1.3"><office:meta><meta:generator>tnl</meta:generator><dc:title>` +
			inXML(t.title) + `</dc:title><dc:language>fr-FR</dc:language><dc:date>` + at.Format("2006-01-02T15:04:05") + `</dc:date></office:meta></office:document-meta>`},
		{"META-INF/manifest.xml", odtManifest},
	}
	archive := zip.NewWriter(w)
	if err := odtType(archive); err != nil {
		return err
	}
	for _, f := range files {
		file, err := archive.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(file, xml.Header+f.content); err != nil {
			return err
		}
	}
	return archive.Close()
}

// odtType writes what the file is, first, stored, with its size: it is read in the first bytes.
func odtType(archive *zip.Writer) error {
	const media = "application/vnd.oasis.opendocument.text"
	file, err := archive.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(media)), CompressedSize64: uint64(len(media)), UncompressedSize64: uint64(len(media)),
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, media)
	return err
}

const odtNamespaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"`

const odtStyles = `<office:document-styles ` + odtNamespaces + ` office:version="1.3"><office:styles>` +
	`<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="fr" fo:country="FR"/></style:default-style>` +
	`<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.5cm"/><style:text-properties fo:font-size="20pt" fo:font-weight="bold" fo:color="#46309e"/></style:style>` +
	`<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.35cm" fo:line-height="140%"/></style:style>` +
	`</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" ` +
	`fo:margin-top="2.5cm" fo:margin-bottom="2.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/></style:page-layout></office:automatic-styles>` +
	`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles></office:document-styles>`

const odtManifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`

func inXML(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes all
	return b.String()
}
