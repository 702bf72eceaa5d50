package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"net/netip"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/fault"
)

// limit is how many tries one account or one network address has in a window of time. The counts are in the
// database, so that all instances share them.
type limit struct {
	name   string
	tries  int
	window time.Duration
}

// A town hall reaches the world through one address, hence the larger counts by address.
var (
	signInByAccount = limit{"sign-in/account", 10, 15 * time.Minute}
	signInByIP      = limit{"sign-in/ip", 50, 15 * time.Minute}
	mailByAddress   = limit{"mail/address", 5, time.Hour}
	mailByIP        = limit{"mail/ip", 30, time.Hour}
)

// try is one try of somebody under a limit.
type try struct {
	limit limit
	who   string
}

// key names the counter; what it is about is hashed under secret, for a count needs no list of who tried what, and
// there are few enough network addresses to find one back from its plain hash.
func (t try) key(secret string) string {
	sum := hmac.New(sha256.New, []byte(secret))
	sum.Write([]byte(t.who))
	return t.limit.name + "/" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// throttle counts the tries before what they protect is done, so that parallel ones cannot slip under a limit.
// TooMany, with how long to wait, when one is passed.
func (a *Accounts) throttle(ctx context.Context, tries ...try) error {
	var wait time.Duration
	err := a.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		wait, err = a.count(tx, tries...)
		return err
	})
	if err != nil {
		return err
	}
	return tooMany(wait)
}

// count counts tries in the caller's transaction and gives the longest wait, 0 when none passed its limit.
// The transaction must be committed even then.
func (a *Accounts) count(tx *gorm.DB, tries ...try) (wait time.Duration, err error) {
	now := a.now()
	for _, t := range tries {
		var row struct {
			Failures  int
			StartedAt time.Time
		}
		ended := database.Instant(now.Add(-t.limit.window))
		err := tx.Raw(`INSERT INTO throttles (key, failures, started_at) VALUES (?, 1, ?)
			ON CONFLICT (key) DO UPDATE SET
				failures = CASE WHEN throttles.started_at <= ? THEN 1 ELSE throttles.failures + 1 END,
				started_at = CASE WHEN throttles.started_at <= ? THEN excluded.started_at ELSE throttles.started_at END
			RETURNING failures, started_at`, t.key(a.Secret), now, ended, ended).Scan(&row).Error
		if err != nil {
			return 0, fmt.Errorf("count a try: %w", err)
		}
		if row.Failures > t.limit.tries {
			wait = max(wait, row.StartedAt.Add(t.limit.window).Sub(now))
		}
	}
	return wait, nil
}

func tooMany(wait time.Duration) error {
	switch minutes := int(math.Ceil(wait.Minutes())); {
	case wait <= 0:
		return nil
	case minutes <= 1:
		return fault.New(fault.TooMany, "Trop de tentatives. Réessayez dans une minute.")
	default:
		return fault.New(fault.TooMany, fmt.Sprintf("Trop de tentatives. Réessayez dans %d minutes.", minutes))
	}
}

// forgive takes back a try that turned out to be right.
func (a *Accounts) forgive(tx *gorm.DB, t try) error {
	err := tx.Exec("UPDATE throttles SET failures = failures - 1 WHERE key = ? AND failures > 0", t.key(a.Secret)).Error
	if err != nil {
		return fmt.Errorf("take a try back: %w", err)
	}
	return nil
}

// forget starts a count again from nothing.
func (a *Accounts) forget(tx *gorm.DB, t try) error {
	if err := tx.Exec("DELETE FROM throttles WHERE key = ?", t.key(a.Secret)).Error; err != nil {
		return fmt.Errorf("forget tries: %w", err)
	}
	return nil
}

// network is what counts as one address: a whole /64 in IPv6, which any subscriber has.
func network(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	address = address.Unmap().WithZone("")
	if address.Is6() {
		if prefix, err := address.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return address.String()
}
