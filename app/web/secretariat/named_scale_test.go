package secretariat_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/jury/jurytest"
	"tnl/questionnaires"
)

// numbered is a level told by its number, which an edition whose levels are a badge, bronze, argent and or never has.
var numbered = regexp.MustCompile(`(?i)niveau[\s\x{a0}]+\d`)

func TestLevelsOfANamedScaleGoByTheirName(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		text, err := questionnaires.Files.ReadFile("tnl-2025.yaml")
		if err != nil {
			t.Fatal(err)
		}
		w.Open(2027, text)
		s := siteOf(t, w)
		gap := s.Submitted(s.Juror("Équipe"), "05061", "answers: {strategie-formalisee: votee, bureautique: 90}")
		lyon := s.Submitted(s.Juror("Autre équipe"), "69123", "answers: {strategie-formalisee: votee}")
		s.Close()
		ana := s.Juror("Ana")
		s.Propose(ana, gap, 3, "Solide.")
		s.Propose(ana, lyon, 0, "Trop tôt.")
		sacha, edition, dossier := s.As(s.Secretariat("Sacha")), "/secretariat/editions/2027", "/secretariat/candidatures/"+gap
		pages := func(when string, addresses ...string) {
			t.Helper()
			for _, address := range addresses {
				if body := sacha.Get(address).Body; numbered.MatchString(body) {
					t.Errorf("%s, %s: %q", when, address, numbered.FindString(body))
				}
			}
		}
		pages("under review", edition, dossier)
		sacha.Get(edition).Wants(t, http.StatusOK, "Ana : argent")
		sacha.Get(dossier).Wants(t, http.StatusOK, "Argent")
		decision := url.Values{"level": {"2"}, "reason": {"Unanime."}, "opinion": {"Bravo."}, "revision": {"0"}, "suite": {"calcul"}}
		sacha.Post(dossier+"/decision", decision).Wants(t, http.StatusOK, "Le niveau décerné (bronze) n’est pas celui du calcul (")
		decision.Del("suite")
		sacha.Post(dossier+"/decision", decision).Leads(t, dossier)
		decision.Set("level", "0")
		sacha.Post("/secretariat/candidatures/"+lyon+"/decision", decision).Leads(t, "/secretariat/candidatures/"+lyon)
		sacha.Get(edition).Wants(t, http.StatusOK, "Bronze")
		pages("decided", edition, dossier, edition+"/publication")
		sacha.Get(edition+"/publication").Wants(t, http.StatusOK, "Bronze")
	})
}
