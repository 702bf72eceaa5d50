package public

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
)

type labelView struct {
	Open     *campaign
	Levels   []levelView // the highest first; none before the first edition
	Axes     []*questionnaire.Axis
	Criteria *page.Link // of the edition whose levels and axes are shown
	Year     int
}

// levelView is one degree of the scale, explained.
type levelView struct {
	Signs   page.LevelSigns
	Name    string
	Meaning string
}

func (s Site) label(c echo.Context) error {
	ctx := c.Request().Context()
	v := labelView{}
	var err error
	if v.Open, err = s.campaign(ctx); err != nil {
		return err
	}
	latest, err := s.known(ctx)
	if err != nil {
		return err
	}
	if latest != nil {
		q, err := s.Editions.Questionnaires.Get(ctx, latest.QuestionnaireHash)
		if err != nil {
			return err
		}
		v.Year, v.Axes, v.Levels = latest.Year, q.Axes, levels(q)
		v.Criteria = &page.Link{Label: "Lire les critères de l’édition " + texts([]int{latest.Year})[0], Address: criteriaAddress(latest.Year)}
	}
	return s.show(c, "label", page.View{
		Title: "Le label", Section: page.SectionLabel, Canonical: s.BaseURL + "/label", Body: v,
		Description: "Ce qu’est le label, ce qu’il regarde, ce que veulent dire ses niveaux et comment il est décerné.",
	})
}

// levels lists the scale of a questionnaire, the highest level first.
func levels(q *questionnaire.Questionnaire) []levelView {
	var out []levelView
	for _, l := range slices.Backward(q.Levels) {
		level := directory.Level{Number: l.Number, Count: len(q.Levels), Title: l.Title, Named: l.Named}
		out = append(out, levelView{Signs: signs(level), Name: levelName(level), Meaning: l.Meaning})
	}
	return out
}

// known gives the latest edition whose questionnaire is public, nil when there is none: one that is only being
// prepared is not, and that of a past edition is not known.
func (s Site) known(ctx context.Context) (*edition.Edition, error) {
	all, err := s.Editions.List(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if s.criteriaKnown(all[i]) {
			return &all[i], nil
		}
	}
	return nil, nil
}
