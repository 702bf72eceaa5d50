// Package demo loads a label to try: the real results of its past, an imaginary edition that is published, one that
// the jury is reading, one that is open, and an account for each role. It goes through the same use cases as
// people do, on a clock that it sets to each day of the past.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/label"
	"tnl/app/questionnaire"
	"tnl/app/territory"
	"tnl/questionnaires"
)

//go:embed candidacies/*.yaml
var files embed.FS

// Account is one that a person who tries the program may sign in with.
type Account struct{ Name, Email, Password, Role string }

// Accounts are those of the demonstration.
var Accounts = []Account{
	{"Camille Martin", "camille@valbrune.example", "valbrune-choisit-le-libre", "candidat : commune de Valbrune"},
	{"Sacha Bernard", "sacha@valbrune.example", "valbrune-choisit-le-libre", "candidat : collègue de Camille"},
	{"Dominique Leroy", "dominique@jury.example", "le-jury-lit-les-dossiers", "juré"},
	{"Alix Moreau", "alix@jury.example", "le-jury-lit-les-dossiers", "jurée"},
	{"Claude Petit", "claude@label.example", "le-secretariat-publie", "secrétariat du label"},
}

const (
	questionnaireFile = "tnl-2021.yaml"
	actor             = "demonstration"
)

// loading is a demonstration being loaded: a label whose clock can be set.
type loading struct {
	*label.Label
	clock  time.Time
	people map[string]*account.Person // by the part of their address before the @
	places map[string]territory.Territory
	text   []byte // of the questionnaire
	q      *questionnaire.Questionnaire
}

// Load fills an empty label as of now; secret is the one of the settings. It does nothing when there is an edition already.
func Load(ctx context.Context, db *database.DB, baseURL, secret string, now time.Time) error {
	l := &loading{clock: now, people: map[string]*account.Person{}, places: map[string]territory.Territory{}}
	l.Label = label.New(db, baseURL, func() time.Time { return l.clock })
	l.Keys.Secret = secret
	known, err := l.Editions.List(ctx)
	if err != nil || len(known) > 0 {
		return err
	}
	if l.text, err = fs.ReadFile(questionnaires.Files, questionnaireFile); err != nil {
		return fmt.Errorf("load the demonstration: %w", err)
	}
	year := now.In(calendar.Paris).Year()
	for _, step := range []func() error{
		func() error { return l.createPeople(ctx) },
		func() error { return l.importPast(ctx, year-3) },
		func() error { return l.publishedEdition(ctx, year-2) },
		func() error { return l.editionUnderReview(ctx, year-1) },
		func() error { return l.openEdition(ctx, now, year) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("load the demonstration: %w", err)
		}
	}
	return nil
}

func (l *loading) createPeople(ctx context.Context) error {
	roles := map[string][]account.Role{"dominique": {account.Juror}, "alix": {account.Juror}, "claude": {account.Secretariat}}
	for _, a := range Accounts {
		short, _, _ := strings.Cut(a.Email, "@")
		person, err := l.Label.Accounts.Create(ctx, actor, account.NewPerson{Name: a.Name, Email: a.Email, Password: a.Password, Roles: roles[short]})
		if err != nil {
			return err
		}
		l.people[short] = person
	}
	return nil
}

// importPast brings in what public sources say of the label's past, up to the year before the first imaginary edition:
// real and imaginary laureates are never of the same year.
func (l *loading) importPast(ctx context.Context, until int) error {
	laureates, err := award.Laureates()
	if err != nil {
		return err
	}
	laureates = slices.DeleteFunc(laureates, func(one award.Laureate) bool { return one.Year > until })
	_, err = l.Awards.Import(ctx, actor, laureates, false)
	return err
}

func day(year int, month time.Month, d, hour, minute int) time.Time {
	return time.Date(year, month, d, hour, minute, 0, 0, calendar.Paris)
}

// create prepares an edition open from opens to closes.
func (l *loading) create(ctx context.Context, year int, opens, closes time.Time) (edition.Edition, error) {
	var e edition.Edition
	err := l.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		e, err = edition.Create(tx, l.clock, l.people["claude"].ID, edition.Settings{
			Year: year, Name: fmt.Sprintf("Édition %d", year), OpensAt: opens, ClosesAt: closes,
			Place: "Paris", Signatory: "Claude Petit, secrétariat du label", Jury: "Association des clochers libres, Fédération des communs, Réseau des données ouvertes",
			PublishesAnswers: true,
		}, questionnaireFile, l.text)
		return err
	})
	if err != nil {
		return e, err
	}
	l.q, err = l.Questionnaires.Get(ctx, e.QuestionnaireHash)
	return e, err
}

// apply opens a candidacy for one of the embedded files and answers it, in whole or its first questions only.
func (l *loading) apply(ctx context.Context, e edition.Edition, person, name string, questions int) (string, error) {
	file := "candidacies/" + name + ".yaml"
	text, err := fs.ReadFile(files, file)
	if err != nil {
		return "", err
	}
	answers, faults := questionnaire.ReadAnswers(l.q, file, text)
	if faults.Broken() {
		return "", faults
	}
	who := l.people[person]
	var id string
	err = l.DB.Write(ctx, func(tx *gorm.DB) error {
		place, err := l.place(tx, answers.Territory)
		if err != nil {
			return err
		}
		id, err = l.Candidacies.OpenFor(tx, who, e, place)
		return err
	})
	if err != nil {
		return "", err
	}
	var changes []candidacy.Change
	for _, q := range l.q.Questions {
		if a := answers.Answers.Get(q); !a.Empty() && len(changes) < questions {
			changes = append(changes, candidacy.Change{Question: q.ID, Answer: a})
		}
	}
	if _, err = l.Candidacies.Save(ctx, who, id, changes); err != nil {
		return id, err
	}
	return id, l.declare(ctx, person, id, name)
}

func (l *loading) place(tx *gorm.DB, t questionnaire.TerritoryFile) (territory.Territory, error) {
	if known, ok := l.places[t.Name]; ok {
		return known, nil
	}
	place := territory.Territory{Kind: territory.Kind(t.Facts.Kind), Name: t.Name, Department: t.Department}
	if t.Facts.Population >= 0 {
		place.Population = &t.Facts.Population
	}
	created, err := l.Territories.Create(tx, actor, place)
	if err != nil {
		return place, err
	}
	l.places[t.Name] = *created
	return *created, nil
}

// submit names the representatives and submits; open tells whether the territory agrees to its answers being published.
func (l *loading) submit(ctx context.Context, person, id string, open bool) error {
	mandate := candidacy.Mandate{
		Elected:       candidacy.Representative{Name: "Noa Garnier", Function: "adjointe au numérique", Email: "elus@territoire.example"},
		ElectedPublic: true,
		Technical:     candidacy.Representative{Name: "Lou Fabre", Function: "responsable informatique", Email: "informatique@territoire.example"},
		AnswersPublic: open,
	}
	if err := l.Candidacies.Mandate(ctx, l.people[person], id, 1, mandate); err != nil {
		return err
	}
	_, err := l.Candidacies.Submit(ctx, l.people[person], id)
	return err
}
