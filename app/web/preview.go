package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/web/authoring"
	"tnl/app/web/page"
	"tnl/static"
	"tnl/templates"
)

// Preview is a questionnaire being written, for its author.
type Preview struct {
	Name   string                 // of the file
	Read   func() ([]byte, error) // called at each request, so that what was just saved is shown
	Logger *slog.Logger
}

// NewPreview prepares the server that shows the form as candidates will see it, and what their answers would be worth.
// It keeps nothing and knows nobody: no
// database, no accounts, and only this machine is answered.
func NewPreview(p Preview) (*Server, error) {
	files, err := static.Load(static.Embedded)
	if err != nil {
		return nil, err
	}
	pages, err := page.New(templates.Embedded, page.Options{Static: files})
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = page.ErrorHandler(pages, p.Logger)
	e.Server.ReadHeaderTimeout = 10 * time.Second
	e.Use(logged(p.Logger), recovered, secured(""), fromHere)
	e.GET(static.Prefix+"*", echo.WrapHandler(files))
	e.GET("/", p.form(pages))
	e.GET("/axes/:axis", p.form(pages))
	e.POST("/axes/:axis", p.form(pages))
	return &Server{Echo: e}, nil
}

// fromHere refuses another site that would read the file through the browser of its author.
func fromHere(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !Local(c.Request().Host) {
			return fault.New(fault.NotAllowed, "L’aperçu ne répond qu’à cette machine.")
		}
		return next(c)
	}
}

// Local tells whether an address, with or without its port, is this very machine's.
func Local(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// faultsView is a file that cannot be used.
type faultsView struct {
	Name   string
	Faults source.Faults
}

func (p Preview) form(pages *page.Pages) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		refused := func(title string, faults source.Faults) error {
			return pages.Show(c, http.StatusUnprocessableEntity, "authoring/faults", page.View{Title: title, Private: true, Body: faultsView{p.Name, faults}})
		}
		text, err := p.Read()
		if err != nil {
			return refused("Fichier illisible", source.Faults{{File: p.Name, Message: "ce fichier ne peut pas être lu : " + err.Error()}})
		}
		q, faults := questionnaire.Read(p.Name, text)
		if q == nil {
			return refused("Questionnaire à corriger", faults)
		}
		var posted url.Values
		if c.Request().Method == http.MethodPost {
			if posted, err = page.Posted(c); err != nil {
				return err
			}
		}
		trial, err := authoring.New(q, faults, "", c.Param("axis"), c.QueryParams(), posted)
		if err != nil {
			return err
		}
		trial.Told = "Aperçu de " + p.Name + " : la page suit le fichier à chaque rechargement, et rien de ce que vous saisissez n’est gardé."
		return pages.Show(c, http.StatusOK, "authoring/preview", page.View{Title: trial.Axis.Title, TitlePrefix: "Aperçu", Private: true, Body: trial})
	}
}
