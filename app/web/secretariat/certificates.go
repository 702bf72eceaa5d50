package secretariat

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/document"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// certificatesView is all certificates of an edition: how many, how far their signature is, and where to take them.
type certificatesView struct {
	Name, Address string // of the edition
	Facts         []page.Fact
	Signing       *page.Progress // nil when nothing is left to sign
	Remarks       []string
	File          string // address; empty when there is nothing to take
	Empty         page.EmptyState
}

func (s Site) certificates(c echo.Context) error {
	archive, err := s.archive(c)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "secretariat/certificates", fmt.Sprintf("Certificats de l’édition %d", archive.Edition.Year), certificatesOf(archive))
}

func (s Site) archive(c echo.Context) (*award.Archive, error) {
	e, err := s.editionOf(c)
	if err != nil {
		return nil, err
	}
	return s.Awards.Archive(c.Request().Context(), session.Person(c), e)
}

func certificatesOf(a *award.Archive) certificatesView {
	v := certificatesView{
		Name: a.Edition.Name, Address: editionAddress(a.Edition.Year),
		Empty: page.EmptyState{Title: "Aucun certificat", Text: "Ils paraissent avec les résultats de l’édition. Ceux des éditions reprises d’ailleurs n’ont pas été faits ici."},
	}
	if a.Files == 0 {
		return v
	}
	v.File = v.Address + "/certificats.zip"
	weight := document.Size(a.Size)
	if !a.Exact {
		weight = "environ " + weight
	}
	v.Facts = []page.Fact{
		{Term: "À télécharger", Detail: page.Counted(a.Awards, "certificat", "certificats") + ", en paysage et en portrait"},
		{Term: "Poids du fichier", Detail: weight},
	}
	switch {
	case !a.Signs && a.Signed == 0:
		v.Remarks = append(v.Remarks, "Ces certificats ne sont pas signés : le label n’a pas de certificat de signature.")
	case a.Signs && a.Signed < a.Files:
		v.Signing = &page.Progress{
			ID: "signature", Label: "PDF signés", Done: a.Signed, Total: a.Files,
			Text: page.Counted(a.Signed, "PDF signé", "PDF signés") + " sur\u00a0" + strconv.Itoa(a.Files),
		}
	default:
		v.Facts = append(v.Facts, page.Fact{Term: "Signés", Detail: page.Counted(a.Signed, "PDF", "PDF")})
	}
	if v.Signing != nil && !a.Failing.IsZero() {
		v.Remarks = append(v.Remarks, "L’autorité d’horodatage ne répond pas depuis "+calendar.Clock(a.Failing)+" : la signature l’attend un quart d’heure, puis se fait sans horodatage.")
	}
	if missing := a.Signed - a.Stamped; a.Stamps && missing > 0 {
		v.Remarks = append(v.Remarks, page.Counted(missing, "PDF a été signé sans horodatage", "PDF ont été signés sans horodatage")+" : l’autorité d’horodatage ne répondait pas. Leur signature est valable.")
	}
	return v
}

// lineDelay is how long a line may take for what is sent at a time.
const lineDelay = time.Minute

// certificatesFile streams the archive. Nothing is sent before its first certificates are there, so that a failure then
// has its page; one later cuts the line, and no browser takes the file for whole.
func (s Site) certificatesFile(c echo.Context) error {
	archive, err := s.archive(c)
	if err != nil {
		return err
	}
	if archive.Files == 0 {
		return fault.New(fault.NotFound, "Cette édition n’a pas de certificats.")
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "private, no-store")
	if archive.Exact {
		h.Set("Content-Length", strconv.FormatInt(archive.Size, 10)) // the browser shows how far it is
	}
	line := http.NewResponseController(c.Response())
	err = archive.Write(c.Request().Context(), sending{c, line, fmt.Sprintf("certificats-%d.zip", archive.Edition.Year)})
	if err == nil {
		return nil
	}
	if !c.Response().Committed {
		h.Del("Content-Length")
		return err
	}
	if connection, _, taken := line.Hijack(); taken == nil {
		connection.Close()
	}
	return err
}

// sending begins the answer with its first bytes, and gives slow lines their time.
type sending struct {
	c    echo.Context
	line *http.ResponseController
	name string
}

func (s sending) Write(content []byte) (int, error) {
	if !s.c.Response().Committed {
		h := s.c.Response().Header()
		h.Set("Content-Type", "application/zip")
		h.Set("Content-Disposition", `attachment; filename="`+s.name+`"`)
		s.c.Response().WriteHeader(http.StatusOK)
	}
	_ = s.line.SetWriteDeadline(time.Now().Add(lineDelay)) // a test's has none
	return s.c.Response().Write(content)
}
