package award

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"tnl/app/credential"
	"tnl/app/fault"
	"tnl/app/signature"
)

// Examination is what verifying a file finds, beside the award that it tells of.
type Examination struct {
	credential.Report
	Award *Published // what the label keeps under the file's number; nil when there is none
}

// Examine verifies a certificate or a credential that somebody was shown: who issued it, whether it is as it was
// issued, and what became of the award since. Anybody may; nothing of the file is kept.
//
// TooLarge: more than credential.MaxFile.
func (as *Awards) Examine(ctx context.Context, content []byte) (*Examination, error) {
	if len(content) > credential.MaxFile {
		return nil, fault.New(fault.TooLarge, fmt.Sprintf("Ce fichier est trop gros : un certificat pèse moins de %d Mo.", credential.MaxFile>>20))
	}
	file := credential.Open(content)
	known := credential.Known{Site: as.BaseURL, Asked: true}
	keys, err := as.Issuer.Document(ctx)
	if err != nil {
		return nil, err
	}
	known.Keys = &keys
	if err := as.signed(ctx, file, &known.Page); err != nil {
		return nil, err
	}
	tx := as.DB.Read(ctx)
	award, err := byNumber(tx, file.Number)
	if fault.Is(err, fault.NotFound) {
		return &Examination{Report: file.Judge(known)}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := as.know(tx, award, file, &known); err != nil {
		return nil, err
	}
	return &Examination{Report: file.Judge(known), Award: &award}, nil
}

// know adds what is kept of an award.
func (as *Awards) know(tx *gorm.DB, award Published, file credential.File, known *credential.Known) error {
	var kept []attestation
	if err := tx.Where("award_id = ?", award.ID).Order("issued_at DESC").Find(&kept).Error; err != nil {
		return fmt.Errorf("read the credentials of award %s: %w", award.Number, err)
	}
	for _, one := range kept {
		known.Issued = append(known.Issued, []byte(one.Content))
	}
	known.Withdrawal = &credential.Withdrawal{Withdrawn: award.Withdrawn(), Reason: award.WithdrawalReason}
	if award.Withdrawn() {
		known.Withdrawal.At = *award.WithdrawnAt
	}
	later, err := succession(tx, award)
	if err != nil {
		return err
	}
	known.Succession = &later
	known.Page.Likeness, err = likeness(tx, award.ID, file)
	return err
}

// succession finds the latest label of the same territory in a later edition, a withdrawn one left aside.
func succession(tx *gorm.DB, award Published) (credential.Succession, error) {
	var later credential.Succession
	err := tx.Table("awards").Select("awards.number, editions.year").
		Joins("JOIN editions ON editions.id = awards.edition_id AND editions.published_at IS NOT NULL").
		Where("awards.territory_id = ? AND awards.withdrawn_at IS NULL AND editions.year > ?", award.TerritoryID, award.Year).
		Order("editions.year DESC").Limit(1).Take(&later).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return later, fmt.Errorf("look for a later label than %s: %w", award.Number, err)
	}
	return later, nil
}

// Succession tells which later label of the same territory replaced an award; its number is empty when none did.
func (as *Awards) Succession(ctx context.Context, award Published) (credential.Succession, error) {
	return succession(as.DB.Read(ctx), award)
}

// signed looks for the label's digital signature on a PDF.
func (as *Awards) signed(ctx context.Context, file credential.File, page *credential.Page) error {
	if file.Kind != credential.PDF {
		return nil
	}
	signatories, err := as.Signatories(ctx)
	if err != nil {
		return err
	}
	roots, err := as.Roots(ctx)
	if err != nil {
		return err
	}
	found, err := signature.Verify(file.Content, roots)
	if errors.Is(err, signature.ErrNotPDF) {
		return nil // it begins as one, and the page is compared all the same
	}
	if err != nil {
		return fmt.Errorf("look for a signature: %w", err)
	}
	page.SetSignature(found, func(c *x509.Certificate) bool {
		return slices.ContainsFunc(signatories, func(s Signatory) bool { return s.Chain[0].Equal(c) })
	})
	return nil
}
