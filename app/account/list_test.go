package account_test

import (
	"fmt"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/fault"
)

func TestTheSecretariatFindsPeople(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		secretariat := w.create("zzz@example.org", account.Secretariat)
		for i := range 60 {
			roles := []account.Role{}
			if i%20 == 0 {
				roles = append(roles, account.Juror)
			}
			_, err := w.Create(ctx, "test", account.NewPerson{
				Name: fmt.Sprintf("Élise %02d", i), Email: fmt.Sprintf("elise%02d_x@example.org", i), Password: secret, Roles: roles,
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			search       account.Search
			total, shown int
			first        string
		}{
			{account.Search{}, 61, 50, "Ada Lovelace"},
			{account.Search{Page: 2}, 61, 11, "Élise 49"},
			{account.Search{Page: 99}, 61, 11, "Élise 49"},
			{account.Search{Text: "ELISE 0"}, 10, 10, "Élise 00"},
			{account.Search{Text: "élise 07"}, 1, 1, "Élise 07"},
			{account.Search{Text: "ZZZ@example"}, 1, 1, "Ada Lovelace"},
			{account.Search{Text: "e07_x"}, 1, 1, "Élise 07"},
			{account.Search{Text: "e07%x"}, 0, 0, ""},
			{account.Search{Text: "\x00\xff"}, 61, 50, "Ada Lovelace"},
			{account.Search{Role: account.Juror}, 3, 3, "Élise 00"},
			{account.Search{Role: account.Juror, Text: "40"}, 1, 1, "Élise 40"},
		} {
			var queries int
			w.DB.Count(func(string) { queries++ })
			list, err := w.List(ctx, secretariat, c.search)
			if err != nil {
				t.Fatal(err)
			}
			first := ""
			if len(list.People) > 0 {
				first = list.People[0].Name
			}
			if list.Total != c.total || len(list.People) != c.shown || first != c.first || queries > 3 {
				t.Errorf("%+v: %d in all, %d shown, first %q, %d queries", c.search, list.Total, len(list.People), first, queries)
			}
			for _, person := range list.People {
				if c.search.Role != "" && !person.Is(c.search.Role) {
					t.Errorf("%s is listed without the role", person.Name)
				}
			}
		}
		juror, err := w.ByEmail(ctx, "elise00_x@example.org")
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.List(ctx, juror, account.Search{})
		expect(t, err, fault.NotAllowed, "")
		_, err = w.List(ctx, nil, account.Search{})
		expect(t, err, fault.SignIn, "")
		all, err := account.FindAll(w.DB.Read(ctx), []string{juror.ID, secretariat.ID, "nobody"})
		if err != nil || len(all) != 2 || all[juror.ID].Name != "Élise 00" {
			t.Errorf("%v, %v", all, err)
		}
	})
}

func TestPurgingKeepsWhatStillServes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create("ada@example.org")
		w.signUp("waiting@example.org")
		_, _ = w.signIn("ada@example.org", "un autre mot de passe")
		tables := func() string {
			counts := ""
			for _, table := range []string{"people", "tokens", "throttles"} {
				var n int64
				w.DB.Read(ctx).Table(table).Count(&n)
				counts += fmt.Sprint(n, " ")
			}
			return counts
		}
		for _, c := range []struct {
			after time.Duration
			left  string
		}{
			{0, "2 1 4 "},
			{25 * time.Hour, "2 1 0 "},
			{4 * 24 * time.Hour, "2 0 0 "},
			{30 * 24 * time.Hour, "1 0 0 "},
		} {
			w.now = w.now.Add(c.after)
			if err := w.Purge(ctx); err != nil {
				t.Fatal(err)
			}
			if left := tables(); left != c.left {
				t.Errorf("after %s more: %s, want %s", c.after, left, c.left)
			}
		}
		if _, err := w.signIn("ada@example.org", secret); err != nil {
			t.Error(err)
		}
	})
}
