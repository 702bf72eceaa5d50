package edition

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// Questionnaires keeps the questionnaires of editions, byte for byte, under their content hash: what was
// once used to score can be read again for ever. Read ones stay in memory; they never change.
type Questionnaires struct {
	DB     *database.DB
	loaded sync.Map // hash → *questionnaire.Questionnaire
}

type storedQuestionnaire struct {
	Hash      string
	Slug      string
	Source    string
	CreatedAt time.Time
}

func (storedQuestionnaire) TableName() string { return "questionnaires" }

// Put keeps a questionnaire file and gives its hash; the same file twice is kept once. Invalid when the file
// has faults.
func Put(tx *gorm.DB, now time.Time, name string, text []byte) (*questionnaire.Questionnaire, error) {
	q, faults := questionnaire.Read(name, text)
	if q == nil {
		return nil, &fault.Fault{Kind: fault.Invalid, Message: "Ce questionnaire ne peut pas être employé :\n" + faults.Error()}
	}
	row := storedQuestionnaire{Hash: q.Hash, Slug: q.ID, Source: string(text), CreatedAt: database.Instant(now)}
	var known int64
	if err := tx.Model(&storedQuestionnaire{}).Where("hash = ?", q.Hash).Count(&known).Error; err != nil {
		return nil, fmt.Errorf("keep questionnaire %s: %w", q.ID, err)
	}
	if known > 0 {
		return q, nil
	}
	if err := tx.Create(&row).Error; err != nil && !errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, fmt.Errorf("keep questionnaire %s: %w", q.ID, err)
	}
	return q, nil
}

// Get gives the questionnaire of a hash. NotFound when it is not kept, or when it is that of a past edition, which is
// not known.
func (qs *Questionnaires) Get(ctx context.Context, hash string) (*questionnaire.Questionnaire, error) {
	return qs.GetIn(qs.DB.Read(ctx), hash)
}

// GetIn is Get within a transaction: it waits for no second connection, of which many transactions at once could
// leave none.
func (qs *Questionnaires) GetIn(tx *gorm.DB, hash string) (*questionnaire.Questionnaire, error) {
	if q, ok := qs.loaded.Load(hash); ok {
		return q.(*questionnaire.Questionnaire), nil
	}
	if hash == unrecordedHash {
		return nil, errUnrecorded
	}
	row, err := read(tx, hash)
	if err != nil {
		return nil, err
	}
	return qs.load(row)
}

func (qs *Questionnaires) load(row storedQuestionnaire) (*questionnaire.Questionnaire, error) {
	q, faults := questionnaire.Read(row.Slug, []byte(row.Source))
	if q == nil {
		return nil, fmt.Errorf("read questionnaire %s: %w", row.Hash, faults)
	}
	qs.loaded.Store(row.Hash, q)
	return q, nil
}

// All gives the questionnaires of hashes in their order, each once, and reads those that are not in memory at once.
// Past editions have none to give.
func (qs *Questionnaires) All(ctx context.Context, hashes []string) ([]*questionnaire.Questionnaire, error) {
	var missing []string
	for _, hash := range hashes {
		if _, ok := qs.loaded.Load(hash); !ok && hash != unrecordedHash {
			missing = append(missing, hash)
		}
	}
	if len(missing) > 0 {
		var rows []storedQuestionnaire
		if err := qs.DB.Read(ctx).Where("hash IN ?", missing).Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("read questionnaires: %w", err)
		}
		for _, row := range rows {
			if _, err := qs.load(row); err != nil {
				return nil, err
			}
		}
	}
	var out []*questionnaire.Questionnaire
	for _, hash := range hashes {
		if q, ok := qs.loaded.Load(hash); ok && !slices.Contains(out, q.(*questionnaire.Questionnaire)) {
			out = append(out, q.(*questionnaire.Questionnaire))
		}
	}
	return out, nil
}

// Source gives the file of a hash, byte for byte. NotFound when it is not kept.
func (qs *Questionnaires) Source(ctx context.Context, hash string) ([]byte, error) {
	row, err := read(qs.DB.Read(ctx), hash)
	return []byte(row.Source), err
}

var errNoQuestionnaire = fault.New(fault.NotFound, "Ce questionnaire n’existe pas, ou n’est plus gardé : envoyez-le de nouveau.")

func read(tx *gorm.DB, hash string) (storedQuestionnaire, error) {
	var row storedQuestionnaire
	err := tx.Where("hash = ?", hash).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, errNoQuestionnaire
	}
	if err != nil {
		return row, fmt.Errorf("read questionnaire %s: %w", hash, err)
	}
	return row, nil
}
