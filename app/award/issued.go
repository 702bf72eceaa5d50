package award

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/edition"
	"tnl/app/signature"
)

// issued is a certificate that was signed, as it is given out while the credential attached to it stands: for ever,
// unless the key of the credential was stolen.
type issued struct {
	AwardID     string `gorm:"primaryKey"`
	Form        Form   `gorm:"primaryKey"`
	Credential  string `gorm:"primaryKey"` // SHA-256 of the one attached
	SHA256      string `gorm:"column:sha256"`
	Size        int
	Fingerprint string // of who signed
	Stamped     bool
	MadeAt      time.Time
	Content     []byte
}

func (issued) TableName() string { return "issued_certificates" }

// task is a certificate to make.
type task struct {
	award   Published
	edition edition.Edition
	form    Form
}

func (t task) key() string   { return t.award.ID + " " + string(t.form) }
func (i issued) key() string { return i.AwardID + " " + string(i.Form) }

// made gives certificates in their order: as they were signed, once; those that are not yet are signed and kept now, or
// only drawn where certificates are not signed.
func (as *Awards) made(ctx context.Context, tasks []task) ([][]byte, error) {
	if as.signing != nil {
		if err := as.issueMissing(ctx, tasks); err != nil {
			return nil, err
		}
	}
	tx := as.DB.Read(ctx)
	var rows []issued
	if err := standing(tx, tasks).Select("issued_certificates.*").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read signed certificates: %w", err)
	}
	kept := index(rows, issued.key)
	files := make([][]byte, len(tasks))
	var missing []task
	for i, t := range tasks {
		if row, signed := kept[t.key()]; signed {
			files[i] = row.Content
		} else if as.signing != nil {
			return nil, fmt.Errorf("certificate %s was signed and is not kept", t.award.Number)
		} else {
			missing = append(missing, t)
		}
	}
	if len(missing) == 0 {
		return files, nil
	}
	drawn, err := as.drawn(ctx, missing)
	for i := range files {
		if files[i] == nil && err == nil {
			files[i], drawn = drawn[0], drawn[1:]
		}
	}
	return files, err
}

// standing is the signed certificates of awards whose credential is the award's current one.
func standing(tx *gorm.DB, tasks []task) *gorm.DB {
	return tx.Model(&issued{}).
		Joins("JOIN credentials c ON c.sha256 = issued_certificates.credential AND c.replaced_at IS NULL").
		Where("issued_certificates.award_id IN ?", awardsOf(tasks))
}

// issueMissing signs and keeps those of a few certificates that are not.
func (as *Awards) issueMissing(ctx context.Context, tasks []task) error {
	var rows []issued
	err := standing(as.DB.Read(ctx), tasks).Select("issued_certificates.award_id", "issued_certificates.form").Find(&rows).Error
	if err != nil {
		return fmt.Errorf("look for signed certificates: %w", err)
	}
	kept := index(rows, issued.key)
	var missing []task
	for _, t := range tasks {
		if _, signed := kept[t.key()]; !signed {
			missing = append(missing, t)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return as.issue(ctx, missing)
}

func awardsOf(tasks []task) []string {
	ids := make([]string, len(tasks))
	for i, t := range tasks {
		ids[i] = t.award.ID
	}
	return ids
}

// issue signs certificates on all processors, then keeps them in one transaction: none is on the network within it, and
// what is killed before leaves nothing. Those that another instance kept meanwhile stay as they are.
func (as *Awards) issue(ctx context.Context, tasks []task) error {
	if err := as.Attest(ctx); err != nil { // an award published before there were credentials gets one first
		return err
	}
	attached, err := credentials(as.DB.Read(ctx), awardsOf(tasks))
	if err != nil {
		return err
	}
	rows := make([]issued, len(tasks))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range tasks {
		group.Go(func() (err error) {
			rows[i], err = as.certify(working, t, attached[t.award.ID])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
			return fmt.Errorf("keep the signed certificates: %w", err)
		}
		return nil
	})
}

// credentials gives the current credential of each award.
func credentials(tx *gorm.DB, awardIDs []string) (map[string]attestation, error) {
	var rows []attestation
	if err := tx.Where("award_id IN ? AND replaced_at IS NULL", awardIDs).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the credentials of awards: %w", err)
	}
	return index(rows, func(a attestation) string { return a.AwardID }), nil
}

func (as *Awards) certify(ctx context.Context, t task, attached attestation) (issued, error) {
	drawn, err := as.draw(t, attached)
	if err != nil {
		return issued{}, err
	}
	details := signature.Details{At: as.now(), Reason: "Certificat " + t.award.Number + " du label " + as.LabelName, Place: t.edition.Place}
	stamped := false
	if as.signing.Authority != nil {
		details.Stamp = func(ctx context.Context, digest []byte) ([]byte, error) {
			token, err := as.signing.stamp(ctx, digest, as.now)
			stamped = token != nil
			return token, err
		}
	}
	pdf, err := as.signing.Signer.Sign(ctx, drawn, details)
	if err != nil {
		return issued{}, fmt.Errorf("sign certificate %s: %w", t.award.Number, err)
	}
	digest := sha256.Sum256(pdf)
	return issued{
		AwardID: t.award.ID, Form: t.form, Credential: attached.SHA256, SHA256: hex.EncodeToString(digest[:]), Size: len(pdf),
		Fingerprint: as.signing.Signer.Fingerprint(), Stamped: stamped, MadeAt: details.At, Content: pdf,
	}, nil
}

// drawn draws certificates on all processors, and remembers that they were given out.
func (as *Awards) drawn(ctx context.Context, tasks []task) ([][]byte, error) {
	attached, err := credentials(as.DB.Read(ctx), awardsOf(tasks))
	if err != nil {
		return nil, err
	}
	files := make([][]byte, len(tasks))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range tasks {
		group.Go(func() (err error) {
			files[i], err = as.draw(t, attached[t.award.ID])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return files, as.remember(ctx, tasks, files)
}

// draw draws a certificate with its credential attached, without a signature.
func (as *Awards) draw(t task, attached attestation) ([]byte, error) {
	c := as.certificate(t.award, t.edition)
	c.Credential = []byte(attached.Content)
	page, err := c.Page(t.form)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = page.PDF(&b)
	return b.Bytes(), err
}
