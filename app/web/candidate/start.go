package candidate

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// startView explains how to be a candidate.
type startView struct {
	Edition   *edition.Edition // nil when none is open
	Questions int
	Axes      []string
	Deadline  page.DeadlineView
	SignedIn  bool
}

func (s *Screens) start(c echo.Context) error {
	ctx := c.Request().Context()
	current, err := s.Editions.Current(ctx)
	if err != nil {
		return err
	}
	v := startView{Edition: current, SignedIn: session.Person(c) != nil}
	if current != nil {
		q, err := s.Candidacies.Questionnaires.Get(ctx, current.QuestionnaireHash)
		if err != nil {
			return err
		}
		v.Questions, v.Deadline = len(q.Questions), page.DeadlineView{At: current.ClosesAt}
		for _, a := range q.Axes {
			v.Axes = append(v.Axes, a.Title)
		}
	}
	return s.Pages.Show(c, http.StatusOK, "candidate/start", page.View{
		Title: "Candidater", Section: page.SectionApply, Canonical: "/candidater", Body: v,
		Description: "Comment une collectivité demande le label Territoire numérique libre : étapes, calendrier, ce qu’il faut préparer.",
	})
}

// searchView is the search of one's territory.
type searchView struct {
	Edition edition.Edition
	Field   page.Field
	Asked   bool // something was typed
	Results []territory.Body
	Empty   page.EmptyState // when nothing was found
	Error   *fault.Fault
}

// searchLimit is how many bodies are listed: beyond, one had better type more.
const searchLimit = 30

func (s *Screens) search(c echo.Context) error { return s.showSearch(c, http.StatusOK, nil) }

func (s *Screens) showSearch(c echo.Context, status int, problem *fault.Fault) error {
	current, err := s.openEdition(c)
	if err != nil {
		return err
	}
	query := strings.TrimSpace(c.FormValue("q"))
	if len(query) > 200 {
		query = query[:200]
	}
	v := searchView{Edition: *current, Asked: query != "", Error: problem}
	v.Field = page.Field{Name: "q", Label: "Nom, code postal, code INSEE ou SIREN", Type: "search", Value: query, Autocomplete: "off"}
	if query != "" {
		reference, err := territory.LoadReference()
		if err != nil {
			return err
		}
		v.Results = reference.Search(query, searchLimit)
		v.Empty = page.EmptyState{Title: "Rien ne correspond à « " + query + " »",
			Text: "Essayez le code postal, le code INSEE ou le SIREN. Une commune nouvelle porte parfois un autre nom."}
	}
	return s.Pages.Show(c, status, "candidate/search", page.View{
		Title: "Trouver votre collectivité", Section: page.SectionApply, Private: true, Body: v,
	})
}

// openEdition gives the edition that accepts candidacies, or a fault that says there is none.
func (s *Screens) openEdition(c echo.Context) (*edition.Edition, error) {
	current, err := s.Editions.Current(c.Request().Context())
	if err != nil {
		return nil, err
	}
	if current == nil {
		return nil, fault.New(fault.Closed, "Aucune édition n’est ouverte aux candidatures en ce moment.")
	}
	return current, nil
}

func (s *Screens) open(c echo.Context) error {
	current, err := s.openEdition(c)
	if err != nil {
		return err
	}
	id, err := s.Candidacies.Open(c.Request().Context(), session.Person(c), current.ID, candidacy.Applicant{
		Kind: territory.Kind(c.FormValue("kind")), Code: c.FormValue("code"),
	})
	if f := fault.As(err); f != nil && f.Kind == fault.Conflict {
		return s.showSearch(c, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/candidatures/"+id)
}
