package account

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/fault"
)

// ByID gives the person of id with their roles, in one query. NotFound when there is none.
func (a *Accounts) ByID(ctx context.Context, id string) (*Person, error) {
	return Find(a.DB.Read(ctx), id)
}

// ByEmail gives the person of an address with their roles, for the command line. NotFound when there is none.
func (a *Accounts) ByEmail(ctx context.Context, email string) (*Person, error) {
	return FindByEmail(a.DB.Read(ctx), email)
}

// ChangeName changes how the person is named. Invalid: the name is missing or cannot be written.
func (a *Accounts) ChangeName(ctx context.Context, person *Person, name string) error {
	if person == nil {
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	name, message := cleanName(name)
	if message != "" {
		return fault.Fields{"name": message}.Err()
	}
	return a.DB.Write(ctx, func(tx *gorm.DB) error {
		changes := map[string]any{"name": name, "name_folded": foldName(name)}
		if err := tx.Model(&Person{}).Where("id = ?", person.ID).Updates(changes).Error; err != nil {
			return fmt.Errorf("change a name: %w", err)
		}
		// The log never forgets; a person's name may have to be. It tells that it changed, not what it was.
		return audit.Record(tx, audit.Line{At: a.now(), Actor: person.ID, Action: "person.rename", Subject: "person/" + person.ID})
	})
}

// ChangePassword changes the password of somebody who knows the current one, and ends their sessions; the person
// given back carries the new generation, for the session that goes on.
//
// Invalid: the current password is wrong, or the new one too weak. TooMany: too many tries.
func (a *Accounts) ChangePassword(ctx context.Context, person *Person, current, password string) (*Person, error) {
	if person == nil {
		return nil, fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	tried := try{signInByAccount, person.EmailFolded}
	if err := a.throttle(ctx, tried); err != nil {
		return nil, err
	}
	match, _, err := a.Hasher.Match(ctx, current, person.PasswordHash)
	if err != nil {
		return nil, err
	}
	if !match {
		return nil, fault.Fields{"current": "Ce n’est pas votre mot de passe actuel."}.Err()
	}
	hash, err := a.newPassword(ctx, person, password)
	if err != nil {
		return nil, err
	}
	changed := *person
	err = a.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := a.forget(tx, tried); err != nil {
			return err
		}
		return a.setPassword(tx, &changed, hash, "password.change")
	})
	if err != nil {
		return nil, err
	}
	a.queued()
	return &changed, nil
}

// EndSessions ends every session of the person; the person given back carries the new generation, for the session
// that goes on.
func (a *Accounts) EndSessions(ctx context.Context, person *Person) (*Person, error) {
	if person == nil {
		return nil, fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	changed := *person
	err := a.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := endSessions(tx, &changed); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{At: a.now(), Actor: person.ID, Action: "session.end_all", Subject: "person/" + person.ID})
	})
	if err != nil {
		return nil, err
	}
	return &changed, nil
}

// endSessions makes the sessions of person no longer good.
func endSessions(tx *gorm.DB, person *Person) error {
	var generations []int
	err := tx.Raw("UPDATE people SET session_generation = session_generation + 1 WHERE id = ? RETURNING session_generation",
		person.ID).Scan(&generations).Error
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	if len(generations) == 0 {
		return unknown()
	}
	person.SessionGeneration = generations[0]
	return nil
}
