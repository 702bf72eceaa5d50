package edition

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// Version is a questionnaire that an edition uses or used. It never changes.
type Version struct {
	EditionID         string
	Number            int // from 1
	QuestionnaireHash string
	Since             time.Time
	MadeBy            string // a person's id, or the part of the program that acted
	Note              string // what was corrected, in the secretariat's words
}

func (Version) TableName() string { return "edition_versions" }

// Corrects tells whether the version replaced another one while candidates were answering it.
func (v Version) Corrects(e Edition) bool { return v.Number > 1 && !v.Since.Before(e.OpensAt) }

// Versions lists the questionnaires of an edition, the current one first.
func Versions(tx *gorm.DB, editionID string) ([]Version, error) {
	var all []Version
	if err := tx.Where("edition_id = ?", editionID).Order("number DESC").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the versions of edition %s: %w", editionID, err)
	}
	return all, nil
}

// SignedVersion is a version with the name of who made it, empty for a part of the program or an account that is gone.
type SignedVersion struct {
	Version
	ByName string
}

// Versions lists the questionnaires of an edition, the current one first.
func (es *Editions) Versions(ctx context.Context, editionID string) ([]SignedVersion, error) {
	var all []SignedVersion
	err := es.DB.Read(ctx).Table("edition_versions AS v").Joins("LEFT JOIN people p ON p.id = v.made_by").
		Where("v.edition_id = ?", editionID).Order("v.number DESC").
		Select("v.*, COALESCE(p.name, '') AS by_name").Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list the versions of edition %s: %w", editionID, err)
	}
	return all, nil
}

// Supersede has an edition use another questionnaire, from the revision that the person saw. What becomes of its
// candidacies, and whether it is still time, is for the caller to settle, who holds the edition's row.
// Conflict when somebody changed the edition meanwhile, NotFound when the questionnaire is not kept any more.
func Supersede(tx *gorm.DB, now time.Time, actor string, e Edition, revision int, with *questionnaire.Questionnaire, note string) (Version, error) {
	var last Version
	if err := tx.Where("edition_id = ?", e.ID).Order("number DESC").Take(&last).Error; err != nil {
		return last, fmt.Errorf("find the version of edition %d: %w", e.Year, err)
	}
	if _, err := read(tx, with.Hash); err != nil { // memory may know one that was thrown away
		return last, err
	}
	result := tx.Model(&Edition{}).Where("id = ? AND revision = ?", e.ID, revision).
		Updates(map[string]any{"questionnaire_hash": with.Hash, "revision": revision + 1})
	if result.Error != nil {
		return last, fmt.Errorf("supersede the questionnaire of edition %d: %w", e.Year, result.Error)
	}
	if result.RowsAffected == 0 {
		return last, fault.New(fault.Conflict, "Quelqu’un a modifié cette édition entre-temps : relisez cette page, puis recommencez.")
	}
	next := Version{EditionID: e.ID, Number: last.Number + 1, QuestionnaireHash: with.Hash, Since: database.Instant(now), MadeBy: actor, Note: note}
	if err := addVersion(tx, next); err != nil {
		return next, err
	}
	return next, audit.Record(tx, audit.Line{At: next.Since, Actor: actor, Action: "edition.supersede", Subject: "edition/" + e.ID,
		Before: map[string]any{"version": last.Number, "questionnaire_hash": last.QuestionnaireHash},
		After:  map[string]any{"version": next.Number, "questionnaire_hash": next.QuestionnaireHash, "note": note}})
}

func addVersion(tx *gorm.DB, v Version) error {
	if err := tx.Create(&v).Error; err != nil {
		return fmt.Errorf("keep version %d of edition %s: %w", v.Number, v.EditionID, err)
	}
	return nil
}
