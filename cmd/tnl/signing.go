package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tnl/app/award"
	"tnl/app/config"
	"tnl/app/signature"
	"tnl/app/timestamp"
)

// soon is how long before its end the certificate that signs is spoken of in the log.
const soon = 60 * 24 * time.Hour

// newSigning reads with what certificates are signed, nil when they are not. The demonstration makes its own.
func newSigning(c config.Config, now time.Time) (*award.Signing, error) {
	file, password := c.Signing.File, c.Signing.Password
	if file == "" && c.Mode == "demo" {
		var err error
		if file, password, err = demoSigner(c.Data, now); err != nil {
			return nil, err
		}
	}
	if file == "" {
		return nil, nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("settings: signing.file: %w", err)
	}
	signer, err := signature.Open(content, password, now)
	if err != nil {
		return nil, fmt.Errorf("settings: signing.file: %s: %w", file, err)
	}
	s := &award.Signing{Signer: signer}
	own := signer.Chain()[0]
	slog.Info("certificates are signed", "by", signature.Name(own), "until", own.NotAfter.Format(time.DateOnly), "timestamp", c.Timestamp.URL)
	if own.NotAfter.Sub(now) < soon {
		slog.Warn("the certificate that signs expires soon: renew it", "until", own.NotAfter.Format(time.DateOnly))
	}
	if c.Timestamp.URL != "" {
		s.Authority = timestamp.New(c.Timestamp.URL)
	}
	if c.Timestamp.Authority != "" {
		text, err := os.ReadFile(c.Timestamp.Authority)
		if err == nil {
			s.Believed, err = award.Certificates(text)
		}
		if err != nil {
			return nil, fmt.Errorf("settings: timestamp.authority: %w", err)
		}
	}
	return s, nil
}

// demoSigner gives the file with which the demonstration signs, made at its first start: its password is no secret, as
// nobody has a reason to trust it.
func demoSigner(data string, now time.Time) (file, password string, err error) {
	file, password = filepath.Join(data, "signature-demo.p12"), "demonstration"
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return file, password, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", "", fmt.Errorf("make the key of the demonstration: %w", err)
	}
	content, err := signature.Trial("Démonstration du label", key, password, now)
	if err != nil {
		return "", "", err
	}
	// Whole or not at all, whatever stops it.
	if err = os.WriteFile(file+".new", content, 0o600); err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return "", "", fmt.Errorf("keep the key of the demonstration: %w", err)
	}
	return file, password, nil
}
