package candidate

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
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

// attach keeps the document sent for q, if there is one, before anything else is looked at: it then stands in form as
// one already given, whatever is wrong beside it.
func (s *Screens) attach(c echo.Context, f *candidacy.File, q *questionnaire.Question, form url.Values) (attached bool, wrong fault.Fields, err error) {
	sent := page.Document(c, q.ID)
	if sent == nil || !q.TakesDocument() {
		return false, nil, nil
	}
	if wrong := q.Announced(sent.Name, sent.Size); len(wrong) > 0 {
		return false, wrong, nil
	}
	if sent.Content == nil && sent.Size > 0 {
		return false, fault.Fields{q.ID: "Trop de documents sont partis d’un coup, celui-ci n’a pas été pris : choisissez-le à nouveau, et enregistrez."}, nil
	}
	d, err := s.Candidacies.Attach(c.Request().Context(), session.Person(c), f.Candidacy.ID, q.ID, sent.Name, sent.Content)
	if invalid := isInvalid(err); invalid != nil {
		return false, invalid.Fields, nil
	}
	if err != nil {
		return false, nil, err
	}
	for name, values := range q.ToForm(questionnaire.Answer{Value: d}) {
		form[name] = values
	}
	form.Del(q.ID + ".remove")
	return true, nil, nil
}

// drawDocument draws the document that form gives in answer to q, for a script to put in its place.
func (s *Screens) drawDocument(f *candidacy.File, q *questionnaire.Question, form url.Values) (string, error) {
	var out bytes.Buffer
	err := s.Pages.Part(&out, "question-document", showQuestion(f, q, form, nil, true))
	return out.String(), err
}
