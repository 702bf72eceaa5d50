// Package public is what anybody sees without signing in: the label, who holds it, and whether a certificate is
// genuine. Its pages set no cookie.
package public

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/opendata"
	"tnl/app/web/page"
)

// Site is what the public pages work with.
type Site struct {
	Pages     *page.Pages
	Directory *directory.Directory
	Awards    *award.Awards
	Editions  *edition.Editions
	Data      *opendata.Data
	DB        *database.DB // only asked whether it answers
	Now       func() time.Time
	BaseURL   string // of the site; without a slash at its end
	// API is told to those who harvest the open data; no service is, when it is empty.
	API opendata.API
	// Publisher is named in the legal notice; what is not set is said to be missing.
	Publisher Publisher
	pictures  *pictures
}

// Publisher is who answers for the site.
type Publisher struct {
	Name     string // of the organisation
	Address  string
	Director string // of publication
	Host     string // who runs the servers, with an address
	Contact  string // e-mail address of the secretariat
}

// Routes lists every public address. group is under the cache of pages, then the sessions' middleware; plain is under
// the second alone.
func Routes(group, plain *echo.Group, s Site) {
	s.pictures = newPictures()
	get := func(path string, handler echo.HandlerFunc) {
		group.Match([]string{http.MethodGet, http.MethodHead}, path, handler)
	}
	get("/", s.home)
	get("/label", s.label)
	get("/label/signature", s.signature)
	get("/label/signature/certificats.pem", s.signingCertificates)
	get("/label/criteres", s.latestCriteria)
	get("/label/criteres/:year", s.criteria)
	plain.Match([]string{http.MethodGet, http.MethodHead}, "/questionnaires/:file", s.questionnaireFile) // with a tag of its own
	for _, one := range explainedPages {
		get(one.path, s.explain(one.template, one.path, one.title, one.description))
	}
	get("/questions", s.questions)
	get("/annuaire", s.directory)
	get("/territoires/:slug", s.territory)
	get("/logiciels", s.software)
	get("/logiciels/:slug", s.usage)
	get("/logiciels/domaines/:slug", s.softwareDomain)
	get("/initiatives", s.initiatives)
	get("/initiatives/:theme", s.initiatives)
	get("/editions", s.editions)
	get("/editions/:year", s.edition)
	get("/statistiques", s.statistics)
	get("/certificats/:number", s.certificate) // and its files, at the same address with .pdf, .svg, .png
	get("/certificats/:number/reponses", s.publishedAnswers)
	group.Match([]string{http.MethodGet, http.MethodHead}, "/certificats/:number/dossier.json", s.awardFile, tagged)
	get("/donnees", s.openData)
	s.openDataRoutes(group, plain)
	get("/v", s.verification)
	get("/v/:number", s.verify)
	get("/verifier", s.verifier)
	plain.POST("/verifier", s.examine)
	s.attestationRoutes(group)
	get("/mentions-legales", s.legal)
	get("/donnees-personnelles", s.privacy)
	get("/accessibilite", s.accessibility)
	get("/plan-du-site", s.plan)
	get(page.FeedPath, s.feed)
	get("/sitemap.xml", s.sitemap)
	get("/sitemap/pages.xml", s.sitemapPages)
	plain.Match([]string{http.MethodGet, http.MethodHead}, "/sitemap/:part", s.sitemapTerritories)
	get("/robots.txt", s.robots)
	picture := func(path string, handler echo.HandlerFunc) {
		group.Match([]string{http.MethodGet, http.MethodHead}, path, handler, tagged)
	}
	get("/territoires/:slug/badges", s.badges)
	picture("/territoires/:slug/badges/:file", s.currentBadge)
	picture("/certificats/:number/badges/:file", s.editionBadge)
	for extension := range mediaTypes {
		picture("/certificats/:number/portrait."+extension, s.portraitFile(extension))
	}
	plain.Match([]string{http.MethodGet, http.MethodHead}, "/certificats/:number/kit.zip", s.kit)
	picture(page.SharePath, s.shareSite)
	picture("/territoires/:slug/partage.png", s.shareTerritory)
	picture("/editions/:year/partage.png", s.shareEdition)
	plain.Match([]string{http.MethodGet, http.MethodHead}, "/health", s.health)
}

func (s Site) show(c echo.Context, name string, v page.View) error {
	return s.Pages.Show(c, http.StatusOK, "public/"+name, v)
}
