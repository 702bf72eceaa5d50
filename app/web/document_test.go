package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/document/documenttest"
	"tnl/app/questionnaire/questionnairetest"
)

var withDocuments = questionnairetest.Text(
	"id: charte\ntype: file\nlabel: Charte\nhelp: A\npoints: 2", "id: parc\ntype: file\nlabel: Parc\naccept: csv\nmax_mb: 1",
	"id: part\ntype: percentage\nlabel: Part", "id: oui\ntype: yes_no\nlabel: Oui\nhelp: A\npoints: 1",
	"id: outils\ntype: choices\nlabel: Outils\noptions: [{id: a, label: A}, {id: b, label: B}]")

// piece is one field of a form, or a document when it has a file's name.
type piece struct{ field, file, content string }

func fields(pairs ...string) []piece {
	var out []piece
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, piece{field: pairs[i], content: pairs[i+1]})
	}
	return out
}

// post sends a form that may carry documents.
func (v *visit) post(t *testing.T, path string, pieces []piece, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range pieces {
		var err error
		if p.file != "" {
			part, made := w.CreateFormFile(p.field, p.file)
			check(t, made)
			_, err = part.Write([]byte(p.content))
		} else {
			err = w.WriteField(p.field, p.content)
		}
		check(t, err)
	}
	check(t, w.Close())
	return v.send(http.MethodPost, path, body.String(), append([]string{"Content-Type", w.FormDataContentType()}, header...)...)
}

var asScript = []string{"Accept", "application/json"}

func (v *visit) shows(t *testing.T, wanted ...string) string {
	t.Helper()
	page := html.UnescapeString(v.send(http.MethodGet, v.axis, "").Body.String())
	has(t, page, wanted...)
	return page
}

func TestAFormThatCarriesDocumentsKeepsEverythingElse(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, withDocuments)
		v.shows(t, `enctype="multipart/form-data"`, `type="file" id="charte" name="charte" accept="application/pdf,.pdf,`, "PDF, ODT, ODS, ODP, CSV, TXT, PNG ou JPEG, 10\u00a0Mo au plus.")
		answers := fields("charte.revision", "0", "parc.revision", "0", "part.revision", "0", "oui.revision", "0", "oui", "oui", "outils.revision", "0", "outils", "a", "outils", "b", "stay", "1")
		response := v.post(t, v.axis, append(answers,
			piece{"charte", "Charte du libre.pdf", documenttest.PDF}, piece{"parc", "parc.xlsx", "PK"}, piece{"part", "", "beaucoup"}))
		page := html.UnescapeString(response.Body.String())
		if response.Code != http.StatusUnprocessableEntity {
			t.Fatalf("%d\n%s", response.Code, page)
		}
		has(t, page, `name="charte.name" value="Charte du libre.pdf"`, "n’est pas dans un format accepté", `value="beaucoup"`, `value="oui" checked`, `value="b" checked`)
		page = v.shows(t, "Charte du libre.pdf", "\u00a0octets", `value="oui" checked`, `value="a" checked`, `value="b" checked`)
		if strings.Contains(page, "parc.xlsx") {
			t.Error("what was refused is kept")
		}

		// Too large, alone or together: the rest is saved, and each is told beside its field.
		huge := string(documenttest.PDFOf(12<<20, "énorme"))
		response = v.post(t, v.axis, []piece{{"charte.revision", "", "1"}, {"charte", "énorme.pdf", huge}, {"part.revision", "", "0"}, {"part", "", "12,5"}})
		has(t, html.UnescapeString(response.Body.String()), "énorme.pdf\u00a0» pèse 12\u00a0Mo", `value="12,5"`)
		v.shows(t, "Charte du libre.pdf", `value="12,5"`)
		response = v.post(t, v.axis, []piece{{"x", "1.pdf", huge[:10<<20]}, {"y", "2.pdf", huge[:10<<20]}, {"z", "3.pdf", huge[:10<<20]}, {"charte", "4.pdf", huge[:9<<20]}, {"charte.revision", "", "1"}})
		has(t, html.UnescapeString(response.Body.String()), "Trop de documents sont partis d’un coup")

		// Taken away, by the box beside it.
		v.post(t, v.axis, fields("charte.revision", "1", "charte.remove", "1", "charte.name", "Charte du libre.pdf", "stay", "1"))
		if strings.Contains(v.shows(t), "Charte du libre.pdf") {
			t.Error("what was taken away is shown")
		}
	})
}

func TestAScriptSendsADocument(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, withDocuments)
		address := v.candidacy + "/reponses/charte"
		send := func(status int, pieces ...piece) (out struct {
			Saved, Document, Side, Clash string
			Revision                     int
			Errors                       map[string]string
		}) {
			t.Helper()
			response := v.post(t, address, pieces, asScript...)
			if response.Code != status {
				t.Fatalf("%d\n%s", response.Code, response.Body)
			}
			check(t, json.Unmarshal(response.Body.Bytes(), &out))
			return out
		}
		said := send(200, piece{"charte", "Charte.pdf", documenttest.PDF}, piece{"charte.revision", "", "0"})
		if !strings.HasPrefix(said.Saved, "Enregistré à") || said.Revision != 1 || !strings.Contains(said.Side, "1 question") || !strings.Contains(said.Document, `value="Charte.pdf"`) {
			t.Errorf("%+v", said)
		}
		said = send(422, piece{"charte", "b.pdf", documenttest.PDF + "b"}, piece{"charte.revision", "", "1"}, piece{"charte.evidence", "", "rien"})
		if !strings.Contains(said.Document, `value="b.pdf"`) || said.Errors["charte.evidence"] == "" {
			t.Errorf("attached whatever is wrong beside it: %+v", said)
		}
		said = send(409, piece{"charte", "c.pdf", documenttest.PDF + "c"}, piece{"charte.revision", "", "0"})
		if !strings.Contains(said.Document, `value="c.pdf"`) || !strings.Contains(said.Clash, "Charte.pdf") {
			t.Errorf("a clash: %+v", said)
		}
		if said = send(422, piece{"charte", "d.doc", "D"}, piece{"charte.revision", "", "1"}); said.Errors["charte"] == "" || said.Document != "" {
			t.Errorf("refused: %+v", said)
		}
		forged := fields("charte.revision", "1", "charte.name", "a.pdf", "charte.type", "application/pdf", "charte.size", "9", "charte.sha256", strings.Repeat("0", 64))
		if said = send(422, forged...); !strings.Contains(said.Errors["charte"], "n’est pas, ou plus, dans votre dossier") {
			t.Errorf("forged: %+v", said)
		}
		response := v.post(t, v.axis, forged)
		has(t, html.UnescapeString(response.Body.String()), "n’est pas, ou plus, dans votre dossier")
		if response.Code != 422 {
			t.Errorf("forged in the plain form: %d", response.Code)
		}
	})
}

// A document that somebody gave is theirs: the browser keeps it, and neither shows nor runs it as a page of ours.
func TestADocumentIsDownloadedAndNothingElse(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, withDocuments)
		text := strings.Repeat("<script>alert(1)</script>\n", 400) // more than what is compressed elsewhere
		response := v.post(t, v.candidacy+"/reponses/charte", []piece{{"charte", `Été "100 %" œuvre.txt`, text}, {"charte.revision", "", "0"}}, asScript...)
		if response.Code != 200 {
			t.Fatalf("%d %s", response.Code, response.Body)
		}
		page := v.shows(t, `/fichiers/`)
		_, rest, _ := strings.Cut(page, `href="`+v.candidacy+`/fichiers/`)
		address := v.candidacy + "/fichiers/" + rest[:64]
		response = v.send(http.MethodGet, address, "", "Accept-Encoding", "gzip")
		if response.Code != 200 || response.Body.String() != text {
			t.Errorf("%d, %d bytes", response.Code, response.Body.Len())
		}
		for name, want := range map[string]string{
			"Content-Type":            "text/plain",
			"Content-Disposition":     `attachment; filename="_t_ _100 __ _uvre.txt"; filename*=UTF-8''%C3%89t%C3%A9%20%22100%20%25%22%20%C5%93uvre.txt`,
			"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
			"Content-Length": fmt.Sprint(len(text)), "Content-Encoding": "",
		} {
			if got := response.Header().Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		has(t, html.UnescapeString(v.send(http.MethodGet, v.candidacy+"/reponses", "").Body.String()), `<a href="`+address+`" download>Été "100 %" œuvre.txt</a> (TXT, 11`)

		other := v.another(t, "sacha@ailleurs.example")
		hidden := other.send(http.MethodGet, address, "")
		absent := other.send(http.MethodGet, "/candidatures/0198c000-0000-7000-8000-000000000000/fichiers/"+rest[:64], "")
		if hidden.Code != 404 || hidden.Body.String() != absent.Body.String() {
			t.Errorf("another's: %d", hidden.Code)
		}
		v.cookie = nil
		if got := v.send(http.MethodGet, address, ""); got.Code != http.StatusSeeOther {
			t.Errorf("signed out: %d", got.Code)
		}
	})
}

func TestMuchIsTakenWhereDocumentsAreAndNowhereElse(t *testing.T) {
	v := openVisit(t, databasetest.Open(t, database.SQLite), withDocuments)
	three := string(documenttest.PDFOf(3<<20, ""))
	for _, c := range []struct {
		name, path string
		pieces     []piece
		status     int
	}{
		{"a document where none is asked", v.candidacy + "/representants", []piece{{"x", "x.pdf", three}}, 413},
		{"fields that are too much", v.axis, []piece{{"part", "", three}, {"part.revision", "", "0"}}, 413},
		{"a NUL in a field", v.axis, []piece{{"part", "", "1\x002"}, {"part.revision", "", "0"}}, 422},
		{"a document for a question of another type", v.candidacy + "/reponses/part", []piece{{"part", "a.pdf", three}, {"part.revision", "", "0"}}, 200},
		{"a document for a question that does not exist", v.candidacy + "/reponses/rien", []piece{{"rien", "a.pdf", three}}, 404},
	} {
		if response := v.post(t, c.path, c.pieces, asScript...); response.Code != c.status {
			t.Errorf("%s: %d, want %d\n%s", c.name, response.Code, c.status, response.Body)
		}
	}
	multi := []string{"Content-Type", "multipart/form-data; boundary=x"}
	for name, body := range map[string]string{"no boundary": "abc", "cut short": "--x\r\nContent-Disposition: form-data; name=\"part\"\r\n\r\n1", "nothing": ""} {
		if response := v.send(http.MethodPost, v.axis, body, multi...); response.Code != 400 {
			t.Errorf("%s: %d", name, response.Code)
		}
	}
	many := fields(strings.Split(strings.Repeat("a,b,", 5001), ",")...)
	if response := v.post(t, v.axis, many); response.Code != 400 {
		t.Errorf("more fields than any form has: %d", response.Code)
	}
	request := httptest.NewRequest(http.MethodPost, v.answer, io.MultiReader(strings.NewReader("part="+three))) // its length untold
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.AddCookie(v.cookie)
	response := httptest.NewRecorder()
	if v.server.Echo.ServeHTTP(response, request); response.Code != 413 || request.ContentLength != -1 {
		t.Errorf("fields that are too much, whose length is not told: %d", response.Code)
	}
	v.cookie = nil
	if response := v.post(t, v.axis, []piece{{"charte", "a.pdf", three}}); response.Code != 401 {
		t.Errorf("signed out: %d", response.Code)
	}
}
