package candidacy

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// Earlier is what the same territory submitted to the last edition before, question by question of this one.
type Earlier struct {
	Year     int
	Snapshot *Snapshot
	Score    *scoring.Score // of then, by the engine
	Followed []questionnaire.Followed
	Tally    questionnaire.Tally
}

// Of gives what was answered before to a question of this year's; nil when there is no earlier candidacy.
func (e *Earlier) Of(q *questionnaire.Question) *questionnaire.Followed {
	if e == nil {
		return nil
	}
	return &e.Followed[q.Index]
}

// Gives tells whether an answer says what the earlier one to the same question did.
func (e *Earlier) Gives(q *questionnaire.Question, a questionnaire.Answer) bool {
	f := e.Of(q)
	return f != nil && f.Takeable.Value != nil && a.Value != nil && q.Compare(f.Takeable.Value, a.Value).Direction == questionnaire.Same
}

// Waiting lists the questions asked now, without an answer yet, whose earlier one can be taken over.
func (e *Earlier) Waiting(f *File) []*questionnaire.Question {
	var out []*questionnaire.Question
	if e == nil {
		return out
	}
	for _, one := range e.Followed {
		if one.Takeable.Value != nil && f.Score.Asks(one.Question) && Unanswered(f.Answers.Get(one.Question)) {
			out = append(out, one.Question)
		}
	}
	return out
}

// Unanswered tells whether an answer still says neither what is nor what is planned.
func Unanswered(a questionnaire.Answer) bool { return a.Value == nil && a.Planned == "" }

// Earlier gives what the territory of a file submitted to the last edition before, to the team that the file was
// given to: when one of its people was in the team of then, and as if it did not exist otherwise. Anybody may open a
// candidacy for a territory: that alone shows nothing. Nil when there is none.
func (cs *Candidacies) Earlier(ctx context.Context, f *File) (*Earlier, error) {
	after := f.Questionnaire.Context(factsOf(f.Territory, f.Candidacy), f.Answers)
	return cs.earlier(ctx, cs.DB.Read(ctx), f.Candidacy, f.Edition.Year, f.Questionnaire, after, sharedTeam(f.Candidacy.ID))
}

// EarlierJudged gives the same beside a submission that is read by the jury or the secretariat, of the editions that
// were decided. It does not ask who reads: both come through their own rules.
func (cs *Candidacies) EarlierJudged(ctx context.Context, c Candidacy, year int, read *Snapshot) (*Earlier, error) {
	after := read.Questionnaire.Context(read.Facts, read.Answers)
	judged := func(tx *gorm.DB) *gorm.DB { return tx.Where("c.state IN ?", []State{Decided, Published}) }
	return cs.earlier(ctx, cs.DB.Read(ctx), c, year, read.Questionnaire, after, judged)
}

// sharedTeam keeps the candidacies c of which a member of the team is in that of candidacy id.
func sharedTeam(id string) func(*gorm.DB) *gorm.DB {
	return func(tx *gorm.DB) *gorm.DB {
		return tx.Where(`EXISTS (SELECT 1 FROM team_members was JOIN team_members here ON here.person_id = was.person_id
			WHERE was.candidacy_id = c.id AND here.candidacy_id = ?)`, id)
	}
}

func (cs *Candidacies) earlier(ctx context.Context, tx *gorm.DB, c Candidacy, year int, q *questionnaire.Questionnaire, after *questionnaire.Context, shown func(*gorm.DB) *gorm.DB) (*Earlier, error) {
	var rows []struct {
		Submission
		Year int
	}
	err := tx.Table("submissions AS s").Select("s.*, e.year").
		Joins("JOIN candidacies c ON c.id = s.candidacy_id").Joins("JOIN editions e ON e.id = c.edition_id").
		Where("c.territory_id = ? AND e.year < ?", c.TerritoryID, year).
		Where("s.number = (SELECT MAX(number) FROM submissions WHERE candidacy_id = c.id)").
		Scopes(shown).Order("e.year DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find the earlier submission of territory %s: %w", c.TerritoryID, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	e := &Earlier{Year: rows[0].Year}
	if e.Snapshot, err = cs.Read(ctx, rows[0].Submission); err != nil {
		return nil, err
	}
	between, err := cs.between(ctx, tx, e, year, q)
	if err != nil {
		return nil, err
	}
	before := e.Snapshot.Questionnaire.Context(e.Snapshot.Facts, e.Snapshot.Answers)
	e.Score = e.Snapshot.Score(nil)
	e.Followed = questionnaire.Continue(e.Snapshot.Questionnaire, q, between...).Follow(before, after)
	e.Tally = questionnaire.Count(e.Followed, after.Path)
	return e, nil
}

// between gives the questionnaires of the editions since, the latest first: what one year's continues of another may
// be written in those.
func (cs *Candidacies) between(ctx context.Context, tx *gorm.DB, e *Earlier, year int, q *questionnaire.Questionnaire) ([]*questionnaire.Questionnaire, error) {
	if e.Snapshot.Questionnaire.Hash == q.Hash {
		return nil, nil
	}
	var hashes []string
	err := tx.Model(&edition.Edition{}).Where("year >= ? AND year < ?", e.Year, year).Order("year DESC").Pluck("questionnaire_hash", &hashes).Error
	if err != nil {
		return nil, fmt.Errorf("find the questionnaires between %d and %d: %w", e.Year, year, err)
	}
	return cs.Questionnaires.All(ctx, hashes)
}

// Past is a candidacy of the same territory to an earlier edition.
type Past struct {
	ID          string
	EditionName string
	Year        int
	State       State
	SubmittedAt *time.Time
	Mine        bool // the person who asks was in its team, and may open it
}

// Past lists the earlier candidacies of a file's territory that were submitted, the latest first, under the rule of
// Earlier.
func (cs *Candidacies) Past(ctx context.Context, person *account.Person, f *File) ([]Past, error) {
	var rows []Past
	err := cs.DB.Read(ctx).Table("candidacies AS c").
		Select(`c.id, e.name AS edition_name, e.year, c.state, c.submitted_at,
			EXISTS (SELECT 1 FROM team_members m WHERE m.candidacy_id = c.id AND m.person_id = ?) AS mine`, person.ID).
		Joins("JOIN editions e ON e.id = c.edition_id").
		Where("c.territory_id = ? AND e.year < ? AND c.submitted_at IS NOT NULL", f.Candidacy.TerritoryID, f.Edition.Year).
		Scopes(sharedTeam(f.Candidacy.ID)).Order("e.year DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the earlier candidacies of territory %s: %w", f.Candidacy.TerritoryID, err)
	}
	return rows, nil
}

// recordAnswer leaves the line of an answer: where it comes from, when it was taken over from an earlier edition.
func recordAnswer(tx *gorm.DB, line audit.Line, content database.JSON, takenFrom int) error {
	line.Action, line.After = "answer.save", json.RawMessage(content)
	if takenFrom != 0 {
		line.Action, line.After = "answer.take_over", map[string]any{"edition": takenFrom, "answer": json.RawMessage(content)}
	}
	return audit.Record(tx, line)
}
