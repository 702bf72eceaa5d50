package secretariat_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/jury/jurytest"
)

func TestTheJurysPointsAreRetained(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		gap := s.Candidacy("05061")
		s.Close()
		ana, level := s.Juror("Ana"), 1
		for revision, a := range [][3]string{{"enjeux", "1", "Un seul enjeu."}, {"reseaux", "0", "Pas vu."}} {
			if err := s.Jury.Adjust(ctx, ana, gap, a[0], a[1], a[2], revision); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Jury.SaveProposal(ctx, ana, gap, &level, "", 2); err != nil {
			t.Fatal(err)
		}
		if err := s.Jury.Submit(ctx, ana, gap, 3); err != nil {
			t.Fatal(err)
		}
		sacha, dossier := s.As(s.Secretariat("Sacha")), "/secretariat/candidatures/"+gap
		sacha.Get(dossier).Wants(t, http.StatusOK, "Points retenus par le jury", "Ana, 1 point", `name="adjusted" value="enjeux"`,
			`name="enjeux.points" value="1"`, "Suggestion, rien n’est encore retenu", "Un seul enjeu.</textarea>", "Vide : ceux du moteur, 2.",
			`<option value="plan-action">1.5 `, `name="other_points"`)

		// What is wrong stands beside its field, and nothing typed is lost.
		typed := url.Values{
			"adjusted": {"enjeux", "reseaux"}, "enjeux.points": {"2,5"}, "enjeux.reason": {"Deux enjeux et demi."}, "reseaux.points": {""}, "reseaux.reason": {""},
			"other_question": {"plan-action"}, "other_points": {"1,5"}, "other_reason": {""}, "level": {"2"}, "reason": {"Unanime."}, "opinion": {"Bravo."}, "revision": {"0"},
		}
		refused := sacha.Post(dossier+"/decision", typed)
		refused.Wants(t, http.StatusUnprocessableEntity, `href="#field-enjeux-points"`, `href="#field-plan-action-reason"`, "de 0 à 2, avec deux décimales", `value="2,5"`,
			"Deux enjeux et demi.</textarea>", `name="plan-action.points" value="1,5"`, `name="adjusted" value="plan-action"`, "Le niveau décerné (niveau 2) n’est pas celui du calcul (")
		refused.Lacks(t, "Suggestion, rien", `<option value="plan-action"`)

		// Computing shows what the points make, and records nothing.
		typed = url.Values{
			"adjusted": {"enjeux", "reseaux", "plan-action"}, "enjeux.points": {"0,5"}, "enjeux.reason": {"À moitié."}, "plan-action.points": {"1,5"}, "plan-action.reason": {"Vu en séance."},
			"level": {"2"}, "mentions": {"pooling"}, "reason": {"Unanime."}, "opinion": {"Bravo."}, "revision": {"0"}, "suite": {"calcul"},
		}
		computed := sacha.Post(dossier+"/decision", typed)
		computed.Wants(t, http.StatusOK, "Avec les points ci-dessus", `value="0,5"`, "Unanime.", "Bravo.", `value="pooling" checked`)
		sacha.Get(dossier).Wants(t, http.StatusOK, "Lue par le jury", "Suggestion, rien")

		typed.Del("suite")
		sacha.Post(dossier+"/decision", typed).Leads(t, dossier)
		sacha.Get(dossier).Wants(t, http.StatusOK, "Avec 2 ajustements du jury", "0,5 au lieu de 2. À moitié.", "1,5 au lieu de 0. Vu en séance.",
			"Le niveau décerné (niveau 2) n’est pas celui du calcul", "Ajusté par le jury : À moitié.", `name="plan-action.points" value="1,5"`)

		// An emptied question has the engine's points again.
		typed.Set("enjeux.points", "")
		typed.Set("enjeux.reason", "")
		typed.Set("revision", "1")
		sacha.Post(dossier+"/decision", typed).Leads(t, dossier)
		after := sacha.Get(dossier)
		after.Wants(t, http.StatusOK, "Avec 1 ajustement du jury")
		after.Lacks(t, "0,5 au lieu de 2")
	})
}

// The mentions are those of the questionnaire, what the rule finds first, with the points that the jury retains.
func TestTheMentionsOfTheQuestionnaireAreOffered(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := siteOf(t, jurytest.NewWith(t, db, `
mentions:
  - {id: ailleurs, title: Ailleurs, meaning: Pour une région., when: {kind: region}}
  - {id: partage, title: Partage entre voisins, meaning: Pour qui partage., total: 50, of: [enjeux]}
`))
		gap := s.Candidacy("05061")
		s.Close()
		sacha, dossier := s.As(s.Secretariat("Sacha")), "/secretariat/candidatures/"+gap
		page := sacha.Get(dossier)
		page.Wants(t, http.StatusOK, "Partage entre voisins", "la règle est remplie", "Pour une région. Cette mention s’adresse à d’autres territoires.", `name="autre_mention"`)
		page.Lacks(t, "Meilleure première candidature")
		if strings.Index(page.Body, `value="partage"`) > strings.Index(page.Body, `value="ailleurs"`) {
			t.Error("the mention whose rule is fulfilled does not come first")
		}
		typed := url.Values{
			"adjusted": {"enjeux"}, "enjeux.points": {"0,5"}, "enjeux.reason": {"À moitié."}, "mentions": {"partage"}, "autre_mention": {"ténacité"},
			"level": {"1"}, "reason": {"Unanime."}, "opinion": {"Bravo."}, "revision": {"0"},
		}
		sacha.Post(dossier+"/decision", typed).Leads(t, dossier)
		after := sacha.Get(dossier)
		after.Wants(t, http.StatusOK, "Mentions spéciales : partage entre voisins et ténacité", "Il manque : Points de la question 1.1 : 25 %, il faut 50 %.", `value="partage" checked`, `value="ténacité"`)
		after.Lacks(t, "la règle est remplie")
	})
}
