package account

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
)

// SignUp is a visitor's wish to have an account. IP is where it comes from.
type SignUp struct {
	Name, Email, Password string
	IP                    string
}

// SignUp opens an account that waits for its address to be confirmed. When the address has one, its owner is told
// by e-mail, and the visitor sees the same thing.
//
// Invalid: a field is wrong. TooMany: too many e-mails were asked for, to this address or from this IP.
func (a *Accounts) SignUp(ctx context.Context, in SignUp) error {
	person, err := a.draft(in.Name, in.Email, in.Password)
	if err != nil {
		return err
	}
	err = a.throttle(ctx, try{mailByAddress, person.EmailFolded}, try{mailByIP, network(in.IP)})
	if err != nil {
		return err
	}
	if person.PasswordHash, err = a.Hasher.Hash(ctx, in.Password); err != nil {
		return err
	}
	if err := a.DB.Write(ctx, func(tx *gorm.DB) error { return a.open(tx, person) }); err != nil {
		return fmt.Errorf("sign up: %w", err)
	}
	a.queued()
	return nil
}

// open writes person, or deals with the account that their address already has.
func (a *Accounts) open(tx *gorm.DB, person *Person) error {
	now := a.now()
	added := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "email_folded"}}, DoNothing: true}).Create(person)
	if added.Error != nil {
		return added.Error
	}
	action := "person.sign_up"
	if added.RowsAffected == 0 {
		there, err := FindByEmail(tx, person.EmailFolded)
		if err != nil {
			return err
		}
		if there.Confirmed() {
			return post(tx, now, there, "already", a.links("", ""))
		}
		// Nobody has shown yet that the address is theirs: the last who asked is the one who gets the link,
		// and a link goes with the password that it was asked with.
		there.Name, there.NameFolded, there.PasswordHash = person.Name, person.NameFolded, person.PasswordHash
		if err := tx.Select("name", "name_folded", "password_hash").Updates(there).Error; err != nil {
			return err
		}
		person, action = there, "person.sign_up_again"
	}
	if err := audit.Record(tx, audit.Line{At: now, Actor: person.ID, Action: action, Subject: "person/" + person.ID}); err != nil {
		return err
	}
	return a.postConfirmation(tx, now, person)
}
