package candidacy_test

import (
	"errors"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/questionnaire"
)

// What was read with a questionnaire is never saved as an answer to the next one.
func TestAFormOpenedBeforeLosesNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary, lead := w.Secretariat("Claude"), accounttest.Person(t, db, "Camille")
		id := w.Submitted(lead, "01001", everything)
		old, err := w.Candidacies.Questionnaires.Get(ctx, w.Edition.QuestionnaireHash)
		must(t, err)
		w.Clock = w.Clock.Add(time.Minute)
		must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 1, bring(t, w, secretary, after), "Une faute."))

		change := candidacy.Change{Question: "type", Answer: questionnaire.Answer{Value: "Une suite"}, Questionnaire: old.Hash}
		if _, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{change}); !errors.Is(err, candidacy.ErrSuperseded) {
			t.Fatalf("a text was saved as a yes or a no: %v", err)
		}
		f, err := w.Candidacies.Load(ctx, lead, id)
		must(t, err)
		if s, err := w.Candidacies.Stale(ctx, f, f.Questionnaire.Hash); s != nil || err != nil {
			t.Errorf("today's form: %v, %v", s, err)
		}
		if s, err := w.Candidacies.Stale(ctx, f, "never one of this edition's"); s != nil || err != nil {
			t.Errorf("another form: %v, %v", s, err)
		}
		s, err := w.Candidacies.Stale(ctx, f, old.Hash)
		must(t, err)
		for question, heir := range map[string]string{"stable": "stable", "choix": "choix", "ancien": "nouveau", "prevue": "prevue", "type": "", "moitie": "", "retiree": ""} {
			if got := s.Heir(old.Question(question)); (got == nil) != (heir == "") || got != nil && got.ID != heir {
				t.Errorf("%s goes on as %v, want %q", question, got, heir)
			}
		}
		// The answer to « choix » stands no more: a colleague's new one is not written over by the revision that the form shows.
		if s.Revision(old.Question("choix"), 1) != 0 || s.Revision(old.Question("ancien"), 1) != 1 || s.Revision(old.Question("prevue"), 1) != 1 {
			t.Error("the revisions that a form shows")
		}

		late := map[string]questionnaire.Answer{
			"retiree": {Value: "Un mot"},                     // what was set aside already
			"type":    {Value: "Une longue histoire, suite"}, // new
			"moitie":  {},                                    // nothing
		}
		for round, want := range []int{1, 0} {
			kept, err := w.Candidacies.SetAsideLate(ctx, lead, id, s, late)
			must(t, err)
			if len(kept) != want {
				t.Errorf("round %d: %d kept, want %d", round, len(kept), want)
			}
		}
		late["type"] = questionnaire.Answer{Value: "Une longue histoire, fin"}
		_, err = w.Candidacies.SetAsideLate(ctx, lead, id, s, late)
		must(t, err)
		aside, err := w.Candidacies.SetAside(ctx, f)
		must(t, err)
		found := map[string]bool{}
		for _, one := range aside {
			if one.Question.ID == "type" {
				found[one.Question.Show(one.Answer.Value)] = one.Late
			}
		}
		if len(found) != 2 || found["Une longue histoire"] || !found["Une longue histoire, fin"] {
			t.Errorf("set aside: %v", found)
		}
		w.Close()
		if _, err := w.Candidacies.SetAsideLate(ctx, lead, id, s, map[string]questionnaire.Answer{"type": {Value: "Trop tard"}}); err == nil {
			t.Error("kept after the closing")
		}
	})
}
