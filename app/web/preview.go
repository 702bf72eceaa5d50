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
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/static"
	"tnl/templates"
)

// Preview is a questionnaire being written, for its author.
type Preview struct {
	Name   string                 // of the file
	Read   func() ([]byte, error) // called at each request, so that what was just saved is shown
	Logger *slog.Logger
}

// NewPreview prepares the server that shows the form as candidates will see it. It keeps nothing and knows nobody: no
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

// previewPage is one axis of the questionnaire, or the faults of a file that cannot be used.
type previewPage struct {
	Name      string
	Title     string
	Notice    string
	Axis      *questionnaire.Axis
	Count     int
	Contents  page.Contents
	Questions []*questionform.View
	Faults    source.Faults
}

func (p Preview) form(pages *page.Pages) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		text, err := p.Read()
		if err != nil {
			v := previewPage{Name: p.Name, Faults: source.Faults{{File: p.Name, Message: "ce fichier ne peut pas être lu : " + err.Error()}}}
			return pages.Show(c, http.StatusUnprocessableEntity, "authoring/faults", page.View{Title: "Fichier illisible", Private: true, Body: v})
		}
		q, faults := questionnaire.Read(p.Name, text)
		v := previewPage{Name: p.Name, Faults: faults}
		if q == nil {
			return pages.Show(c, http.StatusUnprocessableEntity, "authoring/faults", page.View{Title: "Questionnaire à corriger", Private: true, Body: v})
		}
		v.Title, v.Notice, v.Count, v.Axis = q.Title, q.Notice, len(q.Axes), axisOf(q, c.Param("axis"))
		if v.Axis == nil {
			return fault.New(fault.NotFound, "Cet axe n’existe pas, ou plus, dans ce questionnaire.")
		}
		v.Contents.Label = "Axes du questionnaire"
		for _, axis := range q.Axes {
			v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{
				Title: axis.Title, Address: "/axes/" + axis.ID, Current: axis == v.Axis, Detail: page.Counted(len(axis.Questions), "question", "questions"),
			})
		}
		for _, question := range v.Axis.Questions {
			v.Questions = append(v.Questions, questionform.New(question, url.Values{}, nil, questionform.State{Editable: true, Asked: true}))
		}
		return pages.Show(c, http.StatusOK, "authoring/preview", page.View{Title: v.Axis.Title, TitlePrefix: "Aperçu", Private: true, Body: v})
	}
}

// axisOf gives the axis called id, the first when id is empty, nil when there is none.
func axisOf(q *questionnaire.Questionnaire, id string) *questionnaire.Axis {
	for _, axis := range q.Axes {
		if id == "" || axis.ID == id {
			return axis
		}
	}
	return nil
}
