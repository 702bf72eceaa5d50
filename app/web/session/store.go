package session

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
)

// row is a session as it is kept: under the hash of its token, so that a copy of the database lets nobody in.
type row struct {
	Token     string
	Data      []byte
	ExpiresAt time.Time
}

func (row) TableName() string { return "sessions" }

// visit is what a request found in the store.
type visit struct {
	token   string // hashed; empty when there was no session
	expires time.Time
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// store keeps sessions in the database. A session ends with its absolute deadline, which scs gives, or once it
// has been idle.
type store struct {
	db   *database.DB
	now  func() time.Time
	idle time.Duration
}

func (s *store) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var rows []row
	err := s.db.Read(ctx).Where("token = ? AND expires_at > ?", token, database.Instant(s.now())).Limit(1).Find(&rows).Error
	if err != nil {
		return nil, false, fmt.Errorf("find a session: %w", err)
	}
	if len(rows) == 0 {
		return nil, false, nil
	}
	if v := visitOf(ctx); v != nil {
		v.token, v.expires = token, rows[0].ExpiresAt
	}
	return rows[0].Data, true, nil
}

// CommitCtx keeps a session. One that this request found must still be there: a session that was ended meanwhile
// does not come back because another tab was saving it.
func (s *store) CommitCtx(ctx context.Context, token string, data []byte, deadline time.Time) error {
	kept := row{Token: token, Data: data, ExpiresAt: s.expiry(deadline)}
	return s.db.Write(ctx, func(tx *gorm.DB) error {
		if v := visitOf(ctx); v != nil && v.token == token {
			return tx.Model(&row{}).Where("token = ?", token).Select("data", "expires_at").Updates(&kept).Error
		}
		return tx.Create(&kept).Error
	})
}

func (s *store) expiry(deadline time.Time) time.Time {
	idle := s.now().Add(s.idle)
	if idle.Before(deadline) {
		return database.Instant(idle)
	}
	return database.Instant(deadline)
}

func (s *store) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *gorm.DB) error {
		return tx.Where("token = ?", token).Delete(&row{}).Error
	})
}

// The three below complete scs's interface, which calls those with a context.

func (s *store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

func (s *store) Commit(token string, data []byte, deadline time.Time) error {
	return s.CommitCtx(context.Background(), token, data, deadline)
}

func (s *store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
