package public

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
)

// aboutView is what the legal pages say of who answers for the site.
type aboutView struct {
	Publisher
	Label string
}

func (s Site) about(c echo.Context, name, title, path, description string) error {
	return s.show(c, name, page.View{Title: title, Canonical: path, Description: description, Body: aboutView{s.Publisher, page.LabelName}})
}

func (s Site) legal(c echo.Context) error {
	return s.about(c, "legal", "Mentions légales", "/mentions-legales", "Qui publie ce site, qui l’héberge, et sous quelles licences on peut en reprendre le contenu.")
}

func (s Site) privacy(c echo.Context) error {
	return s.about(c, "privacy", "Données personnelles", "/donnees-personnelles", "Ce que le site du label garde des personnes, pourquoi, pour combien de temps, et leurs droits.")
}

func (s Site) accessibility(c echo.Context) error {
	return s.about(c, "accessibility", "Accessibilité", "/accessibilite", "Ce site n’a pas été audité : ce qui est fait pour l’accessibilité, ce qui manque, à qui signaler une difficulté.")
}

// robots keeps search engines out of what is personal, and of filters put together: one is a page worth finding, two
// are one of thousands. The first pattern is for two parameters or more; pages of a list are let through.
func (s Site) robots(c echo.Context) error {
	return c.String(http.StatusOK, `User-agent: *
Disallow: /*?*&
Disallow: /candidatures
Disallow: /compte
Disallow: /confirmation
Disallow: /connexion
Disallow: /demo
Disallow: /inscription
Disallow: /jury
Disallow: /mot-de-passe
Disallow: /secretariat
Disallow: /v/

Sitemap: `+s.BaseURL+"/sitemap.xml\n")
}

// healthDelay is how long the database may take to answer.
const healthDelay = 2 * time.Second

// health tells a supervisor whether the site can serve.
func (s Site) health(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	ctx, cancel := context.WithTimeout(c.Request().Context(), healthDelay)
	defer cancel()
	if err := s.DB.Ping(ctx); err != nil {
		return c.String(http.StatusServiceUnavailable, "database unreachable\n")
	}
	return c.String(http.StatusOK, "ok\n")
}
