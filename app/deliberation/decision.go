package deliberation

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/jury"
	"tnl/app/scoring"
)

// Bounds of a decision's texts, in characters, and of its mentions.
const (
	maxReason   = 5000
	maxOpinion  = 10000
	maxMention  = 100
	maxMentions = 5
)

// Input is what the secretariat records of the jury's decision.
type Input struct {
	Level    int // 0: no label
	Reason   string
	Opinion  string
	Mentions []string
	// Adjustments are those retained, as they were typed.
	Adjustments []TypedAdjustment
}

var errMeanwhile = fault.New(fault.Conflict, "La décision a changé entre-temps : relisez-la, puis recommencez.")

// check cleans the input for a candidacy as the engine scores it, and reads the adjustments to retain.
func (in Input) check(engine *scoring.Score) (Input, map[string]scoring.Adjustment, error) {
	retained, faults := Retain(engine, in.Adjustments)
	levels := len(engine.Questionnaire.Levels)
	faults.Check(in.Level >= 0 && in.Level <= levels, "level", "Choisissez un niveau de l’échelle, ou « sans label ».")
	in.Reason = jury.Words(faults, "reason", in.Reason, "Donnez la raison de la décision : elle reste au dossier.", maxReason)
	in.Opinion = jury.Words(faults, "opinion", in.Opinion, "Rédigez l’avis du jury : il est envoyé au territoire.", maxOpinion)
	mentions := []string{}
	known := map[string]bool{}
	for _, mention := range in.Mentions {
		mention = jury.Words(faults, "mentions", mention, "", maxMention)
		if mention == "" || known[mention] {
			continue
		}
		faults.Check(!strings.Contains(mention, "\n"), "mentions", "Écrivez une mention par ligne.")
		known[mention] = true
		mentions = append(mentions, mention)
	}
	faults.Check(len(mentions) <= maxMentions, "mentions", fmt.Sprintf("%d mentions au plus.", maxMentions))
	faults.Check(in.Level > 0 || len(mentions) == 0, "mentions", "Une mention accompagne un niveau : sans label, il n’y en a pas.")
	in.Mentions = mentions
	return in, retained, faults.Err()
}

// decidable tells why a candidacy cannot be decided; nil when it can.
func decidable(c candidacy.Candidacy, e edition.Edition) error {
	switch {
	case e.PublishedAt != nil || c.State == candidacy.Published:
		return fault.New(fault.Closed, "Les résultats de cette édition sont publiés : les décisions ne changent plus.")
	case e.ClosedAt == nil:
		return fault.New(fault.Closed, "Le jury décide après la clôture des candidatures.")
	case c.State != candidacy.UnderReview && c.State != candidacy.Decided:
		return fault.New(fault.Closed, "Cette candidature n’a pas été déposée avant la clôture : il n’y a rien à décider.")
	}
	return nil
}

// Decide records the jury's decision on a candidacy, or changes it until the edition is published. revision is that
// of the decision the person saw, 0 when there never was one.
//
// SignIn, NotAllowed: not the secretariat, or a person who must not see the deliberation. NotFound: no such
// candidacy. Closed: not the time. Invalid: by the fields "level", "reason", "opinion", "mentions" and those of Retain.
// Conflict: somebody decided meanwhile.
func (d *Deliberations) Decide(ctx context.Context, person *account.Person, id string, in Input, revision int) error {
	return d.DB.Write(ctx, func(tx *gorm.DB) error {
		c, err := d.held(tx, person, id)
		if err != nil {
			return err
		}
		submission, err := d.Candidacies.LastSubmission(tx, id)
		if err != nil {
			return err
		}
		snapshot, err := d.Candidacies.Read(ctx, submission)
		if err != nil {
			return err
		}
		in, retained, err := in.check(snapshot.Score(nil))
		if err != nil {
			return err
		}
		before, err := lastDecision(tx, id)
		if err != nil {
			return err
		}
		after := &Decision{
			CandidacyID: id, SubmissionID: submission.ID, Level: in.Level, Reason: in.Reason, Opinion: in.Opinion,
			Mentions: in.Mentions, Adjustments: retained, DecidedBy: person.ID, DecidedAt: d.now(), Revision: revision + 1,
		}
		if err := keep(tx, before, after); err != nil {
			return err
		}
		if err := turn(tx, c, candidacy.Decided); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{
			At: after.DecidedAt, Actor: person.ID, Action: "decision.record", Subject: "candidacy/" + id + "/decision",
			Before: orNothing(before), After: after,
		})
	})
}

// Reopen takes a decision back before publication: the candidacy is under review again. The errors are those of
// Decide; Conflict too when nothing is decided.
func (d *Deliberations) Reopen(ctx context.Context, person *account.Person, id string, revision int) error {
	return d.DB.Write(ctx, func(tx *gorm.DB) error {
		c, err := d.held(tx, person, id)
		if err != nil {
			return err
		}
		before, err := lastDecision(tx, id)
		if err != nil {
			return err
		}
		if c.State != candidacy.Decided || before == nil || before.Revision != revision {
			return errMeanwhile
		}
		err = tx.Model(&Decision{}).Where("candidacy_id = ?", id).Update("revision", revision+1).Error
		if err != nil {
			return fmt.Errorf("reopen candidacy %s: %w", id, err)
		}
		if err := turn(tx, c, candidacy.UnderReview); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{
			At: d.now(), Actor: person.ID, Action: "decision.reopen", Subject: "candidacy/" + id + "/decision", Before: before,
		})
	})
}

// held gives a candidacy that person may decide now, and holds it, and its edition, until the end of the transaction.
func (d *Deliberations) held(tx *gorm.DB, person *account.Person, id string) (candidacy.Candidacy, error) {
	if err := requireSecretariat(person); err != nil {
		return candidacy.Candidacy{}, err
	}
	c, err := find(tx, id)
	if err != nil {
		return c, err
	}
	// The edition before its candidacies, as its publication takes them.
	e, err := edition.Get(tx.Clauses(clause.Locking{Strength: "SHARE"}), c.EditionID)
	if err != nil {
		return c, err
	}
	if c, err = find(tx.Clauses(clause.Locking{Strength: "UPDATE"}), id); err != nil {
		return c, err
	}
	if err := decidable(c, e); err != nil {
		return c, err
	}
	why, err := withheldFrom(tx, person, c)
	if err != nil {
		return c, err
	}
	if why != Nothing {
		return c, fault.New(fault.NotAllowed, why.Message())
	}
	return c, nil
}

// keep writes the decision after before, which the person must have seen.
func keep(tx *gorm.DB, before, after *Decision) error {
	seen := after.Revision - 1
	if before == nil && seen == 0 {
		if err := tx.Create(after).Error; err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return errMeanwhile
			}
			return fmt.Errorf("record the decision of candidacy %s: %w", after.CandidacyID, err)
		}
		return nil
	}
	result := tx.Model(&Decision{}).Where("candidacy_id = ? AND revision = ?", after.CandidacyID, seen).
		Select("*").Omit("candidacy_id").Updates(after)
	if result.Error != nil {
		return fmt.Errorf("change the decision of candidacy %s: %w", after.CandidacyID, result.Error)
	}
	if result.RowsAffected == 0 {
		return errMeanwhile
	}
	return nil
}

// turn puts the candidacy in its new state, when it has another.
func turn(tx *gorm.DB, c candidacy.Candidacy, state candidacy.State) error {
	if c.State == state {
		return nil
	}
	err := tx.Model(&candidacy.Candidacy{}).Where("id = ?", c.ID).
		Updates(map[string]any{"state": state, "revision": c.Revision + 1}).Error
	if err != nil {
		return fmt.Errorf("turn candidacy %s to %s: %w", c.ID, state, err)
	}
	return nil
}

func orNothing(d *Decision) any {
	if d == nil {
		return nil
	}
	return d
}
