package page

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"sort"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

// failure is an error as people and programs may see it: nothing of its inside.
type failure struct {
	status  int
	title   string
	message string
	fields  map[string]string
}

// failures are the words of each kind of fault. The fault's own message comes first where it has one.
var failures = map[fault.Kind]failure{
	fault.NotFound:    {status: http.StatusNotFound, title: "Cette page n’existe pas", message: "L’adresse est peut-être incomplète, ou ce qu’elle montrait n’est pas accessible avec votre compte."},
	fault.NotAllowed:  {status: http.StatusForbidden, title: "Vous n’avez pas accès à cette page", message: "Elle est réservée à d’autres personnes. Si vous pensez que c’est une erreur, écrivez au secrétariat du label."},
	fault.SignIn:      {status: http.StatusUnauthorized, title: "Connectez-vous pour continuer", message: "Votre session a expiré, ou vous n’étiez pas connecté : rien n’a été enregistré. Connectez-vous dans un nouvel onglet, puis revenez ici et envoyez de nouveau."},
	fault.Invalid:     {status: http.StatusUnprocessableEntity, title: "Ce qui a été envoyé est à corriger", message: "Revenez à la page précédente pour corriger : rien n’a été enregistré."},
	fault.Conflict:    {status: http.StatusConflict, title: "Quelqu’un d’autre vient de modifier la même chose", message: "Revenez à la page précédente et rechargez-la pour voir ce qui a changé : rien n’a été écrasé."},
	fault.Closed:      {status: http.StatusConflict, title: "Ce n’est pas, ou plus, possible", message: "Le délai n’est pas ouvert, ou il est passé."},
	fault.TooMany:     {status: http.StatusTooManyRequests, title: "Trop d’essais", message: "Attendez quelques minutes avant de recommencer."},
	fault.TooLarge:    {status: http.StatusRequestEntityTooLarge, title: "C’est trop volumineux", message: "Réduisez la taille de ce que vous envoyez, puis recommencez."},
	fault.Unavailable: {status: http.StatusServiceUnavailable, title: "Ce n’est pas encore prêt", message: "Réessayez dans quelques minutes."},
	fault.Internal:    {status: http.StatusInternalServerError, title: "Le service a rencontré un problème", message: "Ce n’est pas de votre fait, et le problème nous est signalé. Réessayez dans quelques minutes."},
}

// unavailable and badRequest come from the web alone: no rule of the label raises them.
var (
	unavailable = failure{status: http.StatusServiceUnavailable, title: "Le service est momentanément indisponible", message: "Réessayez dans quelques minutes : ce que vous aviez enregistré est conservé."}
	badRequest  = failure{status: http.StatusBadRequest, title: "Cette demande n’a pas été comprise", message: "Revenez à la page précédente et recommencez."}
)

// ErrorPage is the view model of errors/error.
type ErrorPage struct {
	Overline, Title, Message string
	Fields                   []string
	Actions                  []Button
	// Reference finds the failure in the log; only for ours.
	Reference string
}

// ErrorHandler turns any error into a page, or into application/problem+json for the API and for scripts.
// Internal errors are logged once, here, and nothing of them is shown.
func ErrorHandler(pages *Pages, logger *slog.Logger) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			if !errors.Is(err, context.Canceled) {
				logger.Error("a response was cut short", "error", err, "method", c.Request().Method, "path", c.Path())
			}
			return
		}
		f := failureOf(err)
		reference := ""
		if f.status >= http.StatusInternalServerError && !fault.Is(err, fault.Unavailable) && !errors.Is(err, context.Canceled) {
			reference = c.Response().Header().Get(echo.HeaderXRequestID)
			logger.Error("a request failed", "error", err, "method", c.Request().Method, "path", c.Path(), "request", reference)
		}
		if sendErr := pages.fail(c, f, reference); sendErr != nil {
			logger.Error("an error page could not be shown", "error", sendErr, "status", f.status)
			if !c.Response().Committed {
				_ = c.String(f.status, f.title+"\n")
			}
		}
	}
}

// failureOf finds the words for err.
func failureOf(err error) failure {
	if found := fault.As(err); found != nil {
		f, ok := failures[found.Kind]
		if !ok {
			f = failures[fault.Internal]
		}
		if found.Kind != fault.Internal && found.Message != "" {
			f.message = found.Message
		}
		f.fields = found.Fields
		return f
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return failures[fault.TooLarge]
	}
	var fromEcho *echo.HTTPError
	if errors.As(err, &fromEcho) {
		return failureOfStatus(fromEcho.Code)
	}
	return failures[fault.Internal]
}

func failureOfStatus(status int) failure {
	switch status {
	case http.StatusNotFound:
		return failures[fault.NotFound]
	case http.StatusUnauthorized:
		return failures[fault.SignIn]
	case http.StatusForbidden:
		return failures[fault.NotAllowed]
	case http.StatusConflict:
		return failures[fault.Conflict]
	case http.StatusRequestEntityTooLarge:
		return failures[fault.TooLarge]
	case http.StatusTooManyRequests:
		return failures[fault.TooMany]
	case http.StatusServiceUnavailable:
		return unavailable
	}
	if status >= 400 && status < 500 {
		f := badRequest
		f.status = status
		return f
	}
	return failures[fault.Internal]
}

// fail sends f in the form that the request expects.
func (p *Pages) fail(c echo.Context, f failure, reference string) error {
	request := c.Request()
	c.Response().Header().Set("Cache-Control", "no-store")
	if f.status == http.StatusServiceUnavailable {
		c.Response().Header().Set("Retry-After", "60")
	}
	if wantsJSON(request) {
		return f.problem(c)
	}
	safe := request.Method == http.MethodGet || request.Method == http.MethodHead
	if f.status == http.StatusUnauthorized && safe {
		return c.Redirect(http.StatusSeeOther, signInAddress(c))
	}
	return p.Show(c, f.status, "errors/error", View{
		Title:       f.title,
		TitlePrefix: "Erreur",
		Private:     true,
		Body: ErrorPage{
			Overline: overline(f.status), Title: f.title, Message: f.message,
			Fields: sentences(f.fields), Actions: wayOut(c, f), Reference: reference,
		},
	})
}

func overline(status int) string {
	text, _ := Number(status)
	return "Erreur" + nbsp + text
}

// sentences lists the messages of a form's fields in a stable order.
func sentences(fields map[string]string) []string {
	list := make([]string, 0, len(fields))
	for _, message := range fields {
		list = append(list, message)
	}
	sort.Strings(list)
	return list
}

// wayOut gives what to do next: sign in again, or go back to where the person came from.
func wayOut(c echo.Context, f failure) []Button {
	back := referer(c.Request())
	home := Button{Label: "Aller à l’accueil", Address: "/"}
	if f.status == http.StatusUnauthorized {
		address := "/connexion"
		if back != "" {
			address += "?suite=" + url.QueryEscape(back)
		}
		return []Button{{Label: "Se connecter", Address: address}}
	}
	if back != "" && c.Request().Method != http.MethodGet {
		home.Kind = "second"
		return []Button{{Label: "Revenir à la page précédente", Address: back}, home}
	}
	return []Button{home}
}

// referer is the page of this site that the request came from, "" when it came from elsewhere.
func referer(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}
	return Local(from.RequestURI(), "")
}
