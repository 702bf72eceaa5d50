package candidate

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// versionField holds the hash of the questionnaire that a form was made from; no question can be called so.
const versionField = "_version"

// posted is what a form says: what to save, what is wrong in it, and what no question takes any more.
type posted struct {
	Form    url.Values // under the names of today's questions
	Stale   *candidacy.Stale
	Changes []candidacy.Change
	Answers map[string]questionnaire.Answer
	Faults  fault.Fields
	Late    map[string]questionnaire.Answer
	Given   *given                  // the last document that came with it
	Taken   *questionnaire.Question // whose answer of an earlier edition is taken over by the plain button

	earlier *candidacy.Earlier // set when an answer of it is taken over
}

// read reads the questions of a form, which may have been made from a questionnaire that was corrected since.
func (s *Screens) read(c echo.Context, f *candidacy.File, form url.Values) (*posted, error) {
	p := &posted{Form: form, Faults: fault.Fields{}, Answers: map[string]questionnaire.Answer{}, Late: map[string]questionnaire.Answer{}}
	var err error
	if p.Stale, err = s.Candidacies.Stale(c.Request().Context(), f, form.Get(versionField)); err != nil {
		return nil, err
	}
	if p.earlier, err = s.asked(c, f, form); err != nil {
		return nil, err
	}
	if p.Stale == nil {
		p.Taken = takeOver(p.earlier, f, form)
		for _, q := range f.Questionnaire.Questions {
			if !form.Has(q.ID + ".revision") { // not shown, so not answered here
				continue
			}
			if err := s.take(c, f, p, q, q); err != nil {
				return nil, err
			}
		}
		return p, nil
	}
	p.Form = url.Values{}
	var shown []*questionnaire.Question // those that go on
	for _, from := range p.Stale.Questionnaire.Questions {
		if !form.Has(from.ID + ".revision") {
			continue
		}
		to := p.Stale.Heir(from)
		if to == nil {
			answer, _ := from.FromForm(form) // what is wrong in it is nobody's concern any more
			p.Late[from.ID] = answer
			continue
		}
		rename(form, from.ID, p.Form, to.ID)
		if form.Get("reprendre") == from.ID {
			p.Form.Set("reprendre", to.ID)
		}
		shown = append(shown, from)
	}
	p.Taken = takeOver(p.earlier, f, p.Form)
	for _, from := range shown {
		if err := s.take(c, f, p, from, p.Stale.Heir(from)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// take reads one question; from is the one that the form showed, another when the questionnaire was corrected since.
func (s *Screens) take(c echo.Context, f *candidacy.File, p *posted, from, q *questionnaire.Question) error {
	refused, err := s.attach(c, f, p, from, q)
	if err != nil {
		return err
	}
	change, wrong := readChange(q, p.Form)
	change.Questionnaire, change.TakenFrom = f.Questionnaire.Hash, takenFrom(p.earlier, q, change.Answer, p.Form)
	if p.Stale != nil {
		change.Revision = p.Stale.Revision(from, change.Revision)
		if was, _ := from.FromForm(renamed(p.Form, q.ID, from.ID)); wrong[q.ID] != "" && was.Value != nil {
			wrong[q.ID] = "Votre réponse, « " + from.Show(was.Value) + " », n’est plus proposée depuis que le questionnaire a été corrigé : répondez de nouveau."
		}
	}
	for _, told := range []fault.Fields{refused, wrong} {
		for name, message := range told {
			p.Faults.Add(name, message)
		}
	}
	if len(refused)+len(wrong) == 0 {
		p.Changes = append(p.Changes, change)
		p.Answers[q.ID] = change.Answer
	}
	return nil
}

// rename puts the fields of one question into another form, under another name.
func rename(form url.Values, from string, into url.Values, to string) {
	for name, values := range form {
		if name == from {
			into[to] = values
		} else if part, ours := strings.CutPrefix(name, from+"."); ours {
			into[to+"."+part] = values
		}
	}
}

func renamed(form url.Values, from, to string) url.Values {
	out := url.Values{}
	rename(form, from, out, to)
	return out
}
