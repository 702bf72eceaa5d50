package territory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/fault"
)

// Register is the territories of the database. Methods whose name ends in In work inside the caller's transaction.
//
// Which territory a person may act for is the business of candidacies: callers have checked it. by is a person's id, or
// the name of the part of the program that acts; it goes to the audit log.
type Register struct {
	DB  *database.DB
	Now func() time.Time
}

// ByID finds a territory, or gives a NotFound fault.
func (r *Register) ByID(ctx context.Context, id string) (*Territory, error) {
	return r.ByIDIn(r.DB.Read(ctx), id)
}

// ByIDIn is ByID in a transaction.
func (r *Register) ByIDIn(tx *gorm.DB, id string) (*Territory, error) {
	return one(tx, "id = ?", id)
}

// BySlug finds a territory by its address, or gives a NotFound fault.
func (r *Register) BySlug(ctx context.Context, slug string) (*Territory, error) {
	return one(r.DB.Read(ctx), "slug = ?", slug)
}

// ByIDs finds territories by id, in one query; an unknown id is left out.
func (r *Register) ByIDs(ctx context.Context, ids []string) (map[string]Territory, error) {
	found := make(map[string]Territory, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	var territories []Territory
	if err := r.DB.Read(ctx).Where("id IN ?", ids).Find(&territories).Error; err != nil {
		return nil, fmt.Errorf("finding %d territories: %w", len(ids), err)
	}
	for _, territory := range territories {
		found[territory.ID] = territory
	}
	return found, nil
}

func one(tx *gorm.DB, condition string, values ...any) (*Territory, error) {
	territory, err := first(tx, condition, values...)
	if err == nil && territory == nil {
		err = fault.New(fault.NotFound, "Ce territoire n’existe pas.")
	}
	return territory, err
}

// first finds a territory, nil when there is none.
func first(tx *gorm.DB, condition string, values ...any) (*Territory, error) {
	var territory Territory
	err := tx.Where(condition, values...).Take(&territory).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("finding a territory: %w", err)
	}
	return &territory, nil
}

// A slug is taken by somebody else between two looks at most this many times.
const insertions = 5

// insert adds t, with its id, folded name, instant and a free slug that begins with t.Slug, and writes the audit line.
// It tells that nothing was added when the SIREN, or the kind and code, are there already: no error, since an error
// would end the caller's transaction on PostgreSQL.
func (r *Register) insert(tx *gorm.DB, by, action string, t *Territory) (added bool, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return false, fmt.Errorf("adding territory %s: %w", t.Name, err)
	}
	wanted := t.Slug
	t.ID, t.NameFolded, t.CreatedAt = id.String(), Fold(t.Name), database.Instant(r.Now())
	for range insertions {
		if t.Slug, err = freeSlug(tx, wanted); err != nil {
			return false, err
		}
		result := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(t)
		if result.Error != nil {
			return false, fmt.Errorf("adding territory %s: %w", t.Name, result.Error)
		}
		if result.RowsAffected == 1 {
			return true, audit.Record(tx, audit.Line{At: t.CreatedAt, Actor: by, Action: action, Subject: t.subject(), After: t})
		}
		var taken int64
		if err := tx.Model(&Territory{}).Where("slug = ?", t.Slug).Count(&taken).Error; err != nil {
			return false, fmt.Errorf("adding territory %s: %w", t.Name, err)
		}
		if taken == 0 {
			return false, nil
		}
	}
	return false, fmt.Errorf("adding territory %s: no free address after %d attempts", t.Name, insertions)
}
