package award

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"gorm.io/gorm"

	"tnl/app/edition"
	"tnl/app/fault"
)

// batch is how many certificates are signed, and held in memory, at a time.
const batch = 16

// look is how often certificates that were not signed yet are looked for, beside each publication of this instance.
const look = time.Minute

// Issuing signs the certificates of published awards until ctx ends: right after a publication, which does not wait for
// it, and whatever another instance published or a killed process left. It does nothing where certificates are not
// signed.
func (as *Awards) Issuing(ctx context.Context) {
	if as.signing == nil {
		return
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := as.IssueAll(ctx); err != nil && ctx.Err() == nil && !fault.Is(err, fault.Unavailable) {
			slog.Error("sign the certificates", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-as.wake:
		}
	}
}

// wakeIssuing has the certificates of a publication signed at once.
func (as *Awards) wakeIssuing() {
	select {
	case as.wake <- struct{}{}: // nil without signing, which is never ready
	default:
	}
}

// IssueAll signs every certificate that waits for it. Unavailable: the authority of time stamps does not answer.
func (as *Awards) IssueAll(ctx context.Context) error {
	waiting, err := as.waiting(as.DB.Read(ctx))
	if err != nil || len(waiting) == 0 {
		return err
	}
	// Instances that work at the same time begin elsewhere, and hardly ever sign the same.
	rand.Shuffle(len(waiting), func(i, j int) { waiting[i], waiting[j] = waiting[j], waiting[i] })
	for from := 0; from < len(waiting) && ctx.Err() == nil; from += batch {
		if err := as.issueMissing(ctx, waiting[from:min(from+batch, len(waiting))]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// certifiable is the awards that have a certificate of ours: published, not withdrawn, not brought in from elsewhere.
func certifiable(tx *gorm.DB) *gorm.DB {
	return tx.Table("awards").
		Joins("JOIN editions ON editions.id = awards.edition_id AND editions.published_at IS NOT NULL").
		Joins("JOIN territories ON territories.id = awards.territory_id").
		Where("awards.withdrawn_at IS NULL AND awards.candidacy_id IS NOT NULL")
}

// tasksOf is the certificates of a selection of awards, by number, each in every form.
func tasksOf(tx, selection *gorm.DB) ([]task, error) {
	var awards []Published
	err := selection.Select("awards.*, editions.year, editions.name AS edition_name, territories.slug AS territory_slug").
		Order("awards.number").Find(&awards).Error
	if err != nil {
		return nil, fmt.Errorf("read the awards to certify: %w", err)
	}
	var editions []edition.Edition
	if err := tx.Where("published_at IS NOT NULL").Find(&editions).Error; err != nil {
		return nil, fmt.Errorf("read the editions to certify: %w", err)
	}
	byID := index(editions, func(e edition.Edition) string { return e.ID })
	tasks := make([]task, 0, len(awards)*len(forms))
	for _, a := range awards {
		for _, form := range forms {
			tasks = append(tasks, task{a, byID[a.EditionID], form})
		}
	}
	return tasks, nil
}

// waiting is the certificates of awards that lack one or more of theirs.
func (as *Awards) waiting(tx *gorm.DB) ([]task, error) {
	return tasksOf(tx, certifiable(tx).Where(`(SELECT COUNT(*) FROM issued_certificates i
		JOIN credentials c ON c.sha256 = i.credential AND c.replaced_at IS NULL WHERE i.award_id = awards.id) < ?`, len(forms)))
}
