package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func load(t *testing.T) *Files {
	t.Helper()
	files, err := Load(Embedded)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func get(files *Files, target string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	files.ServeHTTP(recorder, request)
	return recorder
}

func TestFilesAreKeptForEverUnderTheirChecksum(t *testing.T) {
	files := load(t)
	for name, kind := range map[string]string{
		Stylesheet: "text/css; charset=utf-8", "js/tnl.js": "text/javascript; charset=utf-8", "images/icon.svg": "image/svg+xml",
		"fonts/bricolage-grotesque-latin-wght-normal.woff2": "font/woff2", "fonts/OFL-bricolage.txt": "text/plain; charset=utf-8",
	} {
		address, err := files.Address(name)
		if err != nil {
			t.Fatal(err)
		}
		answer := get(files, address)
		if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != kind || answer.Body.Len() == 0 {
			t.Errorf("%s: %d, %s, %d bytes", address, answer.Code, answer.Header().Get("Content-Type"), answer.Body.Len())
		}
		if got := answer.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control = %q", name, got)
		}
		if again := get(files, address, "If-None-Match", answer.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s: asked again, %d", name, again.Code)
		}
	}
}

func TestAnotherReleasesAddressGivesTodaysFileForNow(t *testing.T) {
	answer := get(load(t), "/static/0123456789ab/js/tnl.js")
	if answer.Code != http.StatusOK || answer.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d, %s", answer.Code, answer.Header().Get("Cache-Control"))
	}
}

func TestWhatIsNotServed(t *testing.T) {
	files := load(t)
	for _, target := range []string{"/static/x/absent.css", "/static/x/css/base.css", "/static/x/../static.go", "/static/", "/static/x", "/static/x/js/"} {
		if answer := get(files, target); answer.Code != http.StatusNotFound {
			t.Errorf("%s: %d", target, answer.Code)
		}
	}
	if _, err := files.Address("js/absent.js"); err == nil {
		t.Error("an unknown file has an address")
	}
}

func TestFilesAreSentCompressed(t *testing.T) {
	files := load(t)
	address, err := files.Address(Stylesheet)
	if err != nil {
		t.Fatal(err)
	}
	whole := get(files, address).Body.Bytes()
	answer := get(files, address, "Accept-Encoding", "br, gzip;q=0.5")
	if answer.Header().Get("Content-Encoding") != "gzip" || answer.Header().Get("Vary") != "Accept-Encoding" || answer.Body.Len() >= len(whole) {
		t.Fatalf("%d bytes, %v", answer.Body.Len(), answer.Header())
	}
	reader, err := gzip.NewReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(reader)
	if err != nil || !bytes.Equal(unpacked, whole) {
		t.Errorf("the compressed file differs (%v)", err)
	}
	for _, refused := range []string{"", "br", "gzip;q=0", "gzip; q=0.0", "identity"} {
		if got := get(files, address, "Accept-Encoding", refused).Header().Get("Content-Encoding"); got != "" {
			t.Errorf("Accept-Encoding %q gets %q", refused, got)
		}
	}
	font, err := files.Address("fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2")
	if err != nil {
		t.Fatal(err)
	}
	if got := get(files, font, "Accept-Encoding", "gzip").Header().Get("Content-Encoding"); got != "" {
		t.Error("a font, compressed already, is compressed again")
	}
}

func TestAddressesFollowTheContent(t *testing.T) {
	folder := fstest.MapFS{"js/a.js": {Data: []byte("1")}, "fonts/a.woff2": {Data: []byte("1")}}
	for _, name := range Sheets {
		folder["css/"+name+".css"] = &fstest.MapFile{Data: []byte("@layer a{}")}
	}
	addresses := func() (script, font string) {
		files, err := Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		if script, err = files.Address("js/a.js"); err != nil {
			t.Fatal(err)
		}
		if font, err = files.Address("fonts/a.woff2"); err != nil {
			t.Fatal(err)
		}
		return script, font
	}
	script, font := addresses()
	folder["css/base.css"] = &fstest.MapFile{Data: []byte("@layer b{}")}
	changedScript, sameFont := addresses()
	if script == changedScript {
		t.Error("a changed style sheet leaves the addresses as they were")
	}
	if font != sameFont {
		t.Error("fonts are fetched again for a changed style sheet")
	}
	delete(folder, "css/base.css")
	if _, err := Load(folder); err == nil {
		t.Error("a missing style sheet was not told")
	}
}

func TestEveryFontOfTheStyleSheetIsServed(t *testing.T) {
	files := load(t)
	sheet := string(files.files[Stylesheet].content)
	addresses := regexp.MustCompile(`url\(([^)]+)\)`).FindAllStringSubmatch(sheet, -1)
	if len(addresses) != 6 {
		t.Errorf("the style sheet asks for %d files", len(addresses))
	}
	for _, match := range addresses {
		if answer := get(files, match[1]); answer.Code != http.StatusOK || !strings.Contains(answer.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d", match[1], answer.Code)
		}
	}
}

func TestScriptsImportWhatExists(t *testing.T) {
	files := load(t)
	imports := regexp.MustCompile(`(?m)^import[^"]*"([^"]+)"|import\("([^"]+)"\)`)
	for _, name := range files.Names() {
		if path.Ext(name) != ".js" {
			continue
		}
		source := string(files.files[name].content)
		for _, match := range imports.FindAllStringSubmatch(source, -1) {
			target := path.Join(path.Dir(name), match[1]+match[2])
			if _, err := files.Address(target); err != nil {
				t.Errorf("%s imports %s: %v", name, match[1]+match[2], err)
			}
		}
	}
}

func TestEveryStyleSheetIsJoined(t *testing.T) {
	listed := map[string]bool{}
	for _, name := range Sheets {
		if listed[name] {
			t.Errorf("%s is joined twice", name)
		}
		listed[name] = true
	}
	entries, err := fs.ReadDir(Embedded, "css")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !listed[strings.TrimSuffix(entry.Name(), ".css")] {
			t.Errorf("%s is not joined: add it to Sheets", entry.Name())
		}
	}
}
