package candidacy_test

import (
	"sync"
	"testing"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// Each answer is saved before the supersession and carried by it, or meets the new questionnaire and is told: none is
// lost, none half carried.
func TestFiftyAnswersSavedWhileItIsSuperseded(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary := w.Secretariat("Claude")
		hash := bring(t, w, secretary, after)
		old, err := w.Candidacies.Questionnaires.Get(ctx, w.Edition.QuestionnaireHash)
		must(t, err)
		communes := []string{"01001", "01002", "01004", "01005", "01006"}
		var leads []*account.Person
		var ids []string
		for _, commune := range communes {
			lead := accounttest.Person(t, db, commune)
			leads, ids = append(leads, lead), append(ids, w.Draft(lead, commune))
		}
		parse := func(q *questionnaire.Questionnaire, id string, raw any) candidacy.Change {
			v, err := q.Question(id).Spec.Parse(raw)
			if err != nil {
				t.Error(err)
			}
			return candidacy.Change{Question: id, Answer: questionnaire.Answer{Value: v}, Questionnaire: q.Hash}
		}
		raws := map[string]any{
			"stable": "40", "choix": "b", "type": "Une histoire", "ancien": true, "moitie": true,
			"autre-moitie": false, "retiree": "Un mot", "liste": []any{"x", "y"}, "prevue": true,
		}
		// What becomes of each, whichever side of the supersession it was saved on.
		heirs := map[string]string{"stable": "stable", "choix": "choix", "ancien": "nouveau", "liste": "liste", "prevue": "prevue"}
		var wait sync.WaitGroup
		var mutex sync.Mutex
		acknowledged, late := map[[2]string]bool{}, 0
		for i := range ids {
			for id, raw := range raws {
				wait.Go(func() {
					_, err := w.Candidacies.Save(ctx, leads[i], ids[i], []candidacy.Change{parse(old, id, raw)})
					mutex.Lock()
					defer mutex.Unlock()
					switch {
					case err == nil:
						acknowledged[[2]string{ids[i], id}] = true
					case fault.Is(err, fault.Conflict): // the form reads its answers again, and sends them
						late++
					default:
						t.Error(err)
					}
				})
			}
		}
		for range 5 {
			wait.Go(func() { _, _ = w.Candidacies.Load(ctx, leads[0], ids[0]) })
		}
		wait.Go(func() {
			if err := w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 1, hash, "x"); err != nil {
				t.Error(err)
			}
		})
		wait.Wait()
		if len(acknowledged)+late != len(ids)*len(raws) {
			t.Fatalf("%d acknowledged and %d late of %d", len(acknowledged), late, len(ids)*len(raws))
		}
		for i, id := range ids {
			f, err := w.Candidacies.Load(ctx, leads[i], id)
			must(t, err)
			aside, err := w.Candidacies.SetAside(ctx, f)
			must(t, err)
			kept := map[string]bool{}
			for _, one := range aside {
				kept[one.Question.ID] = true
			}
			for question := range raws {
				if !acknowledged[[2]string{id, question}] {
					continue
				}
				if heir := heirs[question]; heir != "" && f.Answers.Get(f.Questionnaire.Question(heir)).Empty() || heir == "" && !kept[question] {
					t.Errorf("the answer to %s was acknowledged and is lost", question)
				}
			}
		}
	})
}
