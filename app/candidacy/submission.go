package candidacy

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/calendar"
	"tnl/app/fault"
	"tnl/app/mail"
	"tnl/app/questionnaire"
)

// Missing lists, in French, what keeps the file from being submitted, by field.
func (f *File) Missing() fault.Fields {
	faults := f.Candidacy.mandate().check(true)
	if f.Score.Progress().Answered == 0 {
		faults.Add("answers", "Répondez à une question au moins.")
	}
	return faults
}

// Submit keeps a snapshot of the candidacy for the jury, and tells the team by e-mail. It may be done again
// until the closing: the last one counts.
// Invalid when a representative or every answer is missing, Closed after the closing.
func (cs *Candidacies) Submit(ctx context.Context, person *account.Person, id string) (Submission, error) {
	var submission Submission
	err := cs.DB.Write(ctx, func(tx *gorm.DB) error {
		c, _, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		if c.State == Withdrawn {
			return fault.New(fault.Closed, "Cette candidature est retirée : reprenez-la avant de la déposer.")
		}
		f, err := cs.load(tx, person, id)
		if err != nil {
			return err
		}
		if err := f.Missing().Err(); err != nil {
			return err
		}
		if submission, err = cs.snapshot(tx, person, f); err != nil {
			return err
		}
		err = tx.Model(&Candidacy{}).Where("id = ?", id).
			Updates(map[string]any{"state": Submitted, "submitted_at": submission.SubmittedAt}).Error
		if err != nil {
			return fmt.Errorf("submit candidacy: %w", err)
		}
		err = audit.Record(tx, audit.Line{At: submission.SubmittedAt, Actor: person.ID, Action: "candidacy.submit", Subject: "candidacy/" + id,
			Before: map[string]any{"state": c.State}, After: map[string]any{"state": Submitted, "submission": submission.ID, "number": submission.Number, "answers_hash": submission.AnswersHash}})
		if err != nil {
			return err
		}
		return cs.acknowledge(tx, person, f, submission)
	})
	return submission, err
}

func (cs *Candidacies) snapshot(tx *gorm.DB, person *account.Person, f *File) (Submission, error) {
	id, err := newID()
	if err != nil {
		return Submission{}, err
	}
	answers, err := f.Questionnaire.EncodeAll(f.Answers)
	if err != nil {
		return Submission{}, err
	}
	facts, err := json.Marshal(factsOf(f.Territory, f.Candidacy))
	if err != nil {
		return Submission{}, fmt.Errorf("encode facts: %w", err)
	}
	var last int
	err = tx.Model(&Submission{}).Where("candidacy_id = ?", f.Candidacy.ID).Select("COALESCE(MAX(number), 0)").Scan(&last).Error
	if err != nil {
		return Submission{}, fmt.Errorf("number the submission: %w", err)
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	s := Submission{
		ID: id, CandidacyID: f.Candidacy.ID, Number: last + 1, QuestionnaireHash: f.Questionnaire.Hash,
		Facts: string(facts), Answers: string(answers), Salt: hex.EncodeToString(salt),
		TotalPercent: f.Score.Total.Percent(), Level: f.Score.Level, SubmittedBy: &person.ID, SubmittedAt: cs.now(),
	}
	s.AnswersHash = questionnaire.HashAnswers(s.Salt, answers)
	if err := tx.Create(&s).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return s, fault.New(fault.Conflict, "Une autre personne de l’équipe vient de déposer la candidature. Vérifiez son dépôt avant de recommencer.")
		}
		return s, fmt.Errorf("keep the submission: %w", err)
	}
	return s, nil
}

// acknowledge queues the receipt for the person who submitted and both representatives.
func (cs *Candidacies) acknowledge(tx *gorm.DB, person *account.Person, f *File, s Submission) error {
	subject, body, err := mail.Render("candidacy-submitted", map[string]any{
		"Territory": f.Territory.Name, "Edition": f.Edition.Name, "Number": s.Number,
		"At": calendar.DateTime(s.SubmittedAt), "Deadline": calendar.Deadline(f.Edition.ClosesAt),
		"Overseas": calendar.DeadlineOverseas(f.Edition.ClosesAt, f.Territory.Department),
		"By":       person.Name, "Hash": s.AnswersHash[:16], "Progress": f.Score.Progress(),
		"Link": cs.BaseURL + "/candidatures/" + f.Candidacy.ID,
	})
	if err != nil {
		return err
	}
	told := map[string]bool{}
	for _, to := range []string{person.Email, f.Candidacy.Elected.Email, f.Candidacy.Technical.Email} {
		address, err := account.ParseAddress(to)
		if err != nil {
			return fmt.Errorf("acknowledge to %q: %w", to, err)
		}
		if !told[address.Folded] {
			told[address.Folded] = true
			if err := mail.Queue(tx, s.SubmittedAt, mail.Message{To: to, Subject: subject, Body: body}); err != nil {
				return err
			}
		}
	}
	return nil
}
