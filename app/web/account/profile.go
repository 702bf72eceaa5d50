package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// profile is a person's page about themselves.
type profile struct {
	Email    string
	Name     form
	Password form
	Roles    []string
	Errors   page.ErrorSummary
}

func (s Site) profile(c echo.Context) error {
	person := session.Person(c)
	return s.showProfile(c, person, nameForm(person.Name, nil), passwordForm(nil), nil)
}

func nameForm(name string, err error) form { return newForm("/compte/nom", err, nameField(name)) }

func passwordForm(err error) form {
	return newForm("/compte/mot-de-passe", err,
		passwordField("current", "Mot de passe actuel"), newPasswordField("Nouveau mot de passe"))
}

func (s Site) showProfile(c echo.Context, person *account.Person, name, password form, err error) error {
	body := profile{Email: person.Email, Name: name, Password: password}
	for _, role := range person.Roles {
		body.Roles = append(body.Roles, role.Title())
	}
	body.Errors = name.Errors
	if len(password.Errors.Items) > 0 {
		body.Errors = password.Errors
	}
	return s.show(c, err, "account/profile", page.View{
		Title: "Mon compte", Section: page.SectionAccount, Private: true, Body: body,
	})
}

func (s Site) changeName(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	person, name := session.Person(c), values.Get("name")
	if err := s.Accounts.ChangeName(c.Request().Context(), person, name); err != nil {
		return s.showProfile(c, person, nameForm(name, err), passwordForm(nil), err)
	}
	return s.changed(c, "Votre nom est enregistré.")
}

func (s Site) changePassword(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	person := session.Person(c)
	changed, err := s.Accounts.ChangePassword(c.Request().Context(), person, values.Get("current"), values.Get("password"))
	if err != nil {
		return s.showProfile(c, person, nameForm(person.Name, nil), passwordForm(err), err)
	}
	if err := s.Sessions.SignIn(c, changed); err != nil {
		return err
	}
	return s.changed(c, "Votre nouveau mot de passe est enregistré. Vos autres appareils sont déconnectés.")
}

func (s Site) endOtherSessions(c echo.Context) error {
	changed, err := s.Accounts.EndSessions(c.Request().Context(), session.Person(c))
	if err != nil {
		return err
	}
	if err := s.Sessions.SignIn(c, changed); err != nil {
		return err
	}
	return s.changed(c, "Vos autres appareils sont déconnectés.")
}

// changed goes back to the account with the news.
func (s Site) changed(c echo.Context, news string) error {
	if err := s.Sessions.Tell(c, page.NewNotice("success", news)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/compte")
}
