package directory_test

import (
	"fmt"
	"strings"
	"testing"

	"tnl/app/account/accounttest"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/territory"
)

// declared is an edition where Lyon and Rennes agree to publish what they declare, Gironde does not, and Grenoble agrees
// but gets no label.
func declared(t testing.TB, db *database.DB) (s *awardtest.Stage, lyon, rennes string) {
	t.Helper()
	s = awardtest.New(t, db, 2026)
	lyon, rennes = s.Commune("69123"), s.Commune("35238")
	gironde, grenoble := s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"}), s.Commune("38185")
	s.Declare(lyon, true, "LibreOffice", "QGIS", "Gestion Cantine")
	s.Declare(rennes, true, "libre office", "gestion cantine")
	s.Declare(gironde, false, "LibreOffice", "Secret de Gironde")
	s.Declare(grenoble, true, "LibreOffice", "Secret de Grenoble")
	s.Close()
	s.Decide(lyon, 4, "Très bien.")
	s.Decide(rennes, 2, "Bien.")
	s.Decide(gironde, 5, "Parfait.")
	s.Decide(grenoble, 0, "Pas encore.")
	return s, lyon, rennes
}

// seen is all that visitors read of what territories declare, as text.
func seen(t testing.TB, s *awardtest.Stage, slugs ...string) string {
	t.Helper()
	var out strings.Builder
	use, err := s.Directory.Software(ctx)
	must(t, err)
	fmt.Fprintf(&out, "%d software, %d territories\n", use.Software, use.Territories)
	for _, d := range use.Domains {
		for _, one := range d.Software {
			fmt.Fprintf(&out, "%s %s %d\n", d.Slug, one.Name, one.Territories)
			u, err := s.Directory.Usage(ctx, one.Slug, directory.UsageQuery{})
			must(t, err)
			for _, user := range u.Users {
				fmt.Fprintf(&out, "- %s %s %d\n", user.Name, user.Contact, user.Year)
			}
		}
	}
	initiatives, err := s.Directory.Initiatives(ctx, "", 1)
	must(t, err)
	fmt.Fprintf(&out, "%d initiatives\n", initiatives.Total)
	for _, one := range initiatives.Listed {
		fmt.Fprintf(&out, "- %s: %s\n", one.Name, one.Title)
	}
	for _, slug := range slugs {
		p, err := s.Directory.Territory(ctx, slug)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		must(t, err)
		if p.Inventory != nil {
			fmt.Fprintf(&out, "%s %d lines\n", slug, len(p.Inventory.Lines))
		}
		fmt.Fprintf(&out, "%s %d initiatives\n", slug, len(p.Initiatives))
	}
	return out.String()
}

func TestWhatIsPublicOfWhatIsDeclared(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon, rennes := declared(t, db)
		nothing := "0 software, 0 territories\n0 initiatives\n"
		if got := seen(t, s); got != nothing {
			t.Fatalf("before the publication:\n%s", got)
		}
		s.Publish()
		places := []string{"lyon-69123", "rennes-35238", "departement-de-la-gironde-33", "grenoble-38185"}
		all := `3 software, 2 territories
bureautique LibreOffice 2
- Lyon numerique@collectivite.example 2026
- Rennes numerique@collectivite.example 2026
cartes QGIS 1
- Lyon numerique@collectivite.example 2026
autre Gestion Cantine 2
- Lyon numerique@collectivite.example 2026
- Rennes numerique@collectivite.example 2026
2 initiatives
- Lyon: Des ordinateurs libres à l’école
- Rennes: Des ordinateurs libres à l’école
lyon-69123 3 lines
lyon-69123 1 initiatives
rennes-35238 2 lines
rennes-35238 1 initiatives
departement-de-la-gironde-33 0 initiatives
`
		if got := seen(t, s, places...); got != all {
			t.Fatalf("published:\n%s", got)
		}
		for _, secret := range []string{"secretdegironde", "secretdegrenoble"} {
			if _, err := s.Directory.Usage(ctx, secret, directory.UsageQuery{}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", secret, err)
			}
		}

		stranger := accounttest.Person(t, db, "Autre")
		if err := s.Awards.WithdrawInventory(ctx, stranger, lyon); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger takes an inventory back: %v", err)
		}
		changed := revision(t, db)
		must(t, s.Awards.WithdrawInventory(ctx, s.Leads[lyon], lyon))
		if !changed() {
			t.Error("pages kept in memory outlive the inventory")
		}
		if err := s.Awards.WithdrawInventory(ctx, s.Leads[lyon], lyon); !fault.Is(err, fault.NotFound) {
			t.Errorf("twice: %v", err)
		}
		of, err := s.Awards.Declared(ctx, rennes)
		must(t, err)
		must(t, s.Awards.WithdrawInitiative(ctx, s.Secretary, rennes, of.Initiatives[0].ID))
		if got := seen(t, s); strings.Contains(got, "QGIS") || !strings.Contains(got, "2 software, 1 territories") || !strings.Contains(got, "1 initiatives\n- Lyon") {
			t.Errorf("taken back:\n%s", got)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0002", "Erreur."))
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0003", "Erreur."))
		if got := seen(t, s); got != nothing {
			t.Errorf("of withdrawn awards:\n%s", got)
		}
	})
}

// The last inventory stands for a territory, and taking it back does not bring an older one to light.
func TestTheLastInventoryStands(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2025)
		publish := func(names ...string) string {
			id := s.Commune("69123")
			if len(names) > 0 {
				s.Declare(id, true, names...)
			}
			s.Close()
			s.Decide(id, 3, "Bien.")
			s.Publish()
			return id
		}
		publish("Zimbra", "VLC")
		s.Open(2026)
		last := publish("VLC", "BlueMind")
		s.Open(2027)
		publish()
		if got := seen(t, s); strings.Contains(got, "Zimbra") || !strings.Contains(got, "BlueMind 1\n- Lyon numerique@collectivite.example 2026") {
			t.Errorf("of three editions, the last without an inventory:\n%s", got)
		}
		must(t, s.Awards.WithdrawInventory(ctx, s.Leads[last], last))
		if got := seen(t, s); !strings.Contains(got, "0 software") {
			t.Errorf("an older inventory came to light:\n%s", got)
		}
	})
}

func TestTheSecretariatHidesAndRenames(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon, _ := declared(t, db)
		s.Publish()
		if _, err := s.Awards.TypedNames(ctx, s.Leads[lyon]); !fault.Is(err, fault.NotAllowed) {
			t.Errorf("a team lists the names: %v", err)
		}
		if err := s.Awards.HideName(ctx, s.Secretary, "qgis", true); !fault.Is(err, fault.NotFound) {
			t.Errorf("a name of the catalogue: %v", err)
		}
		must(t, s.Awards.HideName(ctx, s.Secretary, "gestioncantine", true))
		typed, err := s.Awards.TypedNames(ctx, s.Secretary)
		must(t, err)
		if len(typed) != 1 || !typed[0].Hidden || typed[0].Territories != 2 {
			t.Errorf("typed names: %+v", typed)
		}
		if got := seen(t, s, "rennes-35238"); strings.Contains(strings.ToLower(got), "cantine") || !strings.Contains(got, "rennes-35238 1 lines") {
			t.Errorf("a hidden name shows:\n%s", got)
		}
		if _, err := s.Directory.Usage(ctx, "gestioncantine", directory.UsageQuery{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("its page: %v", err)
		}
		must(t, s.Awards.HideName(ctx, s.Secretary, "gestioncantine", false))
		if got := seen(t, s); !strings.Contains(strings.ToLower(got), "gestion cantine 2") {
			t.Errorf("shown again:\n%s", got)
		}
		if err := s.Awards.Rename(ctx, s.Secretary, "gestioncantine", "…", ""); fault.As(err) == nil || fault.As(err).Fields["name"] == "" {
			t.Errorf("renamed to nothing: %v", err)
		}
		must(t, s.Awards.Rename(ctx, s.Secretary, "gestioncantine", "libre office", ""))
		if got := seen(t, s, "lyon-69123"); !strings.Contains(got, "LibreOffice 2") || !strings.Contains(got, "lyon-69123 2 lines") {
			t.Errorf("renamed:\n%s", got)
		}
		s.Open(2027)
		next := s.Commune("69123")
		s.Declare(next, true, "GESTION CANTINE", "Autre")
		s.Close()
		s.Decide(next, 3, "Bien.")
		s.Publish()
		if got := seen(t, s); strings.Contains(strings.ToLower(got), "cantine") || !strings.Contains(got, "LibreOffice 2") {
			t.Errorf("published after the renaming:\n%s", got)
		}
	})
}

func TestTheDirectoryIsNarrowedBySoftware(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, lyon, _ := declared(t, db)
		s.Publish()
		search := func(q directory.Query) (directory.Results, string) {
			r, err := s.Directory.Search(ctx, q)
			must(t, err)
			return r, strings.Join(names(r), ", ")
		}
		r, found := search(directory.Query{Software: "libreoffice"})
		if found != "Lyon, Rennes" || r.Facets[directory.FilterSoftware].Any != 3 || r.Facets[directory.FilterSoftware].Values["qgis"] != 1 {
			t.Errorf("%s, %+v", found, r.Facets[directory.FilterSoftware])
		}
		if _, found := search(directory.Query{Software: "qgis", MinLevel: 5}); found != "" {
			t.Errorf("at 5 with QGIS: %s", found)
		}
		for _, secret := range []string{"secretdegironde", "secretdegrenoble"} {
			if r, found := search(directory.Query{Software: secret}); found != "" || r.Facets[directory.FilterSoftware].Values[secret] != 0 {
				t.Errorf("%s finds %s", secret, found)
			}
		}
		choices, err := s.Directory.Choices(ctx)
		must(t, err)
		if len(choices.Software) != 2 || choices.Software[0].Name != "LibreOffice" {
			t.Errorf("choices: %+v", choices.Software)
		}
		must(t, s.Awards.WithdrawInventory(ctx, s.Leads[lyon], lyon))
		if _, found := search(directory.Query{Software: "qgis"}); found != "" {
			t.Errorf("taken back, %s is found", found)
		}
	})
}

func TestWhoUsesASoftwareIsFiltered(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, _, _ := declared(t, db)
		s.Publish()
		usage := func(q directory.UsageQuery) *directory.Usage {
			u, err := s.Directory.Usage(ctx, "libreoffice", q)
			must(t, err)
			return u
		}
		u := usage(directory.UsageQuery{})
		if u.Territories != 2 || u.Found != 2 || len(u.Kinds) != 1 || len(u.Regions) != 2 || u.Users[0].Level.Number != 4 || u.Site == "" || u.About == "" {
			t.Errorf("everybody: %+v", u)
		}
		if u = usage(directory.UsageQuery{Region: "53", Page: 7}); u.Territories != 2 || u.Found != 1 || len(u.Users) != 1 || u.Users[0].Name != "Rennes" || u.Page != 1 {
			t.Errorf("in Bretagne: %+v", u)
		}
		if u = usage(directory.UsageQuery{Kind: territory.Region}); u.Found != 0 || len(u.Users) != 0 {
			t.Errorf("regions: %+v", u)
		}
		if unused, err := s.Directory.Usage(ctx, "firefox", directory.UsageQuery{}); err != nil || unused.Territories != 0 || unused.Name != "Firefox" {
			t.Errorf("of the catalogue, used by nobody: %+v, %v", unused, err)
		}
		for _, wrong := range []string{"", "nulle-part", "\x00", "\xff"} {
			if _, err := s.Directory.Usage(ctx, wrong, directory.UsageQuery{}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", wrong, err)
			}
		}
	})
}
