// Package static holds the style sheets, scripts, fonts and images, and serves them under addresses that
// change with their content, so that a browser keeps them for ever.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"sort"
	"strings"
	"time"
)

// Embedded is this folder as it was when the program was built.
//
//go:embed css js fonts images
var Embedded embed.FS

// Prefix begins the address of every file.
const Prefix = "/static/"

// Stylesheet is the name under which all of css/ is served as one file.
const Stylesheet = "tnl.css"

// Files is the content of a static folder, ready to be sent.
type Files struct {
	files map[string]*file // by name: "tnl.css", "js/tnl.js", "fonts/….woff2"
	hash  string           // of everything but the fonts
	fonts string           // of the fonts, which outlive many releases
}

type file struct {
	kind    string
	content []byte
	gzipped []byte // nil when it would not be smaller
	hash    string
}

// Load reads a static folder, joins its style sheets and computes the addresses.
func Load(folder fs.FS) (*Files, error) {
	f := &Files{files: map[string]*file{}}
	var names []string
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if kind := kindOf(name); kind != "" && !strings.HasPrefix(name, "css/") {
			content, err := fs.ReadFile(folder, name)
			if err != nil {
				return err
			}
			f.files[name] = &file{kind: kind, content: content}
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the static files: %w", err)
	}
	sort.Strings(names)

	fonts := sha256.New()
	for _, name := range names {
		if isFont(name) {
			fmt.Fprintf(fonts, "%s %x\n", name, sha256.Sum256(f.files[name].content))
		}
	}
	f.fonts = hex.EncodeToString(fonts.Sum(nil))[:12]

	sheet, err := join(folder)
	if err != nil {
		return nil, err
	}
	sheet = bytes.ReplaceAll(sheet, []byte("url(../fonts/"), []byte("url("+Prefix+f.fonts+"/fonts/"))
	f.files[Stylesheet] = &file{kind: kindOf(Stylesheet), content: sheet}
	names = append(names, Stylesheet)

	all := sha256.New()
	for _, name := range names {
		if !isFont(name) {
			fmt.Fprintf(all, "%s %x\n", name, sha256.Sum256(f.files[name].content))
		}
	}
	f.hash = hex.EncodeToString(all.Sum(nil))[:12]

	for name, one := range f.files {
		one.hash = f.hash
		if isFont(name) {
			one.hash = f.fonts
		}
		if one.gzipped, err = compress(name, one.content); err != nil {
			return nil, fmt.Errorf("compressing %s: %w", name, err)
		}
	}
	return f, nil
}

// join puts the style sheets one after the other, in the order of Sheets.
func join(folder fs.FS) ([]byte, error) {
	var sheet bytes.Buffer
	for _, name := range Sheets {
		part, err := fs.ReadFile(folder, "css/"+name+".css")
		if err != nil {
			return nil, fmt.Errorf("joining the style sheets: %w", err)
		}
		sheet.Write(bytes.TrimSpace(part))
		sheet.WriteString("\n")
	}
	return sheet.Bytes(), nil
}

// compress gives content in gzip, nil when that saves nothing.
func compress(name string, content []byte) ([]byte, error) {
	if path.Ext(name) == ".woff2" || path.Ext(name) == ".png" {
		return nil, nil
	}
	var out bytes.Buffer
	writer, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err = writer.Write(content); err != nil {
		return nil, err
	}
	if err = writer.Close(); err != nil {
		return nil, err
	}
	if out.Len() >= len(content) {
		return nil, nil
	}
	return out.Bytes(), nil
}

func isFont(name string) bool { return strings.HasPrefix(name, "fonts/") }

// kindOf gives the media type of a file that may be served, "" for one that may not.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return ""
}

// Address gives where a file is served, for example "/static/3f…/js/tnl.js" for "js/tnl.js".
// An unknown name is an error, so that a misspelling is seen by the first test that shows the page.
func (f *Files) Address(name string) (string, error) {
	one, ok := f.files[name]
	if !ok {
		return "", fmt.Errorf("no static file is named %q", name)
	}
	return Prefix + one.hash + "/" + name, nil
}

// Names lists the files served, sorted.
func (f *Files) Names() []string {
	names := make([]string, 0, len(f.files))
	for name := range f.files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// ServeHTTP sends a file. An address with another release's checksum gets today's file, not to be kept:
// a page opened before an update goes on working.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	one, ok := f.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", one.kind)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-cache")
	if hash == one.hash {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	content, tag := one.content, one.hash
	if one.gzipped != nil {
		header.Set("Vary", "Accept-Encoding")
		if AcceptsGzip(r) {
			header.Set("Content-Encoding", "gzip")
			content, tag = one.gzipped, one.hash+"-gzip"
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// AcceptsGzip tells whether the browser takes gzip, leaving aside one that refuses it by "q=0".
func AcceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			return strings.TrimLeft(strings.TrimSpace(weight), "q=0.") != "" || weight == ""
		}
	}
	return false
}
