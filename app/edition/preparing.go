package edition

import (
	"context"
	"io/fs"
	"strings"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/questionnaires"
)

// Shipped is a questionnaire that comes with the program.
type Shipped struct{ ID, Title string }

// ShippedQuestionnaires lists those that an edition may be prepared with.
func ShippedQuestionnaires() ([]Shipped, error) {
	files, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil {
		return nil, err
	}
	var out []Shipped
	for _, file := range files {
		text, err := fs.ReadFile(questionnaires.Files, file)
		if err != nil {
			return nil, err
		}
		q, faults := questionnaire.Read(file, text)
		if q == nil {
			return nil, faults
		}
		out = append(out, Shipped{ID: strings.TrimSuffix(file, ".yaml"), Title: q.Title})
	}
	return out, nil
}

// Prepare creates an edition with one of the questionnaires that come with the program. The secretariat alone may.
// SignIn, NotAllowed: not the secretariat. Invalid: a setting or the questionnaire is wrong. Conflict: the year has
// its edition.
func (es *Editions) Prepare(ctx context.Context, person *account.Person, s Settings, questionnaireID string) (Edition, error) {
	if err := requireSecretariat(person); err != nil {
		return Edition{}, err
	}
	text, err := fs.ReadFile(questionnaires.Files, questionnaireID+".yaml")
	if err != nil {
		faults := fault.Fields{"questionnaire": "Choisissez un questionnaire de la liste."}
		if wrong := fault.As(s.Check()); wrong != nil {
			for name, message := range wrong.Fields {
				faults.Add(name, message)
			}
		}
		return Edition{}, faults.Err()
	}
	return es.PrepareWith(ctx, person, s, questionnaireID+".yaml", text)
}

// PrepareWith is Prepare with the questionnaire file called name, which its author brings.
func (es *Editions) PrepareWith(ctx context.Context, person *account.Person, s Settings, name string, text []byte) (Edition, error) {
	if err := requireSecretariat(person); err != nil {
		return Edition{}, err
	}
	var e Edition
	err := es.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		e, err = Create(tx, es.Now(), person.ID, s, name, text)
		return err
	})
	return e, err
}

func requireSecretariat(person *account.Person) error {
	switch {
	case person == nil:
		return fault.New(fault.SignIn, "")
	case !person.Is(account.Secretariat):
		return fault.New(fault.NotAllowed, "")
	}
	return nil
}
