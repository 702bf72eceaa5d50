package secretariat

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// homeView lists the editions.
type homeView struct {
	Editions []campaignView
	Empty    page.EmptyState
}

type campaignView struct {
	Address, Name, Calendar, Counts string
	Status                          page.Status
}

func (s Site) home(c echo.Context) error {
	campaigns, err := s.Deliberations.Campaigns(c.Request().Context(), session.Person(c))
	if err != nil {
		return err
	}
	v := homeView{Empty: page.EmptyState{
		Title: "Aucune édition", Text: "Une édition se prépare avec son questionnaire et son calendrier.",
		Actions: []page.Button{{Label: "Préparer une édition", Address: "/secretariat/editions/nouvelle"}},
	}}
	for _, campaign := range campaigns {
		v.Editions = append(v.Editions, campaignView{
			Address: editionAddress(campaign.Year), Name: campaign.Name, Calendar: calendarLine(campaign.Edition, s.Now()),
			Counts: countsLine(campaign.Counts), Status: editionStatus(campaign.Edition, s.Now()),
		})
	}
	return s.show(c, http.StatusOK, "secretariat/home", "Secrétariat", v)
}

func editionAddress(year int) string { return fmt.Sprintf("/secretariat/editions/%d", year) }

// states in the order of the interface.
var states = []candidacy.State{
	candidacy.Draft, candidacy.Submitted, candidacy.UnderReview, candidacy.Decided, candidacy.Published, candidacy.Withdrawn,
}

// countsLine words how many candidacies are in each state.
func countsLine(counts map[candidacy.State]int) string {
	var parts []string
	for _, state := range states {
		if n := counts[state]; n > 0 {
			parts = append(parts, stateCount(state, n))
		}
	}
	if len(parts) == 0 {
		return "Aucune candidature."
	}
	return "Candidatures\u00a0: " + page.Enumerate(parts) + "."
}

func stateCount(state candidacy.State, n int) string {
	words := map[candidacy.State][2]string{
		candidacy.Draft:       {"brouillon", "brouillons"},
		candidacy.Submitted:   {"déposée", "déposées"},
		candidacy.UnderReview: {"lue par le jury", "lues par le jury"},
		candidacy.Decided:     {"décidée", "décidées"},
		candidacy.Published:   {"publiée", "publiées"},
		candidacy.Withdrawn:   {"retirée", "retirées"},
	}[state]
	return page.Counted(n, words[0], words[1])
}

func editionStatus(e edition.Edition, now time.Time) page.Status {
	return page.StatusOf(string(e.StateAt(now)))
}

// calendarLine words where the edition is in its year.
func calendarLine(e edition.Edition, now time.Time) string {
	switch e.StateAt(now) {
	case edition.Preparing:
		return "Ouvre " + calendar.DateTime(e.OpensAt) + "."
	case edition.Open:
		return "Les candidatures se déposent jusqu’à la clôture, " + calendar.Deadline(e.ClosesAt) + "."
	case edition.Closed:
		return "Close " + calendar.Deadline(e.ClosesAt) + "\u00a0; les résultats ne sont pas publiés."
	}
	return strings.TrimSpace("Résultats publiés " + calendar.DateTime(*e.PublishedAt) + ".")
}
