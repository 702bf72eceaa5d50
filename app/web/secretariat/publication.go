package secretariat

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/fault"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// publicationView is the last look before the results are public.
type publicationView struct {
	Name, Address string
	Problem       string
	Blocks        []string
	Undecided     []page.Link
	Remarks       []string
	Facts         []page.Fact
	Levels        []levelView
	Without       string
	Concerned     string
	Published     bool
	Confirm       *page.Confirmation
}

// levelView is what will be shown of one level.
type levelView struct {
	Name   string
	Signs  page.LevelSigns
	Awards []string
}

func (s Site) publication(c echo.Context) error { return s.showPublication(c, nil) }

func (s Site) showPublication(c echo.Context, problem *fault.Fault) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	ctx, person := c.Request().Context(), session.Person(c)
	o, err := s.Deliberations.Overview(ctx, person, e)
	if err != nil {
		return err
	}
	letters, err := s.Deliberations.Letters(ctx, person, e)
	if err != nil {
		return err
	}
	v, status := publicationOf(o, letters), http.StatusOK
	if problem != nil {
		v.Problem, status = problem.Message, http.StatusConflict
	}
	return s.show(c, status, "secretariat/publication", "Publier les résultats, "+page.LowerFirst(e.Name), v)
}

func publicationOf(o *deliberation.Overview, letters int) *publicationView {
	list := o.Checklist()
	v := &publicationView{
		Name: o.Edition.Name, Address: editionAddress(o.Edition.Year), Blocks: list.Blocks, Remarks: list.Remarks,
		Published: o.Edition.PublishedAt != nil,
	}
	for _, row := range list.Undecided {
		if o.Edition.ClosedAt == nil {
			break // nothing can be decided yet
		}
		v.Undecided = append(v.Undecided, page.Link{Label: row.TerritoryName, Address: "/secretariat/candidatures/" + row.CandidacyID})
	}
	awards := list.Awards()
	v.Facts = []page.Fact{
		{Term: "Labels et certificats", Detail: fmt.Sprint(awards)},
		{Term: "Candidatures sans label", Detail: fmt.Sprint(list.ByLevel[0])},
		{Term: "Courriels", Detail: fmt.Sprint(letters)},
	}
	v.Levels = levelsOf(o)
	if n := list.ByLevel[0]; n > 0 {
		v.Without = page.Counted(n, "candidature n’obtient pas de label\u00a0: son équipe l’apprend", "candidatures n’obtiennent pas de label\u00a0: leurs équipes l’apprennent") +
			" par courriel, et rien n’en paraît en public."
	}
	if list.Concerned > 0 {
		v.Concerned = page.Counted(list.Concerned, "décision ne vous est pas montrée", "décisions ne vous sont pas montrées") +
			", car vous êtes de l’équipe du territoire\u00a0: cela paraîtra avec le reste."
	}
	if list.Ready() {
		v.Confirm = &page.Confirmation{
			Title: "Publier maintenant",
			Consequences: []string{
				page.Counted(awards, "label paraît", "labels paraissent") + " d’un coup\u00a0: certificats, pages publiques et données ouvertes.",
				page.Counted(letters, "courriel part", "courriels partent") + " aux équipes et à leurs référents.",
				"Les décisions ne pourront plus changer.",
			},
			Action: v.Address + "/publication", Button: "Publier les résultats", Danger: true,
			Cancel: page.Link{Label: "Ne pas publier", Address: v.Address},
		}
	}
	return v
}

// levelsOf lists the awards from the highest level down, each on the scale of what was submitted.
func levelsOf(o *deliberation.Overview) []levelView {
	var levels []levelView
	for n := o.Top(); n >= 1; n-- {
		place := map[int]int{} // by how many levels the scale has
		for _, row := range o.Rows {
			if row.DecisionLevel == nil || *row.DecisionLevel != n || row.State != candidacy.Decided && row.State != candidacy.Published {
				continue
			}
			count := len(row.Questionnaire.Levels)
			i, known := place[count]
			if !known {
				i = len(levels)
				place[count] = i
				levels = append(levels, levelView{Name: answers.LevelName(row.Questionnaire, n), Signs: *answers.Signs(row.Questionnaire, n)})
			}
			levels[i].Awards = append(levels[i].Awards, row.TerritoryName)
		}
	}
	return levels
}

func (s Site) publish(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	err = s.Awards.Publish(c.Request().Context(), session.Person(c), e.ID)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Closed) {
		return s.showPublication(c, fault.As(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "Les résultats sont publiés. Les courriels partent dans les prochaines minutes.", editionAddress(e.Year))
}
