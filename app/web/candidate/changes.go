package candidate

import (
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/app/web/session"
)

// changesView is what was corrected in the questionnaire, and what it did to a team's answers.
type changesView struct {
	File        *candidacy.File
	Side        sideView
	Again, Kept []asideView // set aside and to be answered again; set aside alone
	Corrections []correctionView
	Submitted   bool
	Empty       page.EmptyState
}

// asideView is an answer set aside.
type asideView struct {
	Label, Why, Said, Planned, Comment, Evidence string
	Heirs                                        []page.Link
}

type correctionView struct {
	ID, At, Note string
	Differences  []page.Differences
}

func upperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func changesAddress(f *candidacy.File) string {
	return "/candidatures/" + f.Candidacy.ID + "/changements"
}

func (s *Screens) changes(c echo.Context) error {
	ctx := c.Request().Context()
	f, err := s.Candidacies.Load(ctx, session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	v := changesView{
		File: f, Side: side(f, nil), Submitted: f.Candidacy.State == candidacy.Submitted,
		Empty: page.EmptyState{Title: "Rien n’a changé", Text: "Le questionnaire est celui avec lequel vous avez commencé."},
	}
	corrections, err := s.Candidacies.Corrections(ctx, f)
	if err != nil {
		return err
	}
	for _, one := range corrections {
		v.Corrections = append(v.Corrections, correctionView{
			ID: fmt.Sprint("version-", one.Number), At: calendar.DateTime(one.Since), Note: one.Note,
			Differences: questionform.Compare(one.Before, one.After, false),
		})
	}
	aside, err := s.Candidacies.SetAside(ctx, f)
	if err != nil {
		return err
	}
	for _, one := range aside {
		view := asideOf(f, one)
		if one.Again {
			v.Again = append(v.Again, view)
		} else {
			v.Kept = append(v.Kept, view)
		}
	}
	return s.show(c, http.StatusOK, "candidate/changes", f, "Ce qui a changé", v)
}

func asideOf(f *candidacy.File, one candidacy.SetAside) asideView {
	v := asideView{
		Label: one.Question.Label, Why: one.Outcome.Label(), Said: one.Question.Show(one.Answer.Value),
		Comment: one.Answer.Comment, Evidence: one.Answer.Evidence,
	}
	if one.Answer.Planned != "" {
		v.Planned = "Prévu pour " + calendar.Month(one.Answer.Planned)
	}
	if one.Late {
		v.Why = "envoyée après la correction ; " + v.Why
	}
	v.Why = upperFirst(v.Why) + "."
	for _, heir := range one.Heirs {
		v.Heirs = append(v.Heirs, page.Link{Label: heir.Number + " " + heir.Label, Address: axisAddress(f, heir.Axis) + "#q-" + heir.ID})
	}
	return v
}

// corrected is the notice of the last correction, nil when there is none or nothing can be done any more.
func (s *Screens) corrected(c echo.Context, f *candidacy.File) (*page.Notice, error) {
	if !f.Changeable(s.Now()) {
		return nil, nil
	}
	corrections, err := s.Candidacies.Corrections(c.Request().Context(), f)
	if err != nil || len(corrections) == 0 {
		return nil, err
	}
	last := corrections[0]
	return &page.Notice{
		Kind: "information", Title: "Le questionnaire a été corrigé " + calendar.DateTime(last.Since) + " :", Text: last.Note,
		Links: []page.Link{{Label: "Voir ce qui a changé pour vous", Address: changesAddress(f)}},
	}, nil
}

// tellAside goes to what was set aside, and says why.
func (s *Screens) tellAside(c echo.Context, aside []*questionnaire.Question, f *candidacy.File) error {
	labels := make([]string, len(aside))
	for i, q := range aside {
		labels[i] = "« " + q.Label + " »"
	}
	return s.done(c, page.Notice{
		Title: "Vos réponses sont enregistrées.",
		Text:  "Le questionnaire a été corrigé pendant que vous répondiez : ce que vous avez saisi à " + strings.Join(labels, ", ") + " est gardé à part, ci-dessous.",
	}, changesAddress(f))
}

// versionLine says which version of the questionnaire the last submission was made with; "" when there is none.
func (s *Screens) versionLine(c echo.Context, f *candidacy.File) (string, error) {
	if f.Candidacy.State != candidacy.Submitted {
		return "", nil
	}
	ctx := c.Request().Context()
	submissions, err := s.Candidacies.Submissions(ctx, f.Candidacy.ID)
	if err != nil || len(submissions) == 0 {
		return "", err
	}
	versions, err := s.Editions.Versions(ctx, f.Edition.ID)
	if err != nil {
		return "", err
	}
	last := submissions[0]
	for _, v := range versions {
		if v.QuestionnaireHash != last.QuestionnaireHash {
			continue
		}
		line := fmt.Sprintf("Votre dernier dépôt (n° %d) a été fait avec la version %d du questionnaire, ", last.Number, v.Number)
		if last.QuestionnaireHash == f.Questionnaire.Hash {
			return line + "la version actuelle.", nil
		}
		return line + "remplacée depuis. Le jury le lira tel quel, sauf si vous déposez de nouveau.", nil
	}
	return "", nil
}
