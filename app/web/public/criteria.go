package public

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// criteriaView is a questionnaire as it is read, not filled in.
type criteriaView struct {
	Year     int
	Title    string
	Notice   string
	Axes     []axisView
	Levels   []thresholdView
	Mentions []mentionView
	Contents page.Contents
	Open     bool
	Hash     string
	File     string // address of the questionnaire's file
	Former   []formerView
}

// formerView is a version that was replaced.
type formerView struct {
	Number      int
	Until, File string
}

func criteriaAddress(year int) string { return award.CriteriaPath(year) }

func (s Site) latestCriteria(c echo.Context) error {
	latest, err := s.known(c.Request().Context())
	if err != nil {
		return err
	}
	if latest == nil {
		return errNoCriteria
	}
	return c.Redirect(http.StatusFound, criteriaAddress(latest.Year))
}

var errNoCriteria = fault.New(fault.NotFound, "Aucune édition de cette année n’a de critères publics.")

func (s Site) criteria(c echo.Context) error {
	ctx := c.Request().Context()
	year, ok := yearOf(c.Param("year"))
	if !ok {
		return errNoCriteria
	}
	e, err := s.Editions.ByYear(ctx, year)
	if fault.Is(err, fault.NotFound) || err == nil && e.StateAt(s.Now()) == edition.Preparing {
		return errNoCriteria
	}
	if err != nil {
		return err
	}
	q, err := s.Editions.Questionnaires.Get(ctx, e.QuestionnaireHash)
	if err != nil {
		return err
	}
	v := criteriaView{Hash: q.Hash, File: fileAddress(q.Hash), Year: year, Title: q.Title, Notice: q.Notice, Open: e.AcceptsChanges(s.Now()), Contents: page.Contents{Label: "Axes du questionnaire"}}
	for _, axis := range q.Axes {
		one := readAxis(axis, len(q.Axes))
		count, err := page.Plural(len(one.Questions), "question", "questions")
		if err != nil {
			return err
		}
		v.Axes = append(v.Axes, one)
		v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: one.Title, Address: "#" + one.ID, Detail: count})
	}
	v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: "Niveaux", Address: "#niveaux"})
	if v.Mentions = mentions(q); len(v.Mentions) > 0 {
		v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: "Mentions spéciales", Address: "#mentions"})
	}
	v.Levels = thresholds(q)
	versions, err := s.Editions.Versions(ctx, e.ID)
	if err != nil {
		return err
	}
	for i, version := range versions {
		if i > 0 && versions[i-1].Corrects(e) {
			v.Former = append(v.Former, formerView{version.Number, calendar.DateTime(versions[i-1].Since), fileAddress(version.QuestionnaireHash)})
		}
	}
	return s.show(c, "criteria", page.View{
		Title: "Critères de l’édition " + strconv.Itoa(year), Section: page.SectionLabel, Canonical: s.BaseURL + criteriaAddress(year), Body: v,
		Description: "Les questions de l’édition " + strconv.Itoa(year) + " du label, ce que vaut chaque réponse et ce que demande chaque niveau.",
	})
}

// yearOf reads the year of an address.
func yearOf(text string) (int, bool) {
	if len(text) != 4 {
		return 0, false
	}
	year, err := strconv.Atoi(text)
	return year, err == nil && year > 0
}
