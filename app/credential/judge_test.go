package credential

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// known is what the label itself knows of the sample, which nothing speaks against.
func known(t testing.TB, issued ...[]byte) Known {
	t.Helper()
	keys := document(t, Key{Public: public(signer(t, 'a'))})
	return Known{
		Site: "https://label.example.org", Keys: &keys, Issued: issued, Asked: true, Withdrawal: &Withdrawal{}, Succession: &Succession{},
	}
}

func expect(t *testing.T, what string, r Report, state State, wrong ...string) {
	t.Helper()
	var bad []string
	for _, check := range r.Checks {
		if check.Outcome == Bad {
			bad = append(bad, check.Name)
		}
	}
	if r.State != state || !slices.Equal(bad, wrong) {
		t.Errorf("%s: %s, against %v; want %s, against %v\n%+v", what, r.State, bad, state, wrong, r.Checks)
	}
}

func TestStates(t *testing.T) {
	content := signed(t, sample(), signer(t, 'a'))
	judge := func(change func(*Known)) Report {
		k := known(t, content)
		change(&k)
		return Open(content).Judge(k)
	}
	expect(t, "genuine", judge(func(*Known) {}), Current)
	expect(t, "withdrawn", judge(func(k *Known) {
		k.Withdrawal = &Withdrawal{Withdrawn: true, At: published, Reason: "Erreur."}
	}), Withdrawn, "withdrawal")
	expect(t, "superseded", judge(func(k *Known) { k.Succession = &Succession{Number: "2027-0003", Year: 2027} }), Superseded, "succession")
	expect(t, "superseded and withdrawn", judge(func(k *Known) {
		k.Succession, k.Withdrawal = &Succession{Number: "2027-0003", Year: 2027}, &Withdrawal{Withdrawn: true}
	}), Withdrawn, "withdrawal", "succession")
	expect(t, "offline, with keys and the list", judge(func(k *Known) { k.Asked, k.Issued, k.Succession = false, nil, nil }), Genuine)
	expect(t, "offline, with keys", judge(func(k *Known) { k.Asked, k.Issued, k.Succession, k.Withdrawal = false, nil, nil, nil }), Incomplete)
	expect(t, "offline, with nothing", judge(func(k *Known) { *k = Known{} }), Incomplete)
	expect(t, "a number that the label never gave", judge(func(k *Known) { k.Issued = nil }), Foreign, "issued")

	other := document(t, Key{Public: public(signer(t, 'b'))})
	expect(t, "the key of somebody else", judge(func(k *Known) { k.Asked, k.Issued, k.Keys = false, nil, &other }), Foreign, "signature")
	elsewhere, err := NewDocument("https://ailleurs.example", []Key{{Public: public(signer(t, 'a'))}})
	must(t, err)
	expect(t, "another issuer", judge(func(k *Known) { k.Keys = &elsewhere }), Foreign, "issuer", "signature")
	when := published.Add(time.Hour)
	revoked := document(t, Key{Public: public(signer(t, 'a')), Revoked: &when})
	expect(t, "a revoked key, of a credential that the label keeps", judge(func(k *Known) { k.Keys = &revoked }), Current)
	expect(t, "a revoked key, offline", judge(func(k *Known) { k.Asked, k.Issued, k.Keys = false, nil, &revoked }), Altered, "signature")
	again := signed(t, sample(), signer(t, 'b'))
	expect(t, "a credential that another replaced", judge(func(k *Known) { k.Keys, k.Issued = &revoked, [][]byte{again, content} }), Current)
}

// Whoever takes the name of the label, with a key of their own, is told.
func TestForged(t *testing.T) {
	genuine, a := signed(t, sample(), signer(t, 'a')), sample()
	a.Level, a.LevelName = 5, "Niveau 5 sur 5"
	forged := signed(t, a, signer(t, 'z'))
	r := Open(forged).Judge(known(t, genuine))
	expect(t, "forged", r, Foreign, "issued", "signature")
	var told []string
	for _, d := range r.Differences {
		told = append(told, d.What+": "+d.File+" / "+d.Issued)
	}
	if !slices.Contains(told, "Niveau: 5 / 4") || len(r.Facts) == 0 || r.Facts[0].Value != "L’Haÿ-les-Roses \"\\ <b>&" {
		t.Errorf("told: %q, %v", told, r.Facts)
	}
	// Under the name of another site, which holds another key.
	a.Site = "https://1abel.example.org"
	did, err := DID(a.Site)
	must(t, err)
	stranger := signer(t, 'z')
	stranger.DID = did
	expect(t, "another site", Open(signed(t, a, stranger)).Judge(known(t, genuine)), Foreign, "issuer", "issued", "signature")
}

func TestOneByteAltered(t *testing.T) {
	content := signed(t, sample(), signer(t, 'a'))
	k, offline := known(t, content), known(t)
	offline.Asked = false
	for at := 0; at < len(content); at += 41 { // each that can be read is canonicalised, which takes ten milliseconds
		altered := bytes.Clone(content)
		altered[at] ^= 1
		if r := Open(altered).Judge(k); r.State == Current || r.State == Genuine {
			if !bytes.Equal(compact(altered), compact(content)) {
				t.Fatalf("the byte %d (%q) is altered, and nothing tells: %+v", at, around(altered, content), r)
			}
		}
		if at%2 == 0 {
			if r := Open(altered).Judge(offline); r.State == Current || r.State == Genuine {
				if !bytes.Equal(compact(altered), compact(content)) {
					t.Fatalf("offline, the byte %d (%q) is altered, and nothing tells: %+v", at, around(altered, content), r)
				}
			}
		}
	}
	r := Open(bytes.Replace(content, []byte("219400389"), []byte("219400388"), 1)).Judge(k)
	if len(r.Differences) != 1 || r.Differences[0] != (Difference{"Territoire (nom ou code)", "219400388", "219400389"}) {
		t.Errorf("what was altered: %+v", r.Differences)
	}
	cut := Open(content[:len(content)/2]).Judge(k)
	expect(t, "half of it", cut, Altered, "credential", "issued")
	if len(cut.Differences) != 1 || !strings.Contains(cut.Differences[0].What, "octet") {
		t.Errorf("half of it: %+v", cut.Differences)
	}
}

// What the signature would not cover, or two readers would read in two ways, is refused.
func TestReadIsStrict(t *testing.T) {
	content := string(signed(t, sample(), signer(t, 'a')))
	if _, err := Read(compact([]byte(content))); err != nil {
		t.Errorf("without spaces: %v", err)
	}
	for what, altered := range map[string]string{
		"a key that no context defines": strings.Replace(content, `"name":`, `"note": "x", "name":`, 1),
		"a key twice":                   strings.Replace(content, `"validFrom":`, `"validFrom": "2020-01-01T00:00:00Z", "validFrom":`, 1),
		"a key in capitals":             strings.Replace(content, `"validFrom":`, `"VALIDFROM":`, 1),
		"a context of their own":        strings.Replace(content, `"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"`, `"https://ailleurs.example/context.json"`, 1),
		"no proof":                      content[:strings.Index(content, `  "proof"`)] + `  "z": 1}`,
		"something after":               content + "{}",
		"a number for a text":           strings.Replace(content, `"value": "4"`, `"value": 4`, 1),
		"too large":                     content + strings.Repeat(" ", MaxSize),
	} {
		if _, err := Read([]byte(altered)); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}

func TestNeither(t *testing.T) {
	for _, content := range []string{"", "bonjour", "<html>", "\x89PNG\r\n", "[1]", strings.Repeat("x", 1<<20)} {
		expect(t, "not a file of ours", Open([]byte(content)).Judge(known(t)), Unreadable, "file")
	}
	expect(t, "another JSON", Open([]byte(`{"a": 1}`)).Judge(known(t)), Foreign, "credential", "issued")
}
