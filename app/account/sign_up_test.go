package account_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/fault"
)

func TestSigningUpThenConfirmingOpensAnAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		queued := 0
		w.Queued = func() { queued++ }
		w.signUp("ada@example.org")
		if queued != 1 {
			t.Errorf("the mail queue was woken %d times", queued)
		}
		if _, err := w.signIn("ada@example.org", secret); err != account.ErrUnconfirmed {
			t.Errorf("before confirming: %v", err)
		}
		_, err := w.signIn("ada@example.org", "un autre mot de passe")
		expect(t, err, fault.Invalid, "email")

		token := w.token("ada@example.org")
		for range 3 {
			if holder, err := w.Holder(ctx, account.ToConfirm, token); err != nil || holder.Name != "Ada Lovelace" {
				t.Fatalf("looking at a link uses it: %v", err)
			}
		}
		_, err = w.Holder(ctx, account.ToReset, token)
		expect(t, err, fault.NotFound, "")
		person, err := w.Confirm(ctx, token)
		if err != nil || !person.Confirmed() {
			t.Fatal(err)
		}
		_, err = w.Confirm(ctx, token)
		expect(t, err, fault.NotFound, "")
		if _, err = w.signIn("ADA@example.org", secret); err != nil {
			t.Error(err)
		}
		if got := w.actions(person); got != "person.sign_up person.confirm" {
			t.Errorf("audit: %s", got)
		}
	})
}

func TestALinkTooOldIsDead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.signUp("ada@example.org")
		token := w.token("ada@example.org")
		w.now = w.now.Add(3*24*time.Hour - time.Second)
		if _, err := w.Holder(ctx, account.ToConfirm, token); err != nil {
			t.Error(err)
		}
		w.now = w.now.Add(time.Second)
		_, err := w.Holder(ctx, account.ToConfirm, token)
		expect(t, err, fault.NotFound, "")
		_, err = w.Confirm(ctx, token)
		expect(t, err, fault.NotFound, "")
		if err := w.ResendConfirmation(ctx, "ada@example.org", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		if _, err = w.Confirm(ctx, w.token("ada@example.org")); err != nil {
			t.Error(err)
		}
	})
}

func TestTheOwnerOfATakenAddressIsToldAndNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		err := w.SignUp(ctx, account.SignUp{Name: "Quelqu’un", Email: "ADA@example.org", Password: "un autre mot de passe", IP: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		subjects, text := w.letters("ada@example.org")
		if len(subjects) != 1 || subjects[0] != "Vous avez déjà un compte" || strings.Contains(text, "Quelqu’un") {
			t.Errorf("%q\n%s", subjects, text)
		}
		person, err := w.signIn("ada@example.org", secret)
		if err != nil || person.Name != "Ada Lovelace" {
			t.Errorf("the account was changed: %+v, %v", person, err)
		}
	})
}

// Somebody opens an account with another's address before they do: the link that the owner follows must go with
// the owner's own password.
func TestTheLastSignUpOfAnUnconfirmedAddressHolds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		err := w.SignUp(ctx, account.SignUp{Name: "Intrus", Email: "ada@example.org", Password: "le mot de l’intrus", IP: "192.0.2.9"})
		if err != nil {
			t.Fatal(err)
		}
		first := w.token("ada@example.org")
		w.signUp("ada@example.org")
		if subjects, _ := w.letters("ada@example.org"); len(subjects) != 1 {
			t.Errorf("%d live letters about one account", len(subjects))
		}
		_, err = w.Confirm(ctx, first)
		expect(t, err, fault.NotFound, "")
		if _, err = w.Confirm(ctx, w.token("ada@example.org")); err != nil {
			t.Fatal(err)
		}
		_, err = w.signIn("ada@example.org", "le mot de l’intrus")
		expect(t, err, fault.Invalid, "email")
		person, err := w.signIn("ada@example.org", secret)
		if err != nil || person.Name != "Ada Lovelace" {
			t.Errorf("%+v, %v", person, err)
		}
	})
}

func TestAnAddressSignedUpTwiceAtOnceHasOneAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() { w.signUp("ada@example.org") })
		}
		together.Wait()
		var people, tokens int64
		w.DB.Read(ctx).Table("people").Count(&people)
		w.DB.Read(ctx).Table("tokens").Count(&tokens)
		if people != 1 || tokens != 1 {
			t.Errorf("%d accounts, %d links", people, tokens)
		}
		if _, err := w.Confirm(ctx, w.token("ada@example.org")); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsWrongIsToldFieldByField(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		err := w.SignUp(ctx, account.SignUp{Name: " ", Email: "ada", Password: "court"})
		for _, field := range []string{"name", "email", "password"} {
			expect(t, err, fault.Invalid, field)
		}
		for _, name := range []string{
			strings.Repeat("é", 101), "Ada\x00", "Ada\u202e", "Gagnez https://example.com", "ada@example.org", "www.example.com", "<b>Ada</b>",
		} {
			err := w.SignUp(ctx, account.SignUp{Name: name, Email: "ada@example.org", Password: secret})
			expect(t, err, fault.Invalid, "name")
		}
		err = w.SignUp(ctx, account.SignUp{
			Name: "  Zoë\tLe  Nôtre-Œuf d’Haÿ ", Email: "zoe@example.org", Password: secret, IP: "192.0.2.1",
		})
		if err != nil {
			t.Fatal(err)
		}
		person, err := w.ByEmail(ctx, "zoe@example.org")
		if err != nil || person.Name != "Zoë Le Nôtre-Œuf d’Haÿ" {
			t.Errorf("%+v, %v", person, err)
		}
	})
}

func TestPasswords(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		try := func(password string) error {
			w.now = w.now.Add(time.Hour)
			return w.SignUp(ctx, account.SignUp{Name: "Ada Byron Lovelace", Email: "ada.lovelace@example.org", Password: password, IP: "192.0.2.1"})
		}
		for _, bad := range []string{
			"", "onze carac.", strings.Repeat("a1b2", 51), "Ada.Lovelace@example.org", "ada lovelace", "Adabyronlovelace", "aaaaaaaaaaaa",
			"121212121212", "!!!!!!!!!!!!", "azertyuiopqs", "0123456789012", "987654321098", "Motdepasse123!", "MOT DE PASSE 1234", "territoire2026",
		} {
			expect(t, try(bad), fault.Invalid, "password")
		}
		for _, good := range []string{
			"douze caract", secret, strings.Repeat("a1b2", 50), "ɸ☃ 日本語 éàü ñandú", "\x00\xff binaire sans raison", "            x y z w",
			"!?;:,.-_=+()[]{}",
		} {
			if err := try(good); err != nil {
				t.Errorf("%q: %v", good, err)
			}
		}
	})
}

func TestMailsToOneAddressAreCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("known@example.org")
		for _, email := range []string{"known@example.org", "unknown@example.org"} {
			for range 5 {
				if err := w.RequestReset(ctx, email, "192.0.2.1"); err != nil {
					t.Fatal(err)
				}
			}
			err := w.RequestReset(ctx, email, "192.0.2.2")
			expect(t, err, fault.TooMany, "")
			if err.Error() != "Trop de tentatives. Réessayez dans 60 minutes." {
				t.Error(err)
			}
			expect(t, w.ResendConfirmation(ctx, email, "192.0.2.2"), fault.TooMany, "")
			err = w.SignUp(ctx, account.SignUp{Name: "Ada", Email: email, Password: secret, IP: "192.0.2.2"})
			expect(t, err, fault.TooMany, "")
		}
		for i := range 30 {
			_ = w.RequestReset(ctx, strings.Repeat("x", i+1)+"@example.org", "192.0.2.3")
		}
		expect(t, w.RequestReset(ctx, "new@example.org", "192.0.2.3"), fault.TooMany, "")
		w.now = w.now.Add(time.Hour)
		if err := w.RequestReset(ctx, "known@example.org", "192.0.2.3"); err != nil {
			t.Error(err)
		}
	})
}
