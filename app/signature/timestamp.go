package signature

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// TimeStamp is what an authority says of a signature: that it existed at an instant.
type TimeStamp struct {
	At        time.Time
	Authority *x509.Certificate
	// Trusted tells that the authority's certificate leads to a root given to Verify, and is for time stamps.
	Trusted bool
}

// Request writes the question to an authority (RFC 3161): to stamp a SHA-256 digest, with its certificate in the answer.
// The nonce comes back in the answer, which cannot be another's then.
func Request(digest []byte, nonce *big.Int) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(oidSHA256)
				b.AddASN1NULL()
			})
			b.AddASN1OctetString(digest)
		})
		b.AddASN1BigInt(nonce)
		b.AddASN1Boolean(true)
	})
	return b.BytesOrPanic()
}

// Token takes the token out of an authority's answer to Request, and checks that it stamps this digest, with this nonce,
// and that its signature is right; whether the authority can be trusted is for Verify.
func Token(response, digest []byte, nonce *big.Int) ([]byte, error) {
	var outer, status, token cryptobyte.String
	var code int
	in := cryptobyte.String(response)
	if !in.ReadASN1(&outer, tag.SEQUENCE) || !in.Empty() || !outer.ReadASN1(&status, tag.SEQUENCE) || !status.ReadASN1Integer(&code) {
		return nil, errors.New("the answer is no time stamp")
	}
	if code > 1 { // granted, or granted with modifications
		return nil, fmt.Errorf("refused with status %d%s", code, refusal(status))
	}
	if !outer.ReadASN1Element(&token, tag.SEQUENCE) || !outer.Empty() {
		return nil, errors.New("the answer holds no token")
	}
	m, info, err := readToken(token)
	if err != nil {
		return nil, fmt.Errorf("the token: %w", err)
	}
	if err := info.stamps(m, digest); err != nil {
		return nil, fmt.Errorf("the token: %w", err)
	}
	if info.nonce == nil || info.nonce.Cmp(nonce) != 0 {
		return nil, errors.New("the token answers another question")
	}
	return token, nil
}

// refusal is the words of an authority that says no.
func refusal(status cryptobyte.String) string {
	var words, first cryptobyte.String
	if status.ReadASN1(&words, tag.SEQUENCE) && words.ReadASN1(&first, tag.UTF8String) {
		return fmt.Sprintf(": %.200q", string(first))
	}
	return ""
}

// info is what a token says.
type info struct {
	at     time.Time
	hash   crypto.Hash
	digest []byte
	nonce  *big.Int // nil without one
}

func readToken(der []byte) (*message, info, error) {
	m, err := readMessage(der)
	if err != nil {
		return nil, info{}, err
	}
	if !m.contentType.Equal(oidTimeStampInfo) || m.content == nil {
		return nil, info{}, errMalformed
	}
	i, err := readInfo(m.content)
	return m, i, err
}

func readInfo(content []byte) (i info, err error) {
	var body, imprint, algorithm, digest, at, rest cryptobyte.String
	var version int
	var policy, oid asn1.ObjectIdentifier
	var found bool
	serial := new(big.Int)
	in := cryptobyte.String(content)
	if !in.ReadASN1(&body, tag.SEQUENCE) || !in.Empty() || !body.ReadASN1Integer(&version) || version != 1 || !body.ReadASN1ObjectIdentifier(&policy) ||
		!body.ReadASN1(&imprint, tag.SEQUENCE) || !imprint.ReadASN1(&algorithm, tag.SEQUENCE) || !readAlgorithm(algorithm, &oid) ||
		!imprint.ReadASN1(&digest, tag.OCTET_STRING) || !imprint.Empty() || !body.ReadASN1Integer(serial) || !body.ReadASN1(&at, tag.GeneralizedTime) {
		return i, errMalformed
	}
	if !hashNamed(oid, &i.hash) || i.hash == crypto.SHA1 {
		return i, errUnsupported
	}
	i.digest = digest
	// RFC 3161, 2.4.2: in UTC, with as many decimals as needed; Go takes decimals wherever there are some.
	if i.at, err = time.Parse("20060102150405Z", string(at)); err != nil {
		return i, errMalformed
	}
	if !body.ReadOptionalASN1(&rest, &found, tag.SEQUENCE) || !body.ReadOptionalASN1(&rest, &found, tag.BOOLEAN) {
		return i, errMalformed
	}
	if body.PeekASN1Tag(tag.INTEGER) {
		i.nonce = new(big.Int)
		if !body.ReadASN1Integer(i.nonce) {
			return i, errMalformed
		}
	}
	return i, nil
}

// stamps tells whether a token is rightly signed and stamps a SHA-256 digest.
func (i info) stamps(m *message, digest []byte) error {
	if i.hash != crypto.SHA256 || !bytes.Equal(i.digest, digest) {
		return errBroken
	}
	return m.check(digestOf(m.hash, m.content))
}

// stampOf reads the time stamp of a signature.
func stampOf(token, signature []byte, roots *x509.CertPool) (*TimeStamp, error) {
	m, i, err := readToken(token)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(signature)
	if err := i.stamps(m, digest[:]); err != nil {
		return nil, err
	}
	t := &TimeStamp{At: i.at, Authority: m.own}
	chain, err := m.vouched(roots, i.at, x509.ExtKeyUsageTimeStamping)
	if err != nil {
		return nil, err
	}
	t.Trusted = chain != nil
	return t, nil
}
