package candidate

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/app/web/session"
)

// TakesDocuments tells whether documents may be sent to the route.
func TakesDocuments(c echo.Context) bool {
	return c.Request().Method == http.MethodPost &&
		(c.Path() == "/candidatures/:id/axes/:axis" || c.Path() == "/candidatures/:id/reponses/:question")
}

func documentsAddress(f *candidacy.File) string {
	return "/candidatures/" + f.Candidacy.ID + "/fichiers/"
}

func (s *Screens) document(c echo.Context) error {
	d, err := s.Candidacies.Document(c.Request().Context(), session.Person(c), c.Param("id"), c.Param("sha256"))
	if err != nil {
		return err
	}
	return page.Attachment(c, d.Name, d.Media, d.Bytes)
}

// given is a document that came with a form: from is the question that asked for it there, q the one that takes it.
type given struct{ from, q *questionnaire.Question }

// attach keeps the document sent for from, if there is one, before anything else is looked at: it then stands in the
// form as one already given to q, whatever is wrong beside it.
func (s *Screens) attach(c echo.Context, f *candidacy.File, p *posted, from, q *questionnaire.Question) (wrong fault.Fields, err error) {
	sent := page.Document(c, from.ID)
	if sent == nil || !q.TakesDocument() {
		return nil, nil
	}
	if wrong := q.Announced(sent.Name, sent.Size); len(wrong) > 0 {
		return wrong, nil
	}
	if sent.Content == nil && sent.Size > 0 {
		return fault.Fields{q.ID: "Trop de documents sont partis d’un coup, celui-ci n’a pas été pris : choisissez-le à nouveau, et enregistrez."}, nil
	}
	d, err := s.Candidacies.Attach(c.Request().Context(), session.Person(c), f.Candidacy.ID, q.ID, sent.Name, sent.Content)
	if invalid := isInvalid(err); invalid != nil {
		return invalid.Fields, nil
	}
	if err != nil {
		return nil, err
	}
	for name, values := range q.ToForm(questionnaire.Answer{Value: d}) {
		p.Form[name] = values
	}
	p.Form.Del(q.ID + ".remove")
	p.Given = &given{from, q}
	return nil, nil
}

// drawDocument draws the document that came with a form, for a script to put in its place under the names that the form
// has; "" when none came.
func (s *Screens) drawDocument(f *candidacy.File, p *posted) (string, error) {
	if p.Given == nil {
		return "", nil
	}
	var out bytes.Buffer
	from := p.Given.from
	view := questionform.New(from, renamed(p.Form, p.Given.q.ID, from.ID), nil, questionform.State{Editable: true, Asked: true, Documents: documentsAddress(f)})
	err := s.Pages.Part(&out, "question-document", view)
	return out.String(), err
}
