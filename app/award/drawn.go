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

// drawn is a certificate that was given out without a signature.
type drawn struct {
	SHA256  string `gorm:"primaryKey;column:sha256"`
	Size    int
	AwardID string
	DrawnAt time.Time
}

func (drawn) TableName() string { return "certificate_files" }

// remember keeps the fingerprints of certificates that are given out without a signature, once: a later version of the
// program may draw the same award otherwise, and these files must still be told as ours. Signed ones are kept whole.
func (as *Awards) remember(ctx context.Context, tasks []task, files [][]byte) error {
	rows := make([]drawn, len(files))
	sums := make([]string, len(files))
	for i, file := range files {
		sum := sha256.Sum256(file)
		sums[i] = hex.EncodeToString(sum[:])
		rows[i] = drawn{SHA256: sums[i], Size: len(file), AwardID: tasks[i].award.ID, DrawnAt: as.now()}
	}
	var known int64
	if err := as.DB.Read(ctx).Model(&drawn{}).Where("sha256 IN ?", sums).Count(&known).Error; err != nil {
		return fmt.Errorf("look for certificates: %w", err)
	}
	if int(known) == len(rows) {
		return nil
	}
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
			return fmt.Errorf("remember certificates: %w", err)
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
	err := tx.Raw(`SELECT sha256, size FROM certificate_files WHERE award_id = ? AND sha256 IN ?
		UNION SELECT sha256, size FROM issued_certificates WHERE award_id = ? AND sha256 IN ?`, awardID, sums, awardID, sums).Scan(&same).Error
	if err != nil {
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
