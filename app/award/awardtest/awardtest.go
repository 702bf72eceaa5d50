// Package awardtest runs a small edition from its opening to its publication, for tests.
package awardtest

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/deliberation"
	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/issuer"
	"tnl/app/questionnaire"
	"tnl/app/territory"
	"tnl/questionnaires"
)

// BaseURL begins every link.
const BaseURL = "https://label.example.org"

// Stage is the label as it runs, with its clock in hand.
type Stage struct {
	T             testing.TB
	DB            *database.DB
	Now           time.Time
	Editions      *edition.Editions
	Candidacies   *candidacy.Candidacies
	Deliberations *deliberation.Deliberations
	Keys          *issuer.Keys
	Awards        *award.Awards
	Directory     *directory.Directory
	Secretary     *account.Person
	Edition       edition.Edition
	Leads         map[string]*account.Person // by candidacy
	teams         int
}

// New opens the edition of year, on its first day.
func New(t testing.TB, db *database.DB, year int) *Stage {
	t.Helper()
	s := &Stage{T: t, DB: db, Leads: map[string]*account.Person{}}
	clock := func() time.Time { return s.Now }
	kept := &edition.Questionnaires{DB: db}
	s.Editions = &edition.Editions{DB: db, Questionnaires: kept, Now: clock}
	s.Candidacies = &candidacy.Candidacies{DB: db, Questionnaires: kept, Territories: &territory.Register{DB: db, Now: clock}, Now: clock, BaseURL: BaseURL}
	s.Deliberations = &deliberation.Deliberations{DB: db, Candidacies: s.Candidacies, Now: clock}
	s.Keys = &issuer.Keys{DB: db, Now: clock, BaseURL: BaseURL, Secret: "a secret for tests, at least as long"}
	s.Awards = &award.Awards{DB: db, Candidacies: s.Candidacies, Now: clock, BaseURL: BaseURL, LabelName: "Territoire numérique libre", Issuer: s.Keys}
	s.Directory = &directory.Directory{DB: db, Questionnaires: kept}
	s.Secretary = accounttest.Person(t, db, "Camille Secrétaire", account.Secretariat)
	s.Open(year)
	return s
}

// Open opens the edition of a year and makes it the current one of the stage.
func (s *Stage) Open(year int) { s.OpenWith(year, "") }

// OpenWith is Open with more at the end of the questionnaire.
func (s *Stage) OpenWith(year int, more string) {
	s.T.Helper()
	opens := time.Date(year, 7, 1, 9, 0, 0, 0, calendar.Paris)
	s.Now = opens.Add(time.Hour)
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	s.must(err)
	s.must(s.DB.Write(context.Background(), func(tx *gorm.DB) error {
		s.Edition, err = edition.Create(tx, s.Now, "test", edition.Settings{
			Year: year, Name: "Édition " + opens.Format("2006"), OpensAt: opens,
			ClosesAt: time.Date(year, 10, 16, 0, 0, 0, 0, calendar.Paris),
			Place:    "Paris", Signatory: "Claude Exemple, présidence du jury", Jury: "ADULLACT, April, Déclic",
			PublishesAnswers: true,
		}, "tnl-2021.yaml", append(text, more...))
		return err
	}))
}

// Import imports laureates of one year.
func (s *Stage) Import(laureates ...award.Laureate) award.Imported {
	s.T.Helper()
	done, err := s.Awards.Import(context.Background(), "import", laureates, false)
	s.must(err)
	if len(done) != 1 {
		s.T.Fatalf("%d years instead of one: %+v", len(done), done)
	}
	return done[0]
}

// ImportPast imports what public sources say of a year of the label.
func (s *Stage) ImportPast(year int) award.Imported {
	s.T.Helper()
	laureates, err := award.Laureates()
	s.must(err)
	return s.Import(slices.DeleteFunc(laureates, func(l award.Laureate) bool { return l.Year != year })...)
}

// Commune applies for the commune of an INSEE code, and gives the candidacy's id.
func (s *Stage) Commune(code string) string {
	s.T.Helper()
	return s.Apply(candidacy.Applicant{Kind: territory.Commune, Code: code})
}

// Apply opens, fills with the answers of the sample candidacy and submits a candidacy. Every other team, the first
// one too, agrees to what may be published.
func (s *Stage) Apply(of candidacy.Applicant) string {
	s.T.Helper()
	ctx := context.Background()
	s.teams++
	lead := accounttest.Person(s.T, s.DB, "Alix Responsable")
	id, err := s.Candidacies.Open(ctx, lead, s.Edition.ID, of)
	s.must(err)
	s.Leads[id] = lead
	q, err := s.Candidacies.Questionnaires.Get(ctx, s.Edition.QuestionnaireHash)
	s.must(err)
	_, err = s.Candidacies.Save(ctx, lead, id, sampleAnswers(s.T, q))
	s.must(err)
	file, err := s.Candidacies.Load(ctx, lead, id)
	s.must(err)
	s.must(s.Candidacies.Mandate(ctx, lead, id, file.Candidacy.Revision, candidacy.Mandate{
		Elected: candidacy.Representative{Name: "Dominique Élue", Function: "maire", Email: "elue@example.org"}, ElectedPublic: s.teams%2 == 1,
		Technical:     candidacy.Representative{Name: "Sacha Technique", Function: "DSI", Email: "technique@example.org"},
		AnswersPublic: s.teams%2 == 1,
	}))
	_, err = s.Candidacies.Submit(ctx, lead, id)
	s.must(err)
	return id
}

func sampleAnswers(t testing.TB, q *questionnaire.Questionnaire) []candidacy.Change {
	_, here, _, _ := runtime.Caller(0)
	text, err := os.ReadFile(filepath.Join(filepath.Dir(here), "..", "..", "..", "testdata", "sitiv-2021.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	sample, faults := questionnaire.ReadAnswers(q, "sitiv-2021.yaml", text)
	if faults.Broken() {
		t.Fatal(faults)
	}
	var changes []candidacy.Change
	for _, question := range q.Questions {
		if answer := sample.Answers.Get(question); !answer.Empty() {
			changes = append(changes, candidacy.Change{Question: question.ID, Answer: answer})
		}
	}
	return changes
}

// Declare keeps an inventory of the software named, and an initiative, for a candidacy whose team agrees to both being
// published or not.
func (s *Stage) Declare(id string, published bool, names ...string) {
	s.T.Helper()
	inventory := candidacy.Inventory{Published: published, Contact: "numerique@collectivite.example"}
	for _, name := range names {
		inventory.Lines = append(inventory.Lines, candidacy.InventoryLine{Name: name, Peer: true})
	}
	s.must(s.Candidacies.SaveInventory(context.Background(), s.Leads[id], id, inventory))
	s.must(s.Candidacies.SaveInitiative(context.Background(), s.Leads[id], id, candidacy.Initiative{
		Theme: "ecole", Title: "Des ordinateurs libres à l’école", Summary: "Trente postes remis en état.", Link: "https://collectivite.example/ecole", Published: published,
	}))
}

// Close brings the clock past the closing, and hands the candidacies to the jury.
func (s *Stage) Close() {
	s.T.Helper()
	s.Now = s.Edition.ClosesAt.Add(time.Minute)
	s.must(s.Candidacies.CloseDue(context.Background()))
}

// Decide records the jury's decision on a candidacy.
func (s *Stage) Decide(id string, level int, opinion string, mentions ...string) {
	s.T.Helper()
	s.must(s.Deliberations.Decide(context.Background(), s.Secretary, id, deliberation.Input{
		Level: level, Reason: "Délibération du jury.", Opinion: opinion, Mentions: mentions,
	}, 0))
}

// Publish brings the clock to the announcement, and publishes the edition.
func (s *Stage) Publish() {
	s.T.Helper()
	s.Now = time.Date(s.Edition.Year, 11, 19, 11, 0, 0, 0, calendar.Paris)
	s.must(s.Awards.Publish(context.Background(), s.Secretary, s.Edition.ID))
}

func (s *Stage) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}
