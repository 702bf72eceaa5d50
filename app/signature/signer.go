// Package signature signs PDF files and checks signatures: bytes in, bytes out, without a database or the network.
//
// A signature is an incremental update of the file (ISO 32000): what was there stays byte for byte, and what is added
// holds a detached CMS (RFC 5652) over all of the file but itself, made as ETSI EN 319 142-1 describes PAdES: SubFilter
// ETSI.CAdES.detached, the signer's certificate named in what is signed (RFC 5035), the time in the file and not in the
// CMS, and at will a time stamp (RFC 3161). No independent validator of PAdES profiles has confirmed that it is one.
package signature

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Signer is a private key with its certificate and those of the authorities above it. The same file signed twice at the
// same instant by the same signer has the same bytes, time stamp aside.
type Signer struct {
	key     crypto.Signer
	hash    crypto.Hash
	chain   []*x509.Certificate // the signer's own, then its issuer's, and so on
	digests [][]byte            // SHA-256 of each
	room    int                 // bytes that its CMS takes at most, without a time stamp
}

// Open reads a PKCS#12 file (.p12, .pfx) that holds one private key, RSA of 2048 bits or more or ECDSA, with its
// certificate and those above it in any order. now is for the dates of the certificate.
//
// The error says what is wrong in words for whoever runs the label, without the password.
func Open(content []byte, password string, now time.Time) (*Signer, error) {
	key, first, others, err := pkcs12.DecodeChain(content, password)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return nil, errors.New("the password does not open it")
	case err != nil && err.Error() == "pkcs12: private key missing":
		return nil, errors.New("it holds no private key; export the certificate together with its key")
	case err != nil:
		return nil, fmt.Errorf("it is not a PKCS#12 file (.p12, .pfx) that can be read: %w", err)
	}
	s, err := NewSigner(key, append([]*x509.Certificate{first}, others...))
	if err != nil {
		return nil, err
	}
	return s, s.Check(now)
}

// NewSigner puts a key and certificates together: the one of the key, and any that are above it, in any order.
func NewSigner(key crypto.PrivateKey, certificates []*x509.Certificate) (*Signer, error) {
	s := &Signer{hash: crypto.SHA256}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		if size := key.N.BitLen(); size < 2048 || size > largestKey {
			return nil, fmt.Errorf("its RSA key has %d bits; expected 2048 to %d, 3072 is a good choice", size, largestKey)
		}
		s.key = key
	case *ecdsa.PrivateKey:
		switch key.Curve {
		case elliptic.P256():
		case elliptic.P384():
			s.hash = crypto.SHA384
		case elliptic.P521():
			s.hash = crypto.SHA512
		default:
			return nil, errors.New("its ECDSA key is on a curve that is not known; expected P-256, P-384 or P-521")
		}
		s.key = key
	default:
		return nil, fmt.Errorf("its key (%T) is of a kind that is not known; expected RSA or ECDSA", key)
	}
	public, err := x509.MarshalPKIXPublicKey(s.key.Public())
	if err != nil {
		return nil, err
	}
	for _, c := range certificates {
		if bytes.Equal(c.RawSubjectPublicKeyInfo, public) {
			s.chain = []*x509.Certificate{c}
			break
		}
	}
	if s.chain == nil {
		return nil, errors.New("none of its certificates is that of its key")
	}
	s.climb(certificates)
	for _, c := range s.chain {
		s.digests = append(s.digests, Digest(c))
	}
	s.room, err = s.measure()
	return s, err
}

// climb puts the certificates above the signer's in order, and leaves the others.
func (s *Signer) climb(certificates []*x509.Certificate) {
	for range certificates {
		last := s.chain[len(s.chain)-1]
		for _, c := range certificates {
			if c.IsCA && !bytes.Equal(c.Raw, last.Raw) && last.CheckSignatureFrom(c) == nil {
				s.chain = append(s.chain, c)
				break
			}
		}
	}
}

// Check tells whether the certificate may sign at an instant.
func (s *Signer) Check(now time.Time) error {
	c := s.chain[0]
	switch {
	case now.After(c.NotAfter):
		return fmt.Errorf("its certificate (%s) expired on %s; renew it", Name(c), c.NotAfter.Format(time.DateOnly))
	case now.Before(c.NotBefore):
		return fmt.Errorf("its certificate (%s) is not valid before %s; is the clock right?", Name(c), c.NotBefore.Format(time.DateOnly))
	case c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0:
		return fmt.Errorf("its certificate (%s) is not for signing: its key usage has neither digitalSignature nor nonRepudiation", Name(c))
	}
	return nil
}

// Chain is the signer's certificate, then those of the authorities above it that came with it.
func (s *Signer) Chain() []*x509.Certificate { return s.chain }

// Fingerprint is the SHA-256 of the signer's certificate, in hexadecimal.
func (s *Signer) Fingerprint() string { return hex.EncodeToString(s.digests[0]) }

// Name is what a certificate calls its holder: its common name, else the organisation.
func Name(c *x509.Certificate) string {
	switch {
	case c.Subject.CommonName != "":
		return c.Subject.CommonName
	case len(c.Subject.Organization) > 0:
		return c.Subject.Organization[0]
	}
	return c.Subject.String()
}

// PEM writes certificates one after the other, as programs take them.
func PEM(certificates []*x509.Certificate) []byte {
	var out []byte
	for _, c := range certificates {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

// Digest is the SHA-256 of a certificate, its fingerprint.
func Digest(c *x509.Certificate) []byte {
	digest := sha256.Sum256(c.Raw)
	return digest[:]
}
