// Package territory keeps the public bodies that can be candidates: those that are or were are rows of the database,
// the others are found in the reference data, which the program carries.
package territory

import (
	"strings"
	"time"
)

// Territory is a public body that is or was a candidate.
type Territory struct {
	ID string
	// Slug is its stable address, « lyon-69123 »: it outlives a change of name.
	Slug string
	Kind Kind
	// Code is the INSEE code, or a grouping's SIREN; empty for a body that is not in the reference data.
	Code string `gorm:"serializer:blank_as_null"`
	// SIREN is empty while unknown.
	SIREN       string `gorm:"column:siren;serializer:blank_as_null"`
	Name        string
	NameFolded  string // by Fold, for searching
	Department  string // code, or empty
	Region      string // code, or empty
	Population  *int   // inhabitants; nil when unknown
	PostalCodes string // separated by spaces
	CreatedAt   time.Time
}

// TableName is the table that migrations make.
func (Territory) TableName() string { return "territories" }

// Facts gives what a questionnaire's conditions and weights depend on; the population is -1 when unknown.
func (t Territory) Facts() (kind string, population int) {
	if t.Population == nil {
		return string(t.Kind), -1
	}
	return string(t.Kind), *t.Population
}

// subject is how the audit log names t.
func (t Territory) subject() string { return "territory/" + t.ID }

// called says whose a SIREN is: « Lyon » (commune, 69).
func called(name string, kind Kind, department string) string {
	said := strings.ToLower(kind.One())
	if department != "" {
		said += ", " + department
	}
	return "«\u00a0" + name + "\u00a0» (" + said + ")"
}
