package candidacy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
	"tnl/app/software"
)

// Inventory is the free software that a territory declares, beside its answers: it is never scored.
type Inventory struct {
	// Published tells that the team agrees to all of it being published with the label.
	Published bool
	// Contact is the address of a service, never of a person, for territories that want to ask; it is published too.
	Contact string
	// Revision is to send back with a change, 0 while nothing was kept.
	Revision int
	Lines    []InventoryLine `gorm:"-"`
}

// InventoryLine is one software and what it is used for.
type InventoryLine struct {
	Software string // a slug of the catalogue, or the key of any other name
	Name     string
	Domain   string // slug of a domain of the catalogue
	Since    *int   // year; nil when it is not said
	Extent   string // for how many workstations or for whom, as typed
	Peer     bool   // the service agrees to talk about it with another territory
}

type storedInventory struct {
	CandidacyID string `gorm:"primaryKey"`
	Inventory   `gorm:"embedded"`
}

func (storedInventory) TableName() string { return "inventories" }

type storedLine struct {
	CandidacyID   string
	InventoryLine `gorm:"embedded"`
}

func (storedLine) TableName() string { return "inventory_lines" }

const (
	longestName   = 80
	longestExtent = 120
	mostLines     = 300
	firstYear     = 1970
)

// Inventory gives that of a candidacy to its team, in the order of names; it is empty while nothing was kept.
func (cs *Candidacies) Inventory(ctx context.Context, person *account.Person, id string) (Inventory, error) {
	tx := cs.DB.Read(ctx)
	if _, _, err := ofTeam(tx, person, id); err != nil {
		return Inventory{}, err
	}
	return inventoryOf(tx, id)
}

func inventoryOf(tx *gorm.DB, id string) (Inventory, error) {
	var found []storedInventory
	var lines []storedLine
	if err := tx.Where("candidacy_id = ?", id).Limit(1).Find(&found).Error; err != nil {
		return Inventory{}, fmt.Errorf("read an inventory: %w", err)
	}
	if len(found) == 0 {
		return Inventory{}, nil
	}
	if err := tx.Where("candidacy_id = ?", id).Find(&lines).Error; err != nil {
		return Inventory{}, fmt.Errorf("read an inventory: %w", err)
	}
	i := found[0].Inventory
	for _, line := range lines {
		i.Lines = append(i.Lines, line.InventoryLine)
	}
	i.sort()
	return i, nil
}

func (i *Inventory) sort() {
	slices.SortFunc(i.Lines, func(a, b InventoryLine) int { return strings.Compare(software.Key(a.Name), software.Key(b.Name)) })
}

// SaveInventory keeps the whole inventory of a candidacy, made from the revision that the person saw. Each line's
// software is told by its name.
// Invalid when a field is wrong: « contact », or « name », « since » and « extent » followed by a dot and the software.
// Conflict when somebody else of the team changed the inventory meanwhile. Closed after the closing.
func (cs *Candidacies) SaveInventory(ctx context.Context, person *account.Person, id string, i Inventory) error {
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	i.tidy(catalogue)
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		if _, _, err := cs.changeable(tx, person, id); err != nil {
			return err
		}
		if err := i.check(cs.now().Year()).Err(); err != nil {
			return err
		}
		before, err := inventoryOf(tx, id)
		if err != nil {
			return err
		}
		if err := i.write(tx, id); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "inventory.save", Subject: "candidacy/" + id + "/inventory",
			Before: before, After: i})
	})
}

// tidy tells the software of each line, and puts together those that are the same.
func (i *Inventory) tidy(catalogue *software.Catalogue) {
	i.Contact = strings.TrimSpace(i.Contact)
	lines := i.Lines
	i.Lines = nil
	seen := map[string]bool{}
	for _, line := range lines {
		line.Name, line.Extent = strings.Join(strings.Fields(line.Name), " "), strings.Join(strings.Fields(line.Extent), " ")
		line.Software, line.Name, line.Domain = catalogue.Identify(line.Name, line.Domain)
		if !seen[line.Software] {
			seen[line.Software] = true
			i.Lines = append(i.Lines, line)
		}
	}
	i.sort()
}

func (i *Inventory) check(thisYear int) fault.Fields {
	faults := fault.Fields{}
	if i.Contact != "" {
		if _, err := account.ParseAddress(i.Contact); err != nil {
			faults.Add("contact", err.Error())
		}
	}
	peers := slices.ContainsFunc(i.Lines, func(l InventoryLine) bool { return l.Peer })
	faults.Check(!peers || i.Contact != "", "contact", "Donnez l’adresse d’un service où l’on peut vous écrire, ou décochez « Nous pouvons en parler ».")
	faults.Check(len(i.Lines) <= mostLines, "name", fmt.Sprintf("%d logiciels au plus sont attendus.", mostLines))
	for _, line := range i.Lines {
		faults.Check(line.Software != "", "name."+line.Software, "Écrivez le nom du logiciel, avec des lettres ou des chiffres.")
		faults.Check(utf8.RuneCountInString(line.Name) <= longestName, "name."+line.Software, fmt.Sprintf("Ce nom est trop long : %d signes au plus.", longestName))
		faults.Check(line.Since == nil || *line.Since >= firstYear && *line.Since <= thisYear, "since."+line.Software, fmt.Sprintf("Écrivez une année entre %d et %d, ou rien.", firstYear, thisYear))
		faults.Check(utf8.RuneCountInString(line.Extent) <= longestExtent, "extent."+line.Software, fmt.Sprintf("Ce texte est trop long : %d signes au plus.", longestExtent))
		faults.Check(readable(line.Name), "name."+line.Software, unreadable)
		faults.Check(readable(line.Extent), "extent."+line.Software, unreadable)
	}
	return faults
}

const unreadable = "Ce texte contient des caractères illisibles."

func readable(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

// write puts the inventory in place of the one with its revision, and raises it. Conflict when there is none.
func (i *Inventory) write(tx *gorm.DB, id string) error {
	before := i.Revision
	i.Revision++
	if before == 0 {
		created := tx.Exec("INSERT INTO inventories (candidacy_id, published, contact, revision) VALUES (?, ?, ?, 1) ON CONFLICT (candidacy_id) DO NOTHING",
			id, i.Published, i.Contact)
		if err := oneOf(created); err != nil {
			return err
		}
	} else {
		changed := tx.Model(&storedInventory{}).Where("candidacy_id = ? AND revision = ?", id, before).
			Updates(map[string]any{"published": i.Published, "contact": i.Contact, "revision": i.Revision})
		if err := oneOf(changed); err != nil {
			return err
		}
	}
	if err := tx.Where("candidacy_id = ?", id).Delete(&storedLine{}).Error; err != nil {
		return fmt.Errorf("save an inventory: %w", err)
	}
	if len(i.Lines) == 0 {
		return nil
	}
	lines := make([]storedLine, len(i.Lines))
	for n, line := range i.Lines {
		lines[n] = storedLine{CandidacyID: id, InventoryLine: line}
	}
	if err := tx.CreateInBatches(lines, 100).Error; err != nil {
		return fmt.Errorf("save an inventory: %w", err)
	}
	return nil
}

func oneOf(result *gorm.DB) error {
	switch {
	case result.Error != nil:
		return fmt.Errorf("save an inventory: %w", result.Error)
	case result.RowsAffected == 0:
		return fault.New(fault.Conflict, "Une autre personne de l’équipe vient de modifier cet inventaire : ce qu’elle a ajouté figure aussi ci-dessous. Vérifiez, puis enregistrez à nouveau.")
	}
	return nil
}

// Mentioned gives the software of the catalogue that the answers of a file name: in the options chosen, in texts and in
// what was written beside. It is a suggestion, as somebody may write what is not used any more.
func (f *File) Mentioned() ([]*software.Program, error) {
	catalogue, err := software.Load()
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	for _, question := range f.Questionnaire.Questions {
		a := f.Answers.Get(question)
		if a.Value != nil {
			text.WriteString(question.Show(a.Value) + "\n")
		}
		text.WriteString(a.Comment + "\n")
	}
	return catalogue.Mentioned(text.String()), nil
}
