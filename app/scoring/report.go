package scoring

import (
	"tnl/app/exact"
)

// ScoreReport is a score ready for JSON: numbers are exact, written as text; shares are of 1.
type ScoreReport struct {
	Questionnaire string        `json:"questionnaire"`
	Hash          string        `json:"questionnaire_hash"`
	Level         int           `json:"level"`
	LevelTitle    string        `json:"level_title,omitempty"`
	Total         exact.Ratio   `json:"total"`
	TotalPercent  string        `json:"total_percent"`
	Axes          []AxisReport  `json:"axes"`
	Levels        []LevelReport `json:"levels"`
	Mentions      []string      `json:"mentions"` // ids of those whose rule is fulfilled; the jury decides
}

// AxisReport is an axis of a ScoreReport.
type AxisReport struct {
	ID        string           `json:"id"`
	Title     string           `json:"title"`
	Points    exact.Ratio      `json:"points"`
	Max       exact.Ratio      `json:"max"`
	Share     exact.Ratio      `json:"share"`
	Weight    exact.Ratio      `json:"weight"`
	Excluded  bool             `json:"excluded"`
	Note      string           `json:"note"` // what it is worth, or why it is left out
	Questions []QuestionReport `json:"questions"`
}

// QuestionReport is a question of a ScoreReport.
type QuestionReport struct {
	ID     string      `json:"id"`
	Number string      `json:"number"`
	Label  string      `json:"label"`
	Status string      `json:"status"`
	Answer any         `json:"answer,omitempty"`
	Points exact.Ratio `json:"points"`
	Max    exact.Ratio `json:"max"`
	Weight exact.Ratio `json:"weight"` // points and max are counted with it
	Reason string      `json:"reason"`
	// What the engine made of the answer, where the jury retained other points.
	EnginePoints *exact.Ratio `json:"engine_points,omitempty"`
	EngineReason string       `json:"engine_reason,omitempty"`
}

// LevelReport tells whether a level is reached, and what it lacks.
type LevelReport struct {
	Number  int      `json:"number"`
	Title   string   `json:"title"`
	Reached bool     `json:"reached"`
	Lacks   []string `json:"lacks"`
}

var statusNames = map[Status]string{
	Answered: "answered", Unanswered: "unanswered", Planned: "planned",
	NotAsked: "not_asked", OutOfScope: "out_of_scope", Unscored: "unscored",
}

func (s Status) String() string { return statusNames[s] }

// Report gives the whole score with its reasons.
func Report(s *Score) ScoreReport {
	r := ScoreReport{
		Questionnaire: s.Questionnaire.ID, Hash: s.Questionnaire.Hash,
		Level: s.Level, Total: s.Total, TotalPercent: s.Total.Percent(),
	}
	if level := s.Of(); level != nil {
		r.LevelTitle = level.Title
	}
	r.Mentions = []string{}
	for _, mention := range s.Eligible() {
		r.Mentions = append(r.Mentions, mention.ID)
	}
	for _, a := range s.Axes {
		axis := AxisReport{ID: a.Axis.ID, Title: a.Axis.Title, Points: a.Points, Max: a.Max, Share: a.Share, Weight: a.Weight, Excluded: a.Excluded, Note: a.Note()}
		for i := range a.Questions {
			axis.Questions = append(axis.Questions, reportQuestion(&a.Questions[i]))
		}
		r.Axes = append(r.Axes, axis)
	}
	for _, level := range s.Questionnaire.Levels {
		l := LevelReport{Number: level.Number, Title: level.Title, Reached: level.Number <= s.Level, Lacks: []string{}}
		for _, lack := range s.Lacks(level) {
			l.Lacks = append(l.Lacks, lack.String())
		}
		r.Levels = append(r.Levels, l)
	}
	return r
}

func reportQuestion(qs *QuestionScore) QuestionReport {
	var answer any
	if qs.Answer().Value != nil {
		answer = qs.Question.Spec.Raw(qs.Answer().Value)
	}
	r := QuestionReport{
		ID: qs.Question.ID, Number: qs.Question.Number, Label: qs.Question.Label, Status: qs.Status.String(),
		Answer: answer, Points: qs.Points, Max: qs.Max, Weight: qs.Weight(), Reason: qs.Reason(),
	}
	if qs.Adjustment != nil {
		r.EnginePoints, r.EngineReason = &qs.Engine, qs.EngineReason()
	}
	return r
}
