// Package candidate is what the staff of a territory see: finding their territory, answering together,
// submitting, following what comes of it.
package candidate

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// Screens is what the candidates' pages need.
type Screens struct {
	Pages       *page.Pages
	Sessions    *session.Sessions
	Candidacies *candidacy.Candidacies
	Editions    *edition.Editions
	Awards      *award.Awards
	Now         func() time.Time
}

// Routes lists every address of this audience. group is under the sessions' middleware.
func Routes(group *echo.Group, s *Screens) {
	group.GET("/candidater", s.start)

	g := group.Group("/candidatures", session.RequireSignIn)
	g.GET("", s.mine)
	g.POST("", s.open)
	g.GET("/nouvelle", s.search)
	g.GET("/autre-organisme", s.declaration)
	g.POST("/autre-organisme", s.declare)
	g.GET("/:id", s.overview)
	g.GET("/:id/axes/:axis", s.axis)
	g.POST("/:id/axes/:axis", s.saveAxis)
	g.POST("/:id/reponses/:question", s.saveAnswer)
	g.GET("/:id/reponses", s.answers)
	g.GET("/:id/changements", s.changes)
	g.GET("/:id/fichiers/:sha256", s.document)
	g.GET("/:id/representants", s.representatives)
	g.POST("/:id/representants", s.saveRepresentatives)
	g.GET("/:id/logiciels", s.inventory)
	g.POST("/:id/logiciels", s.saveInventory)
	g.GET("/:id/logiciels/retrait", s.askInventoryWithdrawal)
	g.POST("/:id/logiciels/retrait", s.withdrawInventory)
	g.GET("/:id/initiatives", s.initiatives)
	g.POST("/:id/initiatives", s.saveInitiative)
	g.GET("/:id/initiatives/:initiative", s.initiative)
	g.POST("/:id/initiatives/:initiative", s.saveInitiative)
	g.GET("/:id/initiatives/:initiative/retrait", s.askInitiativeRemoval)
	g.POST("/:id/initiatives/:initiative/retrait", s.removeInitiative)
	g.GET("/:id/equipe", s.team)
	g.POST("/:id/equipe", s.invite)
	g.POST("/:id/equipe/annulations", s.uninvite)
	g.POST("/:id/membres", s.join)
	g.GET("/:id/depot", s.submission)
	g.POST("/:id/depot", s.submit)
	g.GET("/:id/resultat", s.result)
	g.GET("/:id/resultat/dossier.json", s.resultFile)
	g.GET("/:id/retrait", s.withdrawal)
	g.POST("/:id/retrait", s.withdraw)
	g.POST("/:id/reprise", s.resume)
}

// done goes on to the next page, which begins by saying what was done.
func (s *Screens) done(c echo.Context, what page.Notice, next string) error {
	what.Kind = "success"
	if err := s.Sessions.Tell(c, what); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, next)
}
