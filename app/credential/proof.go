package credential

import (
	"crypto/ed25519"
	"errors"
	"time"
)

// Proof is a Data Integrity proof.
type Proof struct {
	Type        string `json:"type"`
	Cryptosuite string `json:"cryptosuite"`
	Created     string `json:"created"`
	Method      string `json:"verificationMethod"` // the issuer's DID, a hash sign, the key's name
	Purpose     string `json:"proofPurpose"`
	Value       string `json:"proofValue,omitempty"` // multibase; empty while it is computed
}

// Signer signs in the name of an issuer.
type Signer struct {
	DID string
	Key ed25519.PrivateKey
}

// Name is what the key is called: its public part as a Multikey.
func (s Signer) Name() string { return Multikey(s.Key.Public().(ed25519.PublicKey)) }

// Sign gives the credential with its proof, written for people to read: the same award, key and instant give the same
// bytes.
func (s Signer) Sign(c Credential, at time.Time) ([]byte, error) {
	c.Proof = nil
	proof, err := s.prove(c, c.Context, at)
	if err != nil {
		return nil, err
	}
	c.Proof = proof
	return encode(c)
}

func (s Signer) prove(document any, contexts []string, at time.Time) (*Proof, error) {
	proof := Proof{
		Type: "DataIntegrityProof", Cryptosuite: "eddsa-rdfc-2022", Created: stamp(at), Method: s.DID + "#" + s.Name(),
		Purpose: "assertionMethod",
	}
	hashed, err := hashed(document, contexts, proof)
	if err != nil {
		return nil, err
	}
	proof.Value = multibase(ed25519.Sign(s.Key, hashed))
	return &proof, nil
}

// hashed is what is signed: the hash of the proof without its value, then that of the document.
func hashed(document any, contexts []string, proof Proof) ([]byte, error) {
	proof.Value = ""
	settings, err := digest(struct {
		Context []string `json:"@context"`
		Proof
	}{contexts, proof})
	if err != nil {
		return nil, err
	}
	content, err := digest(document)
	return append(settings, content...), err
}

// errForged says that a signature is not the key's on this content.
var errForged = errors.New("the signature does not match")

// verify checks the signature of a document, without its proof, by a key.
func verify(document any, contexts []string, proof Proof, key ed25519.PublicKey) error {
	signature, err := unMultibase(proof.Value)
	if err != nil || len(signature) != ed25519.SignatureSize {
		return errForged
	}
	hashed, err := hashed(document, contexts, proof)
	if err != nil {
		return err
	}
	if !ed25519.Verify(key, hashed, signature) {
		return errForged
	}
	return nil
}
