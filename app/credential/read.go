package credential

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// MaxSize bounds a credential, in bytes: ours take about four thousand.
const MaxSize = 64 << 10

// most is how many results, identities or pieces of evidence are read: what is canonicalised stays small.
const most = 32

// Read reads a credential of this label. It must be written as Sign writes it, spaces between its parts left aside:
// what could be read in two ways, or would not be covered by the signature, is refused. It does not check the
// signature. Its errors are sentences in French.
func Read(content []byte) (Credential, error) {
	var c Credential
	if len(content) > MaxSize {
		return c, fmt.Errorf("cette attestation est trop grosse : %d Kio au plus sont lus", MaxSize>>10)
	}
	if err := json.Unmarshal(content, &c); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return c, fmt.Errorf("ce n’est plus du JSON, à partir de l’octet %d", syntax.Offset)
		}
		return c, errors.New("ce JSON n’est pas une attestation de label")
	}
	if !slices.Equal(c.Context, []string{contextVC, contextOB}) || !slices.Contains(c.Type, "OpenBadgeCredential") {
		return c, errors.New("ce JSON n’est pas une attestation de label")
	}
	if c.Proof == nil || len(c.Subject.Identifier) > most || len(c.Subject.Result) > most || len(c.Evidence) > most ||
		len(c.Subject.Achievement.Results) > most {
		return c, errors.New("cette attestation n’est pas signée, ou n’est pas écrite comme celles de ce label")
	}
	var found bytes.Buffer
	if err := json.Compact(&found, content); err != nil {
		return c, errors.New("ce n’est plus du JSON")
	}
	wanted, err := plain(c)
	if err != nil {
		return c, err
	}
	if !bytes.Equal(found.Bytes(), wanted) {
		return c, fmt.Errorf("cette attestation n’est pas écrite comme celles de ce label, à partir de : %s", around(found.Bytes(), wanted))
	}
	return c, nil
}

// around shows where two texts begin to differ.
func around(found, wanted []byte) string {
	at := firstDifference(found, wanted)
	return fmt.Sprintf("%.60q", found[max(0, at-20):])
}

func firstDifference(a, b []byte) int {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	return at
}

// signed checks the signature by the issuer's keys; since is when a revoked key was.
func (c Credential) signed(keys Document) (state keyState, since string, err error) {
	unsigned := c
	unsigned.Proof = nil
	key, state, since, err := keys.key(c.Proof.Method)
	if err != nil || state == keyUnknown {
		return state, since, err
	}
	if c.Proof.Type != "DataIntegrityProof" || c.Proof.Cryptosuite != "eddsa-rdfc-2022" || c.Proof.Purpose != "assertionMethod" {
		return state, since, errForged
	}
	return state, since, verify(unsigned, c.Context, *c.Proof, key)
}
