package secretariat

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/edition"
	"tnl/app/questionnaire"
	"tnl/app/web/authoring"
	"tnl/app/web/page"
)

// trialAddress is where the questionnaire of a hash is tried, without anything being kept.
func trialAddress(e edition.Edition, hash string) string {
	return questionnaireAddress(e.Year) + "/" + hash + "/apercu"
}

// trial shows a version as a form, and what the answers that were sent would be worth.
func (s Site) trial(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	text, err := s.Editions.Questionnaires.Source(c.Request().Context(), c.Param("hash"))
	if err != nil {
		return err
	}
	q, faults := questionnaire.Read(edition.FileName, text)
	if q == nil {
		return faults
	}
	var posted url.Values
	if c.Request().Method == http.MethodPost {
		if posted, err = page.Posted(c); err != nil {
			return err
		}
	}
	v, err := authoring.New(q, faults, trialAddress(e, q.Hash), c.Param("axis"), c.QueryParams(), posted)
	if err != nil {
		return err
	}
	v.Told = "Aperçu : voici le formulaire tel que le verra un territoire. Rien de ce que vous saisissez n’est gardé."
	v.Crumbs = []page.Link{
		{Label: "Secrétariat", Address: "/secretariat"}, {Label: e.Name, Address: editionAddress(e.Year)},
		{Label: "Questionnaire", Address: questionnaireAddress(e.Year)}, {Label: "Aperçu", Current: true},
	}
	return s.Pages.Show(c, http.StatusOK, "authoring/preview", page.View{
		Title: v.Axis.Title, TitlePrefix: "Aperçu", Section: page.SectionSecretariat, Private: true, Body: v,
	})
}
