package award

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/exact"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/verification"
)

// FilePath is where the file of an award whose answers are public stands, AnswersPath where they are read.
func FilePath(number string) string    { return CertificatePath(number) + "/dossier.json" }
func AnswersPath(number string) string { return CertificatePath(number) + "/reponses" }

// QuestionnairePath is where a questionnaire that was used stands, byte for byte.
func QuestionnairePath(hash string) string { return "/questionnaires/" + hash + ".yaml" }

// FileName is what the file of an award is called once downloaded; number is empty without a label.
func FileName(number string) string {
	if number == "" {
		return "dossier.json"
	}
	return "dossier-" + number + ".json"
}

// Open is an award whose answers are public, with all that explains it.
type Open struct {
	Published
	Snapshot *candidacy.Snapshot
	Score    *scoring.Score // with the jury's adjustments
	File     verification.File
}

// Open gives an award whose answers its edition publishes and its territory agreed to see published. NotFound, as for
// a number that does not exist, for any other.
func (as *Awards) Open(ctx context.Context, number string) (*Open, error) {
	tx := as.DB.Read(ctx)
	a, err := byNumber(tx, number)
	if err != nil {
		return nil, err
	}
	if !a.Readable() {
		return nil, errNotFound
	}
	e, err := edition.Get(tx, a.EditionID)
	if err != nil {
		return nil, err
	}
	t, err := as.Candidacies.Territories.ByIDIn(tx, a.TerritoryID)
	if err != nil {
		return nil, err
	}
	snapshot, err := as.snapshot(ctx, tx, *a.SubmissionID)
	if err != nil {
		return nil, err
	}
	file, err := as.file(a.Award, e, t, snapshot)
	if err != nil {
		return nil, err
	}
	return &Open{Published: a, Snapshot: snapshot, Score: snapshot.Score(a.Adjustments), File: file}, nil
}

// snapshot reads the submission that was decided on.
func (as *Awards) snapshot(ctx context.Context, tx *gorm.DB, submissionID string) (*candidacy.Snapshot, error) {
	var submission candidacy.Submission
	if err := tx.Where("id = ?", submissionID).Take(&submission).Error; err != nil {
		return nil, fmt.Errorf("read submission %s: %w", submissionID, err)
	}
	return as.Candidacies.Read(ctx, submission)
}

// file writes down an award as its record keeps it, so that what differs from the computation shows.
func (as *Awards) file(a Award, e edition.Edition, t *territory.Territory, s *candidacy.Snapshot) (verification.File, error) {
	if a.Total == "" { // published before totals were kept
		a = a.reckoned(s.Score(a.Adjustments))
	}
	f := verification.File{
		Questionnaire: as.BaseURL + QuestionnairePath(s.Questionnaire.Hash),
		Identity:      verification.Identity{SIREN: t.SIREN},
		Record: verification.Record{
			Number: a.Number, Edition: verification.Edition{Year: e.Year, Name: e.Name}, PublishedAt: a.AwardedAt.UTC(),
			Territory:     verification.Territory{Name: a.TerritoryName, Kind: s.Facts.Kind, FirstCandidacy: s.Facts.FirstCandidacy},
			Questionnaire: verification.Pinned{ID: s.Questionnaire.ID, Hash: s.Questionnaire.Hash},
			Salt:          s.Submission.Salt, AnswersHash: s.Submission.AnswersHash, Answers: []byte(s.Submission.Answers),
			Adjustments: a.Adjustments, Axes: a.Axes,
			Decision: verification.Decision{Title: a.LevelTitle},
		},
	}
	if t.Kind != territory.EPCI { // whose code is its SIREN
		f.Identity.Code = t.Code
	}
	if a.Number != "" {
		f.Certificate = as.BaseURL + CertificatePath(a.Number)
	}
	if s.Facts.Population >= 0 {
		f.Record.Territory.Population = &s.Facts.Population
	}
	if a.Level != nil {
		f.Record.Decision.Level = *a.Level
	}
	for _, m := range a.Mentions {
		f.Record.Decision.Mentions = append(f.Record.Decision.Mentions, m.record())
	}
	var total exact.Ratio
	if err := total.UnmarshalText([]byte(a.Total)); err != nil {
		return f, fmt.Errorf("read the total of award %s: %w", a.Number, err)
	}
	f.Record.Total, f.Record.ComputedLevel = total, *a.ComputedLevel
	return verification.Seal(f)
}

// reckoned is the award with what score makes of it.
func (a Award) reckoned(score *scoring.Score) Award {
	a.Axes, a.Total, a.ComputedLevel = verification.AxesOf(score), score.Total.String(), &score.Level
	return a
}

func (m Mention) record() verification.Mention {
	switch {
	case m.Title != "":
		return verification.Mention{ID: m.Code, Title: m.Title}
	case m.Name() != m.Code:
		return verification.Mention{ID: m.Code, Title: m.Name()}
	}
	return verification.Mention{Title: m.Code}
}
