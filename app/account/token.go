package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/fault"
)

// Purpose is what a one-time link is for.
type Purpose string

const (
	ToConfirm Purpose = "confirm" // an address
	ToReset   Purpose = "reset"   // a password
)

// lifetimes are told in the e-mails too: templates/mail/confirm.txt and reset.txt.
var lifetimes = map[Purpose]time.Duration{ToConfirm: 3 * 24 * time.Hour, ToReset: time.Hour}

type tokenRow struct {
	Hash      string
	PersonID  string
	Purpose   Purpose
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

func (tokenRow) TableName() string { return "tokens" }

func errDeadLink() error {
	return fault.New(fault.NotFound, "Ce lien a déjà servi, ou n’est plus valable.")
}

// newToken gives a one-time token to person; the ones they had for the same purpose are no longer good.
func newToken(tx *gorm.DB, now time.Time, person *Person, purpose Purpose) (string, error) {
	token := base64.RawURLEncoding.EncodeToString(random(32))
	if err := tx.Where("person_id = ? AND purpose = ?", person.ID, purpose).Delete(&tokenRow{}).Error; err != nil {
		return "", fmt.Errorf("new link to %s: %w", purpose, err)
	}
	row := tokenRow{
		Hash: hashToken(token), PersonID: person.ID, Purpose: purpose,
		CreatedAt: now, ExpiresAt: database.Instant(now.Add(lifetimes[purpose])),
	}
	if err := tx.Create(&row).Error; err != nil {
		return "", fmt.Errorf("new link to %s: %w", purpose, err)
	}
	return token, nil
}

// Holder gives the person whom a link was sent to, and changes nothing: mail scanners follow links.
//
// NotFound: the link was never given, has been used, or is too old.
func (a *Accounts) Holder(ctx context.Context, purpose Purpose, token string) (*Person, error) {
	person, err := one(a.DB.Read(ctx), `people.id = (SELECT person_id FROM tokens
		WHERE hash = @hash AND purpose = @purpose AND used_at IS NULL AND expires_at > @now)`,
		map[string]any{"hash": hashToken(token), "purpose": purpose, "now": a.now()})
	if err != nil {
		return nil, fmt.Errorf("find the holder of a link: %w", err)
	}
	if person == nil {
		return nil, errDeadLink()
	}
	return person, nil
}

// useToken takes a token once and for all, and gives whose it was.
func useToken(tx *gorm.DB, now time.Time, purpose Purpose, token string) (*Person, error) {
	var ids []string
	err := tx.Raw(`UPDATE tokens SET used_at = ?
		WHERE hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ? RETURNING person_id`,
		now, hashToken(token), purpose, now).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("use a link to %s: %w", purpose, err)
	}
	if len(ids) == 0 {
		return nil, errDeadLink()
	}
	return Find(tx, ids[0])
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// random gives n unpredictable bytes; crypto/rand ends the program rather than give predictable ones.
func random(n int) []byte {
	bytes := make([]byte, n)
	_, _ = rand.Read(bytes)
	return bytes
}
