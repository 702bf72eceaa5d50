package candidate

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/scoring"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// submissionView is the last look before submitting.
type submissionView struct {
	File       *candidacy.File
	Side       sideView
	Missing    []missing
	Unanswered []axisLeft
	Progress   scoring.Progress
	Again      bool
	Version    string // the questionnaire's that the last submission was made with
	Editable   bool
}

// axisLeft is an axis with questions still unanswered.
type axisLeft struct {
	Title, Address string
	Left           int
}

func (s *Screens) submission(c echo.Context) error { return s.showSubmission(c, http.StatusOK) }

func (s *Screens) showSubmission(c echo.Context, status int) error {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	v := submissionView{
		File: f, Side: side(f, nil), Missing: whatIsMissing(f), Progress: f.Score.Progress(),
		Again: f.Candidacy.State == candidacy.Submitted, Editable: f.Changeable(s.Now()),
	}
	if v.Version, err = s.versionLine(c, f); err != nil {
		return err
	}
	for _, axis := range f.Questionnaire.Axes {
		if p := f.Score.ProgressOf(axis); p.Answered < p.Asked {
			v.Unanswered = append(v.Unanswered, axisLeft{axis.Title, axisAddress(f, axis), p.Asked - p.Answered})
		}
	}
	return s.show(c, status, "candidate/submission", f, "Déposer la candidature", v)
}

func (s *Screens) submit(c echo.Context) error {
	submission, err := s.Candidacies.Submit(c.Request().Context(), session.Person(c), c.Param("id"))
	if isInvalid(err) != nil {
		return s.showSubmission(c, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return s.done(c, page.Notice{Title: "Votre candidature est déposée.",
		Text: fmt.Sprintf("C’est le dépôt n° %d. Un accusé de réception part par courriel, à vous et aux deux référents.", submission.Number),
	}, "/candidatures/"+c.Param("id"))
}

// answersView is the whole candidacy to read or print.
type answersView struct {
	File *candidacy.File
	Axes []answers.Axis
}

func (s *Screens) answers(c echo.Context) error {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "candidate/answers", f, "Toutes les réponses", answersView{File: f, Axes: answers.Of(f.Score, answers.Jurys, nil, documentsAddress(f))})
}
