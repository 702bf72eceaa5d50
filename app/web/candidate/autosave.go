package candidate

import (
	"bytes"
	"fmt"
	"net/http"

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
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	q := f.Questionnaire.Question(c.Param("question"))
	if q == nil {
		return fault.New(fault.NotFound, "Cette question n’existe pas dans ce questionnaire.")
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	attached, faults, err := s.attach(c, f, q, form)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return c.JSON(http.StatusUnprocessableEntity, refusedAnswer{Errors: faults})
	}
	drawn := ""
	if attached {
		if drawn, err = s.drawDocument(f, q, form); err != nil {
			return err
		}
	}
	change, faults := readChange(q, form)
	if len(faults) > 0 {
		return c.JSON(http.StatusUnprocessableEntity, refusedAnswer{Errors: faults, Document: drawn})
	}
	earlier, err := s.asked(c, f, form)
	if err != nil {
		return err
	}
	change.TakenFrom = takenFrom(earlier, q, change.Answer, form)
	saved, err := s.Candidacies.Save(ctx, person, f.Candidacy.ID, []candidacy.Change{change})
	if err != nil {
		return err
	}
	one := saved[0]
	if one.Clash != nil {
		var panel bytes.Buffer
		clash := showClash(q, one.Clash, change.Answer, axisAddress(f, q.Axis)+"#q-"+q.ID)
		if err := s.Pages.Part(&panel, "question-clash", clash); err != nil {
			return err
		}
		return c.JSON(http.StatusConflict, refusedAnswer{Clash: panel.String(), Revision: one.Clash.Revision, Document: drawn})
	}
	f.Put(q, change.Answer, one)
	var column bytes.Buffer
	if err := s.Pages.Part(&column, "candidacy-side", side(f, q.Axis)); err != nil {
		return err
	}
	out := savedAnswer{Revision: one.Revision, Saved: "Enregistré à " + calendar.Clock(one.At), Side: column.String(), Asked: map[string]bool{}, Document: drawn}
	if change.TakenFrom != 0 {
		out.Saved += fmt.Sprintf(" : réponse de %d reprise", change.TakenFrom)
	}
	for _, other := range q.Axis.Questions {
		if other.FollowUp != nil || other.Scope != nil {
			out.Asked[other.ID] = f.Score.Asks(other)
		}
	}
	return c.JSON(http.StatusOK, out)
}
