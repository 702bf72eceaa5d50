package issuer

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/credential"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(db *database.DB) *Keys {
	return &Keys{DB: db, Now: time.Now, BaseURL: "https://label.example.org", Secret: "a secret of the settings, long enough"}
}

// signerOf gives the key that signs.
func signerOf(t testing.TB, ks *Keys) credential.Signer {
	t.Helper()
	var signer credential.Signer
	must(t, ks.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		signer, err = ks.Signer(tx)
		return err
	}))
	return signer
}

func TestKeyIsMadeOnceForAllInstances(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if _, since, err := open(db).Current(ctx); !since.IsZero() || err != nil {
			t.Errorf("before any need: %v, %v", since, err)
		}
		must(t, open(db).Check(ctx))
		var names [8]string
		var all sync.WaitGroup
		for i := range names {
			all.Go(func() {
				err := db.Write(ctx, func(tx *gorm.DB) error {
					signer, err := open(db).Signer(tx) // an instance of its own
					if err == nil {
						names[i] = signer.Name()
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, name := range names {
			if name == "" || name != names[0] {
				t.Errorf("instances do not agree: %q and %q", name, names[0])
			}
		}
		keys, err := open(db).List(ctx)
		must(t, err)
		if len(keys) != 1 || keys[0].ID != names[0] || len(keys[0].Sealed) < 32 {
			t.Errorf("kept: %+v", keys)
		}
	})
}

func TestPrivatePartIsSealed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ks := open(db)
		signer := signerOf(t, ks)
		keys, err := ks.List(ctx)
		must(t, err)
		if bytes.Contains(keys[0].Sealed, signer.Key.Seed()) || bytes.Contains(keys[0].Sealed, signer.Key.Seed()[:16]) {
			t.Error("the private part is kept in clear")
		}
		other := open(db)
		other.Secret = "another secret of the settings, as long"
		if err := other.Check(ctx); !errors.Is(err, ErrSecret) || !strings.Contains(err.Error(), "tnl key rotate") {
			t.Errorf("another secret gives %v", err)
		}
		if _, _, err := other.Current(ctx); !errors.Is(err, ErrSecret) {
			t.Errorf("another secret signs: %v", err)
		}
		must(t, db.Write(ctx, func(tx *gorm.DB) error {
			return tx.Model(&Key{}).Where("id = ?", signer.Name()).Update("sealed", append([]byte{keys[0].Sealed[0] ^ 1}, keys[0].Sealed[1:]...)).Error
		}))
		if err := ks.Check(ctx); !errors.Is(err, ErrSecret) {
			t.Errorf("a changed private part gives %v", err)
		}
		// A new key is made without reading the former one.
		_, err = other.Rotate(ctx, "test")
		must(t, err)
		must(t, other.Check(ctx))
	})
}

func TestRotationAndRevocation(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ks := open(db)
		first := signerOf(t, ks).Name()
		second, err := ks.Rotate(ctx, "test")
		must(t, err)
		if now := signerOf(t, ks).Name(); now != second.ID || now == first {
			t.Errorf("after the rotation, %s signs", now)
		}
		d, err := ks.Document(ctx)
		must(t, err)
		if len(d.Methods) != 2 || len(d.Assertion) != 2 || !strings.HasSuffix(d.Methods[0].ID, first) {
			t.Errorf("both keys must stay good: %+v", d)
		}
		keys, err := ks.List(ctx)
		must(t, err)
		if keys[0].Sealed != nil || keys[0].RetiredAt == nil {
			t.Error("the private part of a key that signs no more is kept")
		}

		for _, reason := range []string{"", " ", strings.Repeat("x", 501), "\xff"} {
			if err := ks.Revoke(ctx, "test", first, reason); !fault.Is(err, fault.Invalid) {
				t.Errorf("the reason %.9q gives %v", reason, err)
			}
		}
		if err := ks.Revoke(ctx, "test", "z6Mkunknown", "Erreur."); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown key gives %v", err)
		}
		must(t, ks.Revoke(ctx, "test", first, "Serveur volé."))
		if err := ks.Revoke(ctx, "test", first, "Encore."); !fault.Is(err, fault.Conflict) {
			t.Errorf("twice gives %v", err)
		}
		must(t, ks.Revoke(ctx, "test", second.ID, "Serveur volé."))
		third := signerOf(t, ks).Name()
		if d, err = ks.Document(ctx); err != nil || len(d.Methods) != 3 || len(d.Assertion) != 1 || !strings.HasSuffix(d.Assertion[0], third) ||
			d.Methods[0].Revoked == "" || d.Methods[1].Revoked == "" || d.Methods[2].Revoked != "" {
			t.Errorf("after both revocations: %+v, %v", d, err)
		}
		if err := db.Write(ctx, func(tx *gorm.DB) error { return tx.Delete(&Key{}, "id = ?", first).Error }); err == nil {
			t.Error("a key can be deleted")
		}
	})
}
