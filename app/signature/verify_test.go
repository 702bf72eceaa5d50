package signature

import (
	"bytes"
	"crypto/elliptic"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"tnl/app/timestamp/timestamptest"
)

func hexOf(b []byte) string { return hex.EncodeToString(b) }

func pemOf(a *timestamptest.Authority) []*x509.Certificate { return []*x509.Certificate{a.Root} }

// everyByteCounts changes the bytes of a file, one in step at a time: none may go unseen.
func everyByteCounts(t *testing.T, pdf []byte, roots *x509.CertPool, step int) {
	t.Helper()
	changed := bytes.Clone(pdf)
	for at := 0; at < len(pdf); at += step {
		for _, flip := range []byte{1 << (at % 8), 0x20} {
			changed[at] ^= flip
			if r, err := Verify(changed, roots); err == nil && r.Genuine() {
				t.Errorf("byte %d changed from %q to %q is not seen: …%q…", at, pdf[at], changed[at], pdf[max(0, at-40):min(len(pdf), at+40)])
			}
			changed[at] = pdf[at]
		}
	}
	if !report(t, changed, roots).Genuine() {
		t.Error("the file as it was is not genuine")
	}
}

func TestEveryByteCounts(t *testing.T) {
	s := trial(t, ecdsaKey(t, elliptic.P256()))
	everyByteCounts(t, signedFile(t, s, document(t, true)), rootsOf(s), 1)
}

func TestEveryByteCountsWithoutARootInTheFile(t *testing.T) {
	s := trial(t, rsaKey())
	roots := rootsOf(s)
	s.chain, s.digests = s.chain[:1], s.digests[:1]
	everyByteCounts(t, signedFile(t, s, document(t, false)), roots, 3)
}

func TestWhatIsAppendedIsTold(t *testing.T) {
	s := trial(t, rsaKey())
	pdf := signedFile(t, s, document(t, false))
	for name, tail := range map[string]string{
		"a line": "\n", "an update": update(pdf), "itself": string(pdf), "a decoy": "\n9 0 obj <</ByteRange[0 1 2 3]/Contents<00>>> endobj",
		"nothing to read": strings.Repeat("/ByteRange", 1000),
	} {
		r := report(t, append(bytes.Clone(pdf), tail...), rootsOf(s))
		if r.Genuine() || len(r.Signatures) == 0 {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		found := false
		for _, one := range r.Signatures {
			found = found || one.Trusted() && !one.Whole && one.Appended == len(tail)
		}
		if !found {
			t.Errorf("%s: what was signed is not told apart: %+v", name, r)
		}
	}
}

// update takes the form away and changes the page, as an attacker would.
func update(pdf []byte) string {
	f, err := open(pdf)
	if err != nil {
		return ""
	}
	start := len(pdf)
	return fmt.Sprintf("3 0 obj\n<</Type/Page>>\nendobj\nxref\n3 1\n%010d 00000 n \ntrailer\n<</Size 30/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", start, f.start, start+40)
}

// A second signature, of somebody else, covers the first one: both are told.
func TestTwoSignatures(t *testing.T) {
	label, mayor := trial(t, rsaKey()), trial(t, ecdsaKey(t, elliptic.P256()))
	first := signedFile(t, label, document(t, false))
	second := signedFile(t, mayor, bytes.ReplaceAll(first, []byte("/AcroForm"), []byte("/AcroFork"))) // Sign refuses a form
	second = bytes.ReplaceAll(second, []byte("/AcroFork"), []byte("/AcroForm"))
	r := report(t, second, rootsOf(label))
	if len(r.Signatures) != 2 || !r.Signatures[0].Trusted() || r.Signatures[0].Whole || r.Signatures[1].Chain != nil || !r.Signatures[1].Whole || r.Genuine() {
		t.Errorf("report: %+v", r)
	}
}

func TestCutFiles(t *testing.T) {
	s := trial(t, rsaKey())
	pdf := signedFile(t, s, document(t, false))
	for size := 0; size < len(pdf); size += 13 {
		if r, err := Verify(pdf[:size], rootsOf(s)); err == nil && r.Genuine() {
			t.Errorf("cut to %d bytes it is genuine", size)
		}
	}
	if _, err := Verify([]byte("bonjour"), nil); err != ErrNotPDF {
		t.Errorf("no PDF: %v", err)
	}
	if r := report(t, document(t, true), rootsOf(s)); r.Genuine() || len(r.Signatures) != 0 {
		t.Errorf("not signed: %+v", r)
	}
}

// forge signs a file whose ranges leave out more than the signature, which a careless reader would find right.
func forge(t *testing.T, s *Signer, ranges func(hole gap, size int) (a, b, c, d int)) []byte {
	t.Helper()
	f, err := open(document(t, false))
	must(t, err)
	out, hole, err := f.update(details(), "Label", s.room)
	must(t, err)
	a, b, c, d := ranges(hole, len(out))
	at := bytes.Index(out, []byte("/ByteRange[")) + len("/ByteRange[")
	copy(out[at:], fmt.Sprintf("%d %010d %010d %010d", a, b, c, d))
	h := s.hash.New()
	h.Write(out[a : a+b])
	h.Write(out[c : c+d])
	cms, err := s.sign(h.Sum(nil))
	must(t, err)
	der, err := cms.encode(nil)
	must(t, err)
	hex.Encode(out[hole.from+1:], der)
	return out
}

func TestRangesThatLeaveAGap(t *testing.T) {
	s := trial(t, rsaKey())
	honest := func(h gap, size int) (int, int, int, int) { return 0, h.from, h.to, size - h.to }
	if !report(t, forge(t, s, honest), rootsOf(s)).Genuine() {
		t.Fatal("an honest file is not genuine")
	}
	for name, ranges := range map[string]func(h gap, size int) (int, int, int, int){
		"before the signature": func(h gap, size int) (int, int, int, int) { return 0, h.from - 10, h.to, size - h.to },
		"after it":             func(h gap, size int) (int, int, int, int) { return 0, h.from, h.to + 10, size - h.to - 10 },
		"at the end":           func(h gap, size int) (int, int, int, int) { return 0, h.from, h.to, size - h.to - 1 },
		"at the beginning":     func(h gap, size int) (int, int, int, int) { return 5, h.from - 5, h.to, size - h.to },
		"the reason":           func(h gap, size int) (int, int, int, int) { return 0, h.from, h.to + 120, size - h.to - 120 },
		"all of the rest":      func(h gap, size int) (int, int, int, int) { return 0, h.from, size, 0 },
	} {
		if r := report(t, forge(t, s, ranges), rootsOf(s)); r.Genuine() {
			t.Errorf("a gap %s: genuine", name)
		}
	}
	// Beyond the file, backwards, more than a number holds.
	pdf := signedFile(t, s, document(t, false))
	at := bytes.Index(pdf, []byte("[0 0"))
	for _, ranges := range []string{"[0 0000000000 0000000000 0000000000]", "[0 9999999999 9999999999 9999999999]", "[0 0999999999 0999999999 0999999999]", "[0 -000000001 0000000002 0000000003]", "[0 0000000009 0000000001 0000000001]"} {
		changed := bytes.Clone(pdf)
		copy(changed[at:], ranges)
		if r := report(t, changed, rootsOf(s)); r.Genuine() || r.Signatures[0].Problem == "" {
			t.Errorf("ranges %s: %+v", ranges, r)
		}
	}
}

// A certificate of the same name with another key cannot take the place of the signer's; and time is looked at.
func TestOtherSigners(t *testing.T) {
	s, thief := trial(t, rsaKey()), trial(t, ecdsaKey(t, elliptic.P256()))
	pdf := signedFile(t, thief, document(t, false))
	if r := report(t, pdf, rootsOf(s)); r.Genuine() || r.Signatures[0].Problem != "" {
		t.Errorf("another's signature: %+v", r)
	}
	d := details()
	old, err := Trial("Label", rsaKey(), password, now.AddDate(-5, 0, 0))
	must(t, err)
	expired, err := Open(old, password, now.AddDate(-5, 0, 0))
	must(t, err)
	f, err := open(document(t, false))
	must(t, err)
	out, hole, err := f.update(d, "Label", expired.room) // as whoever stole an old key would
	must(t, err)
	cms, err := expired.sign(digestOf(expired.hash, append(bytes.Clone(out[:hole.from]), out[hole.to:]...)))
	must(t, err)
	der, err := cms.encode(nil)
	must(t, err)
	hex.Encode(out[hole.from+1:], der)
	if r := report(t, out, rootsOf(expired)); r.Genuine() || r.Signatures[0].Problem != "" || r.Signatures[0].Chain != nil {
		t.Errorf("signed once expired: %+v", r)
	}
}

func TestDates(t *testing.T) {
	want := time.Date(2026, 11, 25, 18, 30, 0, 0, time.UTC)
	for _, text := range []string{"(D:20261125193000+01'00')", "(D:20261125193000+01'00)", "(D:20261125183000Z)", "(D:20261125183000Z00'00')", "(D:20261125183000)"} {
		if got := date([]byte(text)); !got.Equal(want) {
			t.Errorf("%s = %s", text, got)
		}
	}
	if !date([]byte("(hier)")).IsZero() {
		t.Error("a word is a date")
	}
}

func FuzzVerify(f *testing.F) {
	s := trial(f, ecdsaKey(f, elliptic.P256()))
	pdf := signedFile(f, s, document(f, false))
	roots := rootsOf(s)
	f.Add(pdf)
	f.Add([]byte("%PDF-1.7 obj<</ByteRange[0 1 2 3]/Contents<00>>>"))
	f.Add([]byte("%PDF-obj<<" + strings.Repeat("[", 1000) + "/ByteRange"))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := Verify(file, roots)
		if err == nil && r.Genuine() && !bytes.Equal(file, pdf) {
			t.Error("another file is genuine")
		}
		_, _ = s.Sign(ctx, file, details())
	})
}

func FuzzMessage(f *testing.F) {
	s := trial(f, ecdsaKey(f, elliptic.P256()))
	cms, err := s.sign(make([]byte, 32))
	must(f, err)
	der, err := cms.encode(nil)
	must(f, err)
	f.Add(der)
	f.Fuzz(func(t *testing.T, der []byte) {
		if m, err := readMessage(der); err == nil {
			_ = m.check(make([]byte, 32))
			_, _ = m.vouched(rootsOf(s), now, x509.ExtKeyUsageAny)
		}
		_, _, _ = readToken(der)
		_, _ = readInfo(der)
		_, _ = Token(der, der, serial())
	})
}
