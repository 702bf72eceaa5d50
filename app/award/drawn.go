package award

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/credential"
)

// drawn is a certificate that was given out, before anything was added to it.
type drawn struct {
	SHA256  string `gorm:"primaryKey;column:sha256"`
	Size    int
	AwardID string
	DrawnAt time.Time
}

func (drawn) TableName() string { return "certificate_files" }

// remember keeps the fingerprint of a certificate, once: a later version of the program may draw the same award
// otherwise, and this file must still be told as ours.
func (as *Awards) remember(ctx context.Context, award Published, pdf []byte) error {
	sum := sha256.Sum256(pdf)
	one := drawn{SHA256: hex.EncodeToString(sum[:]), Size: len(pdf), AwardID: award.ID, DrawnAt: as.now()}
	var known int64
	if err := as.DB.Read(ctx).Model(&drawn{}).Where("sha256 = ?", one.SHA256).Count(&known).Error; err != nil {
		return fmt.Errorf("look for certificate %s: %w", award.Number, err)
	}
	if known > 0 {
		return nil
	}
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&one).Error; err != nil {
			return fmt.Errorf("remember certificate %s: %w", award.Number, err)
		}
		return nil
	})
}

// likeness compares a PDF with the certificates that were given out for an award.
func likeness(tx *gorm.DB, awardID string, f credential.File) (credential.Likeness, error) {
	revisions := f.Revisions()
	if len(revisions) == 0 {
		return credential.NotCompared, nil
	}
	sums := make([]string, len(revisions))
	for i, r := range revisions {
		sums[i] = r.SHA256
	}
	var same []drawn
	if err := tx.Where("award_id = ? AND sha256 IN ?", awardID, sums).Find(&same).Error; err != nil {
		return credential.NotCompared, fmt.Errorf("compare with the certificates of award %s: %w", awardID, err)
	}
	found := credential.Unlike
	for _, one := range same {
		if one.Size == len(f.Content) {
			return credential.Same, nil
		}
		found = credential.Extended
	}
	return found, nil
}
