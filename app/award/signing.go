package award

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/fault"
	"tnl/app/signature"
	"tnl/app/timestamp"
)

// Signing is with what certificates are signed. One value serves one instance.
type Signing struct {
	Signer    *signature.Signer
	Authority *timestamp.Authority // of time stamps; nil for none
	// Believed are authorities of time stamps, to which those of signatures are added; nil for none.
	Believed []*x509.Certificate

	mu      sync.Mutex
	failing time.Time // since when the authority fails; zero while it answers
	retry   time.Time // before which it is not asked again
}

// An authority that fails is asked again after a while. Certificates wait for it for some time, then are signed without a
// time stamp: laureates are told of their certificate at the publication, which another's failure must not spoil.
const (
	pause     = 30 * time.Second
	longPause = 15 * time.Minute
)

var errWaiting = fault.New(fault.Unavailable, "Ce certificat est en cours de signature. Revenez dans quelques minutes.")

// stamp asks the authority for a token. It gives nil when the authority has failed for too long, and errWaiting before.
func (s *Signing) stamp(ctx context.Context, digest []byte, now func() time.Time) ([]byte, error) {
	s.mu.Lock()
	failing, asked := s.failing, !now().Before(s.retry)
	s.mu.Unlock()
	if asked {
		token, err := s.Authority.Stamp(ctx, digest)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if err == nil {
			s.failing, s.retry = time.Time{}, time.Time{}
			return token, nil
		}
		if s.failing.IsZero() {
			s.failing = now()
		}
		s.retry, failing = now().Add(pause), s.failing
		slog.Warn("no time stamp", "since", failing, "error", err)
	}
	if now().Sub(failing) < longPause {
		return nil, errWaiting
	}
	return nil, nil
}

// failingSince tells since when the authority fails, the zero time while it answers.
func (s *Signing) failingSince() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failing
}

// signingCertificate is a certificate with which the label signed, and those above it.
type signingCertificate struct {
	Fingerprint string `gorm:"primaryKey"`
	Chain       string // PEM
	FirstUsedAt time.Time
}

func (signingCertificate) TableName() string { return "signing_certificates" }

// Signatory is a certificate with which the label signs, or signed.
type Signatory struct {
	Fingerprint string // SHA-256 of its certificate
	Chain       []*x509.Certificate
	FirstUsedAt time.Time
}

// StartSigning has certificates signed from now on, and keeps with what. It is called once, before anybody is served.
func (as *Awards) StartSigning(ctx context.Context, s *Signing) error {
	row := signingCertificate{s.Signer.Fingerprint(), string(signature.PEM(s.Signer.Chain())), as.now()}
	err := as.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
	})
	if err != nil {
		return fmt.Errorf("keep the certificate that signs: %w", err)
	}
	as.signing, as.wake = s, make(chan struct{}, 1)
	return nil
}

// Signs tells whether the PDFs of certificates are signed.
func (as *Awards) Signs() bool { return as.signing != nil }

// Signatories gives the certificates with which the label signed, the latest first.
func (as *Awards) Signatories(ctx context.Context) ([]Signatory, error) {
	var rows []signingCertificate
	if err := as.DB.Read(ctx).Order("first_used_at DESC, fingerprint").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the certificates that signed: %w", err)
	}
	all := make([]Signatory, len(rows))
	for i, row := range rows {
		chain, err := Certificates([]byte(row.Chain))
		if err != nil {
			return nil, fmt.Errorf("read the certificate %s that signed: %w", row.Fingerprint, err)
		}
		all[i] = Signatory{row.Fingerprint, chain, row.FirstUsedAt}
	}
	return all, nil
}

// Roots gives the authorities whose signatures are the label's: those at the top of each certificate with which it
// signed, and the authorities of time stamps that its settings name.
func (as *Awards) Roots(ctx context.Context) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	signatories, err := as.Signatories(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range signatories {
		pool.AddCert(s.Chain[len(s.Chain)-1])
	}
	if as.signing != nil {
		for _, c := range as.signing.Believed {
			pool.AddCert(c)
		}
	}
	return pool, nil
}

// Certificates reads certificates in PEM, at least one.
func Certificates(text []byte) ([]*x509.Certificate, error) {
	var all []*x509.Certificate
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("a %s where certificates are expected", strings.ToLower(block.Type))
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		return nil, errors.New("no certificate in PEM")
	}
	return all, nil
}
