package credential

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

const listAddress = "https://label.example.org/attestations/retraits"

func TestStatusList(t *testing.T) {
	key := signer(t, 'a')
	keys := document(t, Key{Public: public(key)})
	content, err := key.SignList(listAddress, []int{0, 9, StatusListSize - 1}, published)
	must(t, err)
	golden(t, "retraits.json", content)
	list, err := ReadStatusList(content, keys)
	must(t, err)
	entry := func(index string) StatusEntry {
		return StatusEntry{Purpose: revocation, Index: index, List: listAddress}
	}
	for index, want := range map[int]bool{0: true, 1: false, 7: false, 8: false, 9: true, 10: false, StatusListSize - 2: false, StatusListSize - 1: true} {
		if got, err := list.Withdrawn(entry(strconv.Itoa(index))); err != nil || got != want {
			t.Errorf("entry %d: %v, %v", index, got, err)
		}
	}
	for _, index := range []string{"-1", "131072", "", "x", "9e0"} {
		if _, err := list.Withdrawn(entry(index)); err == nil {
			t.Errorf("entry %q is read", index)
		}
	}
	if _, err := list.Withdrawn(StatusEntry{Purpose: revocation, Index: "9", List: listAddress + "2"}); err == nil {
		t.Error("an entry of another list is read")
	}
	if _, err := key.SignList(listAddress, []int{StatusListSize}, published); err == nil {
		t.Error("an entry beyond the list is set")
	}
}

func TestStatusListIsTheIssuers(t *testing.T) {
	key := signer(t, 'a')
	keys := document(t, Key{Public: public(key)})
	content, err := key.SignList(listAddress, nil, published)
	must(t, err)
	other, err := signer(t, 'b').SignList(listAddress, nil, published)
	must(t, err)
	stranger := key
	stranger.DID = "did:web:ailleurs.example"
	elsewhere, err := stranger.SignList(listAddress, nil, published)
	must(t, err)
	for what, list := range map[string][]byte{
		"the key of somebody else": other, "another issuer": elsewhere, "not JSON": []byte("x"), "a credential": signed(t, sample(), key),
		"altered":   bytes.Replace(content, []byte("H4sI"), []byte("H4sJ"), 1),
		"postdated": bytes.Replace(content, []byte("2026-11-19"), []byte("2027-11-19"), 1),
		"too large": []byte(string(content) + strings.Repeat(" ", MaxSize)),
	} {
		if _, err := ReadStatusList(list, keys); err == nil {
			t.Errorf("%s: the list is believed", what)
		}
	}
}

func TestMultibase(t *testing.T) {
	for _, content := range [][]byte{{}, {0}, {0, 0, 1}, {255}, bytes.Repeat([]byte{255}, 64)} {
		got, err := unMultibase(multibase(content))
		if len(content) > 0 && (err != nil || !bytes.Equal(got, content)) {
			t.Errorf("%x gives %s, which gives %x, %v", content, multibase(content), got, err)
		}
	}
	for _, text := range []string{"", "z", "u123", "z0", "zO", "z" + strings.Repeat("2", 200)} {
		if _, err := unMultibase(text); err == nil {
			t.Errorf("%.20q is read", text)
		}
	}
}
