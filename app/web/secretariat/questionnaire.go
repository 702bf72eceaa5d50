package secretariat

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/impact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// questionnaireView is an edition's questionnaire: its versions, what they change for what was submitted, and the way
// to a new one.
type questionnaireView struct {
	Name, Address, Title, ID string
	Trial                    string // where the current version is tried
	Errors                   page.ErrorSummary
	Problem                  string
	Current                  versionView
	Versions                 []versionView
	Remarks                  source.Faults // of the current file, which keep nothing from being done
	Rows                     []submittedView
	Summary                  string
	Empty                    page.EmptyState
	Closed                   string // why it cannot be replaced
	Faults                   source.Faults
	Fields                   []page.Field
}

// versionView is one version; File is the address of its file.
type versionView struct {
	Number                       int
	Since, By, Note, Short, File string
}

// submittedView is what was submitted by one territory, under its own version and under the current one.
type submittedView struct {
	Address, Name, Version, Before, After string
	Differs                               bool
}

func questionnaireAddress(year int) string { return editionAddress(year) + "/questionnaire" }

func (s Site) questionnaire(c echo.Context) error {
	return s.showQuestionnaire(c, http.StatusOK, brought{}, nil)
}

func (s Site) showQuestionnaire(c echo.Context, status int, sent brought, problem *fault.Fault) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	q, err := s.Editions.Questionnaires.Get(ctx, e.QuestionnaireHash)
	if err != nil {
		return err
	}
	versions, err := s.Editions.Versions(ctx, e.ID)
	if err != nil {
		return err
	}
	text, err := s.Editions.Questionnaires.Source(ctx, e.QuestionnaireHash)
	if err != nil {
		return err
	}
	_, remarks := questionnaire.Read(edition.FileName, text)
	v := questionnaireView{Name: e.Name, Address: editionAddress(e.Year), Title: q.Title, ID: q.ID, Trial: trialAddress(e, q.Hash), Remarks: remarks, Faults: sent.Faults}
	for _, version := range versions {
		v.Versions = append(v.Versions, versionOf(version))
	}
	v.Current = v.Versions[0]
	if err := s.fillSubmitted(c, &v, e, q, versions); err != nil {
		return err
	}
	if state := e.StateAt(s.Now()); state == edition.Closed || state == edition.Published {
		v.Closed = "Les candidatures sont closes : le questionnaire de cette édition ne change plus."
	}
	wrong := ""
	if len(sent.Faults) > 0 {
		wrong = faultsLine(sent.Faults)
	} else if problem != nil {
		wrong = problem.Fields["text"]
	}
	v.Fields = sent.fields(wrong)
	v.Errors = page.Summarise(v.Fields...)
	if problem != nil && len(v.Errors.Items) == 0 {
		v.Problem = problem.Message
	}
	return s.show(c, status, "secretariat/questionnaire", "Questionnaire, "+page.LowerFirst(e.Name), v)
}

func versionOf(v edition.SignedVersion) versionView {
	out := versionView{
		Number: v.Number, Since: calendar.DateTime(v.Since), By: v.ByName, Note: v.Note, Short: v.QuestionnaireHash[:16],
		File: "/secretariat/questionnaires/" + v.QuestionnaireHash + ".yaml",
	}
	if out.By == "" {
		out.By = actors[v.MadeBy]
	}
	return out
}

// fillSubmitted compares what was submitted under an older version with what the current one makes of it.
func (s Site) fillSubmitted(c echo.Context, v *questionnaireView, e edition.Edition, q *questionnaire.Questionnaire, versions []edition.SignedVersion) error {
	all, err := s.Impact.CasesOf(c.Request().Context(), []string{e.ID}, q, session.Person(c).ID)
	if err != nil {
		return err
	}
	numbers := map[string]int{}
	for _, version := range versions { // the last number, when a version came back
		numbers[version.QuestionnaireHash] = max(numbers[version.QuestionnaireHash], version.Number)
	}
	older, differ := 0, 0
	for _, one := range all[e.ID] {
		row := submittedView{
			Address: "/secretariat/candidatures/" + one.CandidacyID, Name: one.Name, Version: fmt.Sprintf("N°\u00a0%d", numbers[one.Questionnaire.Hash]),
			Before: standing(one.Questionnaire, one.Before), After: "À jour",
		}
		switch {
		case one.Concerned:
			row.Before, row.After = "", "Votre territoire : non montré"
		case one.Questionnaire.Hash != q.Hash && one.Differs():
			row.After, row.Differs = standing(q, one.After), true
		case one.Questionnaire.Hash != q.Hash:
			row.After = "Même note et même niveau"
		}
		if one.Questionnaire.Hash != q.Hash {
			older++
		}
		if row.Differs {
			differ++
		}
		v.Rows = append(v.Rows, row)
	}
	v.Empty = page.EmptyState{Title: "Aucun dépôt", Text: "Les candidatures déposées apparaîtront ici, avec la version du questionnaire qu’elles suivent."}
	v.Summary = "Tous les dépôts suivent la version actuelle."
	if older > 0 {
		v.Summary = page.Counted(older, "dépôt suit une version remplacée", "dépôts suivent une version remplacée") + ". " +
			page.Counted(differ, "aurait une autre note ou un autre niveau", "auraient une autre note ou un autre niveau") + " avec la version actuelle."
	}
	return nil
}

// standing writes a level and a total.
func standing(q *questionnaire.Questionnaire, at impact.Standing) string {
	return levelAt(q, at.Level) + ", " + at.Total.Percent()
}

// levelAt names a level, as `tnl questionnaire impact` does.
func levelAt(q *questionnaire.Questionnaire, number int) string {
	if level := q.Level(number); level != nil {
		return level.Name()
	}
	return "Aucun niveau"
}

// sendQuestionnaire takes a corrected file, and leads to what it would change.
func (s Site) sendQuestionnaire(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	sent, err := readBrought(c)
	if err != nil {
		return err
	}
	if !sent.Given() {
		faults := fault.Fields{"text": "Choisissez un fichier, ou collez le texte du questionnaire."}
		return s.showQuestionnaire(c, http.StatusUnprocessableEntity, sent, fault.As(faults.Err()))
	}
	q, faults, err := s.Editions.Bring(c.Request().Context(), session.Person(c), sent.Text)
	if err != nil {
		return err
	}
	if q == nil {
		sent.Faults = faults
		return s.showQuestionnaire(c, http.StatusUnprocessableEntity, sent, nil)
	}
	return c.Redirect(http.StatusSeeOther, questionnaireAddress(e.Year)+"/"+q.Hash)
}

// questionnaireFile sends the file of a version, byte for byte.
func (s Site) questionnaireFile(c echo.Context) error {
	hash, ok := strings.CutSuffix(c.Param("file"), ".yaml")
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	text, err := s.Editions.Questionnaires.Source(c.Request().Context(), hash)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="questionnaire-`+hash[:16]+`.yaml"`)
	return c.Blob(http.StatusOK, "text/yaml; charset=utf-8", text)
}
