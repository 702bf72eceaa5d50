package account

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (s Site) newSession(c echo.Context) error {
	next := nextPage(c.QueryParam("suite"))
	if person := session.Person(c); person != nil {
		return c.Redirect(http.StatusSeeOther, destination(person, next))
	}
	return s.showNewSession(c, "", next, nil)
}

func (s Site) createSession(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	in := account.SignIn{Email: values.Get("email"), Password: values.Get("password"), IP: c.RealIP()}
	next := nextPage(values.Get("suite"))
	person, err := s.Accounts.SignIn(c.Request().Context(), in)
	if err != nil {
		return s.showNewSession(c, in.Email, next, err)
	}
	if err := s.Sessions.SignIn(c, person); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, destination(person, next))
}

// signIn is the sign-in form, which remembers where the person was going.
type signIn struct {
	form
	Continuing bool
}

func (s Site) showNewSession(c echo.Context, email, next string, err error) error {
	body := signIn{
		form:       newForm("/connexion", err, emailField(email), passwordField("password", "Mot de passe")),
		Continuing: next != "",
	}
	if next != "" {
		body.Hidden = []page.Hidden{{Name: "suite", Value: next}}
	}
	return s.show(c, err, "account/sign-in", page.View{Title: "Se connecter", Section: page.SectionSignIn, Body: body})
}

func (s Site) endSession(c echo.Context) error {
	if err := s.Sessions.SignOut(c); err != nil {
		return err
	}
	if err := s.Sessions.Tell(c, page.NewNotice("success", "Votre session est fermée.")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/")
}

// nextPage keeps the page somebody was going to, when it is one of this site and not the way in or out.
func nextPage(address string) string {
	address = page.Local(address, "")
	for _, gate := range []string{"/connexion", "/deconnexion", "/inscription"} {
		if strings.HasPrefix(address, gate) {
			return ""
		}
	}
	return address
}

// destination is where a person goes once signed in.
func destination(person *account.Person, next string) string {
	switch {
	case next != "":
		return next
	case person.Is(account.Secretariat):
		return "/secretariat"
	case person.Is(account.Juror):
		return "/jury"
	}
	return "/candidatures"
}
