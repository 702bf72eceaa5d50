package candidate

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// teamView lists the people who work on a candidacy.
type teamView struct {
	File        *candidacy.File
	Side        sideView
	Members     []candidacy.Member
	Invitations []candidacy.Invitation
	Field       page.Field
	Errors      page.ErrorSummary
	Lead        bool
	Editable    bool
}

func (s *Screens) team(c echo.Context) error { return s.showTeam(c, http.StatusOK, nil) }

func (s *Screens) showTeam(c echo.Context, status int, problem *fault.Fault) error {
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	v := teamView{File: f, Side: side(f, nil), Lead: f.Role == candidacy.Lead, Editable: f.Changeable(s.Now())}
	if v.Members, v.Invitations, err = s.Candidacies.Team(ctx, person, f.Candidacy.ID); err != nil {
		return err
	}
	v.Field = page.Field{Name: "email", Type: "email", Label: "Adresse électronique de votre collègue", Autocomplete: "off", Required: true,
		Help: "Un message lui propose de vous rejoindre. Il ou elle pourra répondre et déposer avec vous."}
	if problem != nil {
		v.Field.Value, v.Field.Error = c.FormValue("email"), problem.Fields["email"]
		v.Errors = page.Summarise(v.Field)
	}
	return s.show(c, status, "candidate/team", f, "L’équipe", v)
}

func (s *Screens) invite(c echo.Context) error {
	err := s.Candidacies.Invite(c.Request().Context(), session.Person(c), c.Param("id"), c.FormValue("email"))
	if f := isInvalid(err); f != nil {
		return s.showTeam(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "L’invitation est envoyée à " + c.FormValue("email") + "."}, "/candidatures/"+c.Param("id")+"/equipe")
}

func (s *Screens) uninvite(c echo.Context) error {
	if err := s.Candidacies.Uninvite(c.Request().Context(), session.Person(c), c.Param("id"), c.FormValue("email")); err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "L’invitation est annulée."}, "/candidatures/"+c.Param("id")+"/equipe")
}

func (s *Screens) join(c echo.Context) error {
	if err := s.Candidacies.Join(c.Request().Context(), session.Person(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "Vous faites maintenant partie de l’équipe."}, "/candidatures/"+c.Param("id"))
}
