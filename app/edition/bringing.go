package edition

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
)

// FileName is what the file of a person is called in the faults that are told of it.
const FileName = "questionnaire.yaml"

// Bring keeps a questionnaire that its author sends, until an edition uses it. Its faults are given whether it is kept
// or not: it is nil when they are more than remarks.
// SignIn, NotAllowed: not the secretariat.
func (es *Editions) Bring(ctx context.Context, person *account.Person, text []byte) (*questionnaire.Questionnaire, source.Faults, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, nil, err
	}
	q, faults := questionnaire.Read(FileName, text)
	if q == nil {
		return nil, faults, nil
	}
	return q, faults, es.DB.Write(ctx, func(tx *gorm.DB) error {
		// Its month begins again when it is sent again.
		if err := tx.Where("hash = ?", q.Hash).Scopes(unused).Delete(&storedQuestionnaire{}).Error; err != nil {
			return fmt.Errorf("keep questionnaire %s: %w", q.ID, err)
		}
		_, err := Put(tx, es.Now(), FileName, text)
		return err
	})
}

// keptFor is how long a questionnaire that was sent waits for an edition to use it.
const keptFor = 30 * 24 * time.Hour

// Purge throws away the questionnaires that were sent long ago and that nothing uses.
func (es *Editions) Purge(ctx context.Context) error {
	before := database.Instant(es.Now().Add(-keptFor))
	err := es.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Where("created_at < ?", before).Scopes(unused).Delete(&storedQuestionnaire{}).Error
	})
	if err != nil {
		return fmt.Errorf("purge questionnaires: %w", err)
	}
	return nil
}

// unused keeps the questionnaires that nothing refers to.
func unused(tx *gorm.DB) *gorm.DB {
	for _, table := range []string{"editions", "edition_versions", "submissions", "awards", "set_aside_answers"} {
		tx = tx.Where("NOT EXISTS (SELECT 1 FROM " + table + " used WHERE used.questionnaire_hash = questionnaires.hash)")
	}
	return tx
}

// PublicSource gives the file of a questionnaire that an edition uses or used, byte for byte, once that edition is
// open. NotFound for any other.
func (es *Editions) PublicSource(ctx context.Context, hash string) ([]byte, error) {
	var found []storedQuestionnaire
	err := es.DB.Read(ctx).Where("hash = ? AND hash <> ?", hash, unrecordedHash).
		Where(`EXISTS (SELECT 1 FROM edition_versions v JOIN editions e ON e.id = v.edition_id
			WHERE v.questionnaire_hash = questionnaires.hash AND (e.opens_at <= ? OR e.closed_at IS NOT NULL))`, database.Instant(es.Now())).
		Limit(1).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read questionnaire %s: %w", hash, err)
	}
	if len(found) == 0 {
		return nil, fault.New(fault.NotFound, "Ce questionnaire n’existe pas, ou n’est pas public.")
	}
	return []byte(found[0].Source), nil
}
