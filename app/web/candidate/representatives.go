package candidate

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// representativesView is the form of the two people whom the territory mandates.
type representativesView struct {
	File     *candidacy.File
	Side     sideView
	Revision int
	Elected  []page.Field
	Tech     []page.Field
	Public   page.Field
	Answers  *page.Field // nil where the edition publishes no answers
	Errors   page.ErrorSummary
	Conflict string
	Editable bool
}

func (s *Screens) representatives(c echo.Context) error {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	m := candidacy.Mandate{
		Elected: f.Candidacy.Elected, ElectedPublic: f.Candidacy.ElectedPublic, Technical: f.Candidacy.Technical,
		AnswersPublic: f.Candidacy.AnswersPublic,
	}
	return s.showRepresentatives(c, http.StatusOK, f, m, nil)
}

func (s *Screens) showRepresentatives(c echo.Context, status int, f *candidacy.File, m candidacy.Mandate, problem *fault.Fault) error {
	var faults map[string]string
	v := representativesView{File: f, Side: side(f, nil), Revision: f.Candidacy.Revision, Editable: f.Changeable(s.Now())}
	if problem != nil {
		faults = problem.Fields
		if problem.Kind == fault.Conflict {
			v.Conflict = problem.Message
		}
	}
	fields := func(prefix string, r candidacy.Representative, function string) []page.Field {
		return []page.Field{
			{Name: prefix + "_name", Type: "text", Label: "Prénom et nom", Value: r.Name, Error: faults[prefix+"_name"], Autocomplete: "off", Disabled: !v.Editable},
			{Name: prefix + "_function", Type: "text", Label: "Fonction", Help: function, Value: r.Function, Error: faults[prefix+"_function"], Autocomplete: "off", Disabled: !v.Editable},
			{Name: prefix + "_email", Type: "email", Label: "Adresse électronique", Value: r.Email, Error: faults[prefix+"_email"], Autocomplete: "off", Disabled: !v.Editable},
		}
	}
	v.Elected = fields("elected", m.Elected, "Par exemple : maire, vice-présidente au numérique.")
	v.Tech = fields("technical", m.Technical, "Par exemple : responsable informatique, secrétaire de mairie.")
	v.Public = page.Field{Name: "elected_public", Type: "checkbox", Value: "yes", Checked: m.ElectedPublic, Disabled: !v.Editable,
		Label: "Cette personne accepte que son nom et sa fonction soient publiés avec les résultats."}
	if f.Edition.PublishesAnswers {
		v.Answers = &page.Field{
			Name: "answers_public", Type: "checkbox", Value: "yes", Checked: m.AnswersPublic, Disabled: !v.Editable,
			Label: "Notre collectivité accepte que ses réponses soient publiées avec son label.",
			Help: "Seront publiés, si un label vous est décerné : vos réponses, vos précisions et les liens que vous donnez, les points, les ajustements du jury et leurs raisons. " +
				"Jamais le nom d’une personne : n’en écrivez pas dans vos précisions. Chacun peut alors vérifier votre note, et d’autres collectivités s’inspirer de vous. " +
				"Sans cet accord, vos réponses restent entre vous et le jury, et votre label est le même. Vous pouvez changer d’avis jusqu’à la clôture.",
		}
	}
	v.Errors = page.Summarise(append(append([]page.Field{}, v.Elected...), v.Tech...)...)
	return s.show(c, status, "candidate/representatives", f, "Les deux référents", v)
}

func (s *Screens) saveRepresentatives(c echo.Context) error {
	ctx, person := c.Request().Context(), session.Person(c)
	m := candidacy.Mandate{
		Elected:       candidacy.Representative{Name: c.FormValue("elected_name"), Function: c.FormValue("elected_function"), Email: c.FormValue("elected_email")},
		ElectedPublic: c.FormValue("elected_public") != "",
		Technical:     candidacy.Representative{Name: c.FormValue("technical_name"), Function: c.FormValue("technical_function"), Email: c.FormValue("technical_email")},
		AnswersPublic: c.FormValue("answers_public") != "",
	}
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	err = s.Candidacies.Mandate(ctx, person, c.Param("id"), page.Revision(form), m)
	if f := fault.As(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		file, loadErr := s.Candidacies.Load(ctx, person, c.Param("id"))
		if loadErr != nil {
			return loadErr
		}
		return s.showRepresentatives(c, page.FormStatus(f), file, m, f)
	}
	if err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "Les référents sont enregistrés."}, "/candidatures/"+c.Param("id"))
}
