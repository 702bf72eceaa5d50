package candidate

import (
	"net/http"
	"net/url"
	"strconv"

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
	Notice    string // where the questionnaire comes from
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
	for _, axis := range f.Questionnaire.Axes {
		if axis.ID == c.Param("axis") {
			return f, axis, nil
		}
	}
	return nil, nil, fault.New(fault.NotFound, "Cet axe n’existe pas dans ce questionnaire.")
}

// showAxis shows the form: as it is kept, or as it was posted with what is wrong and what clashes.
func (s *Screens) showAxis(c echo.Context, status int, f *candidacy.File, axis *questionnaire.Axis, posted url.Values, faults fault.Fields, clashes map[string]*questionform.Clash) error {
	v := axisView{
		File: f, Notice: f.Questionnaire.Notice, Axis: axis, Count: len(f.Questionnaire.Axes), Side: side(f, axis), Editable: f.Changeable(s.Now()),
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
// shown again as it was typed.
func (s *Screens) saveAxis(c echo.Context) error {
	f, axis, err := s.loadAxis(c)
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	earlier, err := s.asked(c, f, form)
	if err != nil {
		return err
	}
	taken := takeOver(earlier, f, form)
	faults := fault.Fields{}
	var changes []candidacy.Change
	answers := map[string]questionnaire.Answer{}
	for _, q := range axis.Questions {
		if !form.Has(q.ID + ".revision") { // not shown, so not answered here
			continue
		}
		_, refused, err := s.attach(c, f, q, form)
		if err != nil {
			return err
		}
		change, wrong := readChange(q, form)
		for _, told := range []fault.Fields{refused, wrong} {
			for name, message := range told {
				faults.Add(name, message)
			}
		}
		change.TakenFrom = takenFrom(earlier, q, change.Answer, form)
		if len(refused)+len(wrong) == 0 {
			changes = append(changes, change)
			answers[q.ID] = change.Answer
		}
	}
	saved, err := s.Candidacies.Save(c.Request().Context(), session.Person(c), f.Candidacy.ID, changes)
	if invalid := isInvalid(err); invalid != nil {
		return s.showAxis(c, http.StatusUnprocessableEntity, f, axis, form, invalid.Fields, nil)
	}
	if err != nil {
		return err
	}
	clashes := map[string]*questionform.Clash{}
	for _, one := range saved {
		if one.Clash != nil {
			q := f.Questionnaire.Question(one.Question)
			clashes[q.ID] = showClash(q, one.Clash, answers[q.ID], axisAddress(f, axis)+"#q-"+q.ID)
		}
	}
	if len(faults) > 0 || len(clashes) > 0 {
		if f, err = s.Candidacies.Load(c.Request().Context(), session.Person(c), f.Candidacy.ID); err != nil {
			return err
		}
		status := http.StatusUnprocessableEntity
		if len(faults) == 0 {
			status = http.StatusConflict
		}
		return s.showAxis(c, status, f, axis, form, faults, clashes)
	}
	if taken != nil {
		return c.Redirect(http.StatusSeeOther, axisAddress(f, axis)+"?reprise="+taken.ID+"#q-"+taken.ID)
	}
	next := "/candidatures/" + f.Candidacy.ID
	switch {
	case form.Get("stay") != "":
		next = axisAddress(f, axis)
	case axis.Number < len(f.Questionnaire.Axes):
		next = axisAddress(f, f.Questionnaire.Axes[axis.Number])
	}
	return s.done(c, page.Notice{Text: "Vos réponses à l’axe « " + axis.Title + " » sont enregistrées."}, next)
}

// readChange reads one question's fields with the revision they were made from.
func readChange(q *questionnaire.Question, form url.Values) (candidacy.Change, fault.Fields) {
	answer, faults := q.FromForm(form)
	revision, err := strconv.Atoi(form.Get(q.ID + ".revision"))
	if err != nil || revision < 0 {
		revision = 0
	}
	return candidacy.Change{Question: q.ID, Revision: revision, Answer: answer}, faults
}
