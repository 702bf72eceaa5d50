package public

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/credential"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// verifierView is the page where a file is given to be verified, and what it turned out to be.
type verifierView struct {
	Field    page.Field
	Errors   page.ErrorSummary
	Title    string // of what it turned out to be; empty until a file was given
	Kind     string // of the notice that says what to do
	Advice   string
	Checks   []checkView
	Compared []credential.Difference
	Facts    []page.Fact // of the award as the label keeps it
	Page     string      // of its certificate; empty when there is none
}

// checkView is one thing that was verified, with the status that shows it.
type checkView struct{ Status, Text string }

// verifierPath is where files are given to be verified.
const verifierPath = "/verifier"

const fileField = "fichier"

func (s Site) verifier(c echo.Context) error {
	return s.showVerifier(c, http.StatusOK, verifierView{Field: verifierField("")})
}

func verifierField(wrong string) page.Field {
	return page.Field{
		Type: "file", Name: fileField, Label: "Certificat (PDF) ou attestation (JSON)", Accept: ".pdf,.json,application/pdf,application/json", Required: true,
		Help: "Tel que vous l’avez reçu, 1 Mo au plus. Il est lu, puis oublié : rien n’en est gardé.", Error: wrong,
	}
}

func (s Site) showVerifier(c echo.Context, status int, v verifierView) error {
	view := page.View{
		Title: "Vérifier un fichier", Section: page.SectionDirectory, Body: v, Canonical: s.BaseURL + verifierPath,
		Description: "Donnez le PDF d’un certificat du label, ou son attestation : vous saurez s’il est authentique, en vigueur, remplacé ou retiré, et ce qui y a été changé.",
	}
	if v.Title != "" {
		view.TitlePrefix, view.Private = v.Title, true
	}
	if v.Field.Error != "" {
		view.TitlePrefix = "Erreur"
	}
	return s.Pages.Show(c, status, "public/verifier", view)
}

// examine verifies the file that was given. It changes nothing, and is no GET because a file is sent.
func (s Site) examine(c echo.Context) error {
	if _, err := page.Posted(c); err != nil {
		return err
	}
	sent := page.Document(c, fileField)
	if sent == nil || sent.Name == "" {
		return s.refuseFile(c, "Choisissez un fichier.")
	}
	if sent.Content == nil && sent.Size > 0 {
		return s.refuseFile(c, "Ce fichier est trop gros : un certificat pèse moins de 1 Mo.")
	}
	found, err := s.Awards.Examine(c.Request().Context(), sent.Content)
	if fault.Is(err, fault.TooLarge) {
		return s.refuseFile(c, fault.As(err).Message)
	}
	if err != nil {
		return err
	}
	return s.showVerifier(c, http.StatusOK, examined(found))
}

func (s Site) refuseFile(c echo.Context, why string) error {
	v := verifierView{Field: verifierField(why)}
	v.Errors = page.Summarise(v.Field)
	return s.showVerifier(c, http.StatusUnprocessableEntity, v)
}

func examined(found *award.Examination) verifierView {
	kinds := map[credential.State]string{
		credential.Current: "success", credential.Superseded: "information", credential.Withdrawn: "warning", credential.Incomplete: "warning",
	}
	kind, known := kinds[found.State]
	if !known {
		kind = "error"
	}
	v := verifierView{
		Field: verifierField(""), Title: found.State.Title(), Kind: kind, Advice: found.State.Advice(), Compared: found.Differences,
	}
	words := map[credential.Outcome]string{credential.Good: "Bon", credential.Bad: "À noter", credential.Unknown: "Non vérifié"}
	for _, outcome := range []credential.Outcome{credential.Bad, credential.Unknown, credential.Good} { // what one must know comes first
		for _, check := range found.Checks {
			if check.Outcome == outcome {
				v.Checks = append(v.Checks, checkView{words[outcome], check.Text})
			}
		}
	}
	if a := found.Award; a != nil {
		v.Page = award.CertificatePath(a.Number)
		v.Facts = []page.Fact{
			{Term: "Territoire", Detail: a.TerritoryName}, {Term: "Niveau", Detail: levelName(directory.LevelOf(a.Award))},
			{Term: "Édition", Detail: strconv.Itoa(a.Year), Link: &page.Link{Address: editionAddress(a.Year)}}, {Term: "Décerné le", Detail: calendar.Date(a.AwardedAt)},
		}
	}
	return v
}
