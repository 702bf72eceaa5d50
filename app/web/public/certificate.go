package public

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/web/page"
)

// certificateView is a certificate as a page, for those who cannot read a PDF, and for its address to tell whether it
// is still good.
type certificateView struct {
	Number      string
	Territory   string
	Address     string // of the territory's page; empty once the award is withdrawn
	Edition     string
	EditionPage string
	Signs       page.LevelSigns
	Level       string
	Meaning     string
	Mentions    string
	AwardedAt   time.Time
	Place       string
	Jury        string
	Signatory   string
	PDF         string // address, empty when there is none
	Verify      string // whole address
	Source      string
	Withdrawn   *time.Time
	Reason      string
	Proof       proofView
}

func pdfAddress(number string) string { return award.CertificatePath(number) + ".pdf" }

func (s Site) certificate(c echo.Context) error {
	number := c.Param("number")
	if pdf, ok := strings.CutSuffix(number, ".pdf"); ok {
		return s.certificatePDF(c, pdf)
	}
	v, err := s.readCertificate(c, number)
	if err != nil {
		return err
	}
	title := "Certificat " + v.Number + ", " + v.Territory
	view := page.View{
		Title: title, Section: page.SectionDirectory, Canonical: s.BaseURL + award.CertificatePath(v.Number), Body: v,
		Description: v.Territory + "\u00a0: " + v.Level + ", édition " + v.Edition + ".",
	}
	if v.Withdrawn != nil {
		view.TitlePrefix, view.Private = "Label retiré", true
	}
	return s.show(c, "certificate", view)
}

func (s Site) readCertificate(c echo.Context, number string) (certificateView, error) {
	ctx := c.Request().Context()
	a, err := s.Awards.ByNumber(ctx, number)
	if err != nil {
		return certificateView{}, err
	}
	v := certificateView{
		Number: a.Number, Territory: a.TerritoryName, Edition: strconv.Itoa(a.Year), EditionPage: editionAddress(a.Year),
		Signs: large(directory.LevelOf(a.Award)), Level: levelName(directory.LevelOf(a.Award)), Meaning: a.LevelMeaning,
		Mentions: a.Mentions.Label(), AwardedAt: a.AwardedAt, Verify: s.BaseURL + award.VerificationPath(a.Number),
		Source: a.Source, Withdrawn: a.WithdrawnAt, Reason: a.WithdrawalReason,
	}
	digest := ""
	if a.Readable() {
		open, err := s.Awards.Open(ctx, number)
		if err != nil {
			return v, err
		}
		digest = open.File.Digest
	}
	v.Proof = s.proof(a.Award, digest)
	if a.Withdrawn() {
		return v, nil
	}
	v.Address = territoryAddress(a.TerritorySlug)
	if a.Imported() {
		return v, nil
	}
	v.PDF = pdfAddress(a.Number)
	var e edition.Edition
	if e, err = s.Editions.ByID(ctx, a.EditionID); err != nil {
		return v, err
	}
	v.Place, v.Jury, v.Signatory = e.Place, e.Jury, e.Signatory
	return v, nil
}

// certificatePDF sends the PDF to be shown in the browser; its tag comes with the other pages'.
func (s Site) certificatePDF(c echo.Context, number string) error {
	number = award.CleanNumber(number)
	var out bytes.Buffer
	if err := s.Awards.Certificate(c.Request().Context(), number, &out); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `inline; filename="certificat-`+number+`.pdf"`)
	return c.Blob(http.StatusOK, "application/pdf", out.Bytes())
}
