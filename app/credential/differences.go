package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxDifferences is how many are told: a file with more is another one.
const maxDifferences = 12

// names says in French what stands at a path of a credential; * is the rank in a list.
var names = []struct{ path, name string }{
	{"credentialSubject/id", "Page du territoire"},
	{"credentialSubject/identifier/*/identityHash", "Territoire (nom ou code)"},
	{"credentialSubject/licenseNumber", "Numéro"},
	{"credentialSubject/result/0/value", "Niveau"},
	{"credentialSubject/result/*/value", "Mention spéciale"},
	{"credentialSubject/achievement/name", "Label et niveau"},
	{"credentialSubject/achievement/description", "Sens du niveau"},
	{"credentialSubject/achievement/criteria/id", "Adresse des critères"},
	{"name", "Titre"},
	{"id", "Adresse de l’attestation"},
	{"validFrom", "Date de publication"},
	{"issuer/id", "Émetteur"},
	{"issuer/name", "Nom de l’émetteur"},
	{"issuer/url", "Site de l’émetteur"},
	{"evidence/0/id", "Adresse du certificat"},
	{"evidence/1/id", "Questionnaire"},
	{"evidence/2/id", "Empreinte des réponses"},
	{"credentialStatus/*", "Place dans la liste des retraits"},
	{"proof/proofValue", "Signature"},
	{"proof/verificationMethod", "Clé de la signature"},
	{"proof/created", "Date de la signature"},
}

func nameOf(at string) string {
	for _, n := range names {
		if matched, _ := path.Match(n.path, at); matched {
			return n.name
		}
	}
	return at
}

// differences tells what a credential says otherwise than the one that was issued: part by part where it can still be
// read, else where its bytes begin to differ.
func differences(file, issued []byte) []Difference {
	var a, b any
	if json.Unmarshal(file, &a) != nil || json.Unmarshal(issued, &b) != nil {
		at := firstDifference(file, issued)
		return []Difference{{What: fmt.Sprintf("À partir de l’octet %d", at+1), File: extract(file, at), Issued: extract(issued, at)}}
	}
	left, right := map[string]string{}, map[string]string{}
	leaves("", a, left, 0)
	leaves("", b, right, 0)
	var all []Difference
	both := maps.Clone(left)
	maps.Copy(both, right)
	for _, at := range slices.Sorted(maps.Keys(both)) {
		if left[at] != right[at] && len(all) < maxDifferences {
			all = append(all, Difference{What: nameOf(at), File: left[at], Issued: right[at]})
		}
	}
	slices.SortStableFunc(all, func(x, y Difference) int { return rank(x.What) - rank(y.What) })
	if len(all) == 0 && !bytes.Equal(compact(file), compact(issued)) {
		at := firstDifference(compact(file), compact(issued))
		all = []Difference{{What: "Écriture", File: extract(compact(file), at), Issued: extract(compact(issued), at)}}
	}
	return all
}

// rank puts what people read first, what machines read last.
func rank(name string) int {
	for i, n := range names {
		if n.name == name {
			return i
		}
	}
	return len(names)
}

// maxDepth bounds the parts of a file that are compared; ours goes six deep.
const maxDepth = 12

// leaves lists the texts of a JSON value by their path.
func leaves(at string, value any, into map[string]string, depth int) {
	if depth > maxDepth || len(into) > 1000 {
		return
	}
	switch v := value.(type) {
	case map[string]any:
		for key, one := range v {
			leaves(strings.TrimPrefix(at+"/"+key, "/"), one, into, depth+1)
		}
	case []any:
		for i, one := range v {
			leaves(fmt.Sprintf("%s/%d", at, i), one, into, depth+1)
		}
	default:
		into[at] = fmt.Sprintf("%.200v", v)
	}
}

// extract shows a few characters around a byte.
func extract(content []byte, at int) string {
	from, to := max(0, at-16), min(len(content), at+32)
	return strings.ToValidUTF8(string(content[min(from, len(content)):to]), string(utf8.RuneError))
}

// compact is JSON without the spaces between its parts, or the content itself when it is not JSON.
func compact(content []byte) []byte {
	var out bytes.Buffer
	if err := json.Compact(&out, content); err != nil {
		return content
	}
	return out.Bytes()
}

// Facts gives what a credential says, for people.
func (c Credential) Facts() []Fact {
	var facts []Fact
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, Fact{name, value})
		}
	}
	known := map[string]string{"name": "Territoire", "ext:siren": "SIREN", "ext:insee": "Code INSEE"}
	for _, i := range c.Subject.Identifier {
		add(known[i.Kind], i.Hash)
	}
	add("Label", c.Subject.Achievement.Name)
	for i, r := range c.Subject.Result {
		if i > 0 {
			add("Mention spéciale", r.Value)
		}
	}
	add("Numéro", c.Subject.LicenseNumber)
	add("Publié le", c.ValidFrom)
	add("Émetteur", fmt.Sprintf("%s (%s)", c.Issuer.Name, c.Issuer.ID))
	for _, e := range c.Evidence {
		if coded, ok := strings.CutPrefix(e.ID, namedBySHA256); ok {
			sum, _ := base64.RawURLEncoding.DecodeString(coded)
			add("Empreinte des réponses", hex.EncodeToString(sum))
		} else {
			add(e.Name, e.ID)
		}
	}
	return facts
}
