package drawing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func laidOut(t testing.TB, c Certificate, o Orientation) *Page {
	t.Helper()
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.layout(faces, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDesign holds the page to the coordinates of the design, within a tenth of a millimetre.
func TestDesign(t *testing.T) {
	second := sample()
	second.TerritoryName = "Communauté de communes du Pays de Sourdelle et des Ulmes-en-Beauce"
	second.Level, second.LevelTitle, second.Mentions = 2, "Niveau 2 sur 5", nil
	second.LevelMeaning = "Des initiatives ciblées en faveur du logiciel libre et de l’interopérabilité."
	for _, test := range []struct {
		certificate Certificate
		lines       string
		signs       float64
	}{
		{sample(), `
			158.0 22.6 5.2 Territoire
			158.0 28.2 5.2 Numérique Libre
			146.0 66.3 5.6 Le jury du label distingue
			145.5 87.7 15.0 Valbrune-sur-Orne
			200.0 102.7 6.0 Niveau 4 sur 5
			146.0 114.7 5.0 Une politique volontaire du logiciel libre, des actions
			146.0 121.7 5.0 régulières, des données publiques ouvertes.
			150.0 133.1 5.0 Mention spéciale mutualisation
			146.0 174.0 4.0 Paris, le 4 décembre 2025
			146.0 179.6 4.0 Pour le jury, Prénom Nom, présidente
			146.0 186.4 3.3 Jury : Organisation une, Organisation deux,
			146.0 191.0 3.3 Organisation trois, Organisation quatre`, 100.745},
		{second, `
			146.0 62.2 5.6 Le jury du label distingue
			145.5 78.1 9.8 Communauté de communes
			145.5 89.9 9.8 du Pays de Sourdelle
			145.5 101.8 9.8 et des Ulmes-en-Beauce
			200.0 116.8 6.0 Niveau 2 sur 5
			146.0 128.8 5.0 Des initiatives ciblées en faveur du logiciel libre
			146.0 135.8 5.0 et de l’interopérabilité.`, 114.808},
	} {
		p := laidOut(t, test.certificate, Landscape)
		for want := range strings.Lines(strings.TrimSpace(test.lines)) {
			fields := strings.SplitN(strings.TrimSpace(want), " ", 4)
			var numbers [3]float64
			for i := range numbers {
				numbers[i], _ = strconv.ParseFloat(fields[i], 64)
			}
			found := false
			for _, l := range p.texts {
				if strings.ReplaceAll(written(l.clusters), "\u00A0", " ") != fields[3] {
					continue
				}
				found = near(l.x, numbers[0]) && near(l.baseline, numbers[1]) && near(l.size, numbers[2])
				if !found {
					t.Errorf("%s stands at %.2f %.2f, size %.2f", strings.TrimSpace(want), l.x, l.baseline, l.size)
				}
				found = true
			}
			if !found {
				t.Errorf("no line reads %s", strings.TrimSpace(want))
			}
		}
		signs := 0
		for _, d := range p.discs {
			if near(d.y, test.signs) && near(d.x, 150.2+10*float64(signs)) {
				signs++
			}
		}
		if signs != 5 {
			t.Errorf("%d signs stand where the design has them", signs)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.11 }

// inPlace checks that nothing leaves the page or its column and that nothing covers anything else.
func inPlace(p *Page, o Orientation) error {
	f := frames[o]
	codeBox := box{p.code.x, p.code.y, p.code.x + p.code.side, p.code.y + p.code.side}
	if codeBox.bottom > f.bottom+4 || codeBox.right > f.right+0.01 {
		return fmt.Errorf("the code leaves the page: %v", codeBox)
	}
	var boxes []box
	for i, l := range p.texts {
		b := l.box()
		boxes = append(boxes, b)
		if b.left < f.left-optical-0.01 || b.right > f.right+0.01 || b.top < 15 || b.bottom > f.bottom+4 {
			return fmt.Errorf("%q leaves its place: %v", written(l.clusters), b)
		}
		if l.size < smallest-0.01 {
			return fmt.Errorf("%q is too small to be read: %.2f", written(l.clusters), l.size)
		}
		if b.overlaps(codeBox) {
			return fmt.Errorf("%q covers the code", written(l.clusters))
		}
		for k, other := range p.texts[:i] {
			tight := l.block == "label" && other.block == "label" // the design sets the label's name closer
			if !tight && b.overlaps(boxes[k]) {
				return fmt.Errorf("%q covers %q: %v, %v", written(l.clusters), written(other.clusters), b, boxes[k])
			}
		}
		for _, d := range p.discs {
			if b.overlaps(box{d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius}) {
				return fmt.Errorf("%q covers a sign", written(l.clusters))
			}
		}
		for _, r := range p.rules {
			if b.overlaps(box{r.x1 - r.stroke/2, r.y1, r.x2 + r.stroke/2, r.y2}) {
				return fmt.Errorf("%q covers a rule", written(l.clusters))
			}
		}
	}
	for _, a := range p.arcs {
		ring := around(a.x, a.y, a.radius+a.stroke/2)
		if ring.left < 4.5 || ring.right > f.width-4.5 || ring.top < 15 || ring.bottom > f.bottom {
			return fmt.Errorf("a ring leaves the page: %+v", a)
		}
		for i, b := range boxes {
			if b.overlaps(ring) {
				return fmt.Errorf("%q covers a ring", written(p.texts[i].clusters))
			}
		}
	}
	return nil
}

func (b box) overlaps(other box) bool {
	const touching = 0.01
	return b.left < other.right-touching && other.left < b.right-touching &&
		b.top < other.bottom-touching && other.top < b.bottom-touching
}

func TestHardNamesStayInPlace(t *testing.T) {
	fourMentions := []string{
		"meilleure première candidature", "mutualisation", "promotion et sensibilisation aux logiciels libres",
		"sobriété numérique : la durée de vie des équipements et celle des postes de travail des écoles",
	}
	for _, name := range hardNames {
		plain, full, bare := sample(), sample(), sample()
		full.Mentions = fourMentions
		full.LevelMeaning = strings.Repeat(sample().LevelMeaning+" ", 4)
		full.Jury = append(full.Jury, full.Jury...)
		full.Signatory = "Marie-Antoinette de la Rochefoucauld-Montmorency, présidente du comité d’orientation du label"
		full.LevelTitle = "Territoire numérique libre engagé et reconnu par ses pairs, niveau argent"
		full.VerifyURL = "https://label.territoire-numerique-libre.org/certificats/2025-0042"
		bare.Level, bare.LevelMeaning, bare.Mentions, bare.Jury, bare.Signatory = 0, "", nil, nil, ""
		for i, c := range []Certificate{plain, full, bare, plain, full, bare} {
			c.TerritoryName = name
			o := [...]Orientation{Landscape, Portrait}[i/3]
			p := laidOut(t, c, o)
			if err := inPlace(p, o); err != nil {
				t.Errorf("%.30s: %v", name, err)
			}
			var lines []string
			for _, l := range p.texts {
				if l.block == "name" {
					lines = append(lines, written(l.clusters))
				}
			}
			if len(lines) > 4 {
				t.Errorf("%.30s: %d lines", name, len(lines))
			}
			for _, line := range lines {
				if strings.HasSuffix(line, "«") || strings.HasPrefix(line, "»") || strings.HasPrefix(line, ":") {
					t.Errorf("a line of the name reads %q", line)
				}
			}
		}
	}
}

func TestAnyWordsStayInPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-zÉéèàçœÿŁŵāŋʻ’m-]{1,24}`)
		words := func(label string, most int) string {
			return strings.Join(rapid.SliceOfN(word, 1, most).Draw(t, label), " ")
		}
		c := sample()
		c.LevelCount = rapid.IntRange(1, 7).Draw(t, "count")
		c.Level = rapid.IntRange(0, c.LevelCount).Draw(t, "level")
		c.TerritoryName = words("name", 18)
		c.LevelTitle = words("title", 4)
		c.LevelMeaning = words("meaning", 50)
		c.Mentions = rapid.SliceOfN(word, 0, 4).Draw(t, "mentions")
		c.Signatory = words("signatory", 8)
		c.Jury = rapid.SliceOfN(word, 0, 12).Draw(t, "jury")
		o := rapid.SampledFrom([]Orientation{Landscape, Portrait}).Draw(t, "orientation")
		p, err := c.Page(o)
		if err != nil {
			t.Fatal(err)
		}
		if err := inPlace(p, o); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRingsAndSignsTellTheLevel(t *testing.T) {
	for count := 1; count <= 7; count++ {
		for level := 0; level <= count; level++ {
			c := sample()
			c.Level, c.LevelCount = level, count
			p := laidOut(t, c, Landscape)
			filled, outlined, discs := 0, 0, 0
			for _, a := range p.arcs {
				switch {
				case a.colour == light.violet:
					filled++
				case a.colour == light.grey && a.opening == 40:
					outlined++
				}
			}
			for _, d := range p.discs {
				if d.y > 60 && d.x > frames[Landscape].left {
					discs++
				}
			}
			wantOutlined, wantDiscs := count-level, count
			if level == 0 { // a level that is not published claims no scale either
				wantOutlined, wantDiscs = 0, 0
			}
			if filled != level || outlined != wantOutlined || discs != wantDiscs {
				t.Errorf("level %d of %d: %d rings filled, %d outlined, %d signs", level, count, filled, outlined, discs)
			}
		}
	}
}

func TestNamesAreCutWhereTheyReadWell(t *testing.T) {
	for name, want := range map[string]string{
		"Nantes":             "Nantes",
		"Saint-Étienne":      "Saint-Étienne",
		"Nouvelle-Aquitaine": "Nouvelle-Aquitaine",
		"Syndicat « Le Bon » de la vallée de l’Orne":                          "Syndicat « Le Bon »|de la vallée de l’Orne",
		"Métropole de Hautes-Rives":                                           "Métropole|de Hautes-Rives",
		"Communauté d’agglomération de Pau":                                   "Communauté|d’agglomération de Pau",
		"Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson":                       "Saint-Remy-en-Bouzemont-|Saint-Genest-et-Isson",
		"Ville de Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch": "Ville de|Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
	} {
		c := sample()
		c.TerritoryName = name
		var lines []string
		for _, l := range laidOut(t, c, Landscape).texts {
			if l.block == "name" {
				lines = append(lines, strings.ReplaceAll(written(l.clusters), "\u00A0", " "))
			}
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("%s is cut %q, want %q", name, got, want)
		}
	}
}
