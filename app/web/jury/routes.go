// Package jury is what jurors see: what they have to read, a candidacy with their own review, and their colleagues'
// once it is handed in.
package jury

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/edition"
	"tnl/app/jury"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// Site is what the jury's pages need.
type Site struct {
	Pages    *page.Pages
	Sessions *session.Sessions
	Jury     *jury.Jury
	Editions *edition.Editions
}

// Routes lists every address of this audience. group is under the sessions' middleware.
func Routes(group *echo.Group, s Site) {
	g := group.Group("/jury", session.RequireRole(account.Juror))
	g.GET("", s.readings)
	g.GET("/candidatures/:id", s.reading)
	g.GET("/candidatures/:id/fichiers/:sha256", s.document)
	g.POST("/candidatures/:id/ajustements/:question", s.adjust)
	g.POST("/candidatures/:id/ajustements/:question/annulation", s.removeAdjustment)
	g.POST("/candidatures/:id/proposition", s.saveProposal)
	g.GET("/candidatures/:id/remise", s.askSubmission)
	g.POST("/candidatures/:id/remise", s.submit)
	g.GET("/candidatures/:id/reprise", s.askReopening)
	g.POST("/candidatures/:id/reprise", s.reopen)
}

// done goes on to the next page, which begins by saying what was done.
func (s Site) done(c echo.Context, what, next string) error {
	if err := s.Sessions.Tell(c, page.NewNotice("success", what)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, next)
}

func address(candidacyID string) string { return "/jury/candidatures/" + candidacyID }
