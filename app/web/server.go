// Package web serves the label: it puts the audiences' routes behind what every request goes through.
package web

import (
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"tnl/app/fault"
	"tnl/app/label"
	"tnl/app/mail"
	"tnl/app/opendata"
	accountpages "tnl/app/web/account"
	"tnl/app/web/api"
	"tnl/app/web/candidate"
	jurypages "tnl/app/web/jury"
	"tnl/app/web/page"
	"tnl/app/web/pagecache"
	"tnl/app/web/public"
	"tnl/app/web/secretariat"
	"tnl/app/web/session"
	"tnl/static"
	"tnl/templates"
)

// Options is what a server needs beside the label.
type Options struct {
	Development   bool
	Demonstration bool
	Mailbox       *mail.Folder // shown by the demonstration; nil anywhere else
	SourceCode    string
	Publisher     public.Publisher // told in the legal notice
	APIPerMinute  int              // requests of one client to the API; 0 for no limit
	Proxies       []string         // whose X-Forwarded-For is believed, as CIDR
	Logger        *slog.Logger
}

// Server is the label as a web server.
type Server struct {
	Echo     *echo.Echo
	Sessions *session.Sessions
}

// New prepares the server of l: templates and static files are read and checked now.
func New(l *label.Label, o Options) (*Server, error) {
	files, err := static.Load(static.Embedded)
	if err != nil {
		return nil, err
	}
	sessions := session.New(l.Accounts, strings.HasPrefix(l.BaseURL, "https://"))
	var texts fs.FS = templates.Embedded
	if o.Development { // a template is seen as soon as it is saved, where the sources are
		texts = os.DirFS("templates")
	}
	pages, err := page.New(texts, page.Options{
		Static: files, Development: o.Development, Demonstration: o.Demonstration, SourceCode: o.SourceCode, BaseURL: l.BaseURL, Flash: sessions.Told,
	})
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = page.ErrorHandler(pages, o.Logger)
	e.IPExtractor = clientAddress(o.Proxies)
	e.Server.ReadHeaderTimeout = 10 * time.Second
	e.Server.ReadTimeout = time.Minute
	e.Server.WriteTimeout = 2 * time.Minute
	e.Server.IdleTimeout = 2 * time.Minute
	e.Server.MaxHeaderBytes = 64 << 10

	e.Use(middleware.RequestID(), logged(o.Logger), recovered, secured(l.BaseURL))
	e.GET(static.Prefix+"*", echo.WrapHandler(files))

	everyPage := []echo.MiddlewareFunc{
		middleware.GzipWithConfig(middleware.GzipConfig{Level: 1, MinLength: 1400, Skipper: packed}),
		bounded, sameSite(), sessions.Middleware, readable,
	}
	pagesGroup := e.Group("", everyPage...)
	kept, err := pagecache.New(pagecache.Options{Revision: l.Directory.Revision, Visitor: session.None, Now: l.Now})
	if err != nil {
		return nil, err
	}
	visitorsGroup := e.Group("", append([]echo.MiddlewareFunc{kept.Middleware}, everyPage...)...)
	if o.Development { // a template is seen as soon as it is saved
		visitorsGroup = pagesGroup
	}
	public.Routes(visitorsGroup, pagesGroup, public.Site{
		Pages: pages, Editions: l.Editions, Directory: l.Directory, Awards: l.Awards, Data: l.OpenData, DB: l.DB, BaseURL: l.BaseURL, Now: l.Now,
		Publisher: o.Publisher,
		API:       opendata.API{Address: l.BaseURL + api.Root, Description: l.BaseURL + api.Root + "/openapi.json", Page: l.BaseURL + api.Path},
	})
	accountpages.Routes(pagesGroup, accountpages.Site{Accounts: l.Accounts, Sessions: sessions, Pages: pages, Mailbox: o.Mailbox})
	candidate.Routes(pagesGroup, &candidate.Screens{
		Pages: pages, Sessions: sessions, Candidacies: l.Candidacies, Editions: l.Editions, Awards: l.Awards, Now: l.Now,
	})
	jurypages.Routes(pagesGroup, jurypages.Site{Pages: pages, Sessions: sessions, Jury: l.Jury, Editions: l.Editions})
	secretariat.Routes(pagesGroup, secretariat.Site{
		Pages: pages, Sessions: sessions, Deliberations: l.Deliberations, Candidacies: l.Candidacies,
		Editions: l.Editions, Accounts: l.Accounts, Awards: l.Awards, Impact: l.Impact, Now: l.Now,
	})
	if _, err := api.Mount(e, visitorsGroup, kept.Middleware, api.Site{
		Pages: pages, Directory: l.Directory, Awards: l.Awards, Editions: l.Editions, Now: l.Now, BaseURL: l.BaseURL,
		Contact: api.Contact{Name: o.Publisher.Name, Email: o.Publisher.Contact}, PerMinute: o.APIPerMinute,
	}); err != nil {
		return nil, err
	}
	if o.Development || o.Demonstration {
		pagesGroup.GET("/composants", page.Components(pages))
	}
	return &Server{Echo: e, Sessions: sessions}, nil
}

// packed tells what is sent as it is: compressing it would gain nothing.
func packed(c echo.Context) bool { return page.IsAttachment(c) || public.IsPacked(c) }

// clientAddress finds who asks, for the limits on tries: the connection itself, or what a known proxy tells.
func clientAddress(proxies []string) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		if _, network, err := net.ParseCIDR(p); err == nil {
			options = append(options, echo.TrustIPRange(network))
		}
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

func logged(logger *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			err := next(c)
			if err != nil {
				c.Error(err)
			}
			logger.Debug("request", "method", c.Request().Method, "path", c.Path(), "status", c.Response().Status,
				"bytes", c.Response().Size, "took", time.Since(start), "request", c.Response().Header().Get(echo.HeaderXRequestID))
			return nil
		}
	}
}

// recovered turns a panic into an internal error, told like any other.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{StackSize: 8 << 10, DisablePrintStack: true})(next)
}

// secured says what browsers may do with our pages: only what comes from here, and no frame around them.
func secured(baseURL string) echo.MiddlewareFunc {
	policy := strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
		"connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	}, "; ")
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
			h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			if strings.HasPrefix(baseURL, "https://") {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			return next(c)
		}
	}
}

// sameSite refuses what another site makes a browser send here.
func sameSite() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return fault.New(fault.NotAllowed, "Cette demande vient d’un autre site : elle est refusée. Revenez sur la page du label et recommencez.")
			}
			return next(c)
		}
	}
}

// readable refuses what no keyboard types and no database keeps: bytes that are not text.
func readable(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		for _, value := range c.ParamValues() {
			if !isText(value) {
				return fault.New(fault.NotFound, "")
			}
		}
		if session.Person(c) == nil && candidate.TakesDocuments(c) {
			return next(c) // refused unread: nobody sends so much without signing in
		}
		if _, err := page.Posted(c); err != nil {
			return err
		}
		for name, values := range c.Request().Form {
			for _, value := range append(values, name) {
				if !isText(value) {
					return &fault.Fault{Kind: fault.Invalid, Message: "Un des textes envoyés contient des caractères illisibles : effacez-les, puis recommencez."}
				}
			}
		}
		return next(c)
	}
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
