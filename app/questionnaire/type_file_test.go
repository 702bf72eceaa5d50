package questionnaire_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/document"
	"tnl/app/document/documenttest"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

const wantDocument = "un document est attendu, avec son nom (`name`)"

var (
	someHash = strings.Repeat("0a", 32)
	kept     = `{"name":"charte.pdf","sha256":"` + someHash + `","size":245000,"type":"application/pdf"}`
)

func given(changes ...any) map[string]any {
	out := map[string]any{"name": "charte.pdf", "sha256": someHash, "size": json.Number("245000"), "type": "application/pdf"}
	for i := 0; i+1 < len(changes); i += 2 {
		out[changes[i].(string)] = changes[i+1]
	}
	return out
}

func init() {
	typeCases = append(typeCases,
		typeCase{"file", "type: file\npoints: 2\naccept: [pdf, txt]\nmax_mb: 1", "2", []reading{
			{raw: given(), kept: kept, points: "2", shown: "charte.pdf (PDF, 240" + nb + "Ko)", reason: "Un document est donné : 2" + nb + "points."},
			{raw: map[string]any{"name": "charte.pdf"}, kept: `{"name":"charte.pdf","type":"application/pdf"}`, points: "2", shown: "charte.pdf (PDF)", reason: "Un document est donné : 2" + nb + "points."},
			{raw: map[string]any{"name": ` C:\Mes documents\la charte.TXT`}, kept: `{"name":"la charte.TXT","type":"text/plain"}`, points: "2", shown: "la charte.TXT (TXT)", reason: "Un document est donné : 2" + nb + "points."},
			{raw: "charte.pdf", fault: wantDocument},
			{raw: []any{"charte.pdf"}, fault: wantDocument},
			{raw: nil, fault: wantDocument},
			{raw: map[string]any{}, fault: wantDocument},
			{raw: given("name", "\u202e\x00"), fault: wantDocument},
			{raw: given("name", json.Number("3")), fault: wantDocument},
			{raw: given("name", "charte"), fault: "«" + nb + "charte" + nb + "» n’est pas dans un format accepté" + nb + ": PDF ou TXT. Exportez-le dans l’un d’eux, puis choisissez-le à nouveau"},
			{raw: given("type", "text/plain"), fault: "le type de «" + nb + "charte.pdf" + nb + "» est application/pdf"},
			{raw: given("type", true), fault: "le type de «" + nb + "charte.pdf" + nb + "» est application/pdf"},
			{raw: given("sha256", strings.ToUpper(someHash)), fault: "une empreinte SHA-256 est attendue : 64 chiffres hexadécimaux en minuscules"},
			{raw: given("sha256", ""), fault: "une empreinte SHA-256 est attendue : 64 chiffres hexadécimaux en minuscules"},
			{raw: given("size", json.Number("0")), fault: "une taille est attendue, en octets"},
			{raw: given("size", json.Number("1.5")), fault: "une taille est attendue, en octets"},
			{raw: given("size", json.Number("1e3")), fault: "une taille est attendue, en octets"},
			{raw: given("size", json.Number("007")), fault: "une taille est attendue, en octets"},
			{raw: given("size", "12"), fault: "une taille est attendue, en octets"},
			{raw: given("size", json.Number("1048577")), fault: "«" + nb + "charte.pdf" + nb + "» pèse 1,1" + nb + "Mo" + nb + ": 1" + nb + "Mo au plus sont acceptés. Allégez ses images, ou n’en gardez que les pages utiles"},
			{raw: given("content", "%PDF-"), fault: "un document se décrit par name, sha256, size et type, pas par «" + nb + "content" + nb + "»"},
		}},
		typeCase{"file of fact", "type: file", "0", []reading{
			{raw: map[string]any{"name": "parc.ods"}, kept: `{"name":"parc.ods","type":"application/vnd.oasis.opendocument.spreadsheet"}`, points: "0", shown: "parc.ods (ODS)", reason: "Ce document est lu par le jury, il n’est pas noté."},
		}},
	)
}

func fileQuestion(t testing.TB, lines string) *questionnaire.Question {
	return questionnairetest.Question(t, "id: q\nlabel: Q\nhelp: A\ntype: file\n"+lines)
}

func TestAnUploadedDocumentBecomesAnAnswer(t *testing.T) {
	q := fileQuestion(t, "accept: [pdf, odt]\nmax_mb: 1\npoints: 1")
	d, faults := q.Document(`C:\Dossier\Charte.pdf`, []byte(documenttest.PDF))
	if len(faults) > 0 || d.Name != "Charte.pdf" || d.Size != int64(len(documenttest.PDF)) || d.Media != "application/pdf" || len(d.SHA256) != 64 {
		t.Errorf("%+v, %v", d, faults)
	}
	content, err := q.Encode(questionnaire.Answer{Value: d})
	if err != nil {
		t.Fatal(err)
	}
	back, err := q.Decode(content)
	if err != nil || *back.Document() != d {
		t.Errorf("%+v, %v", back, err)
	}
	for name, c := range map[string]struct{ content, fault string }{
		"note.odt":   {documenttest.PDF, "Le contenu de"},
		"lettre.txt": {"Bonjour", "n’est pas dans un format accepté"},
		"gros.pdf":   {string(documenttest.PDFOf(1<<20+1, "")), "au plus sont acceptés"},
		"vide.pdf":   {"", "est vide"},
	} {
		if _, faults := q.Document(name, []byte(c.content)); !strings.Contains(faults["q"], c.fault) || !strings.HasSuffix(faults["q"], ".") {
			t.Errorf("%s: %q", name, faults["q"])
		}
	}
	other := questionnairetest.Question(t, "id: q\nlabel: Q\ntype: yes_no")
	if _, faults := other.Document("a.pdf", []byte(documenttest.PDF)); faults["q"] == "" || other.TakesDocument() || !q.TakesDocument() {
		t.Error("a question of another type takes a document")
	}
}

func TestTheFormOfADocument(t *testing.T) {
	q := fileQuestion(t, "points: 1\nmax_mb: 2\naccept: csv")
	name := url.Values{"q.name": {"parc.csv"}, "q.type": {"text/csv"}, "q.size": {"2048"}, "q.sha256": {someHash}}
	in := q.Spec.Input(name, "q").(questionnaire.FileInput)
	if in.Document == nil || in.Document.Measure() != "CSV, 2"+nb+"Ko" || in.Removed || in.Accept != "text/csv,.csv" || in.Formats != "CSV" || in.Most != "2"+nb+"Mo" || in.MostSize != 2<<20 || in.Rule == "" {
		t.Errorf("%+v", in)
	}
	name.Set("q.remove", "1")
	if in = q.Spec.Input(name, "q").(questionnaire.FileInput); in.Document == nil || !in.Removed {
		t.Errorf("ticked to be taken away: %+v", in)
	}
	if a, faults := q.FromForm(name); a.Value != nil || len(faults) > 0 {
		t.Errorf("taken away: %+v, %v", a, faults)
	}
	if in = q.Spec.Input(url.Values{"q.name": {"parc.ods"}}, "q").(questionnaire.FileInput); in.Document != nil {
		t.Errorf("a document that is not taken: %+v", in)
	}
	if _, faults := q.FromForm(url.Values{"q.sha256": {someHash}}); faults["q"] == "" {
		t.Error("a hash without a name")
	}
}

// What an answer says of a document is what was uploaded, whatever its name and wherever it goes.
func TestDocumentsKeepTheirMeasure(t *testing.T) {
	q := fileQuestion(t, "")
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{".csv", ".txt", ".TXT"}).Draw(t, "kind")
		content := rapid.SliceOfN(rapid.ByteRange(' ', '~'), 1, 50).Draw(t, "content")
		d, faults := q.Document(rapid.String().Draw(t, "name")+"a"+kind, content)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		posted, faults := q.FromForm(q.ToForm(questionnaire.Answer{Value: d}))
		if len(faults) > 0 || *posted.Document() != d || d.Name != document.CleanName(d.Name) {
			t.Fatalf("%+v, %v", posted, faults)
		}
	})
}
