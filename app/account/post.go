package account

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/mail"
)

// links are the addresses that the e-mails of accounts lead to; app/web/account answers them.
type links struct {
	Link      string // the one-time page
	SignIn    string
	Forgotten string
}

func (a *Accounts) links(path, token string) links {
	return links{
		Link: a.BaseURL + path + token, SignIn: a.BaseURL + "/connexion", Forgotten: a.BaseURL + "/mot-de-passe/oubli",
	}
}

// post queues the e-mail of templates/mail/<text>.txt to person.
func post(tx *gorm.DB, now time.Time, person *Person, text string, data links) error {
	subject, body, err := mail.Render(text, data)
	if err != nil {
		return err
	}
	err = mail.Queue(tx, now, mail.Message{
		To: person.Email, Subject: subject, Body: body, About: "account/" + person.ID + "/" + text,
	})
	if err != nil {
		return fmt.Errorf("e-mail %s: %w", text, err)
	}
	return nil
}

// postConfirmation sends person a new link to confirm their address.
func (a *Accounts) postConfirmation(tx *gorm.DB, now time.Time, person *Person) error {
	token, err := newToken(tx, now, person, ToConfirm)
	if err != nil {
		return err
	}
	return post(tx, now, person, "confirm", a.links("/confirmation/", token))
}
