package candidate

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// declarationView is the form of a body that the reference data do not hold.
type declarationView struct {
	Fields []page.Field
	Errors page.ErrorSummary
	Error  *fault.Fault
}

func (s *Screens) declaration(c echo.Context) error {
	if _, err := s.openEdition(c); err != nil {
		return err
	}
	return s.showDeclaration(c, http.StatusOK, nil)
}

func (s *Screens) showDeclaration(c echo.Context, status int, problem *fault.Fault) error {
	var faults map[string]string
	v := declarationView{}
	if problem != nil {
		faults = problem.Fields
		if len(faults) == 0 {
			v.Error = problem
		}
	}
	var kinds []page.Option
	for _, k := range territory.Kinds() {
		if !k.Listed() {
			kinds = append(kinds, page.Option{Value: string(k), Label: k.One()})
		}
	}
	v.Fields = []page.Field{
		{Name: "kind", Label: "Type d’organisme", Type: "radio", Value: c.FormValue("kind"), Options: kinds, Error: faults["kind"]},
		{Name: "name", Label: "Nom officiel", Value: c.FormValue("name"), Autocomplete: "organization", Error: faults["name"], Required: true},
		{Name: "siren", Label: "Numéro SIREN", Help: "Neuf chiffres. Il figure sur vos factures et vos marchés ; les espaces n’ont pas d’importance.", Value: c.FormValue("siren"), InputMode: "numeric", Autocomplete: "off", Error: faults["siren"], Required: true},
		{Name: "department", Label: "Département du siège", Help: "Son numéro, par exemple 69, 2A ou 974. Laissez vide pour un organisme national.", Value: c.FormValue("department"), Autocomplete: "off", Error: faults["department"]},
		{Name: "population", Label: "Habitants desservis", Help: "Un ordre de grandeur suffit. Laissez vide si cela n’a pas de sens pour vous.", Value: c.FormValue("population"), InputMode: "numeric", Autocomplete: "off", Error: faults["population"]},
	}
	for i := range v.Fields {
		if v.Fields[i].Type == "" {
			v.Fields[i].Type = "text"
		}
	}
	v.Errors = page.Summarise(v.Fields...)
	view := page.View{Title: "Déclarer un organisme", Section: page.SectionApply, Private: true, Body: v}
	if problem != nil {
		view.TitlePrefix = "Erreur"
	}
	return s.Pages.Show(c, status, "candidate/declaration", view)
}

func (s *Screens) declare(c echo.Context) error {
	current, err := s.openEdition(c)
	if err != nil {
		return err
	}
	d := territory.Declaration{
		Kind: territory.Kind(c.FormValue("kind")), Name: c.FormValue("name"), SIREN: c.FormValue("siren"),
		Department: strings.ToUpper(strings.TrimSpace(c.FormValue("department"))),
	}
	if text := strings.Join(strings.Fields(c.FormValue("population")), ""); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return s.showDeclaration(c, http.StatusUnprocessableEntity, &fault.Fault{Kind: fault.Invalid,
				Fields: fault.Fields{"population": "Écrivez un nombre entier d’habitants, par exemple 30000."}})
		}
		d.Population = &n
	}
	id, err := s.Candidacies.Open(c.Request().Context(), session.Person(c), current.ID, candidacy.Applicant{Declaration: &d})
	if f := fault.As(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		return s.showDeclaration(c, page.FormStatus(f), f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/candidatures/"+id)
}
