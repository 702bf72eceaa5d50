package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
)

func (s Site) newReset(c echo.Context) error { return s.showNewReset(c, "", nil) }

func (s Site) sendReset(c echo.Context) error {
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	email := values.Get("email")
	if err := s.Accounts.RequestReset(c.Request().Context(), email, c.RealIP()); err != nil {
		return s.showNewReset(c, email, err)
	}
	return c.Redirect(http.StatusSeeOther, "/mot-de-passe/oubli/envoye")
}

func (s Site) showNewReset(c echo.Context, email string, err error) error {
	return s.show(c, err, "account/password-forgotten", page.View{
		Title: "Mot de passe oublié", Section: page.SectionSignIn, Private: true,
		Body: newForm("/mot-de-passe/oubli", err, emailField(email)),
	})
}

func (s Site) resetRequested(c echo.Context) error {
	return s.Pages.Show(c, http.StatusOK, "account/password-sent", page.View{
		Title: "Regardez votre boîte aux lettres", Section: page.SectionSignIn, Private: true,
	})
}

func (s Site) askPassword(c echo.Context) error { return s.showPassword(c, nil) }

func (s Site) reset(c echo.Context) error {
	secretAddress(c)
	values, err := page.Posted(c)
	if err != nil {
		return err
	}
	_, err = s.Accounts.Reset(c.Request().Context(), c.Param("token"), values.Get("password"))
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooMany) {
		return s.showPassword(c, err)
	}
	if err != nil {
		return s.showDeadLink(c, err, "/mot-de-passe/oubli", "Recevoir un autre lien")
	}
	err = s.Sessions.Tell(c, page.NewNotice("success", "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui."))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/connexion")
}

// newPassword is the page that a reset link leads to; Email tells password managers whose it is.
type newPassword struct {
	form
	Email string
}

func (s Site) showPassword(c echo.Context, failed error) error {
	secretAddress(c)
	token := c.Param("token")
	holder, err := s.Accounts.Holder(c.Request().Context(), account.ToReset, token)
	if err != nil {
		return s.showDeadLink(c, err, "/mot-de-passe/oubli", "Recevoir un autre lien")
	}
	return s.show(c, failed, "account/password-new", page.View{
		Title: "Choisir un nouveau mot de passe", Section: page.SectionSignIn, Private: true,
		Body: newPassword{
			form:  newForm("/mot-de-passe/"+url.PathEscape(token), failed, newPasswordField("Nouveau mot de passe")),
			Email: holder.Email,
		},
	})
}
