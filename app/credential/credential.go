// Package credential is an award as an Open Badges 3.0 credential, which is a W3C Verifiable Credential 2.0 secured by
// an Ed25519 signature (Data Integrity, eddsa-rdfc-2022), and what verifying one finds. It is pure: no database, no
// clock, no network. See docs/verification.md.
package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// The addresses of the two contexts that a credential uses, in their order.
const (
	contextVC = "https://www.w3.org/ns/credentials/v2"
	contextOB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

// Credential is the award of one territory in one edition. Its fields stand in the order in which they are written.
type Credential struct {
	Context   []string    `json:"@context"`
	ID        string      `json:"id"` // its address
	Type      []string    `json:"type"`
	Name      string      `json:"name"`
	Issuer    Profile     `json:"issuer"`
	ValidFrom string      `json:"validFrom"` // the publication, UTC
	Subject   Subject     `json:"credentialSubject"`
	Evidence  []Evidence  `json:"evidence"`
	Status    StatusEntry `json:"credentialStatus"`
	Proof     *Proof      `json:"proof,omitempty"` // nil until it is signed
}

// Profile is who awards; ID is a DID.
type Profile struct {
	ID    string   `json:"id"`
	Type  []string `json:"type"`
	Name  string   `json:"name"`
	URL   string   `json:"url"`
	Image *Image   `json:"image,omitempty"`
}

// Image is a picture by its address.
type Image struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// Subject is the territory that holds the label; ID is the address of its page. It is never a person.
type Subject struct {
	ID            string      `json:"id"`
	Type          []string    `json:"type"`
	Identifier    []Identity  `json:"identifier"`
	LicenseNumber string      `json:"licenseNumber"` // the award's number
	Achievement   Achievement `json:"achievement"`
	Result        []Result    `json:"result"`
}

// Identity is one way to know the territory: its name as it was, its SIREN, its INSEE code.
type Identity struct {
	Type   string `json:"type"`
	Hash   string `json:"identityHash"` // in clear, as Hashed says
	Kind   string `json:"identityType"`
	Hashed bool   `json:"hashed"`
}

// Achievement is a level of an edition, the same for all who hold it.
type Achievement struct {
	ID          string              `json:"id"`
	Type        []string            `json:"type"`
	Name        string              `json:"name"`
	Description string              `json:"description"`
	Kind        string              `json:"achievementType"`
	Criteria    Criteria            `json:"criteria"`
	Results     []ResultDescription `json:"resultDescription"`
}

// Criteria is what the level asks, by the address of the edition's criteria.
type Criteria struct {
	ID        string `json:"id"`
	Narrative string `json:"narrative"`
}

// ResultDescription says what a kind of result is.
type ResultDescription struct {
	ID       string   `json:"id"`
	Type     []string `json:"type"`
	Name     string   `json:"name"`
	Kind     string   `json:"resultType"`
	ValueMin string   `json:"valueMin,omitempty"`
	ValueMax string   `json:"valueMax,omitempty"`
}

// Result is the level reached, or a special mention.
type Result struct {
	Type        []string `json:"type"`
	Description string   `json:"resultDescription"`
	Value       string   `json:"value"`
}

// Evidence is what the award rests on: the certificate's page, the questionnaire, the fingerprint of the answers.
type Evidence struct {
	ID   string   `json:"id"`
	Type []string `json:"type"`
	Name string   `json:"name"`
}

// Award is what a credential says of an award; addresses are whole.
type Award struct {
	Site              string // address of the label, without a slash at its end
	Label             string // « Territoire numérique libre »
	Image             string // of the label
	Number            string // « 2026-0001 »
	Year              int
	Territory         string // its name as it was
	TerritoryPage     string
	SIREN, INSEE      string // empty where not known
	Level, LevelCount int
	LevelName         string // « Niveau 4 sur 5 »
	LevelMeaning      string // may be empty
	Mentions          []string
	Certificate       string // address of its page
	Credential        string // address of the credential itself
	Criteria          string // address of the edition's criteria
	Questionnaire     string // address of the questionnaire, which holds its hash
	AnswersHash       string // SHA-256 in hexadecimal
	StatusList        string // address of the list that tells withdrawals
	StatusIndex       int
	AwardedAt         time.Time
}

// New makes the credential of an award, not signed yet.
func New(a Award) (Credential, error) {
	did, err := DID(a.Site)
	if err != nil {
		return Credential{}, err
	}
	answers, err := hex.DecodeString(a.AnswersHash)
	if err != nil {
		return Credential{}, fmt.Errorf("credential %s: the hash of the answers: %w", a.Number, err)
	}
	level := strings.ToLower(tidy(a.LevelName))
	achievement := Achievement{
		ID: a.Criteria + "#niveau-" + strconv.Itoa(a.Level), Type: []string{"Achievement"}, Kind: "Award",
		Name:        tidy(fmt.Sprintf("%s %d, %s", a.Label, a.Year, level)),
		Description: tidy(a.LevelMeaning),
		Criteria:    Criteria{ID: a.Criteria, Narrative: "Le questionnaire de l’édition, ses points et ce que demande chaque niveau ; le jury lit les réponses et décide."},
		Results: []ResultDescription{
			{ID: a.Criteria + "#niveaux", Type: []string{"ResultDescription"}, Name: "Niveau", Kind: "PerformanceLevel", ValueMin: "1", ValueMax: strconv.Itoa(a.LevelCount)},
			{ID: a.Criteria + "#mentions", Type: []string{"ResultDescription"}, Name: "Mention spéciale du jury", Kind: "Status"},
		},
	}
	if achievement.Description == "" {
		achievement.Description = achievement.Name
	}
	c := Credential{
		Context: []string{contextVC, contextOB}, ID: a.Credential, Type: []string{"VerifiableCredential", "OpenBadgeCredential"},
		Name:      tidy(fmt.Sprintf("%s %d, %s : %s", a.Label, a.Year, level, a.Territory)),
		Issuer:    Profile{ID: did, Type: []string{"Profile"}, Name: tidy(a.Label), URL: a.Site},
		ValidFrom: stamp(a.AwardedAt),
		Subject: Subject{
			ID: a.TerritoryPage, Type: []string{"AchievementSubject"}, LicenseNumber: a.Number, Achievement: achievement,
			Identifier: []Identity{identity("name", a.Territory)},
			Result:     []Result{{Type: []string{"Result"}, Description: achievement.Results[0].ID, Value: strconv.Itoa(a.Level)}},
		},
		Evidence: []Evidence{
			{ID: a.Certificate, Type: []string{"Evidence"}, Name: "Certificat " + a.Number},
			{ID: a.Questionnaire, Type: []string{"Evidence"}, Name: "Questionnaire"},
			{ID: namedBySHA256 + base64.RawURLEncoding.EncodeToString(answers), Type: []string{"Evidence"}, Name: "Empreinte des réponses jugées"},
		},
		Status: StatusEntry{
			ID: fmt.Sprintf("%s#%d", a.StatusList, a.StatusIndex), Type: "BitstringStatusListEntry", Purpose: revocation,
			Index: strconv.Itoa(a.StatusIndex), List: a.StatusList,
		},
	}
	if a.Image != "" {
		c.Issuer.Image = &Image{ID: a.Image, Type: "Image"}
	}
	if a.SIREN != "" {
		c.Subject.Identifier = append(c.Subject.Identifier, identity("ext:siren", a.SIREN))
	}
	if a.INSEE != "" {
		c.Subject.Identifier = append(c.Subject.Identifier, identity("ext:insee", a.INSEE))
	}
	for _, mention := range a.Mentions {
		c.Subject.Result = append(c.Subject.Result, Result{Type: []string{"Result"}, Description: achievement.Results[1].ID, Value: tidy(mention)})
	}
	return c, nil
}

// namedBySHA256 begins a name made of a content's SHA-256 (RFC 6920).
const namedBySHA256 = "ni:///sha-256;"

func identity(kind, value string) Identity {
	return Identity{Type: "IdentityObject", Hash: tidy(value), Kind: kind}
}

// tidy keeps what two canonicalisers could write in two ways, control characters, out of what is signed.
func tidy(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || unicode.IsControl(r) }), " ")
}

func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// DID gives the identifier of the issuer whose site this is: did:web, so that the site's HTTPS vouches for its keys.
func DID(site string) (string, error) {
	address, err := url.Parse(site)
	if err != nil || address.Host == "" || address.Path != "" {
		return "", fmt.Errorf("%q is not the address of a site", site)
	}
	return "did:web:" + strings.ReplaceAll(address.Host, ":", "%3A"), nil
}

// plain writes a value as JSON without spaces, keys in the order of the format.
func plain(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("encode a credential: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// encode writes a value for people to read, two spaces for each step.
func encode(value any) ([]byte, error) {
	content, err := plain(value)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, content, "", "  "); err != nil {
		return nil, fmt.Errorf("indent a credential: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
