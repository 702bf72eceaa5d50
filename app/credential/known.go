package credential

import "time"

// Known is what is known beside the file that is verified. Its zero value knows nothing.
type Known struct {
	Site string    // address of the label, for what is told; empty when it is not known
	Keys *Document // nil when the issuer's keys are not known
	// Issued is every credential that was issued under the number, the current one first; empty when the number has none.
	// Asked tells that the label was asked.
	Issued [][]byte
	Asked  bool
	Page   Page
	// Withdrawal is nil when it is not known whether the award was withdrawn.
	Withdrawal *Withdrawal
	// Succession is nil when it is not known whether a later label replaced the award.
	Succession *Succession
}

// Page is how a PDF compares with the certificates that were drawn for the award.
type Page struct {
	Likeness Likeness
	// Signed tells that a digital signature of the label covers the whole file, and is good; Signature says in French
	// what was found of one, empty when there is none.
	Signed    bool
	Signature string
}

// Likeness compares a PDF with what was drawn.
type Likeness int

const (
	NotCompared Likeness = iota
	Same                 // byte for byte
	Extended             // something was added after it, a signature or anything else
	Unlike
)

// Withdrawal tells whether an award was taken back; At and Reason are empty when it was not, or when a list alone told.
type Withdrawal struct {
	Withdrawn bool
	At        time.Time
	Reason    string
}

// Succession tells the later label of the same territory; Number is empty when there is none.
type Succession struct {
	Number string
	Year   int
}
