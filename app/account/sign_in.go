package account

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/fault"
)

// SignIn is what somebody typed to be let in. IP is where it comes from.
type SignIn struct {
	Email, Password string
	IP              string
}

// ErrUnconfirmed is told to whoever knows the password of an account whose address waits to be confirmed.
var ErrUnconfirmed = fault.New(fault.NotAllowed,
	"Votre adresse n’est pas encore confirmée. Ouvrez le lien que nous vous avons envoyé, ou demandez-en un autre.")

// wrong is the same whichever of the two is wrong.
func wrong() error {
	return &fault.Fault{
		Kind:    fault.Invalid,
		Message: "L’adresse ou le mot de passe ne convient pas.",
		Fields:  fault.Fields{"email": "L’adresse ou le mot de passe ne convient pas."},
	}
}

// SignIn gives the person whose address and password these are.
//
// Invalid: a field is missing, or they are nobody's. ErrUnconfirmed: right, but the address is not confirmed.
// TooMany: too many tries for this account or from this IP.
func (a *Accounts) SignIn(ctx context.Context, in SignIn) (*Person, error) {
	fields := fault.Fields{}
	fields.Check(in.Email != "", "email", "Saisissez votre adresse électronique.")
	fields.Check(in.Password != "", "password", "Saisissez votre mot de passe.")
	if err := fields.Err(); err != nil {
		return nil, err
	}
	address, err := ParseAddress(in.Email)
	if err != nil {
		// Nobody's address: the rest is done all the same.
		address.Folded = plain(in.Email)
	}
	byAccount, byIP := try{signInByAccount, address.Folded}, try{signInByIP, network(in.IP)}
	if err := a.throttle(ctx, byAccount, byIP); err != nil {
		return nil, err
	}
	person, err := one(a.DB.Read(ctx), "people.email_folded = ?", address.Folded)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	hash := ""
	if person != nil {
		hash = person.PasswordHash
	}
	match, outdated, err := a.Hasher.Match(ctx, in.Password, hash)
	if err != nil {
		return nil, err
	}
	if !match {
		return nil, wrong()
	}
	newHash := ""
	if outdated {
		if newHash, err = a.Hasher.Hash(ctx, in.Password); err != nil {
			return nil, err
		}
	}
	err = a.DB.Write(ctx, func(tx *gorm.DB) error {
		if newHash != "" {
			// Unless the password was changed meanwhile.
			err := tx.Model(&Person{}).Where("id = ? AND password_hash = ?", person.ID, hash).Update("password_hash", newHash).Error
			if err != nil {
				return err
			}
		}
		if err := a.forget(tx, byAccount); err != nil {
			return err
		}
		return a.forgive(tx, byIP)
	})
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	if !person.Confirmed() {
		return nil, ErrUnconfirmed
	}
	return person, nil
}
