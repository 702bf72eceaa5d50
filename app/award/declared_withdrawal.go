package award

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
)

// Declared is what is public of a candidacy beside its award.
type Declared struct {
	Territory     string // slug of its page
	TerritoryName string
	Year          int
	CandidacyID   string
	Software      int          // lines of its inventory, 0 when it is not public
	Initiatives   []Initiative `gorm:"-"`
}

// Public tells whether there is anything.
func (d *Declared) Public() bool { return d.Software > 0 || len(d.Initiatives) > 0 }

// Declared tells what is public of a candidacy, nothing when it has no award. It does not ask who reads: all of it is
// public.
func (as *Awards) Declared(ctx context.Context, candidacyID string) (Declared, error) {
	all, err := as.declared(ctx, func(tx *gorm.DB) *gorm.DB { return tx.Where("a.candidacy_id = ?", candidacyID) })
	if err != nil || len(all) == 0 {
		return Declared{}, err
	}
	return all[0], nil
}

// AllDeclared lists what is public of every candidacy, the latest edition first. The secretariat alone may.
func (as *Awards) AllDeclared(ctx context.Context, by *account.Person) ([]Declared, error) {
	if err := onlySecretariat(by); err != nil {
		return nil, err
	}
	return as.declared(ctx, func(tx *gorm.DB) *gorm.DB { return tx })
}

func (as *Awards) declared(ctx context.Context, of func(*gorm.DB) *gorm.DB) ([]Declared, error) {
	tx := as.DB.Read(ctx)
	public := func() *gorm.DB {
		return of(tx.Table("awards AS a").Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at IS NOT NULL").
			Where("a.withdrawn_at IS NULL"))
	}
	var rows []struct {
		ID       string
		Declared `gorm:"embedded"`
	}
	err := public().Joins("JOIN territories t ON t.id = a.territory_id").
		Where("EXISTS (SELECT 1 FROM award_inventories i WHERE i.award_id = a.id) OR EXISTS (SELECT 1 FROM award_initiatives i WHERE i.award_id = a.id)").
		Select("a.id, a.candidacy_id, a.territory_name, t.slug AS territory, e.year, (SELECT COUNT(*) FROM award_software s WHERE s.award_id = a.id) AS software").
		Order("e.year DESC, t.name_folded, a.id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list what was declared: %w", err)
	}
	var initiatives []Initiative
	err = public().Joins("JOIN award_initiatives i ON i.award_id = a.id").Select("i.*").Order("i.id").Scan(&initiatives).Error
	if err != nil {
		return nil, fmt.Errorf("list the initiatives: %w", err)
	}
	byAward := map[string][]Initiative{}
	for _, one := range initiatives {
		byAward[one.AwardID] = append(byAward[one.AwardID], one)
	}
	all := make([]Declared, len(rows))
	for i, row := range rows {
		all[i] = row.Declared
		all[i].Initiatives = byAward[row.ID]
	}
	return all, nil
}

// WithdrawInventory takes the inventory published with the award of a candidacy off every public page, with those of the
// same territory's earlier editions, which would show in its place. Its team and the secretariat may.
//
// SignIn: nobody. NotFound: neither of them, or nothing is public.
func (as *Awards) WithdrawInventory(ctx context.Context, by *account.Person, candidacyID string) error {
	return as.takeBack(ctx, by, candidacyID, "inventory.withdraw", func(tx *gorm.DB, a Award) (int64, error) {
		deleted := tx.Exec(`DELETE FROM award_inventories WHERE award_id IN (
			SELECT old.id FROM awards old JOIN editions was ON was.id = old.edition_id
			WHERE old.territory_id = ? AND was.year <= (SELECT year FROM editions WHERE id = ?))`, a.TerritoryID, a.EditionID)
		return deleted.RowsAffected, deleted.Error
	})
}

// WithdrawInitiative takes an initiative published with the award of a candidacy off every public page. Its team and the
// secretariat may.
//
// SignIn: nobody. NotFound: neither of them, or it is not public.
func (as *Awards) WithdrawInitiative(ctx context.Context, by *account.Person, candidacyID, initiative string) error {
	return as.takeBack(ctx, by, candidacyID, "initiative.withdraw", func(tx *gorm.DB, a Award) (int64, error) {
		deleted := tx.Where("award_id = ? AND id = ?", a.ID, initiative).Delete(&Initiative{})
		return deleted.RowsAffected, deleted.Error
	})
}

// takeBack deletes something published with the award of a candidacy, in one transaction with its audit line.
func (as *Awards) takeBack(ctx context.Context, by *account.Person, candidacyID, action string, remove func(*gorm.DB, Award) (int64, error)) error {
	nothing := fault.New(fault.NotFound, "Rien de tel n’est publié : la page a peut-être changé entre-temps.")
	if by == nil {
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		if !by.Is(account.Secretariat) {
			var inTeam int64
			err := tx.Table("team_members").Where("candidacy_id = ? AND person_id = ?", candidacyID, by.ID).Count(&inTeam).Error
			if err != nil {
				return fmt.Errorf("%s: %w", action, err)
			}
			if inTeam == 0 {
				return nothing
			}
		}
		a, err := awardOf(tx, candidacyID)
		if err != nil {
			return err
		}
		if a == nil {
			return nothing
		}
		removed, err := remove(tx, *a)
		if err != nil {
			return fmt.Errorf("%s: %w", action, err)
		}
		if removed == 0 {
			return nothing
		}
		return audit.Record(tx, audit.Line{At: as.now(), Actor: by.ID, Action: action, Subject: "candidacy/" + candidacyID, Before: map[string]any{"number": a.Number}})
	})
}
