// Package jurytest builds an edition with its candidacies and jurors, for the tests of what comes after the closing.
package jurytest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/jury"
	"tnl/app/questionnaire"
	"tnl/app/territory"
	"tnl/questionnaires"
)

// World is an edition of 2026 with a clock of its own: open at first, until 15 October at 23:59 in Paris.
type World struct {
	t           testing.TB
	DB          *database.DB
	Clock       time.Time
	Editions    *edition.Editions
	Candidacies *candidacy.Candidacies
	Jury        *jury.Jury
	Edition     edition.Edition
}

// Answers is a small candidacy. The question of fact site-public, at « non », puts accessibility out of scope.
const Answers = `
answers:
  enjeux: {value: [maitrise, service], comment: "Deux raisons qui nous tiennent à cœur."}
  strategie-formalisee: {value: suivie, evidence: "https://lettrives.example/numerique"}
  plan-action: {planned: "2027-06"}
  site-public: non
  reseaux: [libre]
`

// New makes the world on db.
func New(t testing.TB, db *database.DB) *World { return NewWith(t, db, "") }

// NewWith is New with more at the end of the questionnaire.
func NewWith(t testing.TB, db *database.DB, more string) *World {
	t.Helper()
	w := &World{t: t, DB: db, Clock: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.Clock }
	kept := &edition.Questionnaires{DB: db}
	w.Editions = &edition.Editions{DB: db, Questionnaires: kept, Now: now}
	w.Candidacies = &candidacy.Candidacies{
		DB: db, Questionnaires: kept, Territories: &territory.Register{DB: db, Now: now}, Now: now, BaseURL: "https://label.example.org",
	}
	w.Jury = &jury.Jury{DB: db, Candidacies: w.Candidacies, Now: now}
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	w.must(err)
	w.Open(2026, append(text, more...))
	return w
}

// Open opens the edition of a year, with a questionnaire of its own, and makes it that of the world; the clock goes to its
// first of September.
func (w *World) Open(year int, questionnaire []byte) {
	w.t.Helper()
	w.Clock = time.Date(year, 9, 1, 8, 0, 0, 0, time.UTC)
	w.must(w.DB.Write(context.Background(), func(tx *gorm.DB) (err error) {
		w.Edition, err = edition.Create(tx, w.Clock, "test", edition.Settings{
			Year: year, Name: fmt.Sprintf("Édition %d", year),
			OpensAt:  time.Date(year, 5, 4, 7, 0, 0, 0, time.UTC),
			ClosesAt: time.Date(year, 10, 15, 22, 0, 0, 0, time.UTC),
		}, "essai.yaml", questionnaire)
		return err
	}))
}

// Juror makes a member of the jury.
func (w *World) Juror(name string) *account.Person {
	w.t.Helper()
	return accounttest.Person(w.t, w.DB, name, account.Juror)
}

// Secretariat makes a member of the secretariat.
func (w *World) Secretariat(name string) *account.Person {
	w.t.Helper()
	return accounttest.Person(w.t, w.DB, name, account.Secretariat)
}

// Draft opens the candidacy of the commune of an INSEE code with lead as its team, and gives its id.
func (w *World) Draft(lead *account.Person, commune string) string {
	w.t.Helper()
	id, err := w.Candidacies.Open(context.Background(), lead, w.Edition.ID, candidacy.Applicant{Kind: territory.Commune, Code: commune})
	w.must(err)
	return id
}

// Submitted is Draft with answers, in YAML, and submitted.
func (w *World) Submitted(lead *account.Person, commune, answers string) string {
	w.t.Helper()
	ctx := context.Background()
	id := w.Draft(lead, commune)
	q, err := w.Candidacies.Questionnaires.Get(ctx, w.Edition.QuestionnaireHash)
	w.must(err)
	file, faults := questionnaire.ReadAnswers(q, "answers.yaml", []byte(answers))
	if faults.Broken() {
		w.t.Fatal(faults)
	}
	var changes []candidacy.Change
	for _, question := range q.Questions {
		if answer := file.Answers.Get(question); !answer.Empty() {
			changes = append(changes, candidacy.Change{Question: question.ID, Answer: answer})
		}
	}
	_, err = w.Candidacies.Save(ctx, lead, id, changes)
	w.must(err)
	w.must(w.Candidacies.Mandate(ctx, lead, id, 1, candidacy.Mandate{
		Elected:   candidacy.Representative{Name: "Camille Roux", Function: "maire", Email: "maire@lettrives.example"},
		Technical: candidacy.Representative{Name: "Dominique Petit", Function: "responsable informatique", Email: "si@lettrives.example"},
	}))
	_, err = w.Candidacies.Submit(ctx, lead, id)
	w.must(err)
	return id
}

// Candidacy is Submitted with small answers and a team that does nothing else.
func (w *World) Candidacy(commune string) string {
	w.t.Helper()
	return w.Submitted(accounttest.Person(w.t, w.DB, "Équipe de "+commune), commune, Answers)
}

// Close brings the clock after the closing and hands the candidacies to the jury.
func (w *World) Close() {
	w.t.Helper()
	w.Clock = w.Edition.ClosesAt.Add(time.Hour)
	w.must(w.Candidacies.CloseDue(context.Background()))
	var err error
	w.Edition, err = w.Editions.ByID(context.Background(), w.Edition.ID)
	w.must(err)
}

// Propose has juror propose a level and hand the review in.
func (w *World) Propose(juror *account.Person, id string, level int, remarks string) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.Jury.SaveProposal(ctx, juror, id, &level, remarks, 0))
	w.must(w.Jury.Submit(ctx, juror, id, 1))
}

func (w *World) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}
