// Package accounttest makes people for tests.
package accounttest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"tnl/app/account"
	"tnl/app/database"
)

// Password is that of everybody made here.
const Password = "un secret de test assez long"

var number atomic.Int64

// Accounts gives accounts on db that hash in no time.
func Accounts(db *database.DB) *account.Accounts {
	accounts := account.New(db, "https://label.example.org")
	accounts.Hasher = account.NewHasher(account.TestCost)
	return accounts
}

// Person makes a confirmed person named name, with an address of their own, and roles.
func Person(t testing.TB, db *database.DB, name string, roles ...account.Role) *account.Person {
	t.Helper()
	person, err := Accounts(db).Create(context.Background(), "test", account.NewPerson{
		Name: name, Email: fmt.Sprintf("personne%d@example.org", number.Add(1)), Password: Password, Roles: roles,
	})
	if err != nil {
		t.Fatal(err)
	}
	return person
}
