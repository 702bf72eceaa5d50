package drawing

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sample is the first page of the design.
func sample() Certificate {
	return Certificate{
		TerritoryName: "Valbrune-sur-Orne", Level: 4, LevelCount: 5, LevelTitle: "Niveau 4 sur 5",
		LevelMeaning: "Une politique volontaire du logiciel libre, des actions régulières, des données publiques ouvertes.",
		Mentions:     []string{"mutualisation"},
		Edition:      "2025", Place: "Paris", Date: time.Date(2025, 12, 4, 18, 30, 0, 0, time.UTC),
		Signatory: "Prénom Nom, présidente",
		Jury:      []string{"Organisation une", "Organisation deux", "Organisation trois", "Organisation quatre"},
		Number:    "2025-0042", VerifyURL: "https://label.example/v/2025-0042", LabelName: "Territoire Numérique Libre",
	}
}

func made(t *testing.T, c Certificate) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "certificat.pdf")
	if err := os.WriteFile(file, content(t, c), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func writePDF(c Certificate, w io.Writer) error {
	p, err := c.Page(Landscape)
	if err != nil {
		return err
	}
	return p.PDF(w)
}

func content(t testing.TB, c Certificate) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writePDF(c, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs an independent program on a certificate, and fails where that program is not installed.
func tool(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed; these tests need the packages poppler-utils, qpdf and zbar-tools", name)
	}
	var problems bytes.Buffer
	command := exec.Command(name, arguments...)
	command.Stderr = &problems
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s%s", name, arguments, err, out, problems.String())
	}
	return string(out)
}

// bare is text without any white space, composed: what can be compared however lines were cut.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\f' {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}

func TestSameAwardSameBytes(t *testing.T) {
	want := content(t, sample())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			var b bytes.Buffer
			if err := writePDF(sample(), &b); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("another run gives other bytes (%v)", err)
			}
		})
	}
	all.Wait()
	other := sample()
	other.TerritoryName = "Autre-Ville"
	if bytes.Equal(content(t, other), want) {
		t.Error("another territory has the same bytes")
	}
}

func TestReadByOtherPrograms(t *testing.T) {
	file := made(t, sample())
	tool(t, "qpdf", "--check", file)

	info := tool(t, "pdfinfo", file)
	for _, want := range []string{
		"Valbrune-sur-Orne – certificat 2025-0042 – Territoire Numérique Libre", "Niveau 4 sur 5, édition 2025",
		"Jury du label Territoire Numérique Libre", "Pages:           1\n", "841.89 x 595.28 pts (A4)", "PDF version:     1.4",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if object := tool(t, "qpdf", "--json", "--json-key=qpdf", file); !strings.Contains(object, `"/Lang": "u:fr-FR"`) {
		t.Error("the document does not tell its language")
	}

	text := tool(t, "pdftotext", file, "-")
	order := -1
	for _, want := range []string{
		"Édition 2025", "Le jury du label distingue", "Valbrune-sur-Orne", "Niveau 4 sur 5",
		"Une politique volontaire du logiciel libre, des actions\nrégulières, des données publiques ouvertes.",
		"Mention spéciale mutualisation", "Paris, le 4 décembre 2025", "Pour le jury, Prénom Nom, présidente",
		"N° 2025-0042", "label.example\n/v/2025-0042",
	} {
		at := strings.Index(text, want)
		if at < order {
			t.Errorf("pdftotext does not give %q, or not in its place:\n%s", want, text)
		}
		order = max(order, at)
	}
}

func TestCodeReadsBack(t *testing.T) {
	for _, address := range []string{
		"https://label.example/v/2025-0042",
		"https://label.territoire-numerique-libre.org/certificats/2025-0042",
		"https://label.example/certificats/" + strings.Repeat("0123456789abcdef", 4) + "?edition=2025&langue=fr",
	} {
		c := sample()
		c.VerifyURL = address
		file := made(t, c)
		picture := filepath.Join(t.TempDir(), "certificat")
		tool(t, "pdftoppm", "-r", "150", "-png", "-singlefile", file, picture)
		if read := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", "--oneshot", picture+".png")); read != address {
			t.Errorf("the code reads %q, want %q", read, address)
		}
	}
}

// hardNames are names, or nearly so, that have something difficult about them.
var hardNames = []string{
	"Y", "Ô", "Pau", "L’Haÿ-les-Roses", "Œuilly", "Nœux-les-Mines", "Ŵrexham", "Łódź", "Găești, Iași", "İzmir Muğla",
	"Hódmezővásárhely", "Faʻaʻā", "Nukuʻalofa", "Plougastel, ar c\u02BChoad", "Ŋaoundéré", "Þingeyri Æðey", "Ħal Għaxaq",
	"Saint-Étienne", "Saint-E\u0301tienne", // the same, with its accent apart
	"M\u0303be\u0303\u0300 j\u0304 o\u0323\u0304", "Ō ŏ Ũ ĩ ĵ ŝ Ŗ Ŧ ẵ ǟ",
	"Mairie « de la Fontaine » : ville ; centre !", "Ville (Nord) \\ Sud", "Čakovec Ċirkewwa",
	"Communauté de communes du Pays de Sourdelle et des Ulmes-en-Beauce",
	"Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
	"Communauté d’agglomération Saint-Germain Boucles de Seine et des Portes de l’Île-de-France",
	"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
	strings.Repeat("Abcdefghijklmno", 4), strings.Repeat("W", 60), strings.Repeat("W", 120), "Ax " + strings.Repeat("m", 60) + " Bx",
	strings.Repeat("Syndicat des communes de la vallée de l’Orne ", 5)[:200], strings.Repeat("-", 30), strings.Repeat("Ô-", 100),
	strings.Repeat("mots ", 80),
}

func TestNameReadsBackAsWritten(t *testing.T) {
	for _, name := range hardNames {
		t.Run(name[:min(len(name), 30)], func(t *testing.T) {
			c := sample()
			c.TerritoryName = name
			file := made(t, c)
			tool(t, "qpdf", "--check", file)
			// Without -layout, pdftotext takes the hyphen away from the end of a line.
			if text := tool(t, "pdftotext", "-layout", file, "-"); !strings.Contains(bare(text), bare(name)) {
				t.Errorf("pdftotext does not give the name %q:\n%s", name, text)
			}
			if info := tool(t, "pdfinfo", file); !strings.Contains(bare(info), bare("Title:"+name+"–certificat")) {
				t.Errorf("the title of the document does not give the name %q:\n%s", name, info)
			}
		})
	}
}

func TestNothingIsDrawnAsAnEmptyBox(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string) {
		for _, typeface := range []typeface{faces.display, faces.text} {
			for _, c := range shape(span{typeface: typeface, text: text}) {
				for _, g := range c.glyphs {
					if !g.face.has(g.char) {
						t.Errorf("%q is drawn with %q, which %s lacks", c.text, g.char, g.face.family)
					}
				}
			}
		}
	}
	for _, name := range append(hardNames, "日本 \U0001F3DB Ελλάδα Київ a\u0316\u20DD") {
		check(tidy(name))
	}
	for r := rune(0xA1); r < 0x2000; r++ {
		if !unicode.Is(unicode.Latin, r) || !unicode.IsLetter(r) || unicode.Is(unicode.Lm, r) {
			continue
		}
		check(string(r))
		if glyphs := faces.display.draw(string(r)); glyphs[0].char == undrawable && r < 0x250 {
			t.Errorf("%c (%U) is drawn as %c", r, r, undrawable)
		}
	}
}

func TestCredentialIsAttached(t *testing.T) {
	c := sample()
	c.Credential = []byte(`{"award":"2025-0042"}`)
	file := made(t, c)
	tool(t, "qpdf", "--check", file)
	if list := tool(t, "pdfdetach", "-list", file); !strings.Contains(list, "1: 2025-0042.json") {
		t.Errorf("attachments: %s", list)
	}
	saved := filepath.Join(t.TempDir(), "award.json")
	tool(t, "pdfdetach", "-save", "1", "-o", saved, file)
	if got, err := os.ReadFile(saved); err != nil || !bytes.Equal(got, c.Credential) {
		t.Errorf("attachment = %q, %v", got, err)
	}
	if !bytes.Equal(content(t, c), content(t, c)) {
		t.Error("with an attachment, another run gives other bytes")
	}
}

func TestRefused(t *testing.T) {
	for what, spoil := range map[string]func(c *Certificate){
		"no name":           func(c *Certificate) { c.TerritoryName = " \n" },
		"level off scale":   func(c *Certificate) { c.Level = 6 },
		"negative level":    func(c *Certificate) { c.Level = -1 },
		"no title of level": func(c *Certificate) { c.LevelTitle = "" },
		"no label":          func(c *Certificate) { c.LabelName = "" },
		"no date":           func(c *Certificate) { c.Date = time.Time{} },
		"no number":         func(c *Certificate) { c.Number = "" },
		"no address":        func(c *Certificate) { c.VerifyURL = "" },
	} {
		c := sample()
		spoil(&c)
		if err := writePDF(c, &bytes.Buffer{}); err == nil || errors.Is(err, ErrTooLong) {
			t.Errorf("%s: error = %v", what, err)
		}
	}
	for what, spoil := range map[string]func(c *Certificate){
		"name":      func(c *Certificate) { c.TerritoryName = strings.Repeat("Ville nouvelle ", 100) },
		"meaning":   func(c *Certificate) { c.LevelMeaning = strings.Repeat("Une politique volontaire. ", 400) },
		"mentions":  func(c *Certificate) { c.Mentions = make([]string, 60) },
		"title":     func(c *Certificate) { c.LevelTitle = strings.Repeat("Niveau très élevé ", 20) },
		"jury":      func(c *Certificate) { c.Jury = strings.Split(strings.Repeat("Organisation,", 200), ",") },
		"signatory": func(c *Certificate) { c.Signatory = strings.Repeat("Prénom ", 200) },
		"address":   func(c *Certificate) { c.VerifyURL += strings.Repeat("/longue", 100) },
	} {
		c := sample()
		spoil(&c)
		if err := writePDF(c, &bytes.Buffer{}); !errors.Is(err, ErrTooLong) {
			t.Errorf("far too long %s: error = %v, want ErrTooLong", what, err)
		}
	}
}

func TestTidy(t *testing.T) {
	for text, want := range map[string]string{
		" Saint-\u00ADE\u200D\u0301tienne\t du  Grès\n": "Saint-Étienne du Grès",
		"« Le Bon » : oui ?":                            "«\u00A0Le Bon\u00A0»\u00A0: oui\u00A0?",
		"L'Haÿ":                                         "L'Haÿ",
	} {
		if got := tidy(text); got != want {
			t.Errorf("tidy(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDateInWords(t *testing.T) {
	c := Certificate{Place: "Nouméa", Date: time.Date(2026, 8, 1, 9, 0, 0, 0, time.FixedZone("", 11*3600))}
	if got := c.placeAndDate(); got != "Nouméa, le 1er\u00A0août\u00A02026" {
		t.Errorf("date = %q", got)
	}
	c.Place = ""
	if got := c.placeAndDate(); got != "Le 1er\u00A0août\u00A02026" {
		t.Errorf("date without a place = %q", got)
	}
}

func BenchmarkCertificate(b *testing.B) {
	for name, territory := range map[string]string{
		"ordinary": "Valbrune-sur-Orne", "with a borrowed letter": "Plougastel-Ŧ",
		"long": "Communauté de communes du Pays de Sourdelle et des Ulmes-en-Beauce",
	} {
		b.Run(name, func(b *testing.B) {
			c := sample()
			c.TerritoryName = territory
			for b.Loop() {
				var w bytes.Buffer
				if err := writePDF(c, &w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
