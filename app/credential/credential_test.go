package credential

import (
	"bytes"
	"crypto/ed25519"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files again")

var published = time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// signer is a key for tests, made of one letter.
func signer(t testing.TB, letter byte) Signer {
	t.Helper()
	did, err := DID("https://label.example.org")
	must(t, err)
	return Signer{DID: did, Key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{letter}, ed25519.SeedSize))}
}

// sample is the award of a town whose name asks for care.
func sample() Award {
	const site = "https://label.example.org"
	return Award{
		Site: site, Label: "Territoire numérique libre", Number: "2026-0001", Year: 2026, Territory: "L’Haÿ-les-Roses \"\\ <b>&",
		TerritoryPage: site + "/territoires/l-hay-les-roses-94038", SIREN: "219400389", INSEE: "94038",
		Level: 4, LevelCount: 5, LevelName: "Niveau\u00a04 sur\u00a05", LevelMeaning: "Une politique volontaire\tdu logiciel libre.\nDes données ouvertes.",
		Mentions:    []string{"Mutualisation", "Sobriété numérique"},
		Certificate: site + "/certificats/2026-0001", Credential: site + "/certificats/2026-0001/attestation.json",
		Criteria: site + "/label/criteres/2026", Questionnaire: site + "/questionnaires/" + strings.Repeat("0f", 32) + ".yaml",
		AnswersHash: strings.Repeat("a1", 32), StatusList: site + "/attestations/retraits", StatusIndex: 9, AwardedAt: published,
	}
}

func signed(t testing.TB, a Award, by Signer) []byte {
	t.Helper()
	c, err := New(a)
	must(t, err)
	content, err := by.Sign(c, published)
	must(t, err)
	return content
}

func document(t testing.TB, keys ...Key) Document {
	t.Helper()
	d, err := NewDocument("https://label.example.org", keys)
	must(t, err)
	return d
}

func public(s Signer) ed25519.PublicKey { return s.Key.Public().(ed25519.PublicKey) }

// golden holds content to a file of testdata, which scripts read too.
func golden(t *testing.T, name string, content []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		must(t, os.WriteFile(file, content, 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(content, want) {
		t.Errorf("%s is no longer what it was: credentials that were issued must be read for ever", name)
	}
}

func TestGolden(t *testing.T) {
	key := signer(t, 'a')
	golden(t, "attestation.json", signed(t, sample(), key))
	revoked := published.Add(time.Hour)
	d, err := document(t, Key{Public: public(key)}, Key{Public: public(signer(t, 'b')), Revoked: &revoked}).Encode()
	must(t, err)
	golden(t, "did.json", d)
}
