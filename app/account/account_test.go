package account_test

import (
	"context"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/mail"
)

const secret = "les oiseaux du marais"

var ctx = context.Background()

// world is one database, its accounts and a clock that tests move.
type world struct {
	*account.Accounts
	t   *testing.T
	now time.Time
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := &world{Accounts: accounttest.Accounts(db), t: t, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
		w.Now = func() time.Time { return w.now }
		test(t, w)
	})
}

// letters gives the subjects of what was queued to an address, and the last text.
func (w *world) letters(to string) (subjects []string, last string) {
	w.t.Helper()
	var letters []mail.Letter
	if err := w.DB.Read(ctx).Where("recipient = ?", to).Order("id").Find(&letters).Error; err != nil {
		w.t.Fatal(err)
	}
	for _, letter := range letters {
		subjects, last = append(subjects, letter.Subject), letter.Body
	}
	return subjects, last
}

var oneTime = regexp.MustCompile(`https://label\.example\.org/(?:confirmation|mot-de-passe)/[A-Za-z0-9_-]{43}\b`)

// token reads the one-time token out of the last letter to an address.
func (w *world) token(to string) string {
	w.t.Helper()
	_, text := w.letters(to)
	link := oneTime.FindString(text)
	if link == "" {
		w.t.Fatalf("no one-time link in the last letter to %s:\n%s", to, text)
	}
	return path.Base(link)
}

func (w *world) signUp(email string) {
	w.t.Helper()
	if err := w.SignUp(ctx, account.SignUp{Name: "Ada Lovelace", Email: email, Password: secret, IP: "192.0.2.1"}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) signIn(email, password string) (*account.Person, error) {
	return w.SignIn(ctx, account.SignIn{Email: email, Password: password, IP: "192.0.2.1"})
}

func (w *world) create(email string, roles ...account.Role) *account.Person {
	w.t.Helper()
	person, err := w.Create(ctx, "test", account.NewPerson{Name: "Ada Lovelace", Email: email, Password: secret, Roles: roles})
	if err != nil {
		w.t.Fatal(err)
	}
	return person
}

func (w *world) actions(person *account.Person) string {
	w.t.Helper()
	entries, err := audit.History(w.DB.Read(ctx), "person/"+person.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	var actions []string
	for _, entry := range entries {
		actions = append(actions, entry.Action)
		if strings.Contains(entry.Before+entry.After, "@") || strings.Contains(entry.Before+entry.After, "argon2") {
			w.t.Errorf("the audit log holds personal data: %+v", entry)
		}
	}
	return strings.Join(actions, " ")
}

func expect(t *testing.T, err error, kind fault.Kind, field string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("error %v, want kind %d", err, kind)
		return
	}
	if field != "" && fault.As(err).Fields[field] == "" {
		t.Errorf("fields %v, want %s", fault.As(err).Fields, field)
	}
}

func TestCreatedPeopleSignInAtOnceWithTheirRoles(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		created := w.create("Élodie.Martin@Mairie-Évry.fr"[2:], account.Secretariat, account.Juror)
		person, err := w.signIn("  LODIE.martin@xn--mairie-vry-h7a.FR ", secret)
		if err != nil {
			t.Fatal(err)
		}
		if person.ID != created.ID || !person.Is(account.Juror) || !person.Is(account.Secretariat) || len(person.Roles) != 2 {
			t.Errorf("%+v", person)
		}
		if got := w.actions(created); got != "role.grant role.grant person.create" {
			t.Errorf("audit: %s", got)
		}
		_, err = w.Create(ctx, "test", account.NewPerson{Name: "Autre", Email: "LODIE.MARTIN@mairie-évry.fr", Password: secret})
		expect(t, err, fault.Conflict, "")
		_, err = w.Create(ctx, "test", account.NewPerson{Name: "Autre", Email: "b@example.org", Password: secret, Roles: []account.Role{"king"}})
		expect(t, err, fault.Invalid, "")
	})
}

func TestAPersonAndTheirRolesAreOneQuery(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		created := w.create("a@example.org", account.Juror, account.Secretariat)
		var queries []string
		w.DB.Count(func(statement string) { queries = append(queries, statement) })
		person, err := w.ByID(ctx, created.ID)
		if err != nil || len(person.Roles) != 2 || len(queries) != 1 {
			t.Errorf("%+v, %v, queries %q", person, err, queries)
		}
		for _, id := range []string{"", "nobody", "\x00", "\xff"} {
			_, err = w.ByID(ctx, id)
			expect(t, err, fault.NotFound, "")
		}
	})
}

func TestNobodyHasNoRole(t *testing.T) {
	var nobody *account.Person
	if nobody.Is(account.Juror) || nobody.Confirmed() {
		t.Error("nobody has a role")
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ typed, folded string }{
		{"a@example.org", "a@example.org"},
		{" Ada.Lovelace+label@Example.ORG ", "ada.lovelace+label@example.org"},
		{"maire@mairie-e\u0301vry.fr", "maire@xn--mairie-vry-h7a.fr"},
		{"o'neill@example.co.uk", "o'neill@example.co.uk"},
	} {
		address, err := account.ParseAddress(c.typed)
		if err != nil || address.Folded != c.folded {
			t.Errorf("%q: %+v, %v", c.typed, address, err)
		}
	}
	for _, bad := range []string{
		"", "a", "a@", "@example.org", "a@localhost", "a@example.org.", "a b@example.org", "\"a b\"@example.org",
		"Ada <a@example.org>", "a@example.org, b@example.org", "a@[192.0.2.1]", "a@exa mple.org", "élu@example.org",
		"a@example..org", "a@-example.org", "a@example.org\r\nBcc: b@example.org", strings.Repeat("a", 65) + "@example.org",
		"a@" + strings.Repeat("abcdefghi.", 30) + "org", "a\x00@example.org",
	} {
		if address, err := account.ParseAddress(bad); err == nil {
			t.Errorf("%q was accepted as %+v", bad, address)
		}
	}
}
