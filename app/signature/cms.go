package signature

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/asn1"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
)

// Of RFC 5652, 5035, 6211, 3161, 5754 and 8419.
var (
	oidData                = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningTime         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	oidAlgorithmProtection = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 52}
	oidSigningCertificate  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertificate2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidTimeStamp           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	oidTimeStampInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

	oidSHA1        = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	oidSHA256      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
	oidRSA         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidSHA256RSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidSHA384RSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 12}
	oidSHA512RSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 13}
	oidECDSASHA256 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	oidECDSASHA384 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 3}
	oidECDSASHA512 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 4}
)

// attributes are written [0] inside the signer's part, and as a SET where they are hashed.
var (
	tagSigned   = tag.Tag(0).ContextSpecific().Constructed()
	tagUnsigned = tag.Tag(1).ContextSpecific().Constructed()
)

// signed is a CMS made in two steps: a time stamp is asked for the signature of the first.
type signed struct {
	signer     *Signer
	attributes []byte // that are signed, in order, without what is around them
	signature  []byte
}

// sign signs a digest of the signer's hash.
func (s *Signer) sign(digest []byte) (signed, error) {
	all := [][]byte{
		attribute(oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) }),
		attribute(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest) }),
		// Every certificate that goes with it is named, so that none of them can be changed either.
		attribute(oidSigningCertificate2, func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
					for _, digest := range s.digests {
						b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest) })
					}
				})
			})
		}),
		attribute(oidAlgorithmProtection, func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				s.addDigestAlgorithm(b, tag.SEQUENCE)
				s.addSignatureAlgorithm(b, tag.Tag(1).ContextSpecific().Constructed())
			})
		}),
	}
	slices.SortFunc(all, bytes.Compare) // as DER orders a SET OF
	set := signed{signer: s, attributes: bytes.Join(all, nil)}
	h := s.hash.New()
	h.Write(asSet(set.attributes))
	signature, err := s.key.Sign(nil, h.Sum(nil), s.hash) // without chance: PKCS #1 v1.5, or RFC 6979
	if err != nil {
		return set, fmt.Errorf("sign: %w", err)
	}
	set.signature = signature
	return set, nil
}

func attribute(oid asn1.ObjectIdentifier, value cryptobyte.BuilderContinuation) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid)
		b.AddASN1(tag.SET, value)
	})
	return b.BytesOrPanic()
}

func asSet(attributes []byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(tag.SET, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
	return b.BytesOrPanic()
}

func (s *Signer) addDigestAlgorithm(b *cryptobyte.Builder, as tag.Tag) {
	oid := map[crypto.Hash]asn1.ObjectIdentifier{crypto.SHA256: oidSHA256, crypto.SHA384: oidSHA384, crypto.SHA512: oidSHA512}[s.hash]
	b.AddASN1(as, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oid) })
}

func (s *Signer) addSignatureAlgorithm(b *cryptobyte.Builder, as tag.Tag) {
	b.AddASN1(as, func(b *cryptobyte.Builder) {
		if _, ok := s.key.Public().(*rsa.PublicKey); ok {
			b.AddASN1ObjectIdentifier(oidRSA)
			b.AddASN1NULL()
			return
		}
		b.AddASN1ObjectIdentifier(map[crypto.Hash]asn1.ObjectIdentifier{
			crypto.SHA256: oidECDSASHA256, crypto.SHA384: oidECDSASHA384, crypto.SHA512: oidECDSASHA512,
		}[s.hash])
	})
}

// encode writes the CMS, with the token of a time stamp when there is one.
func (c signed) encode(token []byte) ([]byte, error) {
	s := c.signer
	var out cryptobyte.Builder
	out.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oidSignedData)
		b.AddASN1(tag.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
			b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1Int64(1)
				b.AddASN1(tag.SET, func(b *cryptobyte.Builder) { s.addDigestAlgorithm(b, tag.SEQUENCE) })
				b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) })
				b.AddASN1(tagSigned, func(b *cryptobyte.Builder) { // here it means: the certificates
					for _, raw := range s.inSet() {
						b.AddBytes(raw)
					}
				})
				b.AddASN1(tag.SET, func(b *cryptobyte.Builder) { c.addSignerInfo(b, token) })
			})
		})
	})
	return out.Bytes()
}

// inSet is the certificates as DER orders a SET OF.
func (s *Signer) inSet() [][]byte {
	var all [][]byte
	for _, c := range s.chain {
		all = append(all, c.Raw)
	}
	slices.SortFunc(all, bytes.Compare)
	return all
}

func (c signed) addSignerInfo(b *cryptobyte.Builder, token []byte) {
	own := c.signer.chain[0]
	b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(tag.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddBytes(own.RawIssuer)
			b.AddASN1BigInt(own.SerialNumber)
		})
		c.signer.addDigestAlgorithm(b, tag.SEQUENCE)
		b.AddASN1(tagSigned, func(b *cryptobyte.Builder) { b.AddBytes(c.attributes) })
		c.signer.addSignatureAlgorithm(b, tag.SEQUENCE)
		b.AddASN1OctetString(c.signature)
		if len(token) > 0 {
			b.AddASN1(tagUnsigned, func(b *cryptobyte.Builder) {
				b.AddBytes(attribute(oidTimeStamp, func(b *cryptobyte.Builder) { b.AddBytes(token) }))
			})
		}
	})
}
