package candidate

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/app/web/session"
)

// axisView is one axis of the questionnaire as a form.
type axisView struct {
	File      *candidacy.File
	Corrected *page.Notice // when the questionnaire was corrected
	Notice    string       // where the questionnaire comes from
	Axis      *questionnaire.Axis
	Count     int // axes in all
	Side      sideView
	Errors    page.ErrorSummary
	Questions []*questionform.View
	Left      []leftOut // questions that do not concern the territory
	Editable  bool
	Documents bool // a question takes one: the form sends files
	Saved     bool // just now, by the plain button
	Next      string
	Previous  string
}

// leftOut is a question that does not concern the territory.
type leftOut struct{ Number, Label string }

func (s *Screens) axis(c echo.Context) error {
	f, axis, err := s.loadAxis(c)
	if err != nil {
		return err
	}
	return s.showAxis(c, http.StatusOK, f, axis, nil, nil, nil)
}

func (s *Screens) loadAxis(c echo.Context) (*candidacy.File, *questionnaire.Axis, error) {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return nil, nil, err
	}
	if axis := axisCalled(f, c.Param("axis")); axis != nil {
		return f, axis, nil
	}
	return nil, nil, errNoAxis
}

var errNoAxis = fault.New(fault.NotFound, "Cet axe n’existe pas dans ce questionnaire.")

func axisCalled(f *candidacy.File, id string) *questionnaire.Axis {
	for _, axis := range f.Questionnaire.Axes {
		if axis.ID == id {
			return axis
		}
	}
	return nil
}

// showAxis shows the form: as it is kept, or as it was posted with what is wrong and what clashes.
func (s *Screens) showAxis(c echo.Context, status int, f *candidacy.File, axis *questionnaire.Axis, posted url.Values, faults fault.Fields, clashes map[string]*questionform.Clash) error {
	v := axisView{
		File: f, Notice: f.Questionnaire.Notice, Axis: axis, Count: len(f.Questionnaire.Axes), Side: side(f, axis), Editable: f.Changeable(s.Now()),
	}
	var err error
	if v.Corrected, err = s.corrected(c, f); err != nil {
		return err
	}
	for _, q := range axis.Questions {
		if !concerned(f, q) {
			v.Left = append(v.Left, leftOut{q.Number, q.Label})
			continue
		}
		v.Documents = v.Documents || q.TakesDocument()
		view := showQuestion(f, q, posted, faults, v.Editable)
		if clash := clashes[q.ID]; clash != nil {
			view.Clash = clash
			v.Errors.Items = append(v.Errors.Items, page.ErrorItem{
				Text: "Question " + q.Number + " : modifiée entre-temps par quelqu’un de votre équipe.", Target: "q-" + q.ID,
			})
		}
		for _, one := range view.Errors() {
			v.Errors.Items = append(v.Errors.Items, page.ErrorItem{Text: "Question " + q.Number + " : " + one.Text, Target: one.Target})
		}
		v.Questions = append(v.Questions, view)
	}
	if err := s.earlierAnswers(c, f, v.Questions); err != nil {
		return err
	}
	if n := axis.Number; n < len(f.Questionnaire.Axes) {
		v.Next = axisAddress(f, f.Questionnaire.Axes[n])
	} else {
		v.Next = "/candidatures/" + f.Candidacy.ID
	}
	if n := axis.Number; n > 1 {
		v.Previous = axisAddress(f, f.Questionnaire.Axes[n-2])
	}
	return s.show(c, status, "candidate/axis", f, axis.Title, v)
}

// saveAxis takes the whole axis posted by the plain button. What can be saved is; what is wrong or clashes is
// shown again as it was typed; what no question takes since the questionnaire was corrected is set aside.
func (s *Screens) saveAxis(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	f, p, saved, err := s.save(c, form)
	if invalid := isInvalid(err); invalid != nil && p != nil {
		mend := axisToMend(f, axisCalled(f, c.Param("axis")), invalid.Fields, nil)
		return s.showAxis(c, http.StatusUnprocessableEntity, f, mend, p.Form, invalid.Fields, nil)
	}
	if err != nil {
		return err
	}
	axis := axisCalled(f, c.Param("axis"))
	if axis == nil && p.Stale == nil {
		return errNoAxis
	}
	ctx, person := c.Request().Context(), session.Person(c)
	var aside []*questionnaire.Question
	if len(p.Late) > 0 {
		if aside, err = s.Candidacies.SetAsideLate(ctx, person, f.Candidacy.ID, p.Stale, p.Late); err != nil {
			return err
		}
	}
	clashes := map[string]*questionform.Clash{}
	for _, one := range saved {
		if one.Clash != nil {
			q := f.Questionnaire.Question(one.Question)
			clashes[q.ID] = showClash(q, one.Clash, p.Answers[q.ID], axisAddress(f, q.Axis)+"#q-"+q.ID)
		}
	}
	if len(p.Faults) > 0 || len(clashes) > 0 {
		if f, err = s.Candidacies.Load(ctx, person, f.Candidacy.ID); err != nil {
			return err
		}
		status := http.StatusUnprocessableEntity
		if len(p.Faults) == 0 {
			status = http.StatusConflict
		}
		return s.showAxis(c, status, f, axisToMend(f, axis, p.Faults, clashes), p.Form, p.Faults, clashes)
	}
	if len(aside) > 0 {
		return s.tellAside(c, aside, f)
	}
	if taken := p.Taken; taken != nil {
		return c.Redirect(http.StatusSeeOther, axisAddress(f, taken.Axis)+"?reprise="+taken.ID+"#q-"+taken.ID)
	}
	next := "/candidatures/" + f.Candidacy.ID
	if axis == nil {
		return s.done(c, page.Notice{Text: "Vos réponses sont enregistrées."}, next)
	}
	switch {
	case form.Get("stay") != "":
		next = axisAddress(f, axis)
	case axis.Number < len(f.Questionnaire.Axes):
		next = axisAddress(f, f.Questionnaire.Axes[axis.Number])
	}
	return s.done(c, page.Notice{Text: "Vos réponses à l’axe « " + axis.Title + " » sont enregistrées."}, next)
}

// save reads a form and saves what it says; again when the questionnaire is superseded between the two.
func (s *Screens) save(c echo.Context, form url.Values) (*candidacy.File, *posted, []candidacy.Saved, error) {
	ctx, person := c.Request().Context(), session.Person(c)
	for tries := 1; ; tries++ {
		f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
		if err != nil {
			return nil, nil, nil, err
		}
		p, err := s.read(c, f, form)
		if err != nil {
			return nil, nil, nil, err
		}
		saved, err := s.Candidacies.Save(ctx, person, f.Candidacy.ID, p.Changes)
		if !errors.Is(err, candidacy.ErrSuperseded) || tries == 3 {
			return f, p, saved, err
		}
	}
}

// axisToMend is the axis that was sent, or the first one with something to correct when that one has nothing.
func axisToMend(f *candidacy.File, sent *questionnaire.Axis, faults fault.Fields, clashes map[string]*questionform.Clash) *questionnaire.Axis {
	var first *questionnaire.Axis
	for _, q := range f.Questionnaire.Questions {
		wrong := clashes[q.ID] != nil || slices.ContainsFunc(faults.Names(), func(name string) bool {
			return name == q.ID || strings.HasPrefix(name, q.ID+".")
		})
		if wrong && (first == nil || q.Axis == sent) {
			first = q.Axis
		}
	}
	return first
}

// readChange reads one question's fields with the revision they were made from.
func readChange(q *questionnaire.Question, form url.Values) (candidacy.Change, fault.Fields) {
	answer, faults := q.FromForm(form)
	return candidacy.Change{Question: q.ID, Revision: revisionOf(form, q), Answer: answer}, faults
}

func revisionOf(form url.Values, q *questionnaire.Question) int {
	revision, err := strconv.Atoi(form.Get(q.ID + ".revision"))
	if err != nil || revision < 0 {
		return 0
	}
	return revision
}
