package public

import (
	"fmt"
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
	Files       []fileView // none when there is no certificate of ours
	Picture     string     // address
	Signed      bool       // the PDFs are
	Badges, Kit string
	Verify      string     // whole address
	Attestation string     // address of its credential; empty when there is none
	Later       *page.Link // a later label of the territory, nil when there is none
	Source      string
	Withdrawn   *time.Time
	Reason      string
	Proof       proofView
}

// PictureWidth and PictureHeight are in pixels.
func (certificateView) PictureWidth() int  { return award.LandscapeWidth }
func (certificateView) PictureHeight() int { return award.LandscapeWidth * 210 / 297 }

func (s Site) certificate(c echo.Context) error {
	number := c.Param("number")
	if bare, extension, ok := strings.Cut(number, "."); ok {
		return s.certificateFile(c, bare, award.Landscape, extension)
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
	later, err := s.Awards.Succession(ctx, a)
	if err != nil {
		return v, err
	}
	if later.Number != "" {
		v.Later = &page.Link{Address: award.CertificatePath(later.Number), Label: fmt.Sprintf("celui de %d", later.Year)}
	}
	if a.Imported() {
		return v, nil
	}
	v.Attestation = award.AttestationPath(a.Number)
	v.Picture = certificateAddress(a.Number, award.Landscape, "png")
	v.Files, v.Badges, v.Kit = certificateFiles(a.Number), badgesAddress(v.Address), award.KitPath(a.Number)
	v.Signed = s.Awards.Signs()
	var e edition.Edition
	if e, err = s.Editions.ByID(ctx, a.EditionID); err != nil {
		return v, err
	}
	v.Place, v.Jury, v.Signatory = e.Place, e.Jury, e.Signatory
	return v, nil
}
