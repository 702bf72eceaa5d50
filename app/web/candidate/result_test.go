package candidate_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/issuer"
	"tnl/app/jury/jurytest"
	"tnl/app/verification"
	"tnl/app/web/candidate"
	"tnl/app/web/jury/screenstest"
)

var ctx = context.Background()

// site is the candidates' pages, with the use cases of what comes after.
type site struct {
	*screenstest.Site
	deliberations *deliberation.Deliberations
	awards        *award.Awards
}

func open(t *testing.T, db *database.DB) *site {
	s := &site{Site: screenstest.New(t, db)}
	s.deliberations = &deliberation.Deliberations{DB: db, Candidacies: s.Candidacies, Now: s.Jury.Now}
	s.awards = &award.Awards{DB: db, Candidacies: s.Candidacies, Now: s.Jury.Now, BaseURL: "https://label.example.org", LabelName: "Territoire numérique libre",
		Issuer: &issuer.Keys{DB: db, Now: s.Jury.Now, BaseURL: "https://label.example.org"}}
	candidate.Routes(s.Group, &candidate.Screens{
		Pages: s.Pages, Sessions: s.Sessions, Candidacies: s.Candidacies, Editions: s.Editions, Awards: s.awards, Now: s.Jury.Now,
	})
	return s
}

func TestTheResultIsExplainedOncePublished(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		camille, alix := accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Alix")
		gap, lyon := s.Submitted(camille, "05061", jurytest.Answers), s.Submitted(alix, "69123", jurytest.Answers)
		sacha := s.Secretariat("Sacha")
		s.Close()
		decide := func(id string, in deliberation.Input) {
			t.Helper()
			in.Reason = "Secret de la délibération."
			if err := s.deliberations.Decide(ctx, sacha, id, in, 0); err != nil {
				t.Fatal(err)
			}
		}
		decide(gap, deliberation.Input{Level: 2, Opinion: "Tenez bon.", Mentions: []string{"pooling"}, Adjustments: []deliberation.TypedAdjustment{
			{Question: "enjeux", Points: "0,5", Reason: "Un seul enjeu est étayé."},
		}})
		decide(lyon, deliberation.Input{Opinion: "Le pas suivant est à votre portée."})

		team := s.As(camille)
		base, nowhere := "/candidatures/"+gap, "/candidatures/01900000-0000-7000-8000-000000000000"
		for _, page := range []string{"/resultat", "/resultat/dossier.json"} {
			before, unknown := team.Get(base+page), team.Get(nowhere+page)
			if before.Status != http.StatusNotFound || before != unknown {
				t.Errorf("%s before the publication: %d", page, before.Status)
			}
		}
		team.Get(base).Lacks(t, base+"/resultat")
		if err := s.awards.Publish(ctx, sacha, s.Edition.ID); err != nil {
			t.Fatal(err)
		}

		team.Get(base).Wants(t, http.StatusOK, `href="`+base+`/resultat"`, "Lire le résultat expliqué")
		page := team.Get(base + "/resultat")
		page.Wants(t, http.StatusOK, "Niveau 2, Initiative", "Mention spéciale : mutualisation", "Tenez bon.", `href="/certificats/2026-0001"`,
			"0,5 au lieu de 2. Un seul enjeu est étayé.", "Ajusté par le jury : Un seul enjeu est étayé.", "</s> 0,5</strong> sur 2",
			"Décerné par le jury, bien que le calcul y trouve un manque.", "il faut 11 %.", "Ce qui ne compte pas pour vous", "Ce territoire n’est pas concerné",
			"jusqu’à « Niveau 3, Engagement »", "effort", `href="`+base+`/resultat/dossier.json"`, "tnl score --award dossier-2026-0001.json", "Vos réponses ne sont pas publiées")
		page.Lacks(t, "Secret de la délibération", "Sacha")
		file := team.Get(base + "/resultat/dossier.json")
		read, err := verification.Read(strings.NewReader(file.Body))
		if err != nil {
			t.Fatal(err)
		}
		q, err := s.Candidacies.Questionnaires.Get(ctx, read.Record.Questionnaire.Hash)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := read.Verify(q); err != nil || !found.Agrees() || file.Status != http.StatusOK {
			t.Errorf("the file: %d, %v", file.Status, err)
		}

		other := s.As(alix)
		for _, page := range []string{"/resultat", "/resultat/dossier.json"} {
			if hidden, unknown := other.Get(base+page), other.Get(nowhere+page); hidden.Status != http.StatusNotFound || hidden != unknown {
				t.Errorf("%s of another team: %d", page, hidden.Status)
			}
			if visitor := s.As(nil).Get(base + page); !strings.HasPrefix(visitor.Location, "/connexion") {
				t.Errorf("%s to a visitor: %d", page, visitor.Status)
			}
		}
		without := other.Get("/candidatures/" + lyon + "/resultat")
		without.Wants(t, http.StatusOK, "Le jury n’a pas décerné de label cette année", "Le pas suivant est à votre portée.", "n’est lue que de votre équipe", "tnl score --award dossier.json")
		without.Lacks(t, "/certificats/", "Mention spéciale")
	})
}

func TestTheConsentIsAskedWithTheRepresentatives(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		camille := accounttest.Person(t, db, "Camille")
		id := s.Draft(camille, "05061")
		team, address := s.As(camille), "/candidatures/"+id+"/representants"
		team.Get(address).Lacks(t, "answers_public")
		settings := edition.Settings{Name: s.Edition.Name, OpensAt: s.Edition.OpensAt, ClosesAt: s.Edition.ClosesAt, PublishesAnswers: true}
		if err := s.deliberations.ChangeSettings(ctx, s.Secretariat("Sacha"), s.Edition.ID, 1, settings); err != nil {
			t.Fatal(err)
		}
		team.Get(address).Wants(t, http.StatusOK, `name="answers_public" value="yes"`, "les ajustements du jury et leurs raisons", "Jamais le nom d’une personne")
		wrong := url.Values{"revision": {"1"}, "answers_public": {"yes"}, "elected_email": {"sans-arobase"}}
		team.Post(address, wrong).Wants(t, http.StatusUnprocessableEntity, `name="answers_public" value="yes" checked`)
		team.Post(address, url.Values{"revision": {"1"}, "answers_public": {"yes"}}).Leads(t, "/candidatures/"+id)
		team.Get(address).Wants(t, http.StatusOK, `name="answers_public" value="yes" checked`)
		team.Post(address, url.Values{"revision": {"2"}}).Leads(t, "/candidatures/"+id)
		team.Get(address).Lacks(t, `value="yes" checked`)
	})
}
