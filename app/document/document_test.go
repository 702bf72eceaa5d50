package document_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tnl/app/document"
	"tnl/app/document/documenttest"
)

func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func TestWhatIsTaken(t *testing.T) {
	odt, png := documenttest.ODF("text"), documenttest.PNG
	sheet := string(documenttest.ODF("spreadsheet"))
	for _, c := range []struct{ name, content, kind, fault string }{
		{"charte.pdf", documenttest.PDF, "pdf", ""},
		{"CHARTE.PDF", documenttest.PDF, "pdf", ""},
		{"note.odt", string(odt), "odt", ""},
		{"budget.ods", sheet, "ods", ""},
		{"exposé.odp", string(documenttest.ODF("presentation")), "odp", ""},
		{"parc.csv", "poste;système\nA;Debian\n", "csv", ""},
		{"lettre.txt", "\ufeffChère équipe,\r\n", "txt", ""},
		{"ancien.txt", "Ch\xe8re \xe9quipe", "txt", ""},
		{"logo.png", png, "png", ""},
		{"photo.jpg", "\xff\xd8\xff\xe0photo", "jpeg", ""},
		{"photo.jpeg", "\xff\xd8\xff\xe1photo", "jpeg", ""},

		{"vide.pdf", "", "", "est vide"},
		{"charte.pdf", string(odt), "", "n’est pas celui d’un fichier PDF"},
		{"note.odt", documenttest.PDF, "", "n’est pas celui d’un fichier ODT"},
		{"note.odt", sheet, "", "n’est pas celui d’un fichier ODT"},
		{"note.odt", string(documenttest.ODF("text-template")), "", "n’est pas celui d’un fichier ODT"},
		{"note.odt", string(odt[:len(odt)-30]), "", "incomplet"},
		{"note.odt", string(documenttest.Zip("contenu.xml", "x")), "", "n’est pas celui d’un fichier ODT"},
		{"note.odt", "PK\x03\x04", "", "n’est pas celui d’un fichier ODT"},
		{"logo.png", "\x89PNG", "", "n’est pas celui d’un fichier PNG"},
		{"parc.csv", "a\x00b", "", "ne contient pas que du texte"},
		{"lettre.txt", documenttest.PDF, "", "ne contient pas que du texte"},
		{"lettre.txt", string(odt), "", "ne contient pas que du texte"},
		{"rapport.docx", string(odt), "", "Ouvrez-le dans votre traitement de texte, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format PDF, ODT ou TXT"},
		{"parc.XLSX", string(odt), "", "Ouvrez-le dans votre tableur, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format PDF, ODS ou CSV"},
		{"plan.svg", "<svg/>", "", "au format PDF, PNG ou JPEG"},
		{"virus.exe", "MZ", "", "« virus.exe » n’est pas dans un format accepté : PDF, ODT, ODS, ODP, CSV, TXT, PNG ou JPEG. Exportez-le dans l’un d’eux"},
		{"sans-extension", documenttest.PDF, "", "n’est pas dans un format accepté"},
		{"", documenttest.PDF, "", "n’est pas dans un format accepté"},
	} {
		kind, err := document.Recognise(c.name, []byte(c.content), document.Kinds)
		switch {
		case c.fault != "":
			if err == nil || !strings.Contains(plain(err.Error()), c.fault) {
				t.Errorf("%s: %v, want %q", c.name, err, c.fault)
			}
		case err != nil || kind.ID != c.kind:
			t.Errorf("%s: %v, %v", c.name, kind, err)
		}
	}
}

// A question may take fewer formats: what is told then are those alone.
func TestWhatAQuestionTakesIsWhatIsTold(t *testing.T) {
	pdf := []*document.Kind{document.ByID("pdf")}
	for name, want := range map[string]string{
		"note.odt":   "n’est pas dans un format accepté : PDF. Ouvrez-le dans votre traitement de texte, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format PDF",
		"photo.jpeg": "Ouvrez-le dans votre logiciel d’images, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format PDF",
	} {
		if _, err := document.Named(name, pdf); err == nil || !strings.Contains(plain(err.Error()), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	csv := []*document.Kind{document.ByID("csv")}
	if _, err := document.Named("charte.pdf", csv); err == nil || !strings.Contains(plain(err.Error()), "n’est pas dans un format accepté : CSV. Exportez-le") {
		t.Error(err)
	}
}

func TestNames(t *testing.T) {
	long := strings.Repeat("é", 300)
	for given, want := range map[string]string{
		"charte.pdf":                           "charte.pdf",
		`C:\Users\Maire\Ma charte.pdf`:         "Ma charte.pdf",
		"../../etc/passwd":                     "passwd",
		"  deux\n\tlignes  .txt":               "deux lignes .txt",
		"rapport\u202efdp.exe":                 "rapportfdp.exe", // shown « rapportexe.pdf »
		"a\u200bb\u2066c\x00\x1b.pdf":          "abc.pdf",
		"e\u0301te\u0301.odt":                  "été.odt",
		"l’été «\u00a0bleu\u00a0» œuvre.odt":   "l’été « bleu » œuvre.odt",
		"\xff\xfeabc.csv":                      "abc.csv",
		".htaccess":                            "htaccess",
		"...":                                  "",
		"dossier/":                             "",
		long + ".pdf":                          strings.Repeat("é", 196) + ".pdf",
		"a." + long:                            "a." + strings.Repeat("é", 198),
		"\U0001f468\u200d\U0001f33e ferme.png": "\U0001f468\U0001f33e ferme.png",
	} {
		if got := document.CleanName(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

func TestANameIsCleanOnceAndForAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.OneOf(rapid.String(), rapid.StringMatching(`[. /\\é\x{202e}\x{300}a-c]{0,240}(\.pdf)?`)).Draw(t, "name")
		name := document.CleanName(given)
		if again := document.CleanName(name); again != name {
			t.Fatalf("%q, then %q", name, again)
		}
		if !utf8.ValidString(name) || utf8.RuneCountInString(name) > document.MaxName ||
			strings.ContainsFunc(name, func(r rune) bool { return r == '/' || r == '\\' || !unicode.IsGraphic(r) }) {
			t.Fatalf("%q is not clean", name)
		}
	})
}

// Nothing is taken for a kind that another kind's name tells, but plain text.
func TestNoContentIsOfTwoKinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begin := rapid.SampledFrom([]string{"", "%PDF-", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "PK\x03\x04", string(documenttest.ODF("text"))}).Draw(t, "begin")
		content := []byte(begin + rapid.String().Draw(t, "rest"))
		var kinds []*document.Kind
		for _, k := range document.Kinds {
			if got, err := document.Recognise("a."+k.ID, content, document.Kinds); err == nil && !got.Text {
				kinds = append(kinds, got)
			}
		}
		if len(kinds) > 1 {
			t.Fatalf("%q is a %s and a %s", content, kinds[0].ID, kinds[1].ID)
		}
	})
}

func TestSizes(t *testing.T) {
	for size, want := range map[int64]string{
		0: "0 octet", 1: "1 octet", 2: "2 octets", 1023: "1023 octets", 1024: "1 Ko", 1025: "2 Ko", 245_000: "240 Ko",
		1 << 20: "1 Mo", 1<<20 - 1: "1 Mo", 1<<20 + 1: "1,1 Mo", 10 << 20: "10 Mo", 10<<20 + 1: "10,1 Mo",
	} {
		if got := plain(document.Size(size)); got != want {
			t.Errorf("%d: %q, want %q", size, got, want)
		}
	}
}

func TestTextMayBeNamedAsEitherKindOfText(t *testing.T) {
	if !document.Same("text/csv", "text/plain") || !document.Same("application/pdf", "application/pdf") {
		t.Error("told apart")
	}
	if document.Same("text/csv", "application/pdf") || document.Same("image/png", "image/jpeg") || document.Same("", "") {
		t.Error("taken for each other")
	}
}

func FuzzRecognise(f *testing.F) {
	for _, content := range []string{"", documenttest.PDF, documenttest.PNG, string(documenttest.ODF("text")), "PK\x03\x04", "a;b\n"} {
		f.Add("note.odt", []byte(content))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		name = document.CleanName(name)
		kind, err := document.Recognise(name, content, document.Kinds)
		if (kind == nil) == (err == nil) {
			t.Errorf("%v and %v", kind, err)
		}
		if err != nil && (!utf8.ValidString(err.Error()) || len(err.Error()) > 2000) {
			t.Errorf("a message nobody can read: %q", err)
		}
	})
}
