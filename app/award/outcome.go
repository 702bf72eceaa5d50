package award

import (
	"context"
	"fmt"

	"tnl/app/candidacy"
	"tnl/app/deliberation"
)

// Outcome is what a team is told of its candidacy once the edition is published.
type Outcome struct {
	Level    string // « Niveau 3, Engagement »; empty without a label
	Meaning  string
	Mentions []string
	Opinion  string // the jury's words
	Number   string // of the award; empty without a label
}

// Outcome gives what came of a candidacy, nil while its edition is not published. It does not ask who reads: the
// caller has shown that they are in the team.
func (as *Awards) Outcome(ctx context.Context, c candidacy.Candidacy) (*Outcome, error) {
	if c.State != candidacy.Published {
		return nil, nil
	}
	var decisions []deliberation.Decision
	if err := as.DB.Read(ctx).Where("candidacy_id = ?", c.ID).Limit(1).Find(&decisions).Error; err != nil {
		return nil, fmt.Errorf("read the decision of a candidacy: %w", err)
	}
	if len(decisions) == 0 {
		return nil, nil
	}
	out := &Outcome{Opinion: decisions[0].Opinion}
	a, err := awardOf(as.DB.Read(ctx), c.ID)
	if a == nil || err != nil {
		return out, err
	}
	out.Level, out.Meaning, out.Mentions, out.Number = a.LevelName(), a.LevelMeaning, a.Mentions.Names(), a.Number
	if a.LevelTitle != "" && a.LevelTitle != out.Level {
		out.Level += ", " + a.LevelTitle
	}
	return out, nil
}

// Levels words the level of each candidacy that was awarded one, by its id; an award taken back is none. It does not
// ask who reads.
func (as *Awards) Levels(ctx context.Context, candidacyIDs []string) (map[string]string, error) {
	if len(candidacyIDs) == 0 {
		return nil, nil
	}
	var awards []Award
	if err := as.DB.Read(ctx).Where("candidacy_id IN ? AND withdrawn_at IS NULL", candidacyIDs).Find(&awards).Error; err != nil {
		return nil, fmt.Errorf("read the levels of candidacies: %w", err)
	}
	levels := make(map[string]string, len(awards))
	for _, a := range awards {
		levels[*a.CandidacyID] = a.LevelName()
	}
	return levels, nil
}
