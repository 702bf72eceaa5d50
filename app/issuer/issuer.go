// Package issuer keeps the keys that sign the label's credentials: made at first need, replaced, revoked, and published
// for ever.
package issuer

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
	"tnl/app/credential"
	"tnl/app/database"
)

const algorithm = "Ed25519"

// Key is one key of the issuer.
type Key struct {
	ID        string // the public part, as a Multikey
	Algorithm string
	Sealed    []byte // the private part, encrypted; nil once the key signs no more
	CreatedAt time.Time
	RetiredAt *time.Time // nil for the key that signs
	RevokedAt *time.Time // what it signed is no longer believed
	Reason    string     // of the revocation
}

func (Key) TableName() string { return "issuer_keys" }

// Keys is the use cases on keys. Whoever may run the command line may do all of it.
type Keys struct {
	DB      *database.DB
	Now     func() time.Time
	BaseURL string // of the site, which is the issuer's name too; without a slash at its end
	Secret  string // from which the key that encrypts private parts is derived
}

// ErrSecret says that the private part cannot be read with the secret of the settings.
var ErrSecret = errors.New("the key that signs credentials cannot be read with this secret: give back the former secret, or make a new key with « tnl key rotate » (what was signed stays good)")

// Check tells before anything is served whether the signing key can be read; that there is none yet is no fault.
func (ks *Keys) Check(ctx context.Context) error {
	key, err := signing(ks.DB.Read(ctx))
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = ks.open(key)
	return err
}

// Signer gives the key that signs, made now when there is none. tx is a transaction that may write: until it ends,
// nobody else signs, so that places in the list of withdrawals are given once. ErrSecret: the secret was changed.
func (ks *Keys) Signer(tx *gorm.DB) (credential.Signer, error) {
	alone := clause.Locking{Strength: "UPDATE"}
	key, err := signing(tx.Clauses(alone))
	if errors.Is(err, gorm.ErrRecordNotFound) {
		if err = ks.create(tx); err == nil {
			key, err = signing(tx.Clauses(alone)) // ours, or that of another instance which came first
		}
	}
	if err != nil {
		return credential.Signer{}, err
	}
	return ks.open(key)
}

// Current is Signer for what is signed without writing anything; since is when the key was made, zero while there is none.
func (ks *Keys) Current(ctx context.Context) (signer credential.Signer, since time.Time, err error) {
	key, err := signing(ks.DB.Read(ctx))
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return signer, since, nil
	}
	if err == nil {
		signer, err = ks.open(key)
	}
	return signer, key.CreatedAt, err
}

func signing(tx *gorm.DB) (Key, error) {
	var key Key
	if err := tx.Where("retired_at IS NULL").Take(&key).Error; err != nil {
		return key, fmt.Errorf("read the key that signs: %w", err)
	}
	return key, nil
}

func (ks *Keys) create(tx *gorm.DB) error {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	key := Key{ID: credential.Multikey(public), Algorithm: algorithm, CreatedAt: ks.now()}
	if key.Sealed, err = seal(ks.Secret, key.ID, private.Seed()); err != nil {
		return err
	}
	made := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&key)
	if made.Error != nil {
		return fmt.Errorf("keep a key: %w", made.Error)
	}
	if made.RowsAffected == 0 {
		return nil
	}
	return audit.Record(tx, audit.Line{At: key.CreatedAt, Actor: "credentials", Action: "key.create", Subject: "key/" + key.ID})
}

func (ks *Keys) open(key Key) (credential.Signer, error) {
	seed, err := unseal(ks.Secret, key.ID, key.Sealed)
	if err != nil {
		return credential.Signer{}, err
	}
	did, err := credential.DID(ks.BaseURL)
	return credential.Signer{DID: did, Key: ed25519.NewKeyFromSeed(seed)}, err
}

// List gives every key, the oldest first.
func (ks *Keys) List(ctx context.Context) ([]Key, error) {
	var keys []Key
	if err := ks.DB.Read(ctx).Order("created_at, id").Find(&keys).Error; err != nil {
		return nil, fmt.Errorf("list the keys: %w", err)
	}
	return keys, nil
}

// Document gives the public keys as they are published.
func (ks *Keys) Document(ctx context.Context) (credential.Document, error) {
	keys, err := ks.List(ctx)
	if err != nil {
		return credential.Document{}, err
	}
	public := make([]credential.Key, len(keys))
	for i, key := range keys {
		if public[i].Public, err = credential.ParseMultikey(key.ID); err != nil {
			return credential.Document{}, fmt.Errorf("read the key %s: %w", key.ID, err)
		}
		public[i].Revoked = key.RevokedAt
	}
	return credential.NewDocument(ks.BaseURL, public)
}

func (ks *Keys) now() time.Time { return database.Instant(ks.Now()) }
