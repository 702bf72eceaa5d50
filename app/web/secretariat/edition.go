package secretariat

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/territory"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// editionView is an edition at a glance: what waits, and every candidacy.
type editionView struct {
	Name, Address, Calendar string
	Status                  page.Status
	Facts                   []page.Fact
	Blocks                  []string // before the publication
	Published, Closable     bool
	Past                    string // address of the results of an edition that was run elsewhere
	Filter                  page.Field
	Filtered                bool
	Rows                    []rowView
	Count                   string
	Empty                   page.EmptyState
}

// rowView is one candidacy of the table.
type rowView struct {
	Address, Name, Meta string
	Status              page.Status
	Engine, Total       string
	Proposals           string
	Spread              string
	Decision            string
}

func (s Site) edition(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	o, err := s.Deliberations.Overview(c.Request().Context(), session.Person(c), e)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "secretariat/edition", e.Name, editionOf(o, s.Now(), candidacy.State(c.QueryParam("etat"))))
}

func editionOf(o *deliberation.Overview, now time.Time, filter candidacy.State) editionView {
	e, list := o.Edition, o.Checklist()
	v := editionView{
		Name: e.Name, Address: editionAddress(e.Year), Calendar: calendarLine(e, now), Status: editionStatus(e, now),
		Blocks: list.Blocks, Published: e.PublishedAt != nil, Closable: e.StateAt(now) == edition.Open,
		Empty: page.EmptyState{Title: "Aucune candidature", Text: "Elles apparaîtront ici dès leur ouverture par un territoire, brouillons compris."},
	}
	if !e.HasQuestionnaire() {
		v.Past = fmt.Sprintf("/editions/%d", e.Year)
	}
	options := []page.Option{{Value: "", Label: "Tous les états"}}
	for _, state := range states {
		if n := o.Count(state); n > 0 {
			v.Facts = append(v.Facts, page.Fact{
				Term: page.StatusOf(string(state)).Label, Detail: page.Counted(n, "candidature", "candidatures"),
				Link: &page.Link{Address: v.Address + "?etat=" + string(state) + "#candidatures"},
			})
			options = append(options, page.Option{Value: string(state), Label: fmt.Sprintf("%s (%d)", page.StatusOf(string(state)).Label, n)})
		}
	}
	v.Filter = page.Field{Type: "select", Name: "etat", Label: "État", Value: string(filter), Options: options}
	for _, row := range o.Rows {
		if filter == "" || row.State == filter {
			v.Rows = append(v.Rows, rowOf(row))
		}
	}
	v.Count = page.Counted(len(v.Rows), "candidature", "candidatures")
	if v.Filtered = filter != ""; v.Filtered {
		v.Empty = page.EmptyState{
			Title: "Aucune candidature dans cet état", Actions: []page.Button{{Label: "Voir toutes les candidatures", Address: v.Address}},
		}
	}
	return v
}

func rowOf(row deliberation.Row) rowView {
	v := rowView{
		Address: "/secretariat/candidatures/" + row.CandidacyID, Name: row.TerritoryName, Meta: territory.Kind(row.TerritoryKind).One(),
		Status: page.StatusOf(string(row.State)),
	}
	if row.Department != "" {
		v.Meta += ", " + row.Department
	}
	if row.FirstCandidacy {
		v.Meta += ", première candidature"
	}
	if row.Level != nil {
		v.Engine, v.Total = answers.Computed(row.Questionnaire, *row.Level), *row.TotalPercent
	}
	v.Proposals, v.Spread = proposalsLine(row), spreadOf(row)
	if row.DecisionLevel != nil {
		v.Decision = answers.LevelName(row.Questionnaire, *row.DecisionLevel)
	}
	return v
}

func proposalsLine(row deliberation.Row) string {
	switch row.Withheld {
	case deliberation.Concerned:
		return "Votre territoire : non montré"
	case deliberation.OwnReading:
		return "Rendez d’abord votre évaluation"
	}
	line := ""
	for i, p := range row.Proposals {
		if i > 0 {
			line += ", "
		}
		line += p.JurorName + "\u00a0: " + page.LowerFirst(answers.LevelName(row.Questionnaire, p.Level))
	}
	if row.Reading > 0 {
		if line != "" {
			line += ", "
		}
		line += page.Counted(row.Reading, "évaluation en cours", "évaluations en cours")
	}
	return line
}

func spreadOf(row deliberation.Row) string {
	if len(row.Proposals) < 2 {
		return ""
	}
	return fmt.Sprint(row.Spread())
}

func (s Site) askClosing(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	if e.StateAt(s.Now()) != edition.Open {
		return c.Redirect(http.StatusSeeOther, editionAddress(e.Year))
	}
	o, err := s.Deliberations.Overview(c.Request().Context(), session.Person(c), e)
	if err != nil {
		return err
	}
	title := fmt.Sprintf("Clore maintenant les candidatures de %d\u202f?", e.Year)
	return s.show(c, http.StatusOK, "shared/confirmation", title, page.Confirmation{
		Title: title,
		Text:  "La clôture annoncée aux candidats est " + calendar.Deadline(e.ClosesAt) + ".",
		Consequences: []string{
			page.Counted(o.Count(candidacy.Submitted), "candidature déposée part", "candidatures déposées partent") + " au jury, tout de suite.",
			page.Counted(o.Count(candidacy.Draft), "brouillon ne sera pas lu", "brouillons ne seront pas lus") + ".",
			"Plus aucune réponse ne pourra changer. Une clôture ne se défait pas.",
		},
		Action: editionAddress(e.Year) + "/cloture", Button: "Clore maintenant", Danger: true,
		Cancel: page.Link{Label: "Garder la date annoncée", Address: editionAddress(e.Year)},
	})
}

func (s Site) closeNow(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	if err := s.Candidacies.CloseNow(c.Request().Context(), session.Person(c), e.ID); err != nil {
		return err
	}
	return s.done(c, "L’édition est close\u00a0: les candidatures déposées sont chez le jury.", editionAddress(e.Year))
}
