package signature

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"tnl/app/timestamp/timestamptest"
)

// asking stamps by the authority, without the network.
func asking(a *timestamptest.Authority) func(context.Context, []byte) ([]byte, error) {
	return func(_ context.Context, digest []byte) ([]byte, error) {
		nonce := big.NewInt(1 << 40)
		answer, err := a.Answer(Request(digest, nonce))
		if err != nil {
			return nil, err
		}
		return Token(answer, digest, nonce)
	}
}

func stampedFile(t *testing.T, s *Signer, a *timestamptest.Authority) []byte {
	t.Helper()
	d := details()
	d.Stamp = asking(a)
	pdf, err := s.Sign(ctx, document(t, true), d)
	must(t, err)
	return pdf
}

func TestTimeStamp(t *testing.T) {
	authority, s := timestamptest.New(t), trial(t, rsaKey())
	pdf := stampedFile(t, s, authority)
	roots := rootsOf(s)
	got := report(t, pdf, roots).Signatures[0]
	if !got.Trusted() || got.TimeStamp == nil || got.TimeStamp.Trusted || Name(got.TimeStamp.Authority) != "Horodatage" {
		t.Errorf("without the authority's root: %+v", got)
	}
	roots.AddCert(authority.Root)
	got = report(t, pdf, roots).Signatures[0]
	if !got.TimeStamp.Trusted || time.Since(got.TimeStamp.At) > time.Minute || time.Since(got.TimeStamp.At) < 0 {
		t.Errorf("time stamp: %+v", got.TimeStamp)
	}
	if out := tool(t, "pdfsig", "-nssdir", trustStore(t, s.chain[1]), written(t, "stamped.pdf", pdf)); !strings.Contains(out, "Signature is Valid") || !strings.Contains(out, "Trusted") {
		t.Errorf("pdfsig: %s", out)
	}
	tool(t, "qpdf", "--check", written(t, "stamped.pdf", pdf))
	opensslAgrees(t, s, pdf)

	// openssl finds the token right for this signature, and for no other.
	d, _ := locate(pdf, bytes.Index(pdf, []byte("/ByteRange")))
	der, _ := content(pdf[d.gap.from+1 : d.gap.to-1])
	m, err := readMessage(der)
	must(t, err)
	digest := sha256.Sum256(m.signature)
	out := tool(t, "openssl", "ts", "-verify", "-token_in", "-in", written(t, "token", m.token), "-digest", hexOf(digest[:]), "-CAfile", written(t, "root.pem", PEM(pemOf(authority))))
	if !strings.Contains(out, "Verification: OK") {
		t.Errorf("openssl: %s", out)
	}
	everyByteCounts(t, pdf, roots, 37)
}

func TestTokensThatAreRefused(t *testing.T) {
	authority := timestamptest.New(t)
	digest, other := sha256.Sum256([]byte("one")), sha256.Sum256([]byte("other"))
	nonce := big.NewInt(42)
	answer, err := authority.Answer(Request(digest[:], nonce))
	must(t, err)
	if _, err := Token(answer, digest[:], nonce); err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(answer)
	changed[len(changed)-3] ^= 1
	refused, err := authority.Answer([]byte("\x30\x00"))
	must(t, err)
	for name, c := range map[string]struct {
		answer, digest []byte
		nonce          int64
	}{
		"of another digest": {answer, other[:], 42}, "of another question": {answer, digest[:], 43}, "changed": {changed, digest[:], 42},
		"refused": {refused, digest[:], 42}, "a page": {[]byte("<html>"), digest[:], 42}, "nothing": {nil, digest[:], 42}, "cut": {answer[:200], digest[:], 42},
	} {
		if _, err := Token(c.answer, c.digest, big.NewInt(c.nonce)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	s, d := trial(t, rsaKey()), details()
	d.Stamp = func(context.Context, []byte) ([]byte, error) { return nil, errors.New("the line is down") }
	if _, err := s.Sign(ctx, document(t, false), d); err == nil || !strings.Contains(err.Error(), "the line is down") {
		t.Errorf("signing without an answer: %v", err)
	}
	// A stamp that belongs to another signature is no proof for this one.
	d.Stamp = func(ctx context.Context, _ []byte) ([]byte, error) { return asking(authority)(ctx, other[:]) }
	pdf, err := s.Sign(ctx, document(t, false), d)
	must(t, err)
	if r := report(t, pdf, rootsOf(s)); r.Genuine() || r.Signatures[0].Problem != Altered {
		t.Errorf("with another's stamp: %+v", r.Signatures[0])
	}
}
