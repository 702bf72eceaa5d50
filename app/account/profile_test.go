package account_test

import (
	"sync"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/fault"
)

const newSecret = "les hérons de la Seine"

func TestAForgottenPasswordIsChosenAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		person := w.create("ada@example.org")
		for range 12 {
			_, _ = w.signIn("ada@example.org", "un autre mot de passe")
		}
		if err := w.RequestReset(ctx, " ADA@example.org", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		token := w.token("ada@example.org")
		_, err := w.Reset(ctx, token, "court")
		expect(t, err, fault.Invalid, "password")
		changed, err := w.Reset(ctx, token, newSecret)
		if err != nil {
			t.Fatal(err)
		}
		if changed.SessionGeneration <= person.SessionGeneration {
			t.Error("the sessions go on")
		}
		// The owner is not kept out by whoever was guessing.
		if _, err := w.signIn("ada@example.org", newSecret); err != nil {
			t.Error(err)
		}
		_, err = w.signIn("ada@example.org", secret)
		expect(t, err, fault.Invalid, "email")
		_, err = w.Reset(ctx, token, "encore un autre secret")
		expect(t, err, fault.NotFound, "")
		subjects, _ := w.letters("ada@example.org")
		if len(subjects) != 2 || subjects[1] != "Votre mot de passe a été changé" {
			t.Errorf("letters: %q", subjects)
		}
	})
}

func TestAResetLinkLastsAnHourAndServesOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		ask := func() string {
			if err := w.RequestReset(ctx, "ada@example.org", "192.0.2.1"); err != nil {
				t.Fatal(err)
			}
			return w.token("ada@example.org")
		}
		first := ask()
		second := ask()
		_, err := w.Reset(ctx, first, newSecret)
		expect(t, err, fault.NotFound, "")
		w.now = w.now.Add(time.Hour)
		_, err = w.Reset(ctx, second, newSecret)
		expect(t, err, fault.NotFound, "")

		token := ask()
		var mutex sync.Mutex
		var served int
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() {
				if _, err := w.Reset(ctx, token, newSecret); err == nil {
					mutex.Lock()
					served++
					mutex.Unlock()
				}
			})
		}
		together.Wait()
		if served != 1 {
			t.Errorf("the link served %d times", served)
		}
	})
}

func TestAskingToResetTellsNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if err := w.RequestReset(ctx, "nobody@example.org", "192.0.2.1"); err != nil {
			t.Error(err)
		}
		if subjects, _ := w.letters("nobody@example.org"); len(subjects) != 0 {
			t.Errorf("letters: %q", subjects)
		}
		expect(t, w.RequestReset(ctx, "nobody", "192.0.2.1"), fault.Invalid, "email")
	})
}

func TestAResetConfirmsTheAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.signUp("ada@example.org")
		if err := w.RequestReset(ctx, "ada@example.org", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Reset(ctx, w.token("ada@example.org"), newSecret); err != nil {
			t.Fatal(err)
		}
		if _, err := w.signIn("ada@example.org", newSecret); err != nil {
			t.Error(err)
		}
	})
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		person := w.create("ada@example.org")
		_, err := w.ChangePassword(ctx, person, "un autre mot de passe", newSecret)
		expect(t, err, fault.Invalid, "current")
		_, err = w.ChangePassword(ctx, person, secret, "court")
		expect(t, err, fault.Invalid, "password")
		changed, err := w.ChangePassword(ctx, person, secret, newSecret)
		if err != nil {
			t.Fatal(err)
		}
		there, err := w.signIn("ada@example.org", newSecret)
		if err != nil || there.SessionGeneration != changed.SessionGeneration || changed.SessionGeneration == person.SessionGeneration {
			t.Errorf("%+v, %v", there, err)
		}
		for range 20 {
			_, err = w.ChangePassword(ctx, there, "un autre mot de passe", newSecret)
		}
		expect(t, err, fault.TooMany, "")
		_, err = w.ChangePassword(ctx, nil, secret, newSecret)
		expect(t, err, fault.SignIn, "")
	})
}

func TestANameIsChangedAndSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		person := w.create("ada@example.org")
		if err := w.ChangeName(ctx, person, " Ada  Byron "); err != nil {
			t.Fatal(err)
		}
		expect(t, w.ChangeName(ctx, person, ""), fault.Invalid, "name")
		expect(t, w.ChangeName(ctx, nil, "Ada"), fault.SignIn, "")
		ended, err := w.EndSessions(ctx, person)
		if err != nil {
			t.Fatal(err)
		}
		after, err := w.ByID(ctx, person.ID)
		if err != nil || after.Name != "Ada Byron" || after.SessionGeneration != ended.SessionGeneration || ended.SessionGeneration != 2 {
			t.Errorf("%+v, %v", after, err)
		}
		if got := w.actions(person); got != "person.create person.rename session.end_all" {
			t.Errorf("audit: %s", got)
		}
	})
}

func TestTheSecretariatGrantsAndRevokesRoles(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		secretariat := w.create("s@example.org", account.Secretariat)
		juror := w.create("j@example.org", account.Juror)
		person := w.create("p@example.org")
		expect(t, w.GrantRole(ctx, nil, person.ID, account.Juror), fault.SignIn, "")
		expect(t, w.GrantRole(ctx, juror, juror.ID, account.Secretariat), fault.NotAllowed, "")
		expect(t, w.RevokeRole(ctx, juror, secretariat.ID, account.Secretariat), fault.NotAllowed, "")
		expect(t, w.GrantRole(ctx, secretariat, "nobody", account.Juror), fault.NotFound, "")
		expect(t, w.GrantRole(ctx, secretariat, person.ID, "king"), fault.Invalid, "")
		for range 2 {
			if err := w.GrantRole(ctx, secretariat, person.ID, account.Juror); err != nil {
				t.Fatal(err)
			}
		}
		if after, err := w.ByID(ctx, person.ID); err != nil || !after.Is(account.Juror) {
			t.Errorf("%+v, %v", after, err)
		}
		if got := w.actions(person); got != "person.create role.grant" {
			t.Errorf("audit: %s", got)
		}
		if jurors, err := account.WithRole(w.DB.Read(ctx), account.Juror); err != nil || len(jurors) != 2 {
			t.Errorf("%d jurors, %v", len(jurors), err)
		}
		for range 2 {
			if err := w.RevokeRole(ctx, secretariat, person.ID, account.Juror); err != nil {
				t.Fatal(err)
			}
		}
		if after, err := w.ByID(ctx, person.ID); err != nil || after.Is(account.Juror) {
			t.Errorf("%+v, %v", after, err)
		}
	})
}

func TestTheSecretariatIsNeverEmpty(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, two := w.create("a@example.org", account.Secretariat), w.create("b@example.org", account.Secretariat)
		var together sync.WaitGroup
		errs := make([]error, 2)
		together.Go(func() { errs[0] = w.RevokeRole(ctx, one, two.ID, account.Secretariat) })
		together.Go(func() { errs[1] = w.RevokeRole(ctx, two, one.ID, account.Secretariat) })
		together.Wait()
		refused := 0
		for _, err := range errs {
			if fault.Is(err, fault.Conflict) {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		left, err := account.WithRole(w.DB.Read(ctx), account.Secretariat)
		if err != nil || len(left) != 1 || refused != 1 {
			t.Errorf("%d left, %d refused, %v", len(left), refused, err)
		}
	})
}
