package deliberation

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/jury"
	"tnl/app/scoring"
	"tnl/app/territory"
)

// Dossier is one candidacy with all that was said of it.
type Dossier struct {
	Candidacy candidacy.Candidacy
	Edition   edition.Edition
	Territory *territory.Territory
	// Snapshot and Score are of the last submission; nil while it is not to be read.
	Snapshot *candidacy.Snapshot
	Score    *scoring.Score
	// Earlier is what the territory submitted to the last edition that was decided; nil when there is none.
	Earlier *candidacy.Earlier
	// Reviews are those handed in; Reading counts those begun and not handed in.
	Reviews []jury.Signed
	Reading int
	// Decision is the one in force; Former is the last one of a candidacy that was reopened, to write from.
	Decision *Decision
	Former   *Decision
	// DecidedBy names who recorded the decision.
	DecidedBy string
	Withheld  Withheld
}

// Revision is that of the last decision, 0 when there never was one.
func (d *Dossier) Revision() int {
	switch {
	case d.Decision != nil:
		return d.Decision.Revision
	case d.Former != nil:
		return d.Former.Revision
	}
	return 0
}

// Decidable tells whether a decision can be recorded or changed now.
func (d *Dossier) Decidable() bool {
	return d.Withheld == Nothing && decidable(d.Candidacy, d.Edition) == nil
}

// Dossier gives one candidacy to the secretariat. SignIn, NotAllowed: not the secretariat. NotFound: no such one.
func (ds *Deliberations) Dossier(ctx context.Context, person *account.Person, id string) (*Dossier, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	tx := ds.DB.Read(ctx)
	c, err := find(tx, id)
	if err != nil {
		return nil, err
	}
	d := &Dossier{Candidacy: c}
	if d.Edition, err = edition.Get(tx, c.EditionID); err != nil {
		return nil, err
	}
	if d.Territory, err = ds.Candidacies.Territories.ByIDIn(tx, c.TerritoryID); err != nil {
		return nil, err
	}
	if d.Withheld, err = withheldFrom(tx, person, c); err != nil {
		return nil, err
	}
	if d.Withheld == Concerned || !slices.Contains(readStates, c.State) {
		return d, nil
	}
	submission, err := ds.Candidacies.LastSubmission(tx, id)
	if err != nil {
		return nil, err
	}
	if d.Snapshot, err = ds.Candidacies.Read(ctx, submission); err != nil {
		return nil, err
	}
	d.Score = d.Snapshot.Score(nil)
	if d.Earlier, err = ds.Candidacies.EarlierJudged(ctx, c, d.Edition.Year, d.Snapshot); err != nil {
		return nil, err
	}
	if d.Withheld != Nothing {
		return d, nil
	}
	return d, d.deliberated(tx)
}

// deliberated loads what jury and secretariat say.
func (d *Dossier) deliberated(tx *gorm.DB) error {
	id := d.Candidacy.ID
	var err error
	if d.Reviews, err = jury.HandedIn(tx, []string{id}); err != nil {
		return err
	}
	var reading int64
	err = tx.Model(&jury.Review{}).Where("candidacy_id = ? AND submitted_at IS NULL", id).Count(&reading).Error
	if err != nil {
		return fmt.Errorf("count reviews of candidacy %s: %w", id, err)
	}
	d.Reading = int(reading)
	last, err := lastDecision(tx, id)
	if last == nil || err != nil {
		return err
	}
	if d.Candidacy.State == candidacy.UnderReview {
		d.Former = last
		return nil
	}
	d.Decision = last
	by, err := account.FindAll(tx, []string{last.DecidedBy})
	if err == nil && by[last.DecidedBy] != nil {
		d.DecidedBy = by[last.DecidedBy].Name
	}
	return err
}

func withheldFrom(tx *gorm.DB, person *account.Person, c candidacy.Candidacy) (Withheld, error) {
	var found struct{ Concerned, HandedIn bool }
	err := tx.Table("candidacies").Where("candidacies.id = ?", c.ID).
		Select(inTeam+` AS concerned, EXISTS (SELECT 1 FROM reviews r
			WHERE r.candidacy_id = candidacies.id AND r.juror_id = ? AND r.submitted_at IS NOT NULL) AS handed_in`, person.ID, person.ID).
		Scan(&found).Error
	if err != nil {
		return Concerned, fmt.Errorf("read who is concerned by candidacy %s: %w", c.ID, err)
	}
	return withheld(person, c.State, found.Concerned, found.HandedIn), nil
}

// lastDecision gives the decision of a candidacy, in force or reopened; nil when there never was one.
func lastDecision(tx *gorm.DB, candidacyID string) (*Decision, error) {
	var found []Decision
	if err := tx.Where("candidacy_id = ?", candidacyID).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read the decision of candidacy %s: %w", candidacyID, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}
