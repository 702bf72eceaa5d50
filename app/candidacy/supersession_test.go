package candidacy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

const before = `
id: essai
title: Essai
axes:
  - id: un
    title: Premier axe
    weight: 1
    questions:
      - {id: stable, type: percentage, label: Quelle part ?, linear: true, points: 4}
      - {id: choix, type: choice, label: Lequel ?, options: [{id: a, label: Le premier, points: 2}, {id: b, label: Le deuxième, points: 1}, {id: c, label: Aucun}]}
      - {id: type, type: long_text, label: Racontez}
      - {id: ancien, type: yes_no, label: L’ancien nom ?, points: 1}
      - {id: moitie, type: yes_no, label: Une moitié ?, points: 1}
      - {id: autre-moitie, type: yes_no, label: L’autre moitié ?, points: 1}
      - {id: retiree, type: short_text, label: Une de trop}
      - {id: liste, type: choices, label: Lesquels ?, options: [{id: x, label: X, points: 1}, {id: y, label: Y, points: 1}]}
      - {id: prevue, type: yes_no, label: Prévu ?, points: 1, plannable: true}
scale:
  levels:
    - {title: Bronze, meaning: Un début., total: 20}
    - {title: Argent, meaning: Une suite., total: 60}
`

// after mends before: the level is lower for who answered « a », and every way for an answer to go on or not is there.
const after = `
id: essai
title: Essai corrigé
axes:
  - id: un
    title: Premier axe
    weight: 1
    questions:
      - {id: stable, type: percentage, label: Quelle part exactement ?, linear: true, points: 4}
      - {id: choix, type: choice, label: Lequel ?, options: [{id: b, label: Le deuxième, points: 1}, {id: c, label: Aucun}]}
      - {id: type, type: yes_no, label: Racontez-vous ?, points: 1}
      - {id: nouveau, type: yes_no, label: Le nouveau nom ?, points: 1, continues: essai/ancien}
      - {id: entiere, type: yes_no, label: Les deux moitiés ?, points: 1, continues: [essai/moitie, essai/autre-moitie]}
      - {id: liste, type: choices, label: Lesquels ?, options: [{id: y, label: Y, points: 1}, {id: x, label: X, points: 1}]}
      - {id: prevue, type: yes_no, label: Prévu ?, points: 1}
scale:
  levels:
    - {title: Bronze, meaning: Un début., total: 30}
    - {title: Argent, meaning: Une suite., total: 60}
`

const everything = `
answers:
  stable: 50
  choix: a
  type: Une longue histoire
  ancien: oui
  moitie: oui
  autre-moitie: non
  retiree: Un mot
  liste: [x, y]
  prevue: {planned: "2027-06", comment: "Votée au printemps"}
`

// trial is a world whose edition uses a small questionnaire.
func trial(t *testing.T, db *database.DB) *jurytest.World {
	t.Helper()
	w := jurytest.New(t, db)
	must(t, db.Write(ctx, func(tx *gorm.DB) (err error) {
		w.Edition, err = edition.Create(tx, w.Clock, "test", edition.Settings{
			Year: 2027, Name: "Édition 2027", OpensAt: w.Clock.Add(-time.Hour), ClosesAt: w.Clock.AddDate(0, 1, 0),
		}, "essai.yaml", []byte(before))
		return err
	}))
	return w
}

// bring keeps a questionnaire, and gives its hash.
func bring(t *testing.T, w *jurytest.World, secretary *account.Person, text string) string {
	t.Helper()
	q, faults, err := w.Editions.Bring(ctx, secretary, []byte(text))
	must(t, err)
	if q == nil {
		t.Fatal(faults)
	}
	return q.Hash
}

func shown(f *candidacy.File) map[string]string {
	out := map[string]string{}
	for _, q := range f.Questionnaire.Questions {
		if a := f.Answers.Get(q); !a.Empty() {
			out[q.ID] = fmt.Sprintf("%d %s", f.Revisions[q.ID], q.Show(a.Value))
		}
	}
	return out
}

func TestAnswersGoOnOrAreSetAside(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary, lead, draft := w.Secretariat("Claude"), accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Ana")
		submitted, blank := w.Submitted(lead, "01001", everything), w.Draft(draft, "01002")
		hash := bring(t, w, secretary, after)

		f, err := w.Candidacies.Load(ctx, lead, submitted)
		must(t, err)
		with, err := w.Candidacies.Questionnaires.Get(ctx, hash)
		must(t, err)
		foreseen, err := w.Candidacies.Foresee(ctx, secretary, w.Edition, f.Questionnaire, with)
		must(t, err)
		if foreseen.Drafts != 1 || foreseen.Submitted != 1 || foreseen.Kept != 4 || foreseen.Aside() != 6 {
			t.Errorf("foreseen: %+v", foreseen)
		}

		w.Clock = w.Clock.Add(time.Minute)
		must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 1, hash, " Un choix\n de trop. "))
		f, err = w.Candidacies.Load(ctx, lead, submitted)
		must(t, err)
		got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(fmt.Sprint(shown(f)))
		if got != "map[liste:1 Y ; X nouveau:1 Oui prevue:1  stable:1 50 %]" {
			t.Errorf("kept: %s", got)
		}
		if f.ChangedSince() {
			t.Error("the team is said to have changed its answers")
		}
		if a := f.Answers.Get(f.Questionnaire.Question("prevue")); a.Planned != "" || a.Comment != "Votée au printemps" {
			t.Errorf("what was planned: %+v", a)
		}
		aside, err := w.Candidacies.SetAside(ctx, f)
		must(t, err)
		said := map[string]string{}
		for _, one := range aside {
			line := string(one.Outcome) + " " + one.Question.Show(one.Answer.Value) + one.Answer.Planned
			for _, heir := range one.Heirs {
				line += " → " + heir.ID
			}
			said[one.Question.ID] = fmt.Sprint(line, " ", one.Again)
		}
		want := map[string]string{
			"choix": "value_gone Le premier → choix true", "type": "other_type Une longue histoire → type true", "moitie": "merged Oui → entiere true",
			"autre-moitie": "merged Non → entiere true", "retiree": "removed Un mot false", "prevue": "plan_gone 2027-06 → prevue false",
		}
		if fmt.Sprint(said) != fmt.Sprint(want) {
			t.Errorf("set aside:\n%v\nwant\n%v", said, want)
		}
		corrections, err := w.Candidacies.Corrections(ctx, f)
		must(t, err)
		if len(corrections) != 1 || corrections[0].Note != "Un choix de trop." || corrections[0].Before.Title != "Essai" || corrections[0].After.Hash != hash {
			t.Errorf("corrections: %+v", corrections)
		}

		last, err := w.Candidacies.LastSubmission(db.Read(ctx), submitted)
		must(t, err)
		if last.QuestionnaireHash != w.Edition.QuestionnaireHash || !strings.Contains(last.Answers, `"retiree"`) {
			t.Error("what was submitted has changed")
		}
		if _, err := w.Candidacies.Read(ctx, last); err != nil {
			t.Errorf("what was submitted cannot be read: %v", err)
		}
		w.Clock = w.Clock.Add(time.Minute)
		again, err := w.Candidacies.Submit(ctx, lead, submitted)
		must(t, err)
		if again.QuestionnaireHash != hash {
			t.Error("submitted again with the old questionnaire")
		}
		lines, err := audit.History(db.Read(ctx), "candidacy/"+submitted)
		must(t, err)
		if n := count(lines, "answer.set-aside"); n != 1 {
			t.Errorf("%d lines of what was set aside", n)
		}
		lines, err = audit.History(db.Read(ctx), "edition/"+w.Edition.ID)
		must(t, err)
		if count(lines, "edition.supersede") != 1 {
			t.Error("the edition's journal says nothing")
		}
		if empty, err := w.Candidacies.Load(ctx, draft, blank); err != nil || len(shown(empty)) > 0 {
			t.Errorf("an empty draft: %v, %v", empty, err)
		}
	})
}

func count(lines []audit.Entry, action string) int {
	n := 0
	for _, line := range lines {
		if line.Action == action {
			n++
		}
	}
	return n
}

func TestEachTeamIsToldOnceWhatItHasToDo(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary, lead, draft := w.Secretariat("Claude"), accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Ana")
		gone := accounttest.Person(t, db, "Partie")
		w.Submitted(lead, "01001", everything)
		w.Draft(draft, "01002")
		must(t, w.Candidacies.Withdraw(ctx, gone, w.Draft(gone, "01004")))
		letter := func(person *account.Person) string {
			var found []struct{ Subject, Body string }
			must(t, db.Read(ctx).Table("outbox").Where("recipient = ? AND about LIKE ?", person.Email, "correction/%").Find(&found).Error)
			if len(found) != 1 {
				t.Fatalf("%d letters to %s", len(found), person.Name)
			}
			return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(found[0].Subject + "\n" + found[0].Body)
		}
		w.Clock = w.Clock.Add(time.Minute)
		must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 1, bring(t, w, secretary, after), "Un choix de trop."))
		for _, text := range []string{
			"Questionnaire corrigé : L'Abergement-Clémenciat, Édition 2027", "Un choix de trop.", "1.2 Lequel ?", "1.3 Racontez-vous ?", "1.5 Les deux moitiés ?",
			"Votre dépôt n° 1 garde la version", "au lieu de : « Niveau 2, Argent », 66,6 %", "/changements",
		} {
			if got := letter(lead); !strings.Contains(got, text) {
				t.Errorf("the letter lacks %q:\n%s", text, got)
			}
		}
		for _, text := range []string{"est un brouillon", "rien à répondre de nouveau"} {
			if got := letter(draft); !strings.Contains(got, text) {
				t.Errorf("the letter lacks %q:\n%s", text, got)
			}
		}
		var none int64
		must(t, db.Read(ctx).Table("outbox").Where("recipient = ?", gone.Email).Count(&none).Error)
		if none != 0 {
			t.Error("who withdrew is written to")
		}
		// A second correction before the letter left: one letter, which tells both.
		w.Clock = w.Clock.Add(time.Minute)
		must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 2, bring(t, w, secretary, strings.Replace(after, "Racontez-vous", "Dites-vous", 1)), "Une faute de frappe."))
		for _, text := range []string{"Un choix de trop.", "Une faute de frappe.", "1.2 Lequel ?", "1.3 Dites-vous ?", "1.5 Les deux moitiés ?"} {
			if got := letter(lead); !strings.Contains(got, text) {
				t.Errorf("the second letter lacks %q:\n%s", text, got)
			}
		}
	})
}

func TestWhatCannotTakeAQuestionnairesPlace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary, candidate := w.Secretariat("Claude"), accounttest.Person(t, db, "Camille")
		good, other := bring(t, w, secretary, after), bring(t, w, secretary, strings.Replace(after, "id: essai", "id: autre", 1))
		supersede := func(person *account.Person, revision int, hash, note string) error {
			return w.Candidacies.Supersede(ctx, person, w.Edition.ID, revision, hash, note)
		}
		for name, c := range map[string]struct {
			err  error
			kind fault.Kind
		}{
			"visitor":   {supersede(nil, 1, good, "x"), fault.SignIn},
			"candidate": {supersede(candidate, 1, good, "x"), fault.NotAllowed},
			"unknown":   {supersede(secretary, 1, strings.Repeat("0", 64), "x"), fault.NotFound},
			"same":      {supersede(secretary, 1, w.Edition.QuestionnaireHash, "x"), fault.Invalid},
			"other id":  {supersede(secretary, 1, other, "x"), fault.Invalid},
			"no note":   {supersede(secretary, 1, good, "  "), fault.Invalid},
			"too long":  {supersede(secretary, 1, good, strings.Repeat("é", 501)), fault.Invalid},
			"stale":     {supersede(secretary, 7, good, "x"), fault.Conflict},
		} {
			if !fault.Is(c.err, c.kind) {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		open := w.Clock
		w.Clock = w.Edition.OpensAt.Add(-time.Hour)
		must(t, supersede(secretary, 1, other, "")) // nobody has answered yet
		w.Clock = open
		if versions, err := w.Editions.Versions(ctx, w.Edition.ID); err != nil || len(versions) != 2 || versions[0].ByName != "Claude" || versions[0].Corrects(w.Edition) {
			t.Errorf("versions: %+v, %v", versions, err)
		}
		w.Close()
		if err := supersede(secretary, 2, good, "x"); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
	})
}

func TestVersionsNeverChange(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		trial(t, db)
		for _, statement := range []string{"UPDATE edition_versions SET note = 'x'", "DELETE FROM edition_versions"} {
			if err := db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec(statement).Error }); err == nil {
				t.Errorf("%s was accepted", statement)
			}
		}
	})
}

func TestTheNumberOfStatementsDoesNotGrowWithCandidacies(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary := w.Secretariat("Claude")
		supersede := func(revision int, text string) int {
			hash, statements := bring(t, w, secretary, text), 0
			db.Count(func(string) { statements++ })
			defer db.Count(func(string) {})
			must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, revision, hash, "x"))
			return statements
		}
		w.Submitted(accounttest.Person(t, db, "Un"), "01001", everything)
		few := supersede(1, after)
		for i, commune := range []string{"01002", "01004", "01005", "01006", "01007", "01008"} {
			w.Submitted(accounttest.Person(t, db, fmt.Sprint("Autre", i)), commune, `answers: {stable: 10, choix: b, liste: [x, y]}`)
		}
		many := supersede(2, strings.NewReplacer("{id: b, label: Le deuxième, points: 1}, ", "{id: d, label: Encore un}, ", "{id: nouveau,", "{id: plus-nouveau,", "continues: essai/ancien", "continues: essai/nouveau",
			"{id: y, label: Y, points: 1}, {id: x, label: X, points: 1}", "{id: x, label: X, points: 1}, {id: y, label: Y, points: 1}").Replace(after))
		if many > few {
			t.Errorf("%d statements for one candidacy, %d for seven", few, many)
		}
	})
}

func TestAQuestionnaireThatNothingUsesIsForgottenAfterAMonth(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := trial(t, db)
		secretary := w.Secretariat("Claude")
		used, orphan := bring(t, w, secretary, after), bring(t, w, secretary, strings.Replace(after, "corrigé", "oublié", 1))
		must(t, w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 1, used, "x"))
		kept := func(hash string) bool {
			_, err := w.Candidacies.Questionnaires.Source(ctx, hash)
			return err == nil
		}
		w.Clock = w.Clock.AddDate(0, 0, 29)
		must(t, w.Editions.Purge(ctx))
		if !kept(orphan) {
			t.Error("forgotten too early")
		}
		w.Clock = w.Clock.AddDate(0, 0, 2)
		must(t, w.Editions.Purge(ctx))
		if kept(orphan) || !kept(used) || !kept(w.Edition.QuestionnaireHash) {
			t.Error("the wrong ones were forgotten")
		}
		w.Clock = w.Edition.ClosesAt.Add(-time.Hour)
		if err := w.Candidacies.Supersede(ctx, secretary, w.Edition.ID, 2, orphan, "x"); !fault.Is(err, fault.NotFound) {
			t.Errorf("one that memory alone knows: %v", err)
		}
	})
}
