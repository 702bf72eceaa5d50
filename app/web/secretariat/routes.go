// Package secretariat is what the label's organisers see: the editions, the deliberation, the publication, the people
// and the log.
package secretariat

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/impact"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// Site is what the secretariat's pages need.
type Site struct {
	Pages         *page.Pages
	Sessions      *session.Sessions
	Accounts      *account.Accounts
	Editions      *edition.Editions
	Candidacies   *candidacy.Candidacies
	Deliberations *deliberation.Deliberations
	Awards        *award.Awards
	Impact        *impact.Past
	Now           func() time.Time
}

// Routes lists every address of this audience. group is under the sessions' middleware.
func Routes(group *echo.Group, s Site) {
	g := group.Group("/secretariat", session.RequireRole(account.Secretariat))
	g.GET("", s.home)

	g.GET("/editions/nouvelle", s.newEdition)
	g.POST("/editions", s.createEdition)
	g.GET("/editions/:year", s.edition)
	g.GET("/editions/:year/reglages", s.settings)
	g.POST("/editions/:year/reglages", s.changeSettings)
	g.GET("/editions/:year/questionnaire", s.questionnaire)
	g.POST("/editions/:year/questionnaire", s.sendQuestionnaire)
	g.GET("/editions/:year/questionnaire/:hash", s.foresee)
	g.POST("/editions/:year/questionnaire/:hash", s.supersede)
	g.GET("/editions/:year/questionnaire/:hash/apercu", s.trial)
	g.GET("/editions/:year/questionnaire/:hash/apercu/axes/:axis", s.trial)
	g.POST("/editions/:year/questionnaire/:hash/apercu/axes/:axis", s.trial)
	g.GET("/editions/:year/cloture", s.askClosing)
	g.POST("/editions/:year/cloture", s.closeNow)
	g.GET("/editions/:year/publication", s.publication)
	g.POST("/editions/:year/publication", s.publish)
	g.GET("/editions/:year/certificats", s.certificates)
	g.GET("/editions/:year/certificats.zip", s.certificatesFile)

	g.GET("/questionnaires/:file", s.questionnaireFile)

	g.GET("/candidatures/:id", s.dossier)
	g.GET("/candidatures/:id/fichiers/:sha256", s.document)
	g.POST("/candidatures/:id/decision", s.decide)
	g.GET("/candidatures/:id/reouverture", s.askReopening)
	g.POST("/candidatures/:id/reouverture", s.reopen)

	g.GET("/logiciels", s.softwareNames)
	g.POST("/logiciels/:slug", s.renameSoftware)
	g.POST("/logiciels/:slug/masquage", s.hideSoftware)
	g.GET("/declarations", s.declared)
	g.GET("/declarations/:id/inventaire", s.askTakingBack)
	g.POST("/declarations/:id/inventaire", s.takeBack)
	g.GET("/declarations/:id/initiatives/:initiative", s.askTakingBack)
	g.POST("/declarations/:id/initiatives/:initiative", s.takeBack)

	g.GET("/personnes", s.people)
	g.POST("/personnes/:id/roles", s.grant)
	g.GET("/personnes/:id/roles/:role/retrait", s.askRevocation)
	g.POST("/personnes/:id/roles/:role/retrait", s.revoke)

	g.GET("/journal", s.journal)
}

// show shows one of the secretariat's pages.
func (s Site) show(c echo.Context, status int, name, title string, body any) error {
	view := page.View{Title: title, Section: page.SectionSecretariat, Private: true, Body: body}
	if status >= http.StatusBadRequest {
		view.TitlePrefix = "Erreur"
	}
	return s.Pages.Show(c, status, name, view)
}

// done goes on to the next page, which begins by saying what was done.
func (s Site) done(c echo.Context, what, next string) error {
	if err := s.Sessions.Tell(c, page.NewNotice("success", what)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, next)
}

// editionOf is the edition of the address's year.
func (s Site) editionOf(c echo.Context) (edition.Edition, error) {
	year, err := strconv.Atoi(c.Param("year"))
	if err != nil || strconv.Itoa(year) != c.Param("year") || year < 2016 || year > 2100 {
		return edition.Edition{}, fault.New(fault.NotFound, "Cette édition n’existe pas.")
	}
	return s.Editions.ByYear(c.Request().Context(), year)
}
