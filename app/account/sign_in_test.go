package account_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/fault"
)

func TestAWrongPasswordAndAnUnknownAddressAreToldInTheSameWords(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		_, wrong := w.signIn("ada@example.org", "un autre mot de passe")
		expect(t, wrong, fault.Invalid, "email")
		for _, email := range []string{"bob@example.org", "ada", "\x00", "\xff@example.org"} {
			_, err := w.signIn(email, "un autre mot de passe")
			if fmt.Sprint(fault.As(err)) != fmt.Sprint(fault.As(wrong)) || fmt.Sprint(fault.As(err).Fields) != fmt.Sprint(fault.As(wrong).Fields) {
				t.Errorf("%q: %v", email, err)
			}
		}
		_, err := w.signIn("", "")
		expect(t, err, fault.Invalid, "email")
		expect(t, err, fault.Invalid, "password")
	})
}

// The time that an answer takes is made of its statements and of one hash.
func TestAWrongPasswordAndAnUnknownAddressCostTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		w.signUp("waiting@example.org")
		var statements int
		w.DB.Count(func(string) { statements++ })
		count := func(email string) int {
			statements = 0
			_, _ = w.signIn(email, "un autre mot de passe")
			return statements
		}
		known, waiting, nobody := count("ada@example.org"), count("waiting@example.org"), count("bob@example.org")
		if known != nobody || waiting != nobody {
			t.Errorf("statements: %d for an account, %d unconfirmed, %d for nobody", known, waiting, nobody)
		}
	})
	// A cost that is felt: microseconds would drown in noise, and a skipped hash must show.
	hasher := account.NewHasher(account.Cost{MemoryKiB: 8 << 10, Iterations: 2})
	hash, err := hasher.Hash(ctx, secret)
	if err != nil {
		t.Fatal(err)
	}
	fastest := func(hash string) time.Duration {
		best := time.Hour
		for range 7 {
			start := time.Now()
			if match, _, err := hasher.Match(ctx, "un autre mot de passe", hash); match || err != nil {
				t.Fatal(match, err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	if real, none := fastest(hash), fastest(""); none < real/2 || none > real*2 {
		t.Errorf("%s for an account, %s for nobody", real, none)
	}
}

func TestTriesAreCountedByAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		for _, email := range []string{"ada@example.org", "bob@example.org"} {
			for i := range 10 {
				_, err := w.SignIn(ctx, account.SignIn{Email: email, Password: "un autre mot de passe", IP: fmt.Sprintf("192.0.2.%d", i)})
				expect(t, err, fault.Invalid, "email")
			}
			w.now = w.now.Add(4 * time.Minute)
			_, err := w.signIn(email, secret)
			expect(t, err, fault.TooMany, "")
			if err.Error() != "Trop de tentatives. Réessayez dans 11 minutes." {
				t.Error(err)
			}
			w.now = w.now.Add(10*time.Minute + 30*time.Second)
			if _, err = w.signIn(email, secret); err.Error() != "Trop de tentatives. Réessayez dans une minute." {
				t.Error(err)
			}
			w.now = w.now.Add(30 * time.Second)
		}
		if _, err := w.signIn("ada@example.org", secret); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestBeingRightStartsTheCountAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		for range 3 {
			for range 9 {
				_, _ = w.signIn("ada@example.org", "un autre mot de passe")
			}
			if _, err := w.signIn("ada@example.org", secret); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestTriesAreCountedByNetworkAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		for i := range 60 {
			email := fmt.Sprintf("p%d@example.org", i)
			ip := fmt.Sprintf("2001:db8:1:2::%x", i+1)
			_, err := w.SignIn(ctx, account.SignIn{Email: email, Password: "un autre mot de passe", IP: ip})
			if want := i >= 50; fault.Is(err, fault.TooMany) != want {
				t.Fatalf("try %d: %v", i+1, err)
			}
		}
		// Knowing one account gives no right to go on guessing at others.
		_, err := w.SignIn(ctx, account.SignIn{Email: "ada@example.org", Password: secret, IP: "2001:db8:1:2::ffff"})
		expect(t, err, fault.TooMany, "")
		if _, err := w.SignIn(ctx, account.SignIn{Email: "ada@example.org", Password: secret, IP: "2001:db8:1:3::1"}); err != nil {
			t.Error(err)
		}
	})
}

func TestParallelTriesDoNotSlipUnderTheLimit(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		var checked atomic.Int64
		var together sync.WaitGroup
		for i := range 40 {
			together.Go(func() {
				_, err := w.SignIn(ctx, account.SignIn{Email: "ada@example.org", Password: fmt.Sprintf("essai numéro %d", i), IP: "192.0.2.1"})
				if fault.Is(err, fault.Invalid) {
					checked.Add(1)
				} else if !fault.Is(err, fault.TooMany) {
					t.Error(err)
				}
			})
		}
		together.Wait()
		if checked.Load() != 10 {
			t.Errorf("%d passwords were checked", checked.Load())
		}
	})
}

func TestAnOldHashIsRenewed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.create("ada@example.org").PasswordHash
		w.Hasher = account.NewHasher(account.Cost{MemoryKiB: 128, Iterations: 1})
		for range 2 {
			if _, err := w.signIn("ada@example.org", secret); err != nil {
				t.Fatal(err)
			}
		}
		after, err := w.ByEmail(ctx, "ada@example.org")
		if err != nil || after.PasswordHash == before {
			t.Errorf("the hash is still %s", after.PasswordHash)
		}
	})
}

func TestAccentsOfAPasswordAreTheSameHoweverTheyAreTyped(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.Create(ctx, "test", account.NewPerson{Name: "Ada", Email: "ada@example.org", Password: "un e\u0301te\u0301 en foret"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.signIn("ada@example.org", "un été en foret"); err != nil {
			t.Error(err)
		}
	})
}
