package account

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/fault"
)

// NewPerson is an account opened by the operators of the program.
type NewPerson struct {
	Name, Email, Password string
	Roles                 []Role
}

// Create opens an account that is confirmed at once, for the command line and the demonstration: whoever runs a
// command on the server may. actor is written in the audit log.
//
// Invalid: a field is wrong. Conflict: the address has an account.
func (a *Accounts) Create(ctx context.Context, actor string, in NewPerson) (*Person, error) {
	person, err := a.draft(in.Name, in.Email, in.Password)
	if err != nil {
		return nil, err
	}
	for _, role := range in.Roles {
		if !known(role) {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("Le rôle « %s » n’existe pas.", role))
		}
	}
	if person.PasswordHash, err = a.Hasher.Hash(ctx, in.Password); err != nil {
		return nil, err
	}
	now := a.now()
	person.ConfirmedAt = &now
	err = a.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(person).Error; err != nil {
			return err
		}
		for _, role := range in.Roles {
			if err := Grant(tx, now, actor, person, role); err != nil {
				return err
			}
		}
		return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "person.create", Subject: "person/" + person.ID})
	})
	if duplicated(err) {
		return nil, fault.New(fault.Conflict, "Cette adresse a déjà un compte.")
	}
	if err != nil {
		return nil, fmt.Errorf("create a person: %w", err)
	}
	return person, nil
}

// draft checks the fields of a new account and gives it an id; its password is not hashed yet.
func (a *Accounts) draft(name, email, password string) (*Person, error) {
	fields := fault.Fields{}
	name, message := cleanName(name)
	fields.Check(message == "", "name", message)
	address, err := ParseAddress(email)
	if err != nil {
		fields.Add("email", err.Error())
	}
	if message := weakness(password, name, address.Folded); message != "" {
		fields.Add("password", message)
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("new person: %w", err)
	}
	return &Person{
		ID: id.String(), Email: address.Typed, EmailFolded: address.Folded, Name: name, NameFolded: foldName(name),
		SessionGeneration: 1, CreatedAt: a.now(),
	}, nil
}

func known(role Role) bool {
	for _, one := range Roles {
		if one == role {
			return true
		}
	}
	return false
}
