package jury

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/jury"
	"tnl/app/questionnaire"
	"tnl/app/territory"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// readingsView is what a juror has to read in one edition.
type readingsView struct {
	Title, Summary string
	Editions       []page.Link // to the others; none when there is one
	Progress       page.Progress
	Items          []itemView
	Empty          page.EmptyState
}

type itemView struct {
	Address, Name, Meta, Engine string
	Status                      page.Status
}

func (s Site) readings(c echo.Context) error {
	ctx := c.Request().Context()
	editions, err := s.Editions.List(ctx)
	if err != nil {
		return err
	}
	e, err := s.chosen(editions, c.QueryParam("edition"))
	if err != nil {
		return err
	}
	v := readingsView{Title: "Mes lectures", Empty: page.EmptyState{Title: "Rien à lire pour l’instant", Text: "Aucune édition n’est préparée."}}
	if e != nil {
		list, err := s.Jury.Readings(ctx, session.Person(c), *e)
		if err != nil {
			return err
		}
		v.show(list, s.Editions.Now)
		if len(editions) > 1 {
			v.Editions = others(editions, *e)
		}
	}
	return s.Pages.Show(c, http.StatusOK, "jury/readings", page.View{
		Title: v.Title, Section: page.SectionJury, Private: true, Body: v,
	})
}

// chosen is the edition of the year asked for, else the latest that is closed, else the latest; nil when there is none.
func (s Site) chosen(editions []edition.Edition, year string) (*edition.Edition, error) {
	if year != "" {
		for i := range editions {
			if strconv.Itoa(editions[i].Year) == year {
				return &editions[i], nil
			}
		}
		return nil, fault.New(fault.NotFound, "Cette édition n’existe pas.")
	}
	for i := range editions {
		if editions[i].StateAt(s.Editions.Now()) == edition.Closed {
			return &editions[i], nil
		}
	}
	if len(editions) == 0 {
		return nil, nil
	}
	return &editions[0], nil
}

func others(editions []edition.Edition, current edition.Edition) []page.Link {
	links := make([]page.Link, len(editions))
	for i, e := range editions {
		links[i] = page.Link{Label: e.Name, Address: fmt.Sprintf("/jury?edition=%d", e.Year), Current: e.ID == current.ID}
	}
	return links
}

func (v *readingsView) show(list *jury.List, now clock) {
	v.Title = "Mes lectures, " + page.LowerFirst(list.Edition.Name)
	v.Summary = summary(list, now)
	v.Empty.Text = "Aucune candidature n’est à lire dans cette édition."
	if list.Edition.StateAt(now()) == edition.Open {
		v.Empty.Text = "Les candidatures déposées apparaîtront ici dès la clôture."
	}
	handed := list.Handed()
	v.Progress = page.Progress{
		Label: "Évaluations rendues", Done: handed, Total: len(list.Items),
		Text: fmt.Sprintf("%s sur %d", page.Counted(handed, "évaluation rendue", "évaluations rendues"), len(list.Items)),
	}
	for _, item := range list.Items {
		v.Items = append(v.Items, itemView{
			Address: address(item.CandidacyID), Name: item.TerritoryName, Meta: metaOf(item),
			Engine: page.LowerFirst(answers.Computed(item.Questionnaire, item.Level)) + ", " + item.TotalPercent, Status: standing(item),
		})
	}
}

func summary(list *jury.List, now clock) string {
	switch {
	case list.Edition.StateAt(now()) == edition.Preparing:
		return "Les candidatures ouvrent " + calendar.DateTime(list.Edition.OpensAt) + "."
	case len(list.Items) == 0 && list.Edition.ClosedAt == nil:
		return fmt.Sprintf("%s\u202f; la lecture s’ouvre à la clôture, %s.",
			page.Counted(list.Waiting, "candidature déposée", "candidatures déposées"), calendar.Deadline(list.Edition.ClosesAt))
	}
	return "Lisez et évaluez chaque candidature avant la délibération. Les évaluations de vos collègues s’ouvrent, une à une, quand la vôtre est rendue."
}

func metaOf(item jury.Item) string {
	meta := territory.Kind(item.TerritoryKind).One()
	if item.Department != "" {
		meta += ", département " + item.Department
	}
	if item.Population != nil {
		meta += ", " + page.Counted(*item.Population, "habitant", "habitants")
	}
	if item.FirstCandidacy {
		meta += ", première candidature"
	}
	return meta
}

func standing(item jury.Item) page.Status {
	switch {
	case item.Handed():
		return handedIn(item.Questionnaire, item.ProposedLevel)
	case item.Begun():
		return page.Status{State: "begun", Label: "Commencée", Shape: "reading"}
	}
	return page.Status{State: "unread", Label: "À lire", Shape: "draft"}
}

func handedIn(q *questionnaire.Questionnaire, level *int) page.Status {
	status := page.Status{State: "handed-in", Label: "Rendue", Shape: "sent"}
	if level != nil {
		status.Detail = page.LowerFirst(answers.LevelName(q, *level))
	}
	return status
}
