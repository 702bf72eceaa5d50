package candidacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"

	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/territory"
)

// Applicant says which territory a candidacy is for: a body of the reference data by kind and code, or
// another body as it declares itself.
type Applicant struct {
	Kind        territory.Kind
	Code        string
	Declaration *territory.Declaration
}

// Open opens a candidacy to an edition for a territory, with person as its lead, and gives its id. Opened
// before by the same team, it is given again.
// Closed when the edition does not accept candidacies, Conflict when other people have opened this
// territory's, Invalid when what is declared of the territory is wrong.
func (cs *Candidacies) Open(ctx context.Context, person *account.Person, editionID string, of Applicant) (string, error) {
	if person == nil {
		return "", fault.New(fault.SignIn, "Connectez-vous pour candidater.")
	}
	var id string
	err := cs.DB.Write(ctx, func(tx *gorm.DB) error {
		e, err := edition.Get(tx, editionID)
		if err != nil {
			return err
		}
		t, err := cs.applicant(tx, person, of)
		if err != nil {
			return err
		}
		id, err = cs.OpenFor(tx, person, e, *t)
		return err
	})
	return id, err
}

// OpenFor opens a candidacy for a territory that is known already, in a transaction; else it is Open.
func (cs *Candidacies) OpenFor(tx *gorm.DB, person *account.Person, e edition.Edition, t territory.Territory) (string, error) {
	if !e.AcceptsChanges(cs.now()) {
		return "", closed(e, cs.now())
	}
	return cs.open(tx, person, e, t)
}

func (cs *Candidacies) applicant(tx *gorm.DB, person *account.Person, of Applicant) (*territory.Territory, error) {
	if of.Declaration != nil {
		return cs.Territories.DeclareIn(tx, person.ID, *of.Declaration)
	}
	return cs.Territories.AdoptIn(tx, person.ID, of.Kind, of.Code)
}

func (cs *Candidacies) open(tx *gorm.DB, person *account.Person, e edition.Edition, t territory.Territory) (string, error) {
	var existing []Candidacy
	if err := tx.Where("edition_id = ? AND territory_id = ?", e.ID, t.ID).Limit(1).Find(&existing).Error; err != nil {
		return "", fmt.Errorf("open candidacy: %w", err)
	}
	if len(existing) > 0 {
		if _, _, err := ofTeam(tx, person, existing[0].ID); err == nil {
			return existing[0].ID, nil
		} else if !fault.Is(err, fault.NotFound) {
			return "", err
		}
		return "", taken(t)
	}
	first, err := neverCandidate(tx, t.ID)
	if err != nil {
		return "", err
	}
	id, err := newID()
	if err != nil {
		return "", err
	}
	c := Candidacy{
		ID: id, EditionID: e.ID, TerritoryID: t.ID, State: Draft, FirstCandidacy: first, Revision: 1, CreatedAt: cs.now(),
	}
	if err := tx.Create(&c).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return "", taken(t)
		}
		return "", fmt.Errorf("open candidacy: %w", err)
	}
	member := teamMember{CandidacyID: id, PersonID: person.ID, Role: Lead, JoinedAt: cs.now()}
	if err := tx.Create(&member).Error; err != nil {
		return "", fmt.Errorf("open candidacy: %w", err)
	}
	return id, audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "candidacy.open", Subject: "candidacy/" + id, After: c})
}

func taken(t territory.Territory) error {
	return fault.New(fault.Conflict, fmt.Sprintf("Une candidature de %s est déjà ouverte par d’autres personnes : demandez-leur de vous inviter dans leur équipe, ou écrivez au secrétariat du label.", t.Name))
}

// neverCandidate tells whether the territory has neither a past candidacy nor an award, imported ones included.
func neverCandidate(tx *gorm.DB, territoryID string) (bool, error) {
	for _, table := range []string{"candidacies", "awards"} {
		var n int64
		if err := tx.Table(table).Where("territory_id = ?", territoryID).Count(&n).Error; err != nil {
			return false, fmt.Errorf("look for past candidacies: %w", err)
		}
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

// Mine lists the candidacies of person's teams, the latest edition first.
func (cs *Candidacies) Mine(ctx context.Context, person *account.Person) ([]Summary, error) {
	var rows []Summary
	err := cs.DB.Read(ctx).Table("candidacies AS c").
		Select("c.*, m.role, t.name AS territory_name, t.kind AS territory_kind, e.year, e.closes_at, e.published_at").
		Joins("JOIN team_members m ON m.candidacy_id = c.id").
		Joins("JOIN territories t ON t.id = c.territory_id").
		Joins("JOIN editions e ON e.id = c.edition_id").
		Where("m.person_id = ?", person.ID).Order("e.year DESC, t.name").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list candidacies: %w", err)
	}
	return rows, nil
}

// Summary is a candidacy in a list.
type Summary struct {
	Candidacy
	Role          Role
	TerritoryName string
	TerritoryKind territory.Kind
	Year          int
	ClosesAt      time.Time
	PublishedAt   *time.Time
}
