package credential

import (
	"fmt"

	"tnl/app/typography"
)

// State is what a file given to be verified turns out to be.
type State string

const (
	Current    State = "current"    // genuine, and no later label replaced it
	Genuine    State = "genuine"    // genuine and not withdrawn; whether a later label replaced it was not asked
	Superseded State = "superseded" // genuine, and a later label of the same territory replaced it
	Withdrawn  State = "withdrawn"  // genuine, and taken back since
	Altered    State = "altered"    // not as it was issued
	Foreign    State = "foreign"    // not issued by this label
	Incomplete State = "incomplete" // nothing speaks against it, but something that matters could not be verified
	Unreadable State = "unreadable" // neither a certificate nor a credential
)

// Outcome is what became of one check.
type Outcome string

const (
	Good    Outcome = "good"
	Bad     Outcome = "bad"
	Unknown Outcome = "unknown" // it could not be verified
)

// Check is one thing that was verified. Name is one of file, credential, issuer, signature, issued, page, withdrawal and
// succession.
type Check struct {
	Name    string  `json:"check"`
	Outcome Outcome `json:"outcome"`
	Text    string  `json:"text"` // a sentence in French
}

// Difference is one thing that the file says otherwise than the credential that was issued.
type Difference struct {
	What   string `json:"what"`
	File   string `json:"file"`   // empty when it is not in the file
	Issued string `json:"issued"` // empty when it was added
}

// Report is what verifying a file finds.
type Report struct {
	State       State        `json:"state"`
	Number      string       `json:"number,omitempty"`
	Checks      []Check      `json:"checks"`
	Differences []Difference `json:"differences,omitempty"`
	// Facts are what the credential that was issued says or, where it is not known, what the file's own says once its
	// signature is found good.
	Facts []Fact `json:"facts,omitempty"`
}

// Fact is one thing that a credential says, under its name in French.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func (r *Report) note(name string, outcome Outcome, format string, args ...any) {
	r.Checks = append(r.Checks, Check{Name: name, Outcome: outcome, Text: typography.French(fmt.Sprintf(format, args...))})
}

// Outcome gives that of the check of this name, Unknown when it was not made.
func (r *Report) Outcome(name string) Outcome {
	for _, check := range r.Checks {
		if check.Name == name {
			return check.Outcome
		}
	}
	return Unknown
}

// Title says in French what the file is.
func (s State) Title() string {
	switch s {
	case Current:
		return "Ce fichier est authentique"
	case Genuine:
		return "Ce fichier est authentique, et le label n’est pas retiré"
	case Superseded:
		return "Ce fichier est authentique, un label plus récent l’a remplacé"
	case Withdrawn:
		return "Ce label a été retiré"
	case Altered:
		return "Ce fichier n’est pas celui que nous avons délivré"
	case Foreign:
		return "Ce fichier ne vient pas de ce label"
	case Incomplete:
		return "Ce fichier n’a pas pu être entièrement vérifié"
	}
	return "Ce fichier n’est ni un certificat, ni une attestation"
}

// Advice says in French what to do with that.
func (s State) Advice() string {
	switch s {
	case Current:
		return "Le label est en vigueur."
	case Genuine:
		return "S’il a été remplacé depuis par un label plus récent n’a pas été vérifié."
	case Superseded:
		return "Le label a bien été décerné ; le territoire en a reçu un autre depuis."
	case Withdrawn:
		return "Il a bien été décerné, puis retiré : il n’est plus valable."
	case Altered:
		return "Ne vous fiez pas à ce qu’il montre, mais à ce que dit la page du certificat."
	case Foreign:
		return "Rien de ce qu’il montre n’est attesté par ce label."
	case Incomplete:
		return "Rien ne le contredit, mais il reste à vérifier ce qui suit."
	}
	return "Donnez le PDF du certificat, ou l’attestation JSON, tels que vous les avez reçus."
}
