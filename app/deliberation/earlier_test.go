package deliberation_test

import (
	"testing"

	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/jury/jurytest"
	"tnl/app/questionnaire"
	"tnl/questionnaires"
)

// Jury and secretariat read what changed since the last edition that was decided, whoever the team is.
func TestAnEarlierEditionIsReadOnceItIsDecided(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha, ana := deliberations(w), w.Secretariat("Sacha"), w.Juror("Ana")
		before := w.Candidacy("05061")
		w.Close()
		text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
		check(t, err)
		w.Open(2027, text)
		id := w.Submitted(accounttest.Person(t, db, "Nouvelle équipe"), "05061", "answers: {strategie-formalisee: votee, reseaux: [libre], achats: [examen]}")
		w.Close()
		read := func() {
			t.Helper()
			reading, err := w.Jury.Read(ctx, ana, id)
			check(t, err)
			dossier, err := d.Dossier(ctx, sacha, id)
			check(t, err)
			if (reading.Earlier == nil) != (dossier.Earlier == nil) {
				t.Fatal("jury and secretariat do not read the same")
			}
		}
		read()
		if reading, _ := w.Jury.Read(ctx, ana, id); reading.Earlier != nil {
			t.Fatalf("what is not decided is read: %+v", reading.Earlier)
		}
		check(t, d.Decide(ctx, sacha, before, deliberation.Input{Level: 1, Reason: "Vu.", Opinion: "Continuez."}, 0))
		read()
		reading, err := w.Jury.Read(ctx, ana, id)
		check(t, err)
		e := reading.Earlier
		if e == nil || e.Year != 2026 || e.Score.Total.Percent() == reading.Engine.Total.Percent() {
			t.Fatalf("%+v", e)
		}
		if got := e.Of(reading.Engine.Questionnaire.Question("strategie-formalisee")).Evolution; got.Direction != questionnaire.Better {
			t.Errorf("%+v", got)
		}
		// Better: the strategy, a purchase. The same: the networks. Other: a fact is not told any more. Worse: the stakes.
		if want := (questionnaire.Tally{Better: 2, Worse: 1, Same: 1, Other: 1}); e.Tally != want {
			t.Errorf("%+v", e.Tally)
		}
	})
}
