package credential

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// stream writes a PDF object with content attached, as most programs do.
func stream(t testing.TB, content []byte, deflate bool) string {
	t.Helper()
	if !deflate {
		return fmt.Sprintf("7 0 obj\n<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(content), content)
	}
	var out bytes.Buffer
	pack := zlib.NewWriter(&out)
	_, err := pack.Write(content)
	must(t, err)
	must(t, pack.Close())
	return fmt.Sprintf("7 0 obj\r\n<< /Filter /FlateDecode /Type /EmbeddedFile /Length %d >>\r\nstream\r\n%s\r\nendstream\r\nendobj\r\n", out.Len(), out.Bytes())
}

func TestAttached(t *testing.T) {
	content := signed(t, sample(), signer(t, 'a'))
	one, plain := stream(t, content, true), stream(t, content, false)
	picture := "6 0 obj << /Length 3 >>\nstream\nabc\nendstream\nendobj\n"
	for what, pdf := range map[string]string{
		"deflated": one, "plain": plain, "after others": strings.Repeat(picture, 50) + one + picture, "twice the same": one + one,
	} {
		if found := attached([]byte("%PDF-1.4\n" + pdf)); len(found) != 1 || !bytes.Equal(compact(found[0]), compact(content)) {
			t.Errorf("%s: %d found", what, len(found))
		}
	}
	other := bytes.Replace(content, []byte("2026-0001"), []byte("2026-0002"), 1)
	f := Open([]byte("%PDF-1.4\n" + one + stream(t, other, false)))
	expect(t, "two that differ", f.Judge(known(t, content)), Altered, "credential", "issued")

	bomb := stream(t, bytes.Repeat([]byte("OpenBadgeCredential "), 1<<20), true)
	for what, pdf := range map[string]string{
		"a bomb": bomb, "none": picture, "empty": "", "cut": one[:len(one)/3], "a stream without end": "<< /EmbeddedFile >> stream\n{OpenBadgeCredential",
		"another attachment": stream(t, []byte("<xml/>"), true), "many": strings.Repeat(stream(t, []byte("<xml/>"), true), maxAttached) + one,
		"encrypted or damaged": "<< /Type /EmbeddedFile /Filter /FlateDecode >> stream\nxxxx\nendstream",
	} {
		if found := attached([]byte("%PDF-1.4\n" + pdf)); len(found) != 0 && what != "cut" {
			t.Errorf("%s: %q", what, found)
		}
	}
}

func TestRevisions(t *testing.T) {
	f := Open([]byte("%PDF-1.4\nune\n%%EOF\ndeux\r\n%%EOF\r\n"))
	revisions := f.Revisions()
	if len(revisions) != 2 || revisions[0].Size != 19 || revisions[1].Size != len(f.Content) {
		t.Errorf("revisions: %+v", revisions)
	}
	if trailing := Open([]byte("%PDF-1.4\nune\n%%EOF\nencore")).Revisions(); len(trailing) != 2 || trailing[0] != revisions[0] {
		t.Errorf("with something after the end: %+v", trailing)
	}
	if many := Open([]byte("%PDF-" + strings.Repeat("%%EOF\n", 1000))).Revisions(); len(many) > maxRevisions+1 {
		t.Errorf("%d revisions are looked at", len(many))
	}
}

func FuzzOpen(f *testing.F) {
	content := signed(f, sample(), signer(f, 'a'))
	f.Add(content)
	f.Add([]byte("%PDF-1.4\n" + stream(f, content, true) + "%%EOF\n"))
	f.Add([]byte("%PDF-1.4\n" + stream(f, content, false) + stream(f, []byte("{}"), true)))
	f.Fuzz(func(t *testing.T, content []byte) {
		file := Open(content)
		file.Revisions()
		r := file.Judge(Known{Site: "https://label.example.org", Asked: true, Issued: [][]byte{[]byte(`{"id": "x"}`)}})
		if r.State == Current || r.State == Genuine {
			t.Errorf("%q is said genuine, and was never issued", content)
		}
	})
}
