package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (s Site) newAccount(c echo.Context) error {
	if session.Person(c) != nil {
		return c.Redirect(http.StatusSeeOther, "/compte")
	}
	return s.showNewAccount(c, account.SignUp{}, nil)
}

func (s Site) createAccount(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	in := account.SignUp{Name: values.Get("name"), Email: values.Get("email"), Password: values.Get("password"), IP: c.RealIP()}
	if err := s.Accounts.SignUp(c.Request().Context(), in); err != nil {
		return s.showNewAccount(c, in, err)
	}
	return c.Redirect(http.StatusSeeOther, "/inscription/envoyee")
}

func (s Site) showNewAccount(c echo.Context, in account.SignUp, err error) error {
	return s.show(c, err, "account/sign-up", page.View{
		Title: "Ouvrir un compte", Section: page.SectionSignIn,
		Body: newForm("/inscription", err, nameField(in.Name), emailField(in.Email), newPasswordField("Mot de passe")),
	})
}

func (s Site) accountRequested(c echo.Context) error {
	return s.Pages.Show(c, http.StatusOK, "account/sign-up-sent", page.View{
		Title: "Ouvrez le lien que nous vous envoyons", Section: page.SectionSignIn, Private: true,
	})
}

func (s Site) newConfirmation(c echo.Context) error { return s.showNewConfirmation(c, "", nil) }

func (s Site) sendConfirmation(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	email := values.Get("email")
	if err := s.Accounts.ResendConfirmation(c.Request().Context(), email, c.RealIP()); err != nil {
		return s.showNewConfirmation(c, email, err)
	}
	return c.Redirect(http.StatusSeeOther, "/inscription/envoyee")
}

func (s Site) showNewConfirmation(c echo.Context, email string, err error) error {
	return s.show(c, err, "account/confirmation-again", page.View{
		Title: "Recevoir un autre lien de confirmation", Section: page.SectionSignIn, Private: true,
		Body: newForm("/confirmation", err, emailField(email)),
	})
}

// confirmation is the page that a link leads to: following it changes nothing, the button does.
type confirmation struct{ Action, Email string }

func (s Site) askConfirmation(c echo.Context) error {
	secretAddress(c)
	token := c.Param("token")
	holder, err := s.Accounts.Holder(c.Request().Context(), account.ToConfirm, token)
	if err != nil {
		return s.showDeadLink(c, err, "/confirmation", "Recevoir un autre lien")
	}
	return s.Pages.Show(c, http.StatusOK, "account/confirmation", page.View{
		Title: "Confirmer votre adresse", Section: page.SectionSignIn, Private: true,
		Body: confirmation{Action: "/confirmation/" + url.PathEscape(token), Email: holder.Email},
	})
}

func (s Site) confirm(c echo.Context) error {
	secretAddress(c)
	if _, err := s.Accounts.Confirm(c.Request().Context(), c.Param("token")); err != nil {
		return s.showDeadLink(c, err, "/confirmation", "Recevoir un autre lien")
	}
	err := s.Sessions.Tell(c, page.NewNotice("success", "Votre adresse est confirmée. Vous pouvez maintenant vous connecter."))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/connexion")
}

// deadLink says what to do with a one-time link that leads nowhere any more.
type deadLink struct {
	Message string
	Actions []page.Button
}

func (s Site) showDeadLink(c echo.Context, err error, again, label string) error {
	found := fault.As(err)
	if found == nil || found.Kind != fault.NotFound {
		return err
	}
	return s.Pages.Show(c, http.StatusNotFound, "account/dead-link", page.View{
		Title: "Ce lien ne sert plus", TitlePrefix: "Erreur", Section: page.SectionSignIn, Private: true,
		Body: deadLink{
			Message: found.Message,
			Actions: []page.Button{{Label: label, Address: again}, {Label: "Se connecter", Kind: "second", Address: "/connexion"}},
		},
	})
}
