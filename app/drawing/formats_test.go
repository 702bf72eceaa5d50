package drawing

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// formats are the ways in which a page is written.
var formats = map[string]func(*Page, io.Writer) error{
	"pdf": (*Page).PDF, "svg": (*Page).SVG,
	"png": func(p *Page, w io.Writer) error { return p.PNG(w, 1600) },
}

func pageOf(t testing.TB, c Certificate, o Orientation) *Page {
	t.Helper()
	p, err := c.Page(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func decoded(t testing.TB, file string) image.Image {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	read, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func inFormat(t testing.TB, p *Page, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](p, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameBytesInEveryFormat(t *testing.T) {
	for _, o := range []Orientation{Landscape, Portrait} {
		for format := range formats {
			first := inFormat(t, pageOf(t, sample(), o), format)
			if !bytes.Equal(first, inFormat(t, pageOf(t, sample(), o), format)) {
				t.Errorf("%s: another run gives other bytes", format)
			}
			other := sample()
			other.Number = "2025-0043"
			if bytes.Equal(first, inFormat(t, pageOf(t, other, o), format)) {
				t.Errorf("%s: another number has the same bytes", format)
			}
		}
	}
}

func TestPictureIsWhatThePDFShows(t *testing.T) {
	for _, o := range []Orientation{Landscape, Portrait} {
		p := pageOf(t, sample(), o)
		folder := t.TempDir()
		file := filepath.Join(folder, "certificat.pdf")
		if err := os.WriteFile(file, inFormat(t, p, "pdf"), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, "qpdf", "--check", file)
		tool(t, "pdftoppm", "-scale-to-x", "600", "-scale-to-y", "-1", "-png", "-singlefile", file, filepath.Join(folder, "seen"))
		shown := decoded(t, filepath.Join(folder, "seen.png"))
		ours, err := p.picture(600)
		if err != nil {
			t.Fatal(err)
		}
		if dy := shown.Bounds().Dy() - ours.Rect.Dy(); dy < -1 || dy > 1 {
			t.Fatalf("the picture is %v, the PDF's %v", ours.Rect, shown.Bounds())
		}
		var off, area float64
		for y := range min(shown.Bounds().Dy(), ours.Rect.Dy()) {
			for x := range 600 {
				r, g, b, _ := shown.At(x, y).RGBA()
				c := ours.NRGBAAt(x, y)
				off += math.Abs(float64(r>>8)-float64(c.R)) + math.Abs(float64(g>>8)-float64(c.G)) + math.Abs(float64(b>>8)-float64(c.B))
				area += 3 * 255
			}
		}
		if off/area > 0.02 {
			t.Errorf("the picture differs from the PDF by %.2f %%", 100*off/area)
		}
	}
}

func TestPictureCodeReadsBack(t *testing.T) {
	for width, o := range map[int]Orientation{1600: Landscape, 1000: Landscape, 1200: Portrait} {
		c := sample()
		c.VerifyURL = "https://label.territoire-numerique-libre.org/v/2025-0042"
		var b bytes.Buffer
		if err := pageOf(t, c, o).PNG(&b, width); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "certificat.png")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if read := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", "--oneshot", file)); read != c.VerifyURL {
			t.Errorf("at %d pixels the code reads %q", width, read)
		}
	}
}

func TestDrawingTellsAllThatItShows(t *testing.T) {
	c := sample()
	c.TerritoryName = `L’Haÿ « & <Fils> »`
	drawn := inFormat(t, pageOf(t, c, Portrait), "svg")
	var read struct {
		Role        string `xml:"role,attr"`
		Title       string `xml:"title"`
		Description string `xml:"desc"`
		Paths       []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(drawn, &read); err != nil {
		t.Fatal(err)
	}
	if read.Role != "img" || !strings.HasPrefix(bare(read.Title), bare(c.TerritoryName+" – certificat 2025-0042")) || len(read.Paths) < 10 {
		t.Errorf("role %q, title %q, %d paths", read.Role, read.Title, len(read.Paths))
	}
	for _, want := range []string{c.TerritoryName, "Niveau 4 sur 5", c.LevelMeaning, "mutualisation", "Édition 2025", "4 décembre 2025", c.Signatory, "Organisation quatre", c.Number, c.VerifyURL} {
		if !strings.Contains(strings.ToLower(bare(read.Description)), strings.ToLower(bare(want))) {
			t.Errorf("the description does not say %q:\n%s", want, read.Description)
		}
	}
	for _, unwanted := range []string{"<text", "font", "style=", "<script", "NaN", "Inf"} {
		if bytes.Contains(drawn, []byte(unwanted)) {
			t.Errorf("the drawing holds %q", unwanted)
		}
	}
}

func TestNumbersAreShort(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 12: "12", 0.05: ".05", -0.0504: "-.05", 1.25: "1.25", -3.9996: "-4", 100: "100"} {
		if got := decimal(x); got != want {
			t.Errorf("%v is written %q, want %q", x, got, want)
		}
	}
	if got := fmt.Sprint(apart("-1"), apart(".5")); got != "-1 .5" {
		t.Errorf("numbers are set %q", got)
	}
}
