package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// StatusEntry says where a credential's withdrawal is told.
type StatusEntry struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Index   string `json:"statusListIndex"`
	List    string `json:"statusListCredential"`
}

// revocation is the only purpose we use. That a later award replaced this one is no flaw of it: verifiers that take any
// bit for a withdrawal would say that it is not valid.
const revocation = "revocation"

// StatusListSize is the number of entries of a list: the least that the standard allows, so that one entry hides among
// many, and two thousand editions of this label.
const StatusListSize = 131072

// StatusList is the signed list of withdrawals (W3C Bitstring Status List).
type StatusList struct {
	Context   []string    `json:"@context"`
	ID        string      `json:"id"`
	Type      []string    `json:"type"`
	Issuer    string      `json:"issuer"`
	ValidFrom string      `json:"validFrom"` // the last change
	Subject   listSubject `json:"credentialSubject"`
	Proof     *Proof      `json:"proof,omitempty"`
}

type listSubject struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Encoded string `json:"encodedList"`
}

// SignList writes the list at its address, with those of withdrawn set; at is when it last changed.
func (s Signer) SignList(address string, withdrawn []int, at time.Time) ([]byte, error) {
	bits := make([]byte, StatusListSize/8)
	for _, index := range withdrawn {
		if index < 0 || index >= StatusListSize {
			return nil, fmt.Errorf("status list: no entry %d", index)
		}
		bits[index/8] |= 0x80 >> (index % 8) // the first entry is the highest bit of the first byte
	}
	var packed bytes.Buffer
	pack := gzip.NewWriter(&packed)
	if _, err := pack.Write(bits); err != nil {
		return nil, fmt.Errorf("status list: %w", err)
	}
	if err := pack.Close(); err != nil {
		return nil, fmt.Errorf("status list: %w", err)
	}
	list := StatusList{
		Context: []string{contextVC}, ID: address, Type: []string{"VerifiableCredential", "BitstringStatusListCredential"},
		Issuer: s.DID, ValidFrom: stamp(at),
		Subject: listSubject{
			ID: address + "#list", Type: "BitstringStatusList", Purpose: revocation,
			Encoded: "u" + base64.RawURLEncoding.EncodeToString(packed.Bytes()),
		},
	}
	proof, err := s.prove(list, list.Context, at)
	if err != nil {
		return nil, err
	}
	list.Proof = proof
	return encode(list)
}

// ReadStatusList reads a list, and checks its signature by the issuer's keys. Its errors are sentences in French.
func ReadStatusList(content []byte, keys Document) (StatusList, error) {
	var list StatusList
	if len(content) > MaxSize {
		return list, errors.New("cette liste de retraits est trop grosse")
	}
	if err := json.Unmarshal(content, &list); err != nil || list.Proof == nil || list.Subject.Type != "BitstringStatusList" ||
		list.Subject.Purpose != revocation || len(list.Context) != 1 || list.Context[0] != contextVC {
		return list, errors.New("ce n’est pas une liste de retraits")
	}
	if list.Issuer != keys.ID {
		return list, fmt.Errorf("cette liste de retraits est de %.200s, et les clés de %.200s", list.Issuer, keys.ID)
	}
	unsigned := list
	unsigned.Proof = nil
	key, state, _, err := keys.key(list.Proof.Method)
	if err == nil && state == keyGood {
		err = verify(unsigned, list.Context, *list.Proof, key)
	}
	if err != nil || state != keyGood {
		return list, errors.New("la signature de cette liste de retraits n’est pas celle de l’émetteur : la liste a été changée, ou n’est pas la sienne")
	}
	return list, nil
}

// Withdrawn tells whether the entry is set in the list, which must be the entry's.
func (l StatusList) Withdrawn(entry StatusEntry) (bool, error) {
	if entry.List != l.ID || entry.Purpose != l.Subject.Purpose {
		return false, fmt.Errorf("cette liste de retraits est %.200s, l’attestation en nomme une autre, %.200s", l.ID, entry.List)
	}
	index, err := strconv.Atoi(entry.Index)
	if err != nil || index < 0 || index >= StatusListSize {
		return false, fmt.Errorf("l’attestation a une place impossible dans la liste des retraits, %.40q", entry.Index)
	}
	encoded, ok := strings.CutPrefix(l.Subject.Encoded, "u")
	packed, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || !ok {
		return false, errors.New("cette liste de retraits ne peut pas être lue")
	}
	unpack, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return false, errors.New("cette liste de retraits ne peut pas être lue")
	}
	bits, err := io.ReadAll(io.LimitReader(unpack, StatusListSize/8+1))
	if err != nil || len(bits) != StatusListSize/8 {
		return false, errors.New("cette liste de retraits n’a pas la taille attendue")
	}
	return bits[index/8]&(0x80>>(index%8)) != 0, nil
}
