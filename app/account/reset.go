package account

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/fault"
)

// RequestReset sends a link to choose a new password when somebody has the address; the visitor sees the same
// thing when nobody has.
//
// Invalid: not an address. TooMany: too many e-mails were asked for, to this address or from this IP.
func (a *Accounts) RequestReset(ctx context.Context, email, ip string) error {
	return a.sendLink(ctx, email, ip, func(tx *gorm.DB, person *Person) error {
		token, err := newToken(tx, a.now(), person, ToReset)
		if err != nil {
			return err
		}
		return post(tx, a.now(), person, "reset", a.links("/mot-de-passe/", token))
	})
}

// Reset gives a new password to whoever holds the link, and ends all their sessions. Reading that mail confirms
// the address as well.
//
// NotFound: the link was never given, has been used, or is too old. Invalid: the password is too weak.
func (a *Accounts) Reset(ctx context.Context, token, password string) (*Person, error) {
	person, err := a.Holder(ctx, ToReset, token)
	if err != nil {
		return nil, err
	}
	hash, err := a.newPassword(ctx, person, password)
	if err != nil {
		return nil, err
	}
	err = a.DB.Write(ctx, func(tx *gorm.DB) error {
		if person, err = useToken(tx, a.now(), ToReset, token); err != nil {
			return err
		}
		if err := a.confirm(tx, person); err != nil {
			return err
		}
		// The owner is back: the tries of whoever was guessing no longer keep them out.
		if err := a.forget(tx, try{signInByAccount, person.EmailFolded}); err != nil {
			return err
		}
		return a.setPassword(tx, person, hash, "password.reset")
	})
	if err != nil {
		return nil, err
	}
	a.queued()
	return person, nil
}

// newPassword checks a new password for person and gives its hash.
func (a *Accounts) newPassword(ctx context.Context, person *Person, password string) (string, error) {
	if message := weakness(password, person.Name, person.EmailFolded); message != "" {
		return "", fault.Fields{"password": message}.Err()
	}
	return a.Hasher.Hash(ctx, password)
}

// setPassword keeps a new hash, ends every session of person and tells them by e-mail.
func (a *Accounts) setPassword(tx *gorm.DB, person *Person, hash, action string) error {
	now := a.now()
	if err := tx.Model(person).Update("password_hash", hash).Error; err != nil {
		return fmt.Errorf("set a password: %w", err)
	}
	if err := endSessions(tx, person); err != nil {
		return err
	}
	// A link asked for before no longer stands.
	if err := tx.Where("person_id = ? AND purpose = ?", person.ID, ToReset).Delete(&tokenRow{}).Error; err != nil {
		return fmt.Errorf("set a password: %w", err)
	}
	if err := post(tx, now, person, "password-changed", a.links("", "")); err != nil {
		return err
	}
	return audit.Record(tx, audit.Line{At: now, Actor: person.ID, Action: action, Subject: "person/" + person.ID})
}
