package candidacy_test

import (
	"strings"
	"testing"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/jury/jurytest"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/questionnaires"
)

func file(t *testing.T, name string) []byte {
	t.Helper()
	text, err := questionnaires.Files.ReadFile(name)
	must(t, err)
	return text
}

// year writes a questionnaire of one year.
func year(id string, questions ...string) []byte {
	return []byte(strings.Replace(questionnairetest.Text(questions...), "id: essai\n", "id: "+id+"\n", 1))
}

func earlier(t *testing.T, w *jurytest.World, person *account.Person, id string) (*candidacy.Earlier, *candidacy.File) {
	t.Helper()
	f, err := w.Candidacies.Load(ctx, person, id)
	must(t, err)
	e, err := w.Candidacies.Earlier(ctx, f)
	must(t, err)
	return e, f
}

func TestTheLastEditionSubmittedIsRemembered(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		if e, _ := earlier(t, w, lead, w.Submitted(lead, lettret, jurytest.Answers)); e != nil {
			t.Fatalf("a first candidacy remembers %d", e.Year)
		}
		w.Close()
		w.Open(2027, file(t, "tnl-2024.yaml"))
		w.Draft(lead, lettret) // never submitted: nothing to remember
		w.Open(2028, file(t, "tnl-2025.yaml"))
		id := w.Draft(lead, lettret)
		e, f := earlier(t, w, lead, id)
		if e == nil || e.Year != 2026 || e.Snapshot.Questionnaire.ID != "tnl-2021" {
			t.Fatalf("remembers %+v", e)
		}
		strategy := e.Of(f.Questionnaire.Question("strategie-formalisee"))
		if strategy.Outcome != questionnaire.CarriedOver || strategy.Takeable.Evidence != "https://lettrives.example/numerique" {
			t.Errorf("a year was skipped: %+v", strategy)
		}
		waiting := e.Waiting(f)
		if len(waiting) == 0 || waiting[0].ID != "strategie-formalisee" {
			t.Fatalf("waiting: %v", waiting)
		}
		_, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{{Question: "strategie-formalisee", Answer: strategy.Takeable, TakenFrom: e.Year}})
		must(t, err)
		e, f = earlier(t, w, lead, id)
		if got := e.Waiting(f); len(got) != len(waiting)-1 {
			t.Errorf("%d answers wait, there were %d", len(got), len(waiting))
		}
		if q := f.Questionnaire.Question("strategie-formalisee"); !e.Gives(q, f.Answers.Get(q)) || e.Of(q).Evolution.Direction != questionnaire.Same {
			t.Errorf("%+v", e.Of(q))
		}
		lines, err := audit.History(db.Read(ctx), "candidacy/"+id+"/answer/strategie-formalisee")
		must(t, err)
		if len(lines) != 1 || lines[0].Action != "answer.take_over" || !strings.Contains(lines[0].After, `"edition":2026`) || !strings.Contains(lines[0].After, `"value":"suivie"`) {
			t.Errorf("the log says %+v", lines)
		}
	})
}

// What is written in the questionnaire of a year that was skipped is followed all the same.
func TestAQuestionIsFollowedThroughTheEditionBetween(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		w.Open(2030, year("un", "id: a\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1"))
		w.Submitted(lead, lettret, "answers: {a: oui}")
		w.Open(2031, year("deux", "id: b\ncontinues: un/a\ntype: yes_no\nlabel: B\nhelp: A\npoints: 1"))
		w.Open(2032, year("trois", "id: c\ncontinues: deux/b\ntype: yes_no\nlabel: C\nhelp: A\npoints: 1"))
		e, f := earlier(t, w, lead, w.Draft(lead, lettret))
		if got := e.Of(f.Questionnaire.Question("c")); got.Outcome != questionnaire.CarriedOver || got.Takeable.Value != true {
			t.Errorf("%+v", got)
		}
	})
}

// Anybody may open a candidacy for a territory: what others answered before does not exist for them.
func TestEarlierAnswersAreForThoseOfTheTeamOfThen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead, stranger := accounttest.Person(t, db, "Camille"), accounttest.Person(t, db, "Inconnue")
		w.Submitted(lead, lettret, jurytest.Answers)
		w.Open(2027, file(t, "tnl-2021.yaml"))
		id := w.Submitted(stranger, lettret, "answers: {enjeux: [depenses]}")
		past := func(id string) []candidacy.Past {
			f, err := w.Candidacies.Load(ctx, stranger, id)
			must(t, err)
			rows, err := w.Candidacies.Past(ctx, stranger, f)
			must(t, err)
			return rows
		}
		if e, _ := earlier(t, w, stranger, id); e != nil || len(past(id)) != 0 {
			t.Fatalf("a stranger is shown %+v, %+v", e, past(id))
		}
		w.Open(2028, file(t, "tnl-2021.yaml"))
		id = w.Draft(lead, lettret)
		if e, _ := earlier(t, w, lead, id); e == nil || e.Year != 2026 {
			t.Fatalf("between them, what others answered is not skipped: %+v", e)
		}
		must(t, w.Candidacies.Invite(ctx, lead, id, stranger.Email))
		must(t, w.Candidacies.Join(ctx, stranger, id))
		e, _ := earlier(t, w, stranger, id)
		if e == nil || e.Year != 2027 {
			t.Fatalf("together they remember %+v", e)
		}
		if rows := past(id); len(rows) != 2 || rows[0].Year != 2027 || !rows[0].Mine || rows[1].Year != 2026 || rows[1].Mine {
			t.Errorf("%+v", rows)
		}
	})
}

func TestRememberingTakesAConstantNumberOfQueries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		w.Submitted(lead, lettret, jurytest.Answers)
		for i, name := range []string{"tnl-2021.yaml", "tnl-2024.yaml", "tnl-2021.yaml", "tnl-2024.yaml"} {
			w.Open(2027+i, file(t, name))
			w.Draft(lead, lettret)
		}
		w.Open(2032, file(t, "tnl-2025.yaml"))
		id := w.Draft(lead, lettret)
		f, err := w.Candidacies.Load(ctx, lead, id)
		must(t, err)
		w.Candidacies.Questionnaires = &edition.Questionnaires{DB: db} // with nothing in memory
		queries := 0
		db.Count(func(string) { queries++ })
		if e, err := w.Candidacies.Earlier(ctx, f); err != nil || e == nil {
			t.Fatal(e, err)
		}
		if queries != 4 {
			t.Errorf("%d queries, 4 wanted: the submission, its questionnaire, those between, and they at once", queries)
		}
	})
}
