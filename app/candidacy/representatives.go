package candidacy

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
)

// Mandate names the two people whom the territory mandates, and what it agrees to see published.
type Mandate struct {
	Elected       Representative
	ElectedPublic bool
	Technical     Representative
	AnswersPublic bool // its answers, with its label
}

func (m Mandate) trimmed() Mandate {
	for _, r := range []*Representative{&m.Elected, &m.Technical} {
		r.Name, r.Function, r.Email = strings.TrimSpace(r.Name), strings.TrimSpace(r.Function), strings.TrimSpace(r.Email)
	}
	return m
}

// check tells what is wrong; what is only missing is told when whole is set.
func (m Mandate) check(whole bool) fault.Fields {
	faults := fault.Fields{}
	for prefix, r := range map[string]Representative{"elected": m.Elected, "technical": m.Technical} {
		for field, text := range map[string]string{"name": r.Name, "function": r.Function} {
			faults.Check(utf8.RuneCountInString(text) <= 150, prefix+"_"+field, "Ce texte est trop long : 150 signes au plus.")
			faults.Check(utf8.ValidString(text) && !strings.ContainsAny(text, "\x00\r\n"), prefix+"_"+field, "Ce texte contient des caractères illisibles.")
		}
		if r.Email != "" {
			_, err := account.ParseAddress(r.Email)
			if err != nil {
				faults.Add(prefix+"_email", err.Error())
			}
		}
		if whole {
			faults.Check(r.Name != "", prefix+"_name", "Indiquez le nom.")
			faults.Check(r.Function != "", prefix+"_function", "Indiquez la fonction, par exemple « maire » ou « responsable informatique ».")
			faults.Check(r.Email != "", prefix+"_email", "Indiquez l’adresse électronique.")
		}
	}
	return faults
}

// Mandate names the representatives, from the revision of the candidacy that the person saw.
// Invalid when a field is wrong, Conflict when somebody changed them meanwhile, Closed after the closing.
func (cs *Candidacies) Mandate(ctx context.Context, person *account.Person, id string, revision int, m Mandate) error {
	m = m.trimmed()
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		c, e, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		m.AnswersPublic = m.AnswersPublic && e.PublishesAnswers // nobody agrees to what was not asked
		if err := m.check(false).Err(); err != nil {
			return err
		}
		result := tx.Model(&Candidacy{}).Where("id = ? AND revision = ?", id, revision).Updates(map[string]any{
			"elected_name": m.Elected.Name, "elected_function": m.Elected.Function, "elected_email": m.Elected.Email,
			"elected_public": m.ElectedPublic, "answers_public": m.AnswersPublic,
			"technical_name": m.Technical.Name, "technical_function": m.Technical.Function, "technical_email": m.Technical.Email,
			"revision": revision + 1,
		})
		if result.Error != nil {
			return fmt.Errorf("name representatives: %w", result.Error)
		}
		if result.RowsAffected == 0 {
			return fault.New(fault.Conflict, "Une autre personne de l’équipe vient de modifier ces noms. Vérifiez ce qui suit, puis enregistrez à nouveau.")
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "candidacy.mandate", Subject: "candidacy/" + id,
			Before: c.mandate(), After: m})
	})
}

func (c Candidacy) mandate() Mandate {
	return Mandate{Elected: c.Elected, ElectedPublic: c.ElectedPublic, Technical: c.Technical, AnswersPublic: c.AnswersPublic}
}
