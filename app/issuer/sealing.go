package issuer

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// purpose keeps the key derived here apart from any other that the same secret may give one day.
const purpose = "tnl credential signing keys v1"

func box(secret string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, []byte(secret), nil, purpose, 32)
	if err != nil {
		return nil, fmt.Errorf("derive the key of keys: %w", err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, fmt.Errorf("derive the key of keys: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// seal encrypts the private part of the key of this id, which cannot be given to another.
func seal(secret, id string, private []byte) ([]byte, error) {
	b, err := box(secret)
	if err != nil {
		return nil, err
	}
	return b.Seal(nil, nil, private, []byte(id)), nil
}

// unseal gives the private part back. ErrSecret: sealed with another secret, or changed since.
func unseal(secret, id string, sealed []byte) ([]byte, error) {
	b, err := box(secret)
	if err != nil {
		return nil, err
	}
	private, err := b.Open(nil, nil, sealed, []byte(id))
	if err != nil {
		return nil, ErrSecret
	}
	return private, nil
}
