package candidate

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (s *Screens) withdrawal(c echo.Context) error {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	address := "/candidatures/" + f.Candidacy.ID
	return s.show(c, http.StatusOK, "shared/confirmation", f, "Retirer la candidature", page.Confirmation{
		Title: "Retirer la candidature de " + f.Territory.Name + " ?",
		Consequences: []string{
			"Le jury ne la lira pas, même si elle était déposée.",
			"Vos réponses sont conservées.",
			"Vous pourrez la reprendre jusqu’à la clôture.",
		},
		Action: address + "/retrait", Button: "Retirer la candidature", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: address},
	})
}

func (s *Screens) withdraw(c echo.Context) error {
	if err := s.Candidacies.Withdraw(c.Request().Context(), session.Person(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "La candidature est retirée."}, "/candidatures/"+c.Param("id"))
}

func (s *Screens) resume(c echo.Context) error {
	if err := s.Candidacies.Resume(c.Request().Context(), session.Person(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "La candidature est reprise : c’est de nouveau un brouillon."}, "/candidatures/"+c.Param("id"))
}
