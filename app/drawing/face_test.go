package drawing

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

func TestFacesKernAndAttach(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []*face{faces.display.face, faces.text.face} {
		if k := f.kern('V', 'a'); k >= 0 || k < -0.2 {
			t.Errorf("%s: Va is kerned by %v em", f.family, k)
		}
		if k := f.kern('n', 'n'); math.Abs(k) > 0.02 {
			t.Errorf("%s: nn is kerned by %v em", f.family, k)
		}
		if _, dy, ok := f.attach('m', '\u0303'); !ok || math.Abs(dy) > 0.3 {
			t.Errorf("%s: a tilde does not sit on m (%v, %v)", f.family, dy, ok)
		}
		low, _, _ := f.attach('o', '\u0304')
		if _, high, ok := f.attach('O', '\u0304'); !ok || high <= low {
			t.Errorf("%s: a macron sits no higher on O (%v) than on o (%v)", f.family, high, low)
		}
		if _, dy, ok := f.attach('\u0302', '\u0301'); !ok || dy < 0.1 {
			t.Errorf("%s: an acute does not sit on a circumflex (%v, %v)", f.family, dy, ok)
		}
	}
}

func TestBrokenFontIsRefused(t *testing.T) {
	for _, size := range []int{0, 3, 11, 12, 100, 600} {
		if _, err := readFace("broken", bricolageBold[:size]); err == nil {
			t.Errorf("the first %d bytes of a font pass for a font", size)
		}
	}
}

// TestMeasuresAgreeWithReaders compares the width that layout reckons with the one that another program sees.
func TestMeasuresAgreeWithReaders(t *testing.T) {
	c := sample()
	c.TerritoryName = "Vavato-Tavÿłŵ-AVŦ"
	word := regexp.MustCompile(`xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">` + c.TerritoryName + `<`)
	found := word.FindStringSubmatch(tool(t, "pdftotext", "-bbox", made(t, c), "-"))
	if found == nil {
		t.Fatal("pdftotext does not see the name as one word")
	}
	from, _ := strconv.ParseFloat(found[1], 64)
	to, _ := strconv.ParseFloat(found[2], 64)
	for _, l := range laidOut(t, c, Landscape).texts {
		if l.block == "name" {
			if seen := (to - from) / pointsPerMM; math.Abs(seen-l.width()) > 0.4 {
				t.Errorf("the name is %.2f mm wide, reckoned %.2f", seen, l.width())
			}
		}
	}
}
