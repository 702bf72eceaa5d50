package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Trial makes an authority and a certificate of its own for key, valid for three years, as a PKCS#12 file with both: for
// a demonstration and for tests. The authority's key is thrown away. Nobody has a reason to trust it.
func Trial(name string, key crypto.Signer, password string, now time.Time) ([]byte, error) {
	above, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the key of an authority: %w", err)
	}
	from, to := now.Add(-time.Hour), now.AddDate(3, 0, 0)
	authority := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: name + " (autorité d’essai)", Country: []string{"FR"}},
		NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	root, err := issue(authority, authority, above.Public(), above)
	if err != nil {
		return nil, err
	}
	own, err := issue(&x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: name, Country: []string{"FR"}},
		NotBefore: from, NotAfter: to, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}, root, key.Public(), above)
	if err != nil {
		return nil, err
	}
	file, err := pkcs12.Modern.Encode(key, own, []*x509.Certificate{root}, password)
	if err != nil {
		return nil, fmt.Errorf("write a PKCS#12 file: %w", err)
	}
	return file, nil
}

func issue(template, parent *x509.Certificate, key crypto.PublicKey, by crypto.Signer) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key, by)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	return x509.ParseCertificate(der)
}

// serial is a number that nobody guesses, of 128 bits.
func serial() *big.Int {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[0] = b[0]&0x3f | 0x40
	return new(big.Int).SetBytes(b[:])
}
