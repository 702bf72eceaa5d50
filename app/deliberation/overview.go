package deliberation

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/questionnaire"
)

// Overview is every candidacy of an edition as the deliberation sees it.
type Overview struct {
	Edition       edition.Edition
	Questionnaire *questionnaire.Questionnaire // nil for a past edition, of which it is not known
	Rows          []Row                        // those to decide first, the most disputed first
}

// Count counts the candidacies in state.
func (o *Overview) Count(state candidacy.State) int {
	count := 0
	for _, row := range o.Rows {
		if row.State == state {
			count++
		}
	}
	return count
}

// Top is the highest level that any candidacy may have: the versions of a questionnaire may differ in that too.
func (o *Overview) Top() int {
	top := 0
	if o.Questionnaire != nil {
		top = len(o.Questionnaire.Levels)
	}
	for _, row := range o.Rows {
		if row.Questionnaire != nil {
			top = max(top, len(row.Questionnaire.Levels))
		}
	}
	return top
}

// Row is one candidacy of an overview.
type Row struct {
	CandidacyID    string
	State          candidacy.State
	TerritoryName  string
	TerritoryKind  string
	Department     string
	FirstCandidacy bool
	SubmittedAt    *time.Time
	// Level and TotalPercent are the engine's, nil when nothing was submitted that is read.
	Level        *int
	TotalPercent *string
	// Questionnaire is the one that was submitted, which the edition may have replaced since; nil as Level is.
	Questionnaire     *questionnaire.Questionnaire `gorm:"-"`
	QuestionnaireHash *string
	// DecisionLevel is nil while nothing is decided.
	DecisionLevel *int
	DecidedAt     *time.Time
	// Proposals are of the reviews handed in, by the juror's name; Reading counts those begun and not handed in.
	Proposals []Proposal `gorm:"-"`
	Reading   int        `gorm:"-"`
	Withheld  Withheld   `gorm:"-"`
	Concerned bool       // for Withheld
}

// Proposal is the level that one juror proposes; 0 is no label.
type Proposal struct {
	JurorID   string
	JurorName string
	Level     int
}

// Spread is how many levels lie between the lowest proposal and the highest.
func (r Row) Spread() int {
	if len(r.Proposals) == 0 {
		return 0
	}
	levels := func(a, b Proposal) int { return cmp.Compare(a.Level, b.Level) }
	return slices.MaxFunc(r.Proposals, levels).Level - slices.MinFunc(r.Proposals, levels).Level
}

// gap is how far the proposals are from the engine, all together.
func (r Row) gap() int {
	sum := 0
	for _, p := range r.Proposals {
		if r.Level != nil {
			sum += max(p.Level-*r.Level, *r.Level-p.Level)
		}
	}
	return sum
}

// readStates are the states in which what was submitted is shown: a draft is its team's, even one that was
// submitted, withdrawn and taken up again.
var readStates = []candidacy.State{candidacy.Submitted, candidacy.UnderReview, candidacy.Decided, candidacy.Published}

// Overview gives the candidacies of an edition to the secretariat. SignIn, NotAllowed: not the secretariat.
func (d *Deliberations) Overview(ctx context.Context, person *account.Person, e edition.Edition) (*Overview, error) {
	if err := requireSecretariat(person); err != nil {
		return nil, err
	}
	o := &Overview{Edition: e}
	var err error
	if e.HasQuestionnaire() {
		if o.Questionnaire, err = d.Candidacies.Questionnaires.Get(ctx, e.QuestionnaireHash); err != nil {
			return nil, err
		}
	}
	err = d.DB.Read(ctx).Table("candidacies").
		Joins("JOIN territories t ON t.id = candidacies.territory_id").
		Joins(`LEFT JOIN submissions s ON s.candidacy_id = candidacies.id AND candidacies.state IN ?
			AND s.number = (SELECT MAX(number) FROM submissions WHERE candidacy_id = candidacies.id)`, readStates).
		Joins("LEFT JOIN decisions d ON d.candidacy_id = candidacies.id AND candidacies.state IN ?",
			[]candidacy.State{candidacy.Decided, candidacy.Published}).
		Where("candidacies.edition_id = ?", e.ID).
		Order("t.name_folded, candidacies.id").
		Select(`candidacies.id AS candidacy_id, candidacies.state, candidacies.first_candidacy, candidacies.submitted_at,
			t.name AS territory_name, t.kind AS territory_kind, t.department, s.level, s.total_percent, s.questionnaire_hash,
			d.level AS decision_level, d.decided_at, `+inTeam+" AS concerned", person.ID).
		Scan(&o.Rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the candidacies of edition %d: %w", e.Year, err)
	}
	for i := range o.Rows {
		if hash := o.Rows[i].QuestionnaireHash; hash != nil {
			if o.Rows[i].Questionnaire, err = d.Candidacies.Questionnaires.Get(ctx, *hash); err != nil { // kept in memory once read
				return nil, err
			}
		}
	}
	if err := d.proposals(ctx, person, o); err != nil {
		return nil, err
	}
	slices.SortStableFunc(o.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(rank[a.State], rank[b.State]), cmp.Compare(b.Spread(), a.Spread()), cmp.Compare(b.gap(), a.gap()))
	})
	return o, nil
}

var rank = map[candidacy.State]int{
	candidacy.UnderReview: 0, candidacy.Decided: 1, candidacy.Published: 2,
	candidacy.Submitted: 3, candidacy.Draft: 4, candidacy.Withdrawn: 5,
}

// proposals puts what jurors say beside each candidacy, and takes away what person must not see yet.
func (d *Deliberations) proposals(ctx context.Context, person *account.Person, o *Overview) error {
	var reviews []struct {
		CandidacyID   string
		JurorID       string
		JurorName     string
		ProposedLevel *int
		SubmittedAt   *time.Time
	}
	err := d.DB.Read(ctx).Table("reviews").
		Joins("JOIN candidacies c ON c.id = reviews.candidacy_id").
		Joins("JOIN people p ON p.id = reviews.juror_id").
		Where("c.edition_id = ?", o.Edition.ID).Order("p.name, reviews.id").
		Select("reviews.candidacy_id, reviews.juror_id, p.name AS juror_name, reviews.proposed_level, reviews.submitted_at").
		Scan(&reviews).Error
	if err != nil {
		return fmt.Errorf("list the proposals of edition %d: %w", o.Edition.Year, err)
	}
	rows := make(map[string]*Row, len(o.Rows))
	handedIn := map[string]bool{}
	for i := range o.Rows {
		rows[o.Rows[i].CandidacyID] = &o.Rows[i]
	}
	for _, r := range reviews {
		row := rows[r.CandidacyID]
		if r.SubmittedAt == nil {
			row.Reading++
			continue
		}
		row.Proposals = append(row.Proposals, Proposal{JurorID: r.JurorID, JurorName: r.JurorName, Level: *r.ProposedLevel})
		if r.JurorID == person.ID {
			handedIn[r.CandidacyID] = true
		}
	}
	for i := range o.Rows {
		row := &o.Rows[i]
		row.Withheld = withheld(person, row.State, row.Concerned, handedIn[row.CandidacyID])
		if row.Withheld == Nothing {
			continue
		}
		row.Proposals, row.Reading = nil, 0
		if row.Withheld == Concerned {
			row.Level, row.TotalPercent, row.DecisionLevel, row.DecidedAt = nil, nil, nil, nil
		}
	}
	return nil
}
