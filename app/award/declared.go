package award

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"tnl/app/candidacy"
	"tnl/app/software"
)

// Inventory is what a territory agreed to see published of the software it uses, with one award.
type Inventory struct {
	AwardID string `gorm:"primaryKey"`
	Contact string // address of a service, empty when none was given
}

func (Inventory) TableName() string { return "award_inventories" }

// Software is one line of a published inventory.
type Software struct {
	AwardID                 string
	candidacy.InventoryLine `gorm:"embedded"`
}

func (Software) TableName() string { return "award_software" }

// Initiative is one that a territory agreed to see published with an award. It keeps the id that it has in the candidacy.
type Initiative struct {
	ID      string
	AwardID string
	Theme   candidacy.Theme
	Title   string
	Summary string
	Link    string // empty when none was given
}

func (Initiative) TableName() string { return "award_initiatives" }

// declare copies, for each award just made, the inventory and the initiatives whose publication the team agreed to.
func declare(tx *gorm.DB, outcomes []*outcome) error {
	awards := map[string]string{} // by candidacy
	for _, o := range outcomes {
		if o.award != nil {
			awards[o.candidacy.ID] = o.award.ID
		}
	}
	if len(awards) == 0 {
		return nil
	}
	if err := declareInventories(tx, outcomes[0].candidacy.EditionID, awards); err != nil {
		return err
	}
	return declareInitiatives(tx, outcomes[0].candidacy.EditionID, awards)
}

func declareInventories(tx *gorm.DB, editionID string, awards map[string]string) error {
	agreed := func(table string) *gorm.DB {
		query := tx.Table("inventories AS i").Joins("JOIN candidacies c ON c.id = i.candidacy_id").
			Where("c.edition_id = ? AND i.published", editionID)
		if table == "inventory_lines" {
			return query.Joins("JOIN inventory_lines l ON l.candidacy_id = i.candidacy_id").Select("l.*")
		}
		return query.Where("EXISTS (SELECT 1 FROM inventory_lines l WHERE l.candidacy_id = i.candidacy_id)").Select("i.candidacy_id, i.contact")
	}
	var inventories []struct{ CandidacyID, Contact string }
	var lines []struct {
		CandidacyID             string
		candidacy.InventoryLine `gorm:"embedded"`
	}
	if err := agreed("inventories").Find(&inventories).Error; err != nil {
		return fmt.Errorf("read the inventories to publish: %w", err)
	}
	if err := agreed("inventory_lines").Find(&lines).Error; err != nil {
		return fmt.Errorf("read the inventories to publish: %w", err)
	}
	names, err := namesOf(tx)
	if err != nil {
		return err
	}
	var copies []Inventory
	for _, one := range inventories {
		if id := awards[one.CandidacyID]; id != "" {
			copies = append(copies, Inventory{AwardID: id, Contact: one.Contact})
		}
	}
	var copied []Software
	seen := map[[2]string]bool{}
	for _, line := range lines {
		id := awards[line.CandidacyID]
		line.InventoryLine = names.apply(line.InventoryLine)
		if key := [2]string{id, line.Software}; id != "" && !seen[key] {
			seen[key] = true
			copied = append(copied, Software{AwardID: id, InventoryLine: line.InventoryLine})
		}
	}
	return writeAll(tx, copies, copied)
}

func declareInitiatives(tx *gorm.DB, editionID string, awards map[string]string) error {
	var agreed []struct {
		CandidacyID          string
		candidacy.Initiative `gorm:"embedded"`
	}
	err := tx.Table("initiatives AS i").Joins("JOIN candidacies c ON c.id = i.candidacy_id").
		Where("c.edition_id = ? AND i.published", editionID).Select("i.*").Find(&agreed).Error
	if err != nil {
		return fmt.Errorf("read the initiatives to publish: %w", err)
	}
	var copies []Initiative
	for _, one := range agreed {
		if id := awards[one.CandidacyID]; id != "" {
			copies = append(copies, Initiative{ID: one.ID, AwardID: id, Theme: one.Theme, Title: one.Title, Summary: one.Summary, Link: one.Link})
		}
	}
	return writeAll(tx, nil, nil, copies...)
}

func writeAll(tx *gorm.DB, inventories []Inventory, lines []Software, initiatives ...Initiative) error {
	write := func(rows any, count int) error {
		if count == 0 {
			return nil
		}
		if err := tx.CreateInBatches(rows, 100).Error; err != nil {
			return fmt.Errorf("publish what was declared: %w", err)
		}
		return nil
	}
	if err := write(inventories, len(inventories)); err != nil {
		return err
	}
	if err := write(lines, len(lines)); err != nil {
		return err
	}
	return write(initiatives, len(initiatives))
}

// PublishedInventory is the last one that a territory published.
type PublishedInventory struct {
	Year    int
	Contact string
	Lines   []candidacy.InventoryLine // in the order of their names
}

// LastInventory gives the last inventory that is public of a territory, nil when there is none.
func (as *Awards) LastInventory(ctx context.Context, territoryID string) (*PublishedInventory, error) {
	return LastInventory(as.DB.Read(ctx), territoryID)
}

// LastInventory is Awards.LastInventory, for other readers of what is public.
func LastInventory(tx *gorm.DB, territoryID string) (*PublishedInventory, error) {
	var rows []struct {
		Inventory `gorm:"embedded"`
		Year      int
	}
	err := tx.Table("award_inventories AS i").Select("i.*, e.year").
		Joins("JOIN awards a ON a.id = i.award_id AND a.withdrawn_at IS NULL").
		Joins("JOIN editions e ON e.id = a.edition_id AND e.published_at IS NOT NULL").
		Where("a.territory_id = ?", territoryID).Order("e.year DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read a published inventory: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	found := &PublishedInventory{Year: rows[0].Year, Contact: rows[0].Contact}
	err = tx.Table("award_software AS s").Select("s.*").Where("s.award_id = ? AND "+Shown, rows[0].AwardID).Find(&found.Lines).Error
	if err != nil {
		return nil, fmt.Errorf("read a published inventory: %w", err)
	}
	slices.SortFunc(found.Lines, func(a, b candidacy.InventoryLine) int {
		return strings.Compare(software.Key(a.Name), software.Key(b.Name))
	})
	return found, nil
}
