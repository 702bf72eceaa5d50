package page

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

// ProblemType is the media type of a Problem.
const ProblemType = "application/problem+json"

// Problem is an error as programs are told it, after RFC 9457.
type Problem struct {
	Type   string            `json:"type" doc:"Toujours « about:blank » : le code HTTP dit de quoi il s’agit." example:"about:blank"`
	Title  string            `json:"title" doc:"Ce qui ne va pas, en quelques mots." example:"Demande à corriger"`
	Status int               `json:"status" minimum:"400" maximum:"599" doc:"Code HTTP de la réponse." example:"422"`
	Detail string            `json:"detail" doc:"Ce qu’il faut faire." example:"Un paramètre est à corriger."`
	Errors map[string]string `json:"errors,omitempty" doc:"Ce qui ne va pas, et ce qui est attendu, par paramètre." example:"{\"limit\":\"Attendu : un nombre entier de 1 à 100.\"}"`
}

// problemWords replace, for the API, words made for people who look at a page: detail stands for former.
var problemWords = map[int]struct{ title, detail, former string }{
	http.StatusNotFound:            {"Introuvable", "L’API n’a rien à cette adresse : sa documentation, à /api, les donne toutes.", failures[fault.NotFound].message},
	http.StatusMethodNotAllowed:    {"Méthode refusée", "L’API ne fait que lire : seules les méthodes GET, HEAD et OPTIONS sont acceptées.", badRequest.message},
	http.StatusUnprocessableEntity: {"Demande à corriger", "", ""},
	http.StatusTooManyRequests:     {"Trop de demandes", "", ""},
}

// problem sends a failure to a program.
func (f failure) problem(c echo.Context) error {
	told := Problem{Type: "about:blank", Title: f.title, Status: f.status, Detail: f.message, Errors: f.fields}
	if words, ok := problemWords[f.status]; ok && isAPI(c.Request()) {
		told.Title = words.title
		if words.detail != "" && told.Detail == words.former {
			told.Detail = words.detail
		}
	}
	content, err := json.Marshal(told)
	if err != nil {
		return err
	}
	return c.Blob(f.status, ProblemType, content)
}

// wantsJSON tells whether a program asks: the API, or a script that accepts nothing but JSON.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get(echo.HeaderAccept)
	return isAPI(r) || strings.Contains(accept, "json") && !strings.Contains(accept, "html") && !strings.Contains(accept, "*/*")
}

// isAPI tells what is asked of the API; its page, at /api, is a page.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }
