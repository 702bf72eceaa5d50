package awardtest

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"

	"tnl/app/award"
	"tnl/app/signature"
	"tnl/app/timestamp"
)

// Sign has awards' certificates signed with a key of its own, or with a new one where it is nil, and stamped by the
// authority at url, or by none where it is empty.
func (s *Stage) Sign(key crypto.Signer, url string) *award.Signing {
	s.T.Helper()
	if key == nil {
		made, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		s.must(err)
		key = made
	}
	const password = "for tests"
	file, err := signature.Trial("Jury d’essai", key, password, s.Awards.Now())
	s.must(err)
	signer, err := signature.Open(file, password, s.Awards.Now())
	s.must(err)
	signing := &award.Signing{Signer: signer}
	if url != "" {
		signing.Authority = timestamp.New(url)
	}
	s.must(s.Awards.StartSigning(context.Background(), signing))
	return signing
}
