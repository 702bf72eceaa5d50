package candidate

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/web/session"
)

// savedAnswer is what a script is told of an answer that it sent.
type savedAnswer struct {
	Revision int    `json:"revision"`
	Saved    string `json:"saved"` // « Enregistré à 21 h 04 »
	// Side is the column beside the form, made again: progress and level follow the answers.
	Side string `json:"side"`
	// Asked tells, for each question that depends on others, whether it is asked now.
	Asked map[string]bool `json:"asked"`
	// Document is the one just sent, drawn as given.
	Document string `json:"document,omitempty"`
}

// refusedAnswer is what a script is told of an answer that was not kept.
type refusedAnswer struct {
	Errors map[string]string `json:"errors,omitempty"` // by field
	Clash  string            `json:"clash,omitempty"`  // the panel with both values
	// Revision is what to send to write over what stands, once the person has chosen to.
	Revision int `json:"revision,omitempty"`
	// Document is the one just sent, drawn as given: it is kept whatever is wrong beside it.
	Document string `json:"document,omitempty"`
}

// saveAnswer keeps one answer as it is typed. It says so once the database has it, never before.
func (s *Screens) saveAnswer(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	if asked := c.Param("question"); !form.Has(asked + ".revision") {
		form.Set(asked+".revision", "0")
	}
	f, p, saved, err := s.save(c, only(form, c.Param("question")))
	if err != nil {
		return err
	}
	if len(p.Late) > 0 {
		return s.refuseLate(c, f, p)
	}
	drawn, err := s.drawDocument(f, p)
	if err != nil {
		return err
	}
	if len(p.Faults) > 0 {
		return c.JSON(http.StatusUnprocessableEntity, refusedAnswer{Errors: p.shownErrors(c.Param("question")), Document: drawn})
	}
	if len(saved) == 0 {
		return fault.New(fault.NotFound, "Cette question n’existe pas dans ce questionnaire.")
	}
	one := saved[0]
	q := f.Questionnaire.Question(one.Question)
	if one.Clash != nil {
		var panel bytes.Buffer
		clash := showClash(q, one.Clash, p.Answers[q.ID], axisAddress(f, q.Axis)+"#q-"+q.ID)
		if err := s.Pages.Part(&panel, "question-clash", clash); err != nil {
			return err
		}
		return c.JSON(http.StatusConflict, refusedAnswer{Clash: panel.String(), Revision: one.Clash.Revision, Document: drawn})
	}
	f.Put(q, p.Answers[q.ID], one)
	var column bytes.Buffer
	if err := s.Pages.Part(&column, "candidacy-side", side(f, q.Axis)); err != nil {
		return err
	}
	out := savedAnswer{Revision: one.Revision, Saved: "Enregistré à " + calendar.Clock(one.At), Side: column.String(), Asked: map[string]bool{}, Document: drawn}
	if year := p.Changes[0].TakenFrom; year != 0 {
		out.Saved += fmt.Sprintf(" : réponse de %d reprise", year)
	}
	for _, other := range q.Axis.Questions {
		if other.FollowUp != nil || other.Scope != nil {
			out.Asked[other.ID] = f.Score.Asks(other)
		}
	}
	return c.JSON(http.StatusOK, out)
}

// only keeps the fields of one question.
func only(form url.Values, question string) url.Values {
	out := renamed(form, question, question)
	out.Set(versionField, form.Get(versionField))
	return out
}

// shownErrors names the fields as the form that was sent does: its question may have another name since.
func (p *posted) shownErrors(sent string) map[string]string {
	if p.Stale == nil {
		return p.Faults
	}
	to := p.Stale.Heir(p.Stale.Questionnaire.Question(sent))
	out := map[string]string{}
	for name, message := range p.Faults {
		out[sent+strings.TrimPrefix(name, to.ID)] = message
	}
	return out
}

// refuseLate says what became of an answer to a question that does not go on.
func (s *Screens) refuseLate(c echo.Context, f *candidacy.File, p *posted) error {
	if _, err := s.Candidacies.SetAsideLate(c.Request().Context(), session.Person(c), f.Candidacy.ID, p.Stale, p.Late); err != nil {
		return err
	}
	return fault.New(fault.Conflict, "Le questionnaire a été corrigé : cette question n’est plus posée ainsi. Votre réponse est gardée à part, sous « Ce qui a changé » ; rechargez la page pour continuer.")
}
