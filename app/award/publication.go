package award

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/deliberation"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/scoring"
	"tnl/app/territory"
)

// outcome is one decision with all that its award and its e-mails say.
type outcome struct {
	candidacy  candidacy.Candidacy
	territory  territory.Territory
	submission candidacy.Submission
	decision   deliberation.Decision
	score      *scoring.Score // with the adjustments that the jury retained
	award      *Award         // nil when the jury gave no label
}

// Publish publishes an edition's results: awards, public pages and e-mails appear together, or not at all. The
// secretariat alone may.
//
// SignIn, NotAllowed: not the secretariat. NotFound: no such edition. Closed: not closed yet, or published already.
// Conflict: candidacies wait for their decision, none is decided, or the jury changed one meanwhile.
func (as *Awards) Publish(ctx context.Context, by *account.Person, editionID string) error {
	if err := onlySecretariat(by); err != nil {
		return err
	}
	now := as.now()
	err := as.DB.Write(ctx, func(tx *gorm.DB) error {
		e, err := claim(tx, editionID, now)
		if err != nil {
			return err
		}
		if err := everyDecision(tx, e); err != nil {
			return err
		}
		outcomes, err := as.outcomes(ctx, tx, e)
		if err != nil {
			return err
		}
		if len(outcomes) == 0 {
			return fault.New(fault.Conflict, "Aucune candidature n’est décidée : il n’y a rien à publier.")
		}
		if err := as.decern(tx, e, now, outcomes); err != nil {
			return err
		}
		if err := declare(tx, outcomes); err != nil {
			return err
		}
		if err := release(tx, e, now, by.ID, outcomes); err != nil {
			return err
		}
		return as.announce(tx, e, now, outcomes)
	})
	if err == nil {
		as.wakeIssuing()
	}
	return err
}

func onlySecretariat(person *account.Person) error {
	switch {
	case person == nil:
		return fault.New(fault.SignIn, "Connectez-vous pour continuer.")
	case !person.Is(account.Secretariat):
		return fault.New(fault.NotAllowed, "Seul le secrétariat du label peut le faire.")
	}
	return nil
}

// claim marks the edition as published, which two people cannot do at once.
func claim(tx *gorm.DB, editionID string, now time.Time) (edition.Edition, error) {
	claimed := tx.Model(&edition.Edition{}).
		Where("id = ? AND published_at IS NULL AND closed_at IS NOT NULL", editionID).
		Updates(map[string]any{"published_at": now, "revision": gorm.Expr("revision + 1")})
	if claimed.Error != nil {
		return edition.Edition{}, fmt.Errorf("publish edition: %w", claimed.Error)
	}
	e, err := edition.Get(tx, editionID)
	switch {
	case err != nil:
		return e, err
	case claimed.RowsAffected > 0:
		return e, nil
	case e.PublishedAt != nil:
		return e, fault.New(fault.Closed, fmt.Sprintf("L’édition %d est déjà publiée.", e.Year))
	}
	return e, fault.New(fault.Closed, "Les candidatures ne sont pas closes : rien ne peut être publié avant la clôture.")
}

// everyDecision refuses to go on while a candidacy waits for the jury.
func everyDecision(tx *gorm.DB, e edition.Edition) error {
	var waiting int64
	err := tx.Model(&candidacy.Candidacy{}).
		Where("edition_id = ? AND state IN ?", e.ID, []candidacy.State{candidacy.Submitted, candidacy.UnderReview}).
		Count(&waiting).Error
	if err != nil {
		return fmt.Errorf("count the candidacies without a decision: %w", err)
	}
	switch waiting {
	case 0:
		return nil
	case 1:
		return fault.New(fault.Conflict, "Une candidature attend encore la décision du jury : l’édition ne peut pas être publiée.")
	}
	return fault.New(fault.Conflict, fmt.Sprintf("%d candidatures attendent encore la décision du jury : l’édition ne peut pas être publiée.", waiting))
}

// outcomes gathers the decided candidacies of an edition in the order of their territories' names.
func (as *Awards) outcomes(ctx context.Context, tx *gorm.DB, e edition.Edition) ([]*outcome, error) {
	decided := func(query *gorm.DB) *gorm.DB {
		return query.Where("candidacies.edition_id = ? AND candidacies.state = ?", e.ID, candidacy.Decided)
	}
	var candidacies []candidacy.Candidacy
	if err := decided(tx.Table("candidacies")).Find(&candidacies).Error; err != nil {
		return nil, fmt.Errorf("read the decided candidacies: %w", err)
	}
	var territories []territory.Territory
	err := decided(tx.Table("territories").Select("territories.*").
		Joins("JOIN candidacies ON candidacies.territory_id = territories.id")).Find(&territories).Error
	if err != nil {
		return nil, fmt.Errorf("read the territories to publish: %w", err)
	}
	var decisions []deliberation.Decision
	err = decided(tx.Table("decisions").Select("decisions.*").
		Joins("JOIN candidacies ON candidacies.id = decisions.candidacy_id")).Find(&decisions).Error
	if err != nil {
		return nil, fmt.Errorf("read the decisions: %w", err)
	}
	var submissions []candidacy.Submission
	err = decided(tx.Table("submissions").Select("submissions.*").
		Joins("JOIN decisions ON decisions.submission_id = submissions.id").
		Joins("JOIN candidacies ON candidacies.id = decisions.candidacy_id")).Find(&submissions).Error
	if err != nil {
		return nil, fmt.Errorf("read the submissions decided on: %w", err)
	}

	byTerritory := index(territories, func(t territory.Territory) string { return t.ID })
	byCandidacy := index(decisions, func(d deliberation.Decision) string { return d.CandidacyID })
	bySubmission := index(submissions, func(s candidacy.Submission) string { return s.ID })
	outcomes := make([]*outcome, 0, len(candidacies))
	for _, c := range candidacies {
		d, found := byCandidacy[c.ID]
		if !found {
			return nil, fmt.Errorf("candidacy %s is decided without a decision", c.ID)
		}
		o := &outcome{candidacy: c, territory: byTerritory[c.TerritoryID], decision: d, submission: bySubmission[d.SubmissionID]}
		snapshot, err := as.Candidacies.Read(ctx, o.submission)
		if err != nil {
			return nil, err
		}
		o.score = snapshot.Score(d.Adjustments)
		outcomes = append(outcomes, o)
	}
	slices.SortFunc(outcomes, func(a, b *outcome) int {
		return cmp.Or(cmp.Compare(territory.Fold(a.territory.Name), territory.Fold(b.territory.Name)), cmp.Compare(a.territory.ID, b.territory.ID))
	})
	return outcomes, nil
}

func index[T any](rows []T, key func(T) string) map[string]T {
	byKey := make(map[string]T, len(rows))
	for _, row := range rows {
		byKey[key(row)] = row
	}
	return byKey
}

// decern writes an award for each decision that gives a level, with its credential.
func (as *Awards) decern(tx *gorm.DB, e edition.Edition, now time.Time, outcomes []*outcome) error {
	rank, err := lastRank(tx, e.ID)
	if err != nil {
		return err
	}
	var awards []*Award
	for _, o := range outcomes {
		if o.decision.Level == 0 {
			continue
		}
		rank++
		if o.award, err = o.decern(e, number(e.Year, rank), now); err != nil {
			return err
		}
		awards = append(awards, o.award)
	}
	if err := insert(tx, awards); err != nil {
		return err
	}
	return as.attest(tx)
}

// lastRank is the rank of the edition's last number; awards are never deleted.
func lastRank(tx *gorm.DB, editionID string) (int, error) {
	var count int64
	if err := tx.Model(&Award{}).Where("edition_id = ?", editionID).Count(&count).Error; err != nil {
		return 0, fmt.Errorf("count the awards of the edition: %w", err)
	}
	return int(count), nil
}

func number(year, rank int) string { return fmt.Sprintf("%d-%04d", year, rank) }

func insert(tx *gorm.DB, awards []*Award) error {
	if len(awards) == 0 {
		return nil
	}
	if err := tx.CreateInBatches(awards, 100).Error; err != nil {
		return fmt.Errorf("write the awards: %w", err)
	}
	return nil
}

// decern makes the award of one outcome.
func (o *outcome) decern(e edition.Edition, number string, now time.Time) (*Award, error) {
	level := o.score.Questionnaire.Level(o.decision.Level)
	if level == nil {
		return nil, fmt.Errorf("candidacy %s: its questionnaire has no level %d", o.candidacy.ID, o.decision.Level)
	}
	id, err := newID()
	if err != nil {
		return nil, err
	}
	a := &Award{
		ID: id, Number: number, EditionID: e.ID, TerritoryID: o.territory.ID,
		CandidacyID: &o.candidacy.ID, SubmissionID: &o.submission.ID, TerritoryName: o.territory.Name,
		Level: &level.Number, LevelCount: len(o.score.Questionnaire.Levels), LevelTitle: level.Title, LevelNamed: level.Named, LevelMeaning: level.Meaning,
		Mentions: MentionsOf(o.score.Questionnaire, o.decision.Mentions), Opinion: o.decision.Opinion, Adjustments: o.decision.Adjustments,
		AnswersPublic:     e.PublishesAnswers && o.candidacy.AnswersPublic,
		QuestionnaireHash: &o.submission.QuestionnaireHash, AnswersHash: o.submission.AnswersHash, AwardedAt: now,
	}
	if o.candidacy.ElectedPublic {
		a.Carrier = carrier(o.candidacy.Elected)
	}
	reckoned := a.reckoned(o.score)
	return &reckoned, nil
}

func carrier(r candidacy.Representative) string {
	if r.Name == "" || r.Function == "" {
		return r.Name
	}
	return r.Name + ", " + r.Function
}

// release opens the decisions to the candidates, and leaves the audit lines.
func release(tx *gorm.DB, e edition.Edition, now time.Time, actor string, outcomes []*outcome) error {
	released := tx.Model(&candidacy.Candidacy{}).
		Where("edition_id = ? AND state = ?", e.ID, candidacy.Decided).Update("state", candidacy.Published)
	if released.Error != nil {
		return fmt.Errorf("publish the candidacies: %w", released.Error)
	}
	if int(released.RowsAffected) != len(outcomes) {
		return fault.New(fault.Conflict, "Le jury vient de modifier une décision : relisez les résultats, puis publiez.")
	}
	awarded := 0
	for _, o := range outcomes {
		after := map[string]any{"state": candidacy.Published, "level": o.decision.Level}
		if o.award != nil {
			awarded++
			after["number"] = o.award.Number
		}
		err := audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "candidacy.publish", Subject: "candidacy/" + o.candidacy.ID,
			Before: map[string]any{"state": candidacy.Decided}, After: after})
		if err != nil {
			return err
		}
	}
	return audit.Record(tx, audit.Line{At: now, Actor: actor, Action: "edition.publish", Subject: "edition/" + e.ID,
		After: map[string]any{"published_at": now, "candidacies": len(outcomes), "awards": awarded}})
}
