package award

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/software"
)

// Shown keeps the lines « s » of published inventories whose name the secretariat has not hidden.
const Shown = "NOT EXISTS (SELECT 1 FROM software_names n WHERE n.software = s.software AND n.hidden)"

// softwareName is what the secretariat made of a name that somebody typed.
type softwareName struct {
	Software  string `gorm:"primaryKey"` // key of the name as it was typed
	Hidden    bool
	StandsFor string // what it is taken for
	Name      string
	Domain    string
}

func (softwareName) TableName() string { return "software_names" }

type softwareNames map[string]softwareName

func namesOf(tx *gorm.DB) (softwareNames, error) {
	var rows []softwareName
	if err := tx.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the names of software: %w", err)
	}
	return index(rows, func(n softwareName) string { return n.Software }), nil
}

// apply gives a line the name that the secretariat gave it. A hidden name stays as it is: it is left out when it is read.
func (names softwareNames) apply(line candidacy.InventoryLine) candidacy.InventoryLine {
	if n, known := names[line.Software]; known && !n.Hidden {
		line.Software, line.Name, line.Domain = n.StandsFor, n.Name, n.Domain
	}
	return line
}

// TypedName is a name in published inventories that the catalogue does not have.
type TypedName struct {
	Software    string
	Name        string // as one of the territories typed it
	Domain      string
	Territories int
	Hidden      bool
}

// TypedNames lists the names that territories typed themselves in what is published, the hidden ones too. The
// secretariat alone may.
func (as *Awards) TypedNames(ctx context.Context, by *account.Person) ([]TypedName, error) {
	if err := onlySecretariat(by); err != nil {
		return nil, err
	}
	catalogue, err := software.Load()
	if err != nil {
		return nil, err
	}
	var all []TypedName
	err = as.DB.Read(ctx).Table("award_software AS s").Joins("JOIN awards a ON a.id = s.award_id AND a.withdrawn_at IS NULL").
		Joins("LEFT JOIN software_names n ON n.software = s.software").
		Select("s.software, MIN(s.name) AS name, MIN(s.domain) AS domain, COUNT(DISTINCT a.territory_id) AS territories, COALESCE(n.hidden, FALSE) AS hidden").
		Group("s.software, n.hidden").Order("s.software").Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list the names of software: %w", err)
	}
	var typed []TypedName
	for _, one := range all {
		if catalogue.BySlug(one.Software) == nil {
			typed = append(typed, one)
		}
	}
	return typed, nil
}

// HideName takes a name out of all that is public, now and in later publications, or shows it again. The secretariat
// alone may.
//
// SignIn, NotAllowed: not the secretariat. NotFound: the name is in no published inventory, or is the catalogue's.
func (as *Awards) HideName(ctx context.Context, by *account.Person, slug string, hidden bool) error {
	return as.moderate(ctx, by, slug, func(tx *gorm.DB) (softwareName, error) {
		if !hidden {
			return softwareName{}, tx.Where("software = ? AND hidden", slug).Delete(&softwareName{}).Error
		}
		return softwareName{Software: slug, Hidden: true}, nil
	})
}

// Rename takes a name that was typed for another one: that of the catalogue when it has it. It holds for what is published
// and for what will be. The secretariat alone may.
//
// SignIn, NotAllowed: not the secretariat. NotFound: the name is in no published inventory, or is the catalogue's.
// Invalid: « name » cannot be one.
func (as *Awards) Rename(ctx context.Context, by *account.Person, slug, name, domain string) error {
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	to := softwareName{Software: slug}
	to.StandsFor, to.Name, to.Domain = catalogue.Identify(strings.Join(strings.Fields(name), " "), domain)
	faults := fault.Fields{}
	faults.Check(to.StandsFor != "", "name", "Écrivez le nom du logiciel, avec des lettres ou des chiffres.")
	faults.Check(len([]rune(to.Name)) <= 80, "name", "Ce nom est trop long : 80 signes au plus.")
	return as.moderate(ctx, by, slug, func(tx *gorm.DB) (softwareName, error) {
		if err := faults.Err(); err != nil {
			return to, err
		}
		// An inventory that has both names keeps the line of the one that stays.
		err := tx.Exec(`DELETE FROM award_software WHERE software = ? AND software <> ? AND award_id IN (SELECT award_id FROM award_software WHERE software = ?)`,
			slug, to.StandsFor, to.StandsFor).Error
		if err != nil {
			return to, err
		}
		if err := tx.Model(&softwareName{}).Where("stands_for = ?", slug).
			Updates(map[string]any{"stands_for": to.StandsFor, "name": to.Name, "domain": to.Domain}).Error; err != nil {
			return to, err
		}
		return to, tx.Model(&Software{}).Where("software = ?", slug).
			Updates(map[string]any{"software": to.StandsFor, "name": to.Name, "domain": to.Domain}).Error
	})
}

// moderate changes what becomes of a typed name, in one transaction with its audit line.
func (as *Awards) moderate(ctx context.Context, by *account.Person, slug string, change func(*gorm.DB) (softwareName, error)) error {
	if err := onlySecretariat(by); err != nil {
		return err
	}
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	return as.DB.Write(ctx, func(tx *gorm.DB) error {
		var lines int64
		if err := tx.Model(&Software{}).Where("software = ?", slug).Count(&lines).Error; err != nil {
			return fmt.Errorf("look for a name of software: %w", err)
		}
		if lines == 0 || catalogue.BySlug(slug) != nil {
			return fault.New(fault.NotFound, "Ce nom n’est dans aucun inventaire publié.")
		}
		names, err := namesOf(tx)
		if err != nil {
			return err
		}
		after, err := change(tx)
		if fault.As(err) != nil {
			return err
		}
		if err != nil {
			return fmt.Errorf("change a name of software: %w", err)
		}
		if after.Software != "" {
			if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&after).Error; err != nil {
				return fmt.Errorf("change a name of software: %w", err)
			}
		}
		return audit.Record(tx, audit.Line{At: as.now(), Actor: by.ID, Action: "software.moderate", Subject: "software/" + slug, Before: names[slug], After: after})
	})
}
