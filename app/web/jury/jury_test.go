package jury_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/jury/jurytest"
	"tnl/app/web/jury"
	"tnl/app/web/jury/screenstest"
)

func site(t *testing.T, db *database.DB) *screenstest.Site {
	s := screenstest.New(t, db)
	jury.Routes(s.Group, jury.Site{Pages: s.Pages, Sessions: s.Sessions, Jury: s.Jury, Editions: s.Editions})
	return s
}

func TestReadingsPage(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	s.Candidacy("05061")
	ana := s.As(s.Juror("Ana"))
	ana.Get("/jury").Wants(t, http.StatusOK, "1 candidature déposée ; la lecture s’ouvre à la clôture, le 15 octobre 2026 à 23 h 59.", "Rien à lire")
	s.Close()
	page := ana.Get("/jury")
	page.Wants(t, http.StatusOK, "Gap", "À lire", "0 évaluation rendue sur 1", "<title>Mes lectures, édition 2026")
	ana.Get("/jury?edition=2019").Wants(t, http.StatusNotFound)
}

// The whole of a review, as a juror does it in a browser without scripts.
func TestAReviewFromReadingToHandingIn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		id := s.Candidacy("05061")
		s.Close()
		ana := s.As(s.Juror("Ana"))
		base := "/jury/candidatures/" + id
		first := ana.Get(base)
		first.Wants(t, http.StatusOK, "Gap", "Votre seule lecture", "Le moteur propose", `rel="noopener nofollow"`, "lettrives.example/numerique",
			"Prévu pour juin 2027", "Deux raisons qui nous tiennent à cœur.", "Ce territoire n’est pas concerné", `href="#axe-logiciels"`)
		first.Lacks(t, `id="ajuster"`)

		opened := ana.Get(base + "?ajuster=enjeux")
		opened.Wants(t, http.StatusOK, `id="ajuster"`, `action="`+base+`/ajustements/enjeux"`, `name="revision" value="0"`)

		wrong := ana.Post(base+"/ajustements/enjeux", url.Values{"points": {"99"}, "reason": {""}, "revision": {"0"}})
		wrong.Wants(t, http.StatusUnprocessableEntity, "<title>Erreur", `value="99"`, `href="#field-points"`, `href="#field-reason"`,
			`id="field-points-error"`, "Donnez la raison de l’ajustement")
		ana.Post(base+"/ajustements/enjeux", url.Values{"points": {"0,5"}, "reason": {"Peu étayé."}, "revision": {"0"}}).Leads(t, base+"#q-enjeux")
		adjusted := ana.Get(base)
		adjusted.Wants(t, http.StatusOK, "L’ajustement est enregistré.", "Ajusté par vous : Peu étayé.", "</s> 0,5</strong>", "Avec 1 ajustement de vous")

		stale := ana.Post(base+"/ajustements/enjeux", url.Values{"points": {"1"}, "reason": {"Écrasé"}, "revision": {"0"}})
		stale.Wants(t, http.StatusConflict, "a changé entre-temps", "Écrasé")

		ana.Get(base+"/remise").Wants(t, http.StatusUnprocessableEntity, "Proposez un niveau", `href="#field-level"`)
		ana.Post(base+"/proposition", url.Values{"level": {"douze"}, "remarks": {"Gardé."}, "revision": {"1"}}).
			Wants(t, http.StatusUnprocessableEntity, "Choisissez un niveau", "Gardé.")
		ana.Post(base+"/proposition", url.Values{"level": {"2"}, "remarks": {"Un dossier clair."}, "revision": {"1"}, "suite": {"remise"}}).
			Leads(t, base+"/remise")
		ana.Get(base+"/remise").Wants(t, http.StatusOK, "Rendre votre évaluation de Gap", "niveau 2", `name="revision" value="2"`)
		ana.Post(base+"/remise", url.Values{"revision": {"2"}}).Leads(t, base)
		handed := ana.Get(base)
		handed.Wants(t, http.StatusOK, "Votre évaluation est rendue.", "Reprendre l’évaluation", "Un dossier clair.")
		handed.Lacks(t, `action="`+base+`/proposition"`, "?ajuster=")
		ana.Post(base+"/proposition", url.Values{"level": {"1"}, "revision": {"3"}}).Wants(t, http.StatusConflict, "Votre évaluation est rendue")

		ana.Get(base+"/reprise").Wants(t, http.StatusOK, "Reprendre votre évaluation de Gap")
		ana.Post(base+"/reprise", url.Values{"revision": {"3"}}).Leads(t, base+"#proposition")
		ana.Post(base+"/ajustements/enjeux/annulation", url.Values{"revision": {"4"}}).Leads(t, base+"#q-enjeux")
		ana.Get(base).Lacks(t, "Ajusté par vous")
	})
}

// Until their own review is handed in, nothing of a colleague's is in what a juror receives.
func TestAJurorReadsIndependently(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		id := s.Candidacy("05061")
		s.Close()
		ctx, ana, bob := context.Background(), s.Juror("Ana Prudente"), s.Juror("Bob")
		before := s.As(bob).Get("/jury/candidatures/" + id)
		list := s.As(bob).Get("/jury")
		level := 4
		check(t, s.Jury.Adjust(ctx, ana, id, "enjeux", "1", "Raison secrète", 0))
		check(t, s.Jury.SaveProposal(ctx, ana, id, &level, "Remarque secrète", 1))
		check(t, s.Jury.Submit(ctx, ana, id, 2))
		// The same bytes as when there was no review at all.
		if after := s.As(bob).Get("/jury/candidatures/" + id); after != before {
			t.Error("a colleague’s review changes the reading")
		}
		if after := s.As(bob).Get("/jury"); after != list {
			t.Error("a colleague’s review changes the list")
		}
		browser := s.As(bob)
		browser.Post("/jury/candidatures/"+id+"/proposition", url.Values{"level": {"1"}, "revision": {"0"}})
		browser.Get("/jury/candidatures/"+id).Lacks(t, "Raison secrète", "Remarque secrète", "Ana Prudente")
		browser.Post("/jury/candidatures/"+id+"/remise", url.Values{"revision": {"1"}})
		browser.Get("/jury/candidatures/"+id).Wants(t, http.StatusOK, "Raison secrète", "Remarque secrète", "Ana Prudente")
	})
}

// Every address, for everybody who has no business there: hidden and absent are the same bytes.
func TestWhoMayCome(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	candidateAndJuror := accounttest.Person(t, s.DB, "Des deux côtés", account.Juror)
	own := s.Submitted(candidateAndJuror, "05061", jurytest.Answers)
	draft := s.Draft(accounttest.Person(t, s.DB, "Brouillon"), "75056")
	s.Close()
	juror, secretariat := s.Juror("Ana"), s.Secretariat("Sacha")
	addresses := []struct{ method, path string }{
		{"GET", ""}, {"GET", "?ajuster=enjeux"}, {"POST", "/ajustements/enjeux"}, {"POST", "/ajustements/enjeux/annulation"},
		{"POST", "/proposition"}, {"GET", "/remise"}, {"POST", "/remise"}, {"GET", "/reprise"}, {"POST", "/reprise"},
	}
	ask := func(person *account.Person, method, address string) screenstest.Answer {
		if method == "GET" {
			return s.As(person).Get(address)
		}
		return s.As(person).Post(address, url.Values{"revision": {"0"}, "level": {"1"}, "points": {"1"}, "reason": {"x"}})
	}
	for _, one := range addresses {
		for name, hidden := range map[string]struct {
			person *account.Person
			id     string
		}{"own": {candidateAndJuror, own}, "draft": {juror, draft}} {
			got := ask(hidden.person, one.method, "/jury/candidatures/"+hidden.id+one.path)
			absent := ask(hidden.person, one.method, "/jury/candidatures/"+uuid.NewString()+one.path)
			if got != absent || got.Status != http.StatusNotFound {
				t.Errorf("%s %s, %s: status %d, not as what does not exist", one.method, one.path, name, got.Status)
			}
		}
		if got := ask(secretariat, one.method, "/jury/candidatures/"+own+one.path); got.Status != http.StatusForbidden {
			t.Errorf("%s %s, secretariat: %d", one.method, one.path, got.Status)
		}
		got := ask(nil, one.method, "/jury/candidatures/"+own+one.path)
		if !strings.HasPrefix(got.Location, "/connexion") && got.Status != http.StatusUnauthorized {
			t.Errorf("%s %s, visitor: %d to %q", one.method, one.path, got.Status, got.Location)
		}
	}
	ask(candidateAndJuror, "GET", "/jury").Lacks(t, "Gap", own)
}

func TestADecidedCandidacyIsReadAndNotChanged(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	id := s.Candidacy("05061")
	s.Close()
	check(t, s.DB.Read(context.Background()).Exec("UPDATE candidacies SET state = ?", candidacy.Decided).Error)
	ana := s.As(s.Juror("Ana"))
	page := ana.Get("/jury/candidatures/" + id + "?ajuster=enjeux")
	page.Wants(t, http.StatusOK, "Cette candidature est décidée", "Vous n’avez pas rendu d’évaluation.")
	page.Lacks(t, "<form class=\"adjust\"", "/proposition")
	ana.Post("/jury/candidatures/"+id+"/proposition", url.Values{"level": {"1"}, "revision": {"0"}}).
		Wants(t, http.StatusConflict, "Cette candidature est décidée")
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
