package credential

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Key is a public key of the issuer. One that signs no more goes on verifying what it signed, unless it was revoked.
type Key struct {
	Public  ed25519.PublicKey
	Revoked *time.Time
}

// Document is the issuer's DID document: its public keys, served at /.well-known/did.json.
type Document struct {
	Context   []string `json:"@context"`
	ID        string   `json:"id"`
	Also      []string `json:"alsoKnownAs"`
	Methods   []Method `json:"verificationMethod"`
	Assertion []string `json:"assertionMethod"` // the keys whose signatures are good
}

// Method is one public key of a document.
type Method struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Controller string `json:"controller"`
	PublicKey  string `json:"publicKeyMultibase"`
	Revoked    string `json:"revoked,omitempty"`
}

// NewDocument makes the document of the site's issuer.
func NewDocument(site string, keys []Key) (Document, error) {
	did, err := DID(site)
	if err != nil {
		return Document{}, err
	}
	d := Document{
		Context: []string{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"},
		ID:      did, Also: []string{site}, Methods: []Method{}, Assertion: []string{},
	}
	for _, key := range keys {
		name := Multikey(key.Public)
		method := Method{ID: did + "#" + name, Type: "Multikey", Controller: did, PublicKey: name}
		if key.Revoked != nil {
			method.Revoked = stamp(*key.Revoked)
		} else {
			d.Assertion = append(d.Assertion, method.ID)
		}
		d.Methods = append(d.Methods, method)
	}
	return d, nil
}

// Encode writes the document.
func (d Document) Encode() ([]byte, error) { return encode(d) }

// ReadDocument reads a DID document. Its errors are sentences in French.
func ReadDocument(content []byte) (Document, error) {
	var d Document
	if len(content) > MaxSize {
		return d, errors.New("ce document de clés est trop gros")
	}
	if err := json.Unmarshal(content, &d); err != nil || !strings.HasPrefix(d.ID, "did:web:") || len(d.Methods) == 0 {
		return d, errors.New("ce n’est pas le document de clés d’un émetteur (did.json)")
	}
	return d, nil
}

// keyState tells what a key is worth.
type keyState int

const (
	keyUnknown keyState = iota
	keyGood
	keyRevoked
)

// key finds the key that a proof names; since is when it was revoked.
func (d Document) key(method string) (key ed25519.PublicKey, state keyState, since string, err error) {
	for _, m := range d.Methods {
		if m.ID != method || m.Controller != d.ID {
			continue
		}
		if key, err = ParseMultikey(m.PublicKey); err != nil {
			return nil, keyUnknown, "", fmt.Errorf("read the key %.200s: %w", method, err)
		}
		for _, good := range d.Assertion {
			if good == method && m.Revoked == "" {
				return key, keyGood, "", nil
			}
		}
		return key, keyRevoked, m.Revoked, nil
	}
	return nil, keyUnknown, "", nil
}
