// Package account is what people do with their own account: open it, sign in, change it.
package account

import (
	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/mail"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// Site is what the pages below work with.
type Site struct {
	Accounts *account.Accounts
	Sessions *session.Sessions
	Pages    *page.Pages
	// Mailbox shows the e-mails that a demonstration would have sent; nil anywhere else.
	Mailbox *mail.Folder
}

// Routes lists every address of this audience. group is under the sessions' middleware.
func Routes(group *echo.Group, s Site) {
	group.GET("/inscription", s.newAccount)
	group.POST("/inscription", s.createAccount)
	group.GET("/inscription/envoyee", s.accountRequested)

	group.GET("/confirmation", s.newConfirmation)
	group.POST("/confirmation", s.sendConfirmation)
	group.GET("/confirmation/:token", s.askConfirmation)
	group.POST("/confirmation/:token", s.confirm)

	group.GET("/connexion", s.newSession)
	group.POST("/connexion", s.createSession)
	group.POST("/deconnexion", s.endSession)

	group.GET("/mot-de-passe/oubli", s.newReset)
	group.POST("/mot-de-passe/oubli", s.sendReset)
	group.GET("/mot-de-passe/oubli/envoye", s.resetRequested)
	group.GET("/mot-de-passe/:token", s.askPassword)
	group.POST("/mot-de-passe/:token", s.reset)

	own := group.Group("/compte", session.RequireSignIn)
	own.GET("", s.profile)
	own.POST("/nom", s.changeName)
	own.POST("/mot-de-passe", s.changePassword)
	own.POST("/sessions", s.endOtherSessions)

	if s.Mailbox != nil {
		group.GET("/demo/courrier", s.mailbox)
		group.GET("/demo/courrier/:name", s.letter)
	}
}
