// Package account holds the people who sign in: their accounts, roles and one-time links.
//
// Nothing here tells whether an address has an account: not by what it answers, and not by the time it takes, as
// far as hashing and writing go.
package account

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/fault"
)

// Role is what a person may do beside being a candidate.
type Role string

const (
	Juror       Role = "juror"
	Secretariat Role = "secretariat"
)

// Roles lists them in the order of the interface.
var Roles = []Role{Juror, Secretariat}

// Title names the role for people.
func (r Role) Title() string {
	switch r {
	case Juror:
		return "Membre du jury"
	case Secretariat:
		return "Secrétariat du label"
	}
	return string(r)
}

// Person is somebody with an account. A candidate needs no role: being in a candidacy's team makes one.
type Person struct {
	ID           string
	Email        string // as it was typed
	EmailFolded  string // as it is compared
	Name         string
	NameFolded   string
	PasswordHash string
	// SessionGeneration is carried by each session; raising it ends those that exist.
	SessionGeneration int
	ConfirmedAt       *time.Time // nil until the address is known to be theirs
	CreatedAt         time.Time
	Roles             []Role `gorm:"-"`
}

func (Person) TableName() string { return "people" }

// Is tells whether the person has role; nobody has none.
func (p *Person) Is(role Role) bool {
	if p == nil {
		return false
	}
	for _, one := range p.Roles {
		if one == role {
			return true
		}
	}
	return false
}

// Confirmed tells whether the person showed that they read the mail of their address.
func (p *Person) Confirmed() bool { return p != nil && p.ConfirmedAt != nil }

// Accounts holds the use cases.
type Accounts struct {
	DB      *database.DB
	Now     func() time.Time
	BaseURL string // begins the links of e-mails; without a slash at the end
	Hasher  *Hasher
	// Secret keys what is only compared, never read: a copy of the database alone does not tell who tried to sign in.
	Secret string
	// Queued is called once an e-mail is queued and committed; nil when nobody waits for it.
	Queued func()
}

// New gives the accounts of db with the settings of production.
func New(db *database.DB, baseURL string) *Accounts {
	return &Accounts{
		DB: db, Now: database.Now, BaseURL: strings.TrimRight(baseURL, "/"), Hasher: NewHasher(ProductionCost),
	}
}

func (a *Accounts) now() time.Time { return database.Instant(a.Now()) }

func (a *Accounts) queued() {
	if a.Queued != nil {
		a.Queued()
	}
}

// unknown is told of a person who is not there, or must not be known to be.
func unknown() error { return fault.New(fault.NotFound, "Cette personne n’existe pas.") }

// withRole is a person beside one of their roles.
type withRole struct {
	Person
	Role *Role
}

// one loads a person and their roles in one query; nil when there is none.
func one(tx *gorm.DB, condition string, value any) (*Person, error) {
	var rows []withRole
	err := tx.Table("people").Select("people.*, roles.role").
		Joins("LEFT JOIN roles ON roles.person_id = people.id").
		Where(condition, value).Order("roles.role").Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	person := rows[0].Person
	for _, row := range rows {
		if row.Role != nil {
			person.Roles = append(person.Roles, *row.Role)
		}
	}
	return &person, nil
}

// Find gives the person of id with their roles, in the caller's transaction. NotFound when there is none.
func Find(tx *gorm.DB, id string) (*Person, error) {
	return found(one(tx, "people.id = ?", plain(id)))
}

// FindByEmail gives the person of an address however it is written. NotFound when there is none.
func FindByEmail(tx *gorm.DB, email string) (*Person, error) {
	address, err := ParseAddress(email)
	if err != nil {
		return nil, unknown()
	}
	return found(one(tx, "people.email_folded = ?", address.Folded))
}

func found(person *Person, err error) (*Person, error) {
	if err != nil {
		return nil, fmt.Errorf("find a person: %w", err)
	}
	if person == nil {
		return nil, unknown()
	}
	return person, nil
}

// FindAll gives the people of ids, without their roles, by id: for lists, in one query.
func FindAll(tx *gorm.DB, ids []string) (map[string]*Person, error) {
	var people []*Person
	if err := tx.Where("id IN ?", ids).Find(&people).Error; err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	byID := make(map[string]*Person, len(people))
	for _, person := range people {
		byID[person.ID] = person
	}
	return byID, nil
}

// WithRole gives everybody who has role, by name; their other roles are not loaded.
func WithRole(tx *gorm.DB, role Role) ([]*Person, error) {
	var people []*Person
	err := tx.Where("id IN (SELECT person_id FROM roles WHERE role = ?)", role).Order("name_folded, id").Find(&people).Error
	if err != nil {
		return nil, fmt.Errorf("find people with role %s: %w", role, err)
	}
	return people, nil
}

// plain drops what PostgreSQL refuses in a text and no identifier has.
func plain(id string) string { return strings.ReplaceAll(strings.ToValidUTF8(id, ""), "\x00", "") }

func duplicated(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
