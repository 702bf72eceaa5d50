package secretariat_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/impact"
	"tnl/app/issuer"
	"tnl/app/jury/jurytest"
	"tnl/app/web/jury/screenstest"
	"tnl/app/web/secretariat"
)

var ctx = context.Background()

func site(t *testing.T, db *database.DB) *screenstest.Site { return siteOf(t, jurytest.New(t, db)) }

func siteOf(t *testing.T, w *jurytest.World) *screenstest.Site {
	s, db := screenstest.Of(t, w), w.DB
	secretariat.Routes(s.Group, secretariat.Site{
		Pages: s.Pages, Sessions: s.Sessions, Accounts: s.Accounts, Editions: s.Editions, Candidacies: s.Candidacies,
		Deliberations: &deliberation.Deliberations{DB: db, Candidacies: s.Candidacies, Now: s.Jury.Now},
		Awards: &award.Awards{
			DB: db, Candidacies: s.Candidacies, Now: s.Jury.Now, BaseURL: "https://label.example.org", LabelName: "Territoire numérique libre",
			Issuer: &issuer.Keys{DB: db, Now: s.Jury.Now, BaseURL: "https://label.example.org"},
		},
		Impact: &impact.Past{DB: db, Questionnaires: s.Candidacies.Questionnaires},
		Now:    s.Jury.Now,
	})
	return s
}

func TestFromTheClosingToThePublication(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		gap, lyon := s.Candidacy("05061"), s.Candidacy("69123")
		s.Draft(accounttest.Person(t, db, "Brouillon"), "75056")
		sacha := s.As(s.Secretariat("Sacha"))
		edition := "/secretariat/editions/2026"

		sacha.Get("/secretariat").Wants(t, http.StatusOK, "Édition 2026", "Ouverte", "Candidatures : 1 brouillon et 2 déposées.")
		open := sacha.Get(edition)
		open.Wants(t, http.StatusOK, "Gap", "Lyon", "Paris", "Clore maintenant", "Les candidatures ne sont pas closes.")
		sacha.Get(edition+"?etat=draft").Lacks(t, ">Gap<")
		sacha.Get(edition+"?etat=published").Wants(t, http.StatusOK, "Aucune candidature dans cet état")
		sacha.Post(edition+"/publication", nil).Wants(t, http.StatusConflict, "Les candidatures ne sont pas closes")

		sacha.Get(edition+"/cloture").Wants(t, http.StatusOK, "Clore maintenant les candidatures de 2026 ?", "2 candidatures déposées partent au jury", "1 brouillon ne sera pas lu")
		sacha.Post(edition+"/cloture", nil).Leads(t, edition)
		sacha.Get(edition).Wants(t, http.StatusOK, "L’édition est close", "2 candidatures ne sont pas décidées.")
		s.Propose(s.Juror("Ana"), gap, 1, "Remarques d’Ana")
		s.Propose(s.Juror("Bob"), gap, 3, "Remarques de Bob")
		sacha.Get(edition).Wants(t, http.StatusOK, "Ana : niveau 1, Bob : niveau 3")

		dossier := "/secretariat/candidatures/" + gap
		sacha.Get(dossier).Wants(t, http.StatusOK, "Remarques d’Ana", "Remarques de Bob", "Camille Roux, maire", "Enregistrer la décision", "Prévu pour juin 2027")
		typed := url.Values{"level": {"2"}, "reason": {""}, "opinion": {"Bravo à vous."}, "mentions": {"pooling"}, "autre_mention": {"ténacité"}, "revision": {"0"}}
		sacha.Post(dossier+"/decision", typed).Wants(t, http.StatusUnprocessableEntity, "<title>Erreur", `href="#field-reason"`, "Bravo à vous.", `value="ténacité"`, `value="pooling" checked`)
		typed.Set("reason", "Le jury s’accorde.")
		sacha.Post(dossier+"/decision", typed).Leads(t, dossier)
		sacha.Get(dossier).Wants(t, http.StatusOK, "La décision est enregistrée", "Mentions spéciales : mutualisation et ténacité", "Bravo à vous.", "Enregistrée par Sacha")
		sacha.Post(dossier+"/decision", typed).Wants(t, http.StatusConflict, "La décision a changé entre-temps")

		sacha.Get(dossier+"/reouverture").Wants(t, http.StatusOK, "Rouvrir la décision sur Gap", `name="revision" value="1"`)
		sacha.Post(dossier+"/reouverture", url.Values{"revision": {"1"}}).Leads(t, dossier)
		sacha.Get(dossier).Wants(t, http.StatusOK, "Cette candidature a été rouverte", "Bravo à vous.", `name="revision" value="2"`)
		typed.Set("revision", "2")
		sacha.Post(dossier+"/decision", typed).Leads(t, dossier)
		sacha.Get(edition+"/publication").Wants(t, http.StatusOK, "Une candidature n’est pas décidée.", "Lyon")
		sacha.Post(edition+"/publication", nil).Wants(t, http.StatusConflict, "attend encore la décision")
		sacha.Post("/secretariat/candidatures/"+lyon+"/decision", url.Values{"level": {"0"}, "reason": {"Trop tôt."}, "opinion": {"Continuez."}, "revision": {"0"}}).
			Leads(t, "/secretariat/candidatures/"+lyon)

		ready := sacha.Get(edition + "/publication")
		ready.Wants(t, http.StatusOK, "Publier maintenant", "6 courriels partent", "1 candidature n’obtient pas de label", "1 label paraît d’un coup")
		sacha.Post(edition+"/publication", nil).Leads(t, edition)
		sacha.Get(edition).Wants(t, http.StatusOK, "Les résultats sont publiés.", "Publiée")
		sacha.Get(edition+"/publication").Lacks(t, "Publier maintenant")
		sacha.Get(edition).Wants(t, http.StatusOK, `href="`+edition+`/certificats"`)
		sacha.Get(edition+"/certificats").Wants(t, http.StatusOK, "1 certificat, en paysage et en portrait", "Télécharger tous les certificats")
		sacha.Get(edition+"/certificats.zip").Wants(t, http.StatusOK, "-gap.pdf")
		for _, address := range []string{edition + "/certificats", edition + "/certificats.zip"} {
			s.As(s.Juror("Nora")).Get(address).Wants(t, http.StatusForbidden, "Vous n’avez pas accès")
		}
		published := sacha.Get(dossier)
		published.Wants(t, http.StatusOK, "Bravo à vous.")
		published.Lacks(t, "Rouvrir", "<form method=\"post\" action=\""+dossier)
		sacha.Get("/secretariat/journal").Wants(t, http.StatusOK, "a publié les résultats", "Sacha", "a rouvert la décision")
	})
}

func TestSettingsAreWallClocksOfParis(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		sacha := s.As(s.Secretariat("Sacha"))
		address := "/secretariat/editions/2026/reglages"
		sacha.Get(address).Wants(t, http.StatusOK, `value="2026-05-04T09:00"`, `value="2026-10-15T23:59"`, `name="revision" value="1"`)
		typed := url.Values{
			"name": {"Édition 2026"}, "opens_at": {"2026-05-04T09:00"}, "closes_at": {"16/10/2026 23:59"},
			"publishes_answers": {"yes"}, "place": {"Bordeaux"}, "signatory": {"Alix Martin, présidente du jury"}, "jury": {"ADULLACT,\r\n April"}, "revision": {"1"},
		}
		sacha.Post(address, typed).Leads(t, "/secretariat/editions/2026")
		e, err := s.Editions.ByYear(ctx, 2026)
		if err != nil || !e.ClosesAt.Equal(time.Date(2026, 10, 16, 22, 0, 0, 0, time.UTC)) || e.Place != "Bordeaux" || e.Jury != "ADULLACT, April" || !e.PublishesAnswers {
			t.Errorf("kept: %+v, %v", e, err)
		}
		sacha.Post(address, typed).Wants(t, http.StatusConflict, "Quelqu’un a modifié cette édition", `value="Bordeaux"`, `name="publishes_answers" value="yes" checked`)
		typed.Set("revision", "2")
		typed.Set("closes_at", "2026-03-29T02:30")
		typed.Set("name", " ")
		sacha.Post(address, typed).Wants(t, http.StatusUnprocessableEntity, "Cette heure n’existe pas à Paris", "Donnez un nom", `href="#field-closes_at"`)
		typed.Set("name", "Édition 2026")
		typed.Set("closes_at", "2026-06-01T10:00")
		sacha.Post(address, typed).Wants(t, http.StatusUnprocessableEntity, "Cette heure est passée")
		s.Clock = e.ClosesAt.Add(time.Hour)
		if err := s.Candidacies.CloseDue(ctx); err != nil {
			t.Fatal(err)
		}
		sacha.Get(address).Wants(t, http.StatusOK, "la clôture ne change plus")
		typed.Del("closes_at") // a shut field is not sent
		typed.Set("place", "Paris")
		sacha.Post(address, typed).Leads(t, "/secretariat/editions/2026")
	})
}

func TestPeopleAndTheirRoles(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		person := s.Secretariat("Sacha")
		sacha := s.As(person)
		ana := accounttest.Person(t, db, "Ana")
		sacha.Get("/secretariat/personnes").Wants(t, http.StatusOK, "2 personnes", "Donner le rôle : Membre du jury", ana.Email)
		sacha.Get("/secretariat/personnes?recherche=nobody").Wants(t, http.StatusOK, "Personne ne correspond")
		roles := "/secretariat/personnes/" + ana.ID + "/roles"
		sacha.Post(roles, url.Values{"role": {"juror"}}).Leads(t, "/secretariat/personnes?role=juror")
		sacha.Get("/secretariat/personnes?role=juror").Wants(t, http.StatusOK, "1 personne", "<strong>Membre du jury</strong>")
		sacha.Post(roles, url.Values{"role": {"king"}}).Wants(t, http.StatusUnprocessableEntity)
		sacha.Get(roles+"/juror/retrait").Wants(t, http.StatusOK, "Retirer le rôle « Membre du jury » à Ana")
		sacha.Get(roles+"/king/retrait").Wants(t, http.StatusNotFound)
		sacha.Post(roles+"/juror/retrait", nil).Leads(t, "/secretariat/personnes")
		own := "/secretariat/personnes/" + person.ID + "/roles/secretariat/retrait"
		sacha.Get(own).Wants(t, http.StatusOK, "C’est votre propre rôle")
		sacha.Post(own, nil).Wants(t, http.StatusConflict, "garde au moins une personne")
	})
}

// A member of the secretariat who is in the team of a territory, or on the jury too, receives nothing of the deliberation.
func TestTheDeliberationIsHiddenFromWhoIsConcerned(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	mayor := accounttest.Person(t, s.DB, "Maire et secrétariat", account.Secretariat)
	both := accounttest.Person(t, s.DB, "Jury et secrétariat", account.Secretariat, account.Juror)
	id := s.Submitted(mayor, "05061", jurytest.Answers)
	s.Close()
	s.Propose(s.Juror("Ana Prudente"), id, 4, "Remarque secrète")
	for _, person := range []*account.Person{mayor, both} {
		browser := s.As(person)
		for _, address := range []string{"/secretariat/editions/2026", "/secretariat/candidatures/" + id, "/secretariat/editions/2026/publication"} {
			page := browser.Get(address)
			page.Wants(t, http.StatusOK, "Gap")
			page.Lacks(t, "Remarque secrète", "Ana Prudente")
		}
		browser.Post("/secretariat/candidatures/"+id+"/decision", url.Values{"level": {"5"}, "reason": {"x"}, "opinion": {"x"}, "revision": {"0"}}).
			Wants(t, http.StatusForbidden)
	}
}

func TestWhoMayCome(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	id := s.Candidacy("05061")
	s.Close()
	person := accounttest.Person(t, s.DB, "Quidam")
	juror := s.Juror("Ana")
	addresses := []struct{ method, path string }{
		{"GET", ""}, {"GET", "/editions/2026"}, {"GET", "/editions/2026/reglages"}, {"POST", "/editions/2026/reglages"},
		{"GET", "/editions/2026/cloture"}, {"POST", "/editions/2026/cloture"}, {"GET", "/editions/2026/publication"}, {"POST", "/editions/2026/publication"},
		{"GET", "/candidatures/" + id}, {"POST", "/candidatures/" + id + "/decision"},
		{"GET", "/candidatures/" + id + "/reouverture"}, {"POST", "/candidatures/" + id + "/reouverture"},
		{"GET", "/personnes"}, {"POST", "/personnes/" + juror.ID + "/roles"},
		{"GET", "/personnes/" + juror.ID + "/roles/juror/retrait"}, {"POST", "/personnes/" + juror.ID + "/roles/juror/retrait"},
		{"GET", "/journal"},
	}
	if routes := len(s.Echo.Routes()); routes < len(addresses) {
		t.Fatalf("%d routes", routes)
	}
	for _, one := range addresses {
		ask := func(who *account.Person) screenstest.Answer {
			if one.method == "GET" {
				return s.As(who).Get("/secretariat" + one.path)
			}
			return s.As(who).Post("/secretariat"+one.path, url.Values{"role": {"secretariat"}, "level": {"1"}, "reason": {"x"}, "opinion": {"x"}, "revision": {"0"}})
		}
		for _, who := range []*account.Person{person, juror} {
			if got := ask(who); got.Status != http.StatusForbidden {
				t.Errorf("%s %s, %s: %d", one.method, one.path, who.Name, got.Status)
			}
		}
		if got := ask(nil); !strings.HasPrefix(got.Location, "/connexion") && got.Status != http.StatusUnauthorized {
			t.Errorf("%s %s, visitor: %d", one.method, one.path, got.Status)
		}
	}
	sacha := s.As(s.Secretariat("Sacha"))
	for _, unknown := range []string{
		"/editions/1999", "/editions/02026", "/editions/x", "/editions/9999999999", "/editions/9999999999999999999", "/candidatures/" + uuid.NewString(), "/candidatures/x",
		"/personnes/" + uuid.NewString() + "/roles/juror/retrait",
	} {
		sacha.Get("/secretariat"+unknown).Wants(t, http.StatusNotFound)
	}
}
