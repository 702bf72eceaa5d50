package candidacy

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// maxNote bounds what the secretariat says of a correction.
const maxNote = 500

// Supersede has an edition use another questionnaire, from the revision that the person saw. Answers go on where a
// question of the new one takes them; the others are set aside. What was submitted keeps its questionnaire. note says
// what was corrected; teams are told by e-mail.
//
// SignIn, NotAllowed: not the secretariat. NotFound: no such edition or questionnaire. Closed: the jury has the
// candidacies. Invalid: the questionnaire is the same or another one than the open edition's, or the note is missing.
// Conflict: somebody changed the edition meanwhile.
func (cs *Candidacies) Supersede(ctx context.Context, person *account.Person, editionID string, revision int, hash, note string) error {
	if err := requireSecretariat(person); err != nil {
		return err
	}
	with, err := cs.Questionnaires.Get(ctx, hash)
	if err != nil {
		return err
	}
	note = strings.Join(strings.Fields(note), " ")
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		// Held alone: an answer that is being saved comes before, or waits and meets the new questionnaire.
		e, err := edition.Get(tx.Clauses(clause.Locking{Strength: "UPDATE"}), editionID)
		if err != nil {
			return err
		}
		from, err := cs.Questionnaires.GetIn(tx, e.QuestionnaireHash)
		if err != nil {
			return err
		}
		if err := Supersedable(e, from, with, cs.now()); err != nil {
			return err
		}
		if err := checkNote(note, e.StateAt(cs.now()) == edition.Open); err != nil {
			return err
		}
		version, err := edition.Supersede(tx, cs.now(), person.ID, e, revision, with, note)
		if err != nil {
			return err
		}
		all, err := answersOf(tx, e.ID)
		if err != nil {
			return err
		}
		moves, err := carryAll(all, from, with, version)
		if err != nil {
			return err
		}
		if err := moves.write(tx); err != nil {
			return err
		}
		if err := audit.RecordAll(tx, moves.lines(person.ID)); err != nil {
			return err
		}
		return cs.tellTeams(tx, e, with)
	})
}

// Supersedable tells, in words, why a questionnaire cannot take the place of an edition's now; nil when it can.
func Supersedable(e edition.Edition, from, with *questionnaire.Questionnaire, now time.Time) error {
	switch state := e.StateAt(now); {
	case state == edition.Closed || state == edition.Published:
		return fault.New(fault.Closed, "Les candidatures de cette édition sont closes : son questionnaire ne change plus.")
	case from.Hash == with.Hash:
		return fault.New(fault.Invalid, "Ce questionnaire est identique à celui de l’édition : il n’y a rien à remplacer.")
	case state == edition.Open && from.ID != with.ID:
		return fault.New(fault.Invalid, "Cette édition est ouverte : la version corrigée doit garder l’identifiant du questionnaire, « id: "+from.ID+" ». Celle-ci s’appelle « "+with.ID+" ».")
	}
	return nil
}

func checkNote(note string, required bool) error {
	faults := fault.Fields{}
	faults.Check(note != "" || !required, "note", "Dites en une phrase ce qui a été corrigé : les équipes la liront.")
	faults.Check(utf8.RuneCountInString(note) <= maxNote, "note", "Cette phrase est trop longue : 500 signes au plus.")
	return faults.Err()
}

func requireSecretariat(person *account.Person) error {
	if person == nil {
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	}
	if !person.Is(account.Secretariat) {
		return fault.New(fault.NotAllowed, "Le secrétariat du label peut seul remplacer un questionnaire.")
	}
	return nil
}
