package deliberation

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/fault"
)

// Campaign is an edition with its candidacies counted by state.
type Campaign struct {
	edition.Edition
	Counts map[candidacy.State]int
}

// Campaigns lists every edition to the secretariat, the latest first. SignIn, NotAllowed: not the secretariat.
func (d *Deliberations) Campaigns(ctx context.Context, person *account.Person) ([]Campaign, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	var editions []edition.Edition
	if err := d.DB.Read(ctx).Order("year DESC").Find(&editions).Error; err != nil {
		return nil, fmt.Errorf("list editions: %w", err)
	}
	var counts []struct {
		EditionID string
		State     candidacy.State
		Number    int
	}
	err := d.DB.Read(ctx).Table("candidacies").Select("edition_id, state, COUNT(*) AS number").
		Group("edition_id, state").Scan(&counts).Error
	if err != nil {
		return nil, fmt.Errorf("count candidacies: %w", err)
	}
	byEdition := map[string]map[candidacy.State]int{}
	for _, c := range counts {
		if byEdition[c.EditionID] == nil {
			byEdition[c.EditionID] = map[candidacy.State]int{}
		}
		byEdition[c.EditionID][c.State] = c.Number
	}
	campaigns := make([]Campaign, len(editions))
	for i, e := range editions {
		campaigns[i] = Campaign{Edition: e, Counts: byEdition[e.ID]}
	}
	return campaigns, nil
}

// ChangeSettings changes an edition's settings, its year apart, from the revision that the person saw. A closing
// cannot be moved into the past: candidates would learn of it too late.
//
// SignIn, NotAllowed: not the secretariat. The others are those of edition.Change.
func (d *Deliberations) ChangeSettings(ctx context.Context, person *account.Person, editionID string, revision int, s edition.Settings) error {
	if err := requireSecretariat(person); err != nil {
		return err
	}
	return d.DB.Write(ctx, func(tx *gorm.DB) error {
		before, err := edition.Get(tx, editionID)
		if err != nil {
			return err
		}
		if moved := !s.ClosesAt.Equal(before.ClosesAt); moved && before.ClosedAt == nil && !s.ClosesAt.After(d.now()) {
			return fault.Fields{"closes_at": "Cette heure est passée : pour clore tout de suite, employez « Clore maintenant »."}.Err()
		}
		_, err = edition.Change(tx, d.now(), person.ID, editionID, revision, s)
		return err
	})
}
