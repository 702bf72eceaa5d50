// Package timestamptest runs a real authority of time stamps in tests: the command openssl behind HTTP.
package timestamptest

import (
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// Authority is one that answers at URL, with a certificate of its own.
type Authority struct {
	URL   string
	Roots *x509.CertPool
	Root  *x509.Certificate
	Asked atomic.Int32
	// Down makes it answer 503.
	Down atomic.Bool
	dir  string
}

const settings = `[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[signer]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`

// New starts an authority, which ends with the test.
func New(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{dir: t.TempDir(), Roots: x509.NewCertPool()}
	for name, content := range map[string]string{"tsa.cnf": settings, "serial": "01\n"} {
		if err := os.WriteFile(filepath.Join(a.dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, arguments := range [][]string{
		{"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "3650", "-subj", "/CN=Autorité d’horodatage", "-utf8", "-config", "tsa.cnf", "-extensions", "root"},
		{"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Horodatage", "-config", "tsa.cnf"},
		{"x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "signer", "-out", "tsa.pem"},
		{"x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der"},
	} {
		if out, err := a.openssl(arguments...); err != nil {
			t.Fatalf("openssl %v: %v\n%s", arguments, err, out)
		}
	}
	der, err := os.ReadFile(filepath.Join(a.dir, "root.der"))
	if err == nil {
		a.Root, err = x509.ParseCertificate(der)
	}
	if err != nil {
		t.Fatal(err)
	}
	a.Roots.AddCert(a.Root)
	server := httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(server.Close)
	a.URL = server.URL
	return a
}

func (a *Authority) serve(w http.ResponseWriter, r *http.Request) {
	a.Asked.Add(1)
	query, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	if a.Down.Load() || err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "no", http.StatusServiceUnavailable)
		return
	}
	answer, err := a.Answer(query)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(answer)
}

// Answer is what the authority says to a query.
func (a *Authority) Answer(query []byte) ([]byte, error) {
	dir, err := os.MkdirTemp(a.dir, "")
	if err != nil {
		return nil, err
	}
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, query, 0o600); err != nil {
		return nil, err
	}
	said, err := a.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", in, "-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "root.pem", "-out", out)
	if err != nil {
		return nil, fmt.Errorf("openssl ts: %w\n%s", err, said)
	}
	return os.ReadFile(out)
}

func (a *Authority) openssl(arguments ...string) ([]byte, error) {
	command := exec.Command("openssl", arguments...)
	command.Dir = a.dir
	return command.CombinedOutput()
}
