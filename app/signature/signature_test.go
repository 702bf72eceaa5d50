package signature

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"
)

var (
	now = time.Date(2026, 11, 25, 18, 30, 12, 345, time.UTC)
	ctx = context.Background()
)

const password = "mot de passe – é"

// rsaKey is made once: it takes long.
var rsaKey = sync.OnceValue(func() crypto.Signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func ecdsaKey(t testing.TB, curve elliptic.Curve) crypto.Signer {
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	must(t, err)
	return key
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// trial is a signer with an authority of its own.
func trial(t testing.TB, key crypto.Signer) *Signer {
	t.Helper()
	file, err := Trial("Label d’essai", key, password, now)
	must(t, err)
	s, err := Open(file, password, now)
	must(t, err)
	return s
}

func rootsOf(s *Signer) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.chain[len(s.chain)-1])
	return pool
}

// document is a file as the certificates are: fpdf's, with an attachment or without.
func document(t testing.TB, attached bool) []byte {
	t.Helper()
	f := fpdf.New("L", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(now)
	f.SetModificationDate(now)
	f.SetLang("fr-FR")
	if attached {
		f.SetAttachments([]fpdf.Attachment{{Content: []byte(`{"award":"2026-0001"}`), Filename: "2026-0001.json"}})
	}
	f.AddPage()
	f.SetFont("Helvetica", "", 20)
	f.Text(20, 30, "Certificat")
	f.LinkString(20, 20, 40, 10, "https://label.example/v/2026-0001") // an annotation that stays
	var b bytes.Buffer
	must(t, f.Output(&b))
	return b.Bytes()
}

func details() Details {
	return Details{At: now, Reason: "Certificat 2026-0001 « Œuvre »", Place: "Paris"}
}

func signedFile(t testing.TB, s *Signer, pdf []byte) []byte {
	t.Helper()
	out, err := s.Sign(ctx, pdf, details())
	must(t, err)
	return out
}

func report(t testing.TB, pdf []byte, roots *x509.CertPool) Report {
	t.Helper()
	r, err := Verify(pdf, roots)
	must(t, err)
	return r
}

// tool runs an independent program, and fails where it is not installed.
func tool(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed; these tests need the packages poppler-utils, qpdf, openssl and libnss3-tools", name)
	}
	out, err := exec.Command(name, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, arguments, err, out)
	}
	return string(out)
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, content, 0o600))
	return path
}

func TestEveryKindOfKeySigns(t *testing.T) {
	keys := map[string]crypto.Signer{
		"RSA": rsaKey(), "P-256": ecdsaKey(t, elliptic.P256()), "P-384": ecdsaKey(t, elliptic.P384()), "P-521": ecdsaKey(t, elliptic.P521()),
	}
	for name, key := range keys {
		t.Run(name, func(t *testing.T) {
			s := trial(t, key)
			for _, attached := range []bool{false, true} {
				original := document(t, attached)
				pdf := signedFile(t, s, original)
				if !bytes.HasPrefix(pdf, original) {
					t.Error("the file itself was changed")
				}
				r := report(t, pdf, rootsOf(s))
				if !r.Genuine() || len(r.Signatures) != 1 {
					t.Fatalf("report: %+v", r)
				}
				got := r.Signatures[0]
				if Name(got.Signer) != "Label d’essai" || !got.SignedAt.Equal(now.Truncate(time.Second)) || got.Reason != details().Reason || len(got.Chain) != 2 || got.TimeStamp != nil {
					t.Errorf("signature: %+v", got)
				}
				if again := signedFile(t, s, original); !bytes.Equal(again, pdf) {
					t.Error("signed again it has other bytes")
				}
				if r := report(t, pdf, nil); r.Genuine() || r.Signatures[0].Problem != "" || r.Signatures[0].Chain != nil {
					t.Errorf("without a root: %+v", r)
				}
				if r := report(t, pdf, rootsOf(trial(t, key))); r.Genuine() {
					t.Error("trusted by another authority of the same name and key")
				}
			}
		})
	}
}

// pdfsig is poppler's, openssl's CMS another: neither shares a line with ours.
func TestIndependentProgramsFindItRight(t *testing.T) {
	for name, key := range map[string]crypto.Signer{"RSA": rsaKey(), "ECDSA": ecdsaKey(t, elliptic.P256())} {
		t.Run(name, func(t *testing.T) {
			s := trial(t, key)
			pdf := signedFile(t, s, document(t, true))
			path := written(t, "signed.pdf", pdf)
			store := trustStore(t, s.chain[len(s.chain)-1])
			out := tool(t, "pdfsig", "-nssdir", store, path)
			for _, want := range []string{
				"Signature is Valid.", "Certificate is Trusted.", "Total document signed", "Signature Type: ETSI.CAdES.detached",
				"Signer Certificate Common Name: Label d’essai", "Signature Field Name: Signature", "Signing Hash Algorithm: SHA-256",
			} {
				if !strings.Contains(out, want) {
					t.Errorf("pdfsig does not say %q:\n%s", want, out)
				}
			}
			if out := tool(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
				t.Errorf("qpdf: %s", out)
			}
			if out := tool(t, "pdfdetach", "-list", path); !strings.Contains(out, "2026-0001.json") {
				t.Errorf("the attachment is gone: %s", out)
			}
			if out := tool(t, "pdftotext", path, "-"); !strings.Contains(out, "Certificat") {
				t.Errorf("the text is gone: %s", out)
			}
			opensslAgrees(t, s, pdf)

			for _, at := range []int{100, bytes.Index(pdf, []byte("/M(D:")) + 8, len(pdf) - 20} {
				changed := bytes.Clone(pdf)
				changed[at] ^= 1
				out, _ := exec.Command("pdfsig", "-nssdir", store, written(t, "changed.pdf", changed)).CombinedOutput() // its exit tells whether there is a signature
				if strings.Contains(string(out), "Signature is Valid") {
					t.Errorf("byte %d changed: %s", at, out)
				}
			}
		})
	}
}

// trustStore is a store of NSS that trusts an authority for signatures.
func trustStore(t *testing.T, root *x509.Certificate) string {
	t.Helper()
	dir := t.TempDir()
	tool(t, "certutil", "-N", "-d", "sql:"+dir, "--empty-password")
	tool(t, "certutil", "-A", "-d", "sql:"+dir, "-n", "label", "-t", "CT,C,C", "-i", written(t, "root.der", root.Raw))
	return dir
}

// opensslAgrees has openssl check the CMS over what it covers.
func opensslAgrees(t *testing.T, s *Signer, pdf []byte) {
	t.Helper()
	d, ok := locate(pdf, bytes.Index(pdf, []byte("/ByteRange")))
	if !ok {
		t.Fatal("no signature found")
	}
	der, ok := content(pdf[d.gap.from+1 : d.gap.to-1])
	if !ok {
		t.Fatal("no CMS found")
	}
	root := written(t, "root.pem", PEM(s.chain[len(s.chain)-1:]))
	covered := append(bytes.Clone(pdf[:d.gap.from]), pdf[d.gap.to:]...)
	out := tool(t, "openssl", "cms", "-verify", "-cades", "-inform", "DER", "-in", written(t, "cms.der", der), "-content", written(t, "covered", covered),
		"-binary", "-CAfile", root, "-purpose", "any", "-no_check_time", "-out", os.DevNull)
	if !strings.Contains(out, "Verification successful") {
		t.Errorf("openssl: %s", out)
	}
	m, err := readMessage(der)
	must(t, err)
	if _, told := m.attributeOf[oidSigningTime.String()]; told {
		t.Error("the CMS tells a time, which PAdES forbids")
	}
}

func TestASignerIsRefusedWithItsReason(t *testing.T) {
	good, err := Trial("Label", ecdsaKey(t, elliptic.P256()), password, now)
	must(t, err)
	dir := t.TempDir()
	openssl := func(arguments ...string) { t.Helper(); tool(t, "openssl", arguments...) }
	key, certificate, p12 := filepath.Join(dir, "key.pem"), filepath.Join(dir, "certificate.pem"), filepath.Join(dir, "signer.p12")
	openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "30", "-subj", "/CN=Label")
	read := func(path string) []byte {
		content, err := os.ReadFile(path)
		must(t, err)
		return content
	}
	openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", p12, "-passout", "pass:secret")
	modern := read(p12)
	if _, err := Open(modern, "secret", time.Now()); err != nil {
		t.Errorf("as OpenSSL 3 makes it: %v", err)
	}
	openssl("pkcs12", "-export", "-legacy", "-inkey", key, "-in", certificate, "-out", p12, "-passout", "pass:secret")
	if _, err := Open(read(p12), "secret", time.Now()); err != nil {
		t.Errorf("as older programs make it: %v", err)
	}
	openssl("pkcs12", "-export", "-nokeys", "-in", certificate, "-out", p12, "-passout", "pass:secret")
	keyless := read(p12)
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	must(t, err)
	small, err := Trial("Label", weak, password, now)
	must(t, err)
	for name, c := range map[string]struct {
		file     []byte
		password string
		now      time.Time
		told     string
	}{
		"wrong password":          {good, "secret", now, "password does not open"},
		"OpenSSL, wrong password": {modern, "wrong", time.Now(), "password does not open"},
		"no key":                  {keyless, "secret", time.Now(), "no private key"},
		"not PKCS#12":             {read(certificate), "secret", now, "not a PKCS#12 file"},
		"nothing":                 {nil, "secret", now, "not a PKCS#12 file"},
		"expired":                 {good, password, now.AddDate(3, 0, 1), "expired on 2029-11-25"},
		"not yet":                 {good, password, now.AddDate(0, 0, -1), "not valid before 2026-11-25"},
		"small key":               {small, password, now, "1024 bits"},
	} {
		if _, err := Open(c.file, c.password, c.now); err == nil || !strings.Contains(err.Error(), c.told) || strings.Contains(err.Error(), c.password) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := trial(t, rsaKey())
	d := details()
	d.At = now.AddDate(4, 0, 0)
	if _, err := s.Sign(ctx, document(t, false), d); err == nil || !strings.Contains(err.Error(), "expired") {
		t.Errorf("signing once expired: %v", err)
	}
}

func TestWhatCannotBeSigned(t *testing.T) {
	s := trial(t, rsaKey())
	pdf := document(t, false)
	for name, file := range map[string][]byte{
		"nothing": nil, "text": []byte("bonjour"), "cut": pdf[:len(pdf)/2], "signed already": signedFile(t, s, pdf),
		"other offset": bytes.Replace(pdf, []byte("startxref\n"), []byte("startxref\n1"), 1),
		"no root":      bytes.Replace(pdf, []byte("/Root"), []byte("/Boot"), 1),
		"loop":         bytes.Replace(pdf, []byte("/Size"), fmt.Appendf(nil, "/Prev %d /Size", bytes.LastIndex(pdf, []byte("xref\n0"))), 1),
	} {
		if _, err := s.Sign(ctx, file, details()); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	must(b, err)
	for name, key := range map[string]crypto.Signer{"RSA-3072": key, "P-256": ecdsaKey(b, elliptic.P256())} {
		s, pdf := trial(b, key), document(b, true)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				signedFile(b, s, pdf)
			}
		})
	}
}
