package award

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tnl/app/calendar"
	"tnl/app/drawing"
	"tnl/app/edition"
	"tnl/app/fault"
)

// Form is how a certificate is laid out.
type Form = drawing.Orientation

// The forms in which an award has its certificate.
const (
	Landscape = drawing.Landscape
	Portrait  = drawing.Portrait
)

// forms is every form in which certificates are given.
var forms = []Form{Landscape, Portrait}

// Certificate gives the PDF of an award, its credential attached: as it was signed, once for ever, or drawn where
// certificates are not signed. The same award always gives the same bytes.
//
// NotFound: no such number, an award that was withdrawn, or one of a past edition, whose certificate another
// made. Unavailable: it is to be signed, and waits for the time stamp.
func (as *Awards) Certificate(ctx context.Context, number string, form Form, w io.Writer) error {
	award, e, err := as.certified(ctx, number)
	if err != nil {
		return err
	}
	files, err := as.made(ctx, []task{{award, e, form}})
	if err != nil {
		return err
	}
	_, err = w.Write(files[0])
	return err
}

// CertificatePage lays the certificate of an award out, to be written as SVG or as a picture: what is signed is the PDF
// alone. Its errors are those of Certificate.
func (as *Awards) CertificatePage(ctx context.Context, number string, form Form) (*drawing.Page, error) {
	award, e, err := as.certified(ctx, number)
	if err != nil {
		return nil, err
	}
	return as.certificate(award, e).Page(form)
}

// certified gives an award that has a certificate of ours, with its edition.
func (as *Awards) certified(ctx context.Context, number string) (Published, edition.Edition, error) {
	award, err := as.ByNumber(ctx, number)
	if err != nil {
		return award, edition.Edition{}, err
	}
	switch {
	case award.Withdrawn():
		return award, edition.Edition{}, fault.New(fault.NotFound, "Ce label a été retiré : son certificat n’existe plus.")
	case award.Imported():
		return award, edition.Edition{}, fault.New(fault.NotFound, "Ce label a été décerné avant la mise en service de ce site, qui n’en a pas le certificat.")
	}
	e, err := edition.Get(as.DB.Read(ctx), award.EditionID)
	return award, e, err
}

func (as *Awards) certificate(award Published, e edition.Edition) drawing.Certificate {
	c := drawing.Certificate{
		TerritoryName: award.TerritoryName, LevelCount: award.LevelCount, LevelTitle: award.LevelOnScale(),
		LevelMeaning: award.LevelMeaning, Mentions: award.Mentions.Names(), Edition: fmt.Sprint(award.Year),
		Place: e.Place, Date: award.AwardedAt.In(calendar.Paris), Signatory: e.Signatory, Jury: Organisations(e.Jury),
		Number: award.Number, VerifyURL: as.BaseURL + VerificationPath(award.Number), LabelName: as.LabelName,
	}
	if award.Level != nil {
		c.Level = *award.Level
	}
	return c
}

// Organisations cuts the jury's organisations, written one after the other.
func Organisations(text string) []string {
	var names []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
