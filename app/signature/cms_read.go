package signature

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha1" // of certificates named by older authorities, beside a signature that covers them
	"crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Bounds on what anybody may send: no signature seen comes near them.
const (
	largestKey       = 8192 // bits of an RSA key, whose use costs the square of them
	mostCertificates = 16
)

var (
	errMalformed   = errors.New("the CMS cannot be read")
	errUnsupported = errors.New("an algorithm that is not known here")
	errBroken      = errors.New("the signature does not match")
)

// message is a CMS with one signer, as it was read: nothing of it is believed before check.
type message struct {
	contentType  asn1.ObjectIdentifier
	content      []byte // nil where it is detached
	certificates []*x509.Certificate

	own                 *x509.Certificate // the signer's
	hash                crypto.Hash
	digestAlgorithm     []byte // as written, without the tag
	signatureAlgorithm  []byte
	signatureOID        asn1.ObjectIdentifier
	attributes          []byte // signed, without what is around them
	attributeOf         map[string]cryptobyte.String
	signature           []byte
	token               []byte // of a time stamp; nil without one
	namesAll, namesItem bool   // the signed attributes name all certificates, the signer's
}

// readMessage reads DER strictly: one way alone to write each thing.
func readMessage(der []byte) (*message, error) {
	m := &message{attributeOf: map[string]cryptobyte.String{}}
	var outer, explicit, body, digests, content, certificates, revocations, signers cryptobyte.String
	var oid asn1.ObjectIdentifier
	var version int
	var hasCertificates, hasRevocations bool
	in := cryptobyte.String(der)
	zero, one := tag.Tag(0).ContextSpecific().Constructed(), tag.Tag(1).ContextSpecific().Constructed()
	if !in.ReadASN1(&outer, tag.SEQUENCE) || !in.Empty() || !outer.ReadASN1ObjectIdentifier(&oid) || !oid.Equal(oidSignedData) ||
		!outer.ReadASN1(&explicit, zero) || !outer.Empty() || !explicit.ReadASN1(&body, tag.SEQUENCE) || !explicit.Empty() ||
		!body.ReadASN1Integer(&version) || !body.ReadASN1(&digests, tag.SET) || !body.ReadASN1(&content, tag.SEQUENCE) ||
		!body.ReadOptionalASN1(&certificates, &hasCertificates, zero) || !body.ReadOptionalASN1(&revocations, &hasRevocations, one) ||
		!body.ReadASN1(&signers, tag.SET) || !body.Empty() {
		return nil, errMalformed
	}
	if hasRevocations { // which no signature covers
		return nil, errUnsupported
	}
	if err := m.readContent(content, version); err != nil {
		return nil, err
	}
	if err := m.readCertificates(certificates); err != nil {
		return nil, err
	}
	var signer, digest cryptobyte.String
	if !signers.ReadASN1(&signer, tag.SEQUENCE) || !signers.Empty() || !digests.ReadASN1(&digest, tag.SEQUENCE) || !digests.Empty() {
		return nil, errUnsupported // one signer, one digest
	}
	if err := m.readSigner(signer); err != nil {
		return nil, err
	}
	if !bytes.Equal(digest, m.digestAlgorithm) {
		return nil, errMalformed
	}
	return m, nil
}

func (m *message) readContent(content cryptobyte.String, version int) error {
	var explicit, octets cryptobyte.String
	var enclosed bool
	if !content.ReadASN1ObjectIdentifier(&m.contentType) ||
		!content.ReadOptionalASN1(&explicit, &enclosed, tag.Tag(0).ContextSpecific().Constructed()) || !content.Empty() {
		return errMalformed
	}
	if enclosed {
		if !explicit.ReadASN1(&octets, tag.OCTET_STRING) || !explicit.Empty() {
			return errMalformed
		}
		m.content = octets
	}
	if m.contentType.Equal(oidData) && version != 1 || !m.contentType.Equal(oidData) && version != 3 {
		return errMalformed
	}
	return nil
}

func (m *message) readCertificates(all cryptobyte.String) error {
	for !all.Empty() {
		var raw cryptobyte.String
		if !all.ReadASN1Element(&raw, tag.SEQUENCE) {
			return errMalformed
		}
		c, err := x509.ParseCertificate(raw)
		if err != nil {
			return errMalformed
		}
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > largestKey || len(m.certificates) == mostCertificates {
			return errUnsupported
		}
		m.certificates = append(m.certificates, c)
	}
	return nil
}

func (m *message) readSigner(in cryptobyte.String) error {
	var version int
	var id, issuer, digest, attributes, signature, unsigned cryptobyte.String
	var algorithm, method asn1.ObjectIdentifier
	var hasUnsigned bool
	serial := new(big.Int)
	if !in.ReadASN1Integer(&version) || version != 1 || !in.ReadASN1(&id, tag.SEQUENCE) || !id.ReadASN1Element(&issuer, tag.SEQUENCE) ||
		!id.ReadASN1Integer(serial) || !id.Empty() || !in.ReadASN1(&digest, tag.SEQUENCE) || !in.ReadASN1(&attributes, tagSigned) {
		return errMalformed
	}
	m.digestAlgorithm, m.attributes = digest, attributes
	var by cryptobyte.String
	if !readAlgorithm(digest, &algorithm) || !in.ReadASN1(&by, tag.SEQUENCE) || !readAlgorithm(by, &method) ||
		!in.ReadASN1(&signature, tag.OCTET_STRING) || !in.ReadOptionalASN1(&unsigned, &hasUnsigned, tagUnsigned) || !in.Empty() {
		return errMalformed
	}
	m.signatureAlgorithm, m.signatureOID, m.signature = by, method, signature
	switch {
	case algorithm.Equal(oidSHA256):
		m.hash = crypto.SHA256
	case algorithm.Equal(oidSHA384):
		m.hash = crypto.SHA384
	case algorithm.Equal(oidSHA512):
		m.hash = crypto.SHA512
	default:
		return errUnsupported
	}
	for _, c := range m.certificates {
		if bytes.Equal(c.RawIssuer, issuer) && c.SerialNumber.Cmp(serial) == 0 {
			m.own = c
		}
	}
	if m.own == nil {
		return errMalformed
	}
	if err := m.readAttributes(); err != nil {
		return err
	}
	if hasUnsigned {
		return m.readUnsigned(unsigned)
	}
	return nil
}

// readAlgorithm takes an algorithm without parameters, absent or NULL.
func readAlgorithm(in cryptobyte.String, oid *asn1.ObjectIdentifier) bool {
	var null cryptobyte.String
	return in.ReadASN1ObjectIdentifier(oid) && (in.Empty() || in.ReadASN1(&null, tag.NULL) && null.Empty() && in.Empty())
}

// readAttributes keeps the value of each signed attribute; none may stand twice.
func (m *message) readAttributes() error {
	for in := cryptobyte.String(m.attributes); !in.Empty(); {
		oid, value, ok := readAttribute(&in)
		if _, twice := m.attributeOf[oid.String()]; !ok || twice {
			return errMalformed
		}
		m.attributeOf[oid.String()] = value
	}
	return nil
}

func readAttribute(in *cryptobyte.String) (oid asn1.ObjectIdentifier, value cryptobyte.String, ok bool) {
	var one cryptobyte.String
	ok = in.ReadASN1(&one, tag.SEQUENCE) && one.ReadASN1ObjectIdentifier(&oid) && one.ReadASN1(&value, tag.SET) && one.Empty()
	return oid, value, ok
}

// readUnsigned takes the token of a time stamp, and nothing else that no signature covers.
func (m *message) readUnsigned(in cryptobyte.String) error {
	oid, value, ok := readAttribute(&in)
	var token cryptobyte.String
	if !ok || !in.Empty() || !value.ReadASN1Element(&token, tag.SEQUENCE) || !value.Empty() {
		return errMalformed
	}
	if !oid.Equal(oidTimeStamp) {
		return errUnsupported
	}
	m.token = token
	return nil
}

// check tells whether the signer's certificate signed a content of that digest.
func (m *message) check(digest []byte) error {
	var contentType asn1.ObjectIdentifier
	var said cryptobyte.String
	kind, value := m.attributeOf[oidContentType.String()], m.attributeOf[oidMessageDigest.String()]
	if !kind.ReadASN1ObjectIdentifier(&contentType) || !contentType.Equal(m.contentType) || !value.ReadASN1(&said, tag.OCTET_STRING) || !value.Empty() {
		return errMalformed
	}
	if !bytes.Equal(said, digest) {
		return errBroken
	}
	if !m.named() || !m.protected() {
		return errBroken
	}
	method, err := m.method()
	if err != nil {
		return err
	}
	if m.own.CheckSignature(method, asSet(m.attributes), m.signature) != nil {
		return errBroken
	}
	return nil
}

// method is how the signature is made, which the key and the digest must agree with.
func (m *message) method() (x509.SignatureAlgorithm, error) {
	type way struct {
		whole  asn1.ObjectIdentifier // an algorithm that names its digest
		method x509.SignatureAlgorithm
	}
	var ways map[crypto.Hash]way
	plain := false
	switch m.own.PublicKey.(type) {
	case *rsa.PublicKey:
		ways = map[crypto.Hash]way{
			crypto.SHA256: {oidSHA256RSA, x509.SHA256WithRSA}, crypto.SHA384: {oidSHA384RSA, x509.SHA384WithRSA}, crypto.SHA512: {oidSHA512RSA, x509.SHA512WithRSA},
		}
		plain = m.signatureOID.Equal(oidRSA)
	case *ecdsa.PublicKey:
		ways = map[crypto.Hash]way{
			crypto.SHA256: {oidECDSASHA256, x509.ECDSAWithSHA256}, crypto.SHA384: {oidECDSASHA384, x509.ECDSAWithSHA384}, crypto.SHA512: {oidECDSASHA512, x509.ECDSAWithSHA512},
		}
	}
	w, ok := ways[m.hash]
	if !ok || !plain && !m.signatureOID.Equal(w.whole) {
		return 0, errUnsupported
	}
	return w.method, nil
}

// named tells whether the signed attributes name the signer's certificate, so that no other can take its place; and
// notes whether they name the others too.
func (m *message) named() bool {
	var list, ids cryptobyte.String
	value, second := m.attributeOf[oidSigningCertificate2.String()]
	if !second {
		value = m.attributeOf[oidSigningCertificate.String()]
	}
	if !value.ReadASN1(&list, tag.SEQUENCE) || !value.Empty() || !list.ReadASN1(&ids, tag.SEQUENCE) {
		return false
	}
	named := map[string]bool{}
	for count := 0; !ids.Empty(); count++ {
		if count == mostCertificates { // each is compared with every certificate
			return false
		}
		var id, digest cryptobyte.String
		if !ids.ReadASN1(&id, tag.SEQUENCE) {
			return false
		}
		hash := crypto.SHA1
		if second {
			hash = crypto.SHA256
			var algorithm cryptobyte.String
			var explicit bool
			var oid asn1.ObjectIdentifier
			if !id.ReadOptionalASN1(&algorithm, &explicit, tag.SEQUENCE) || explicit && (!readAlgorithm(algorithm, &oid) || !hashNamed(oid, &hash)) {
				return false
			}
		}
		if !id.ReadASN1(&digest, tag.OCTET_STRING) {
			return false
		}
		if count == 0 && !bytes.Equal(digest, digestOf(hash, m.own.Raw)) {
			return false
		}
		for _, c := range m.certificates {
			if bytes.Equal(digest, digestOf(hash, c.Raw)) {
				named[string(c.Raw)] = true
			}
		}
	}
	m.namesItem = named[string(m.own.Raw)]
	m.namesAll = len(named) == len(m.certificates)
	return m.namesItem
}

func hashNamed(oid asn1.ObjectIdentifier, hash *crypto.Hash) bool {
	for h, known := range map[crypto.Hash]asn1.ObjectIdentifier{crypto.SHA1: oidSHA1, crypto.SHA256: oidSHA256, crypto.SHA384: oidSHA384, crypto.SHA512: oidSHA512} {
		if oid.Equal(known) {
			*hash = h
			return true
		}
	}
	return false
}

func digestOf(hash crypto.Hash, content []byte) []byte {
	switch hash {
	case crypto.SHA1:
		sum := sha1.Sum(content)
		return sum[:]
	case crypto.SHA256:
		sum := sha256.Sum256(content)
		return sum[:]
	}
	h := hash.New()
	h.Write(content)
	return h.Sum(nil)
}

// protected tells whether the algorithms are those that were signed, where they were (RFC 6211).
func (m *message) protected() bool {
	value, given := m.attributeOf[oidAlgorithmProtection.String()]
	if !given {
		return true
	}
	var both, digest, signature cryptobyte.String
	return value.ReadASN1(&both, tag.SEQUENCE) && value.Empty() && both.ReadASN1(&digest, tag.SEQUENCE) &&
		both.ReadASN1(&signature, tag.Tag(1).ContextSpecific().Constructed()) && both.Empty() &&
		bytes.Equal(digest, m.digestAlgorithm) && bytes.Equal(signature, m.signatureAlgorithm)
}
