package account

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/fault"
)

// Confirm opens the account of whoever holds the link that was sent to its address.
//
// NotFound: the link was never given, has been used, or is too old.
func (a *Accounts) Confirm(ctx context.Context, token string) (*Person, error) {
	var person *Person
	err := a.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		now := a.now()
		if person, err = useToken(tx, now, ToConfirm, token); err != nil {
			return err
		}
		return a.confirm(tx, person)
	})
	if err != nil {
		return nil, err
	}
	return person, nil
}

// confirm notes that person reads the mail of their address.
func (a *Accounts) confirm(tx *gorm.DB, person *Person) error {
	if person.Confirmed() {
		return nil
	}
	now := a.now()
	person.ConfirmedAt = &now
	if err := tx.Model(person).Update("confirmed_at", now).Error; err != nil {
		return fmt.Errorf("confirm an address: %w", err)
	}
	return audit.Record(tx, audit.Line{At: now, Actor: person.ID, Action: "person.confirm", Subject: "person/" + person.ID})
}

// ResendConfirmation sends a new link when the address waits for one; the visitor sees the same thing when not.
//
// Invalid: not an address. TooMany: too many e-mails were asked for, to this address or from this IP.
func (a *Accounts) ResendConfirmation(ctx context.Context, email, ip string) error {
	return a.sendLink(ctx, email, ip, func(tx *gorm.DB, person *Person) error {
		if person.Confirmed() {
			return nil
		}
		return a.postConfirmation(tx, a.now(), person)
	})
}

// sendLink counts the try and calls send when somebody has the address, all in one transaction: an address that
// nobody has takes the same time to within what a row takes.
func (a *Accounts) sendLink(ctx context.Context, email, ip string, send func(tx *gorm.DB, person *Person) error) error {
	address, err := ParseAddress(email)
	if err != nil {
		return fault.Fields{"email": err.Error()}.Err()
	}
	var late error
	err = a.DB.Write(ctx, func(tx *gorm.DB) error {
		wait, err := a.count(tx, try{mailByAddress, address.Folded}, try{mailByIP, network(ip)})
		if late = tooMany(wait); err != nil || late != nil {
			return err
		}
		person, err := one(tx, "people.email_folded = ?", address.Folded)
		if err != nil || person == nil {
			return err
		}
		return send(tx, person)
	})
	if err != nil {
		return fmt.Errorf("send a link: %w", err)
	}
	a.queued()
	return late
}
