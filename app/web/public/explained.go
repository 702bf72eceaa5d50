package public

import (
	"context"

	"github.com/labstack/echo/v4"

	"tnl/app/web/page"
)

// explainedPages tell the label to somebody.
var explainedPages = []struct{ template, path, title, description string }{
	{"elected", "/label/elus", "Le label, pour les élus", "Ce que le label apporte à une collectivité, ce qu’il lui demande, et ce qui devient public ou non."},
	{"staff", "/label/techniciens", "Le label, pour les équipes", "Ce que les équipes rassemblent pour une candidature, comment elles la remplissent, et ce qui leur en reste."},
	{"inhabitants", "/label/habitants", "Le label, pour les habitants", "Ce qu’est un logiciel libre, ce qu’il change dans la vie locale, et comment savoir si sa commune est labellisée."},
}

// explainedView is the label told to one sort of readers.
type explainedView struct {
	Open     *campaign
	Criteria string // address of the latest criteria known; empty before the first edition
	// Questions and Axes count those of the same questionnaire.
	Questions, Axes int
	Field           page.Field // to look for one's territory
}

func (s Site) explained(ctx context.Context) (explainedView, error) {
	v := explainedView{Field: page.Field{Type: "search", Name: "q", Label: "Nom ou code postal", Autocomplete: "off"}}
	var err error
	if v.Open, err = s.campaign(ctx); err != nil {
		return v, err
	}
	latest, err := s.known(ctx)
	if err != nil || latest == nil {
		return v, err
	}
	q, err := s.Editions.Questionnaires.Get(ctx, latest.QuestionnaireHash)
	if err != nil {
		return v, err
	}
	v.Criteria, v.Questions, v.Axes = criteriaAddress(latest.Year), len(q.Questions), len(q.Axes)
	return v, nil
}

// explain shows one of explainedPages.
func (s Site) explain(name, path, title, description string) echo.HandlerFunc {
	return func(c echo.Context) error {
		v, err := s.explained(c.Request().Context())
		if err != nil {
			return err
		}
		return s.show(c, name, page.View{Title: title, Section: page.SectionLabel, Canonical: path, Description: description, Body: v})
	}
}
