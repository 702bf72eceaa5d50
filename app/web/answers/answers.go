// Package answers prepares the answers of a candidacy to be read with what each counts for: by its team, a juror, the
// secretariat with every review beside them, and anybody where they are published. What is said of points comes from
// app/scoring alone. Its templates are in templates/parts/answers.html.
package answers

import (
	"fmt"
	"strings"

	"tnl/app/calendar"
	"tnl/app/exact"
	"tnl/app/jury"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/web/page"
)

// Axis is one axis to read.
type Axis struct {
	ID, Overline, Title, Note string
	Answers                   []Answer
}

// Answer is what was said to one question, with its points and why.
type Answer struct {
	// Anchor is the id of the answer in the page.
	Anchor, Number, Label string
	// Value is empty when nothing was answered.
	Value string
	// Document is where the answer is downloaded, with its name; nil for any other answer.
	Document  *page.Link
	Planned   string // « juin 2027 », empty when nothing is planned
	Comment   string
	Evidence  string // a link, empty when there is none
	Trust     page.Trust
	Counts    bool // whether it yields points at all
	Points    string
	Engine    string // the engine's points, when they were adjusted
	Max       string
	Reason    string // the engine's
	Adjusted  bool
	By        string // who adjusted: « vous », « le jury »
	Own       string // the reason for adjusting
	Asked     bool
	Excluded  bool // does not concern the territory
	Remarks   []Remark
	Earlier   *page.Evolution // nil where an earlier edition says nothing
	Adjusting *Form           // the form, when it is open
	Adjust    string          // the address that opens the form, empty when the reader cannot adjust
}

// Remark is what a juror says of the points of one answer.
type Remark struct{ Juror, Points, Reason string }

// Form adjusts the points of one question.
type Form struct {
	Action, Cancel string
	Number, Engine string // the engine's points
	Max            string
	Revision       int
	Points, Reason page.Field
	// Remove is where the adjustment is taken back, empty when there is none.
	Remove string
}

// Anchor is the id of a question's answer in the page.
func Anchor(questionID string) string { return "q-" + questionID }

// AxisAnchor is the id of an axis in the page.
func AxisAnchor(axisID string) string { return "axe-" + axisID }

// Whose adjustments a score holds.
const (
	Own   = "vous"    // the reader's
	Jurys = "le jury" // those that the jury retained
)

// Of prepares every axis of score, whose adjustments if any are by whom says. reviews are those that the reader may see,
// documents where they download those given in answer, "" where they do not.
func Of(score *scoring.Score, by string, reviews []jury.Signed, documents string) []Axis {
	axes := make([]Axis, len(score.Axes))
	for i := range score.Axes {
		a := &score.Axes[i]
		axes[i] = Axis{
			ID: AxisAnchor(a.Axis.ID), Title: a.Axis.Title,
			Overline: fmt.Sprintf("Axe %d sur %d", a.Axis.Number, len(score.Axes)), Note: a.Note(),
			Answers: make([]Answer, len(a.Questions)),
		}
		for j := range a.Questions {
			axes[i].Answers[j] = of(&a.Questions[j], by, reviews, documents)
		}
	}
	return axes
}

func of(qs *scoring.QuestionScore, by string, reviews []jury.Signed, documents string) Answer {
	q := qs.Question
	a := Answer{
		Anchor: Anchor(q.ID), Number: q.Number, Label: q.Label, Value: q.Show(qs.Answer().Value),
		Comment: qs.Answer().Comment, Evidence: qs.Answer().Evidence, Trust: page.Trust{Degree: "declared"},
		Counts: !qs.Max.IsZero(), Points: qs.Points.Decimal(2), Max: qs.Max.Decimal(2), Reason: qs.EngineReason(),
		Excluded: qs.Status == scoring.OutOfScope, Asked: qs.Status != scoring.NotAsked && qs.Status != scoring.OutOfScope,
	}
	if qs.Answer().Planned != "" {
		a.Planned = calendar.Month(qs.Answer().Planned)
	}
	if a.Evidence != "" {
		a.Trust = page.Trust{Degree: "link"}
	}
	if d := qs.Answer().Document(); d != nil && d.SHA256 != "" && documents != "" {
		a.Document = &page.Link{Label: d.Name, Address: documents + d.SHA256}
		a.Value, a.Trust = d.Measure(), page.Trust{Degree: "document", Text: "document joint"}
	}
	if qs.Adjustment != nil {
		a.Adjusted, a.By, a.Engine, a.Own = true, by, qs.Engine.Decimal(2), qs.Adjustment.Reason
		if by == Jurys {
			a.Trust = page.Trust{Degree: "adjusted"}
		}
	}
	a.Remarks = Remarks(q, reviews)
	return a
}

// Remarks are what jurors say of the points of one question.
func Remarks(q *questionnaire.Question, reviews []jury.Signed) []Remark {
	var out []Remark
	for _, review := range reviews {
		if adjustment, ok := review.Adjustments[q.ID]; ok {
			out = append(out, Remark{Juror: review.JurorName, Points: Points(adjustment.Points), Reason: adjustment.Reason})
		}
	}
	return out
}

// Points writes kept points for people, « 2,5 ».
func Points(kept string) string {
	points, err := exact.Parse(kept)
	if err != nil {
		return kept
	}
	return points.Decimal(2)
}

// ShownLink is a link as it is shown, without its scheme.
func (a Answer) ShownLink() string {
	_, rest, _ := strings.Cut(a.Evidence, "://")
	return strings.TrimSuffix(rest, "/")
}

// Said tells whether anything stands in the place of the answer.
func (a Answer) Said() bool { return a.Value != "" || a.Planned != "" }

// Contents is the navigation through the axes of score, with what each is worth.
func Contents(score *scoring.Score) page.Contents {
	contents := page.Contents{Label: "Axes"}
	for _, a := range score.Axes {
		entry := page.ContentsEntry{Title: a.Axis.Title, Address: "#" + AxisAnchor(a.Axis.ID), Detail: a.Share.Percent()}
		if a.Excluded {
			entry.Detail = "sans objet"
		}
		contents.Entries = append(contents.Entries, entry)
	}
	return contents
}

// Signs shows level on the scale of q, with its name where it has no number.
func Signs(q *questionnaire.Questionnaire, level int) *page.LevelSigns {
	signs := page.LevelSigns{Level: level, Count: len(q.Levels)}
	if of := q.Level(level); of != nil && of.Named {
		signs.Title, signs.Named = of.Title, true
	}
	return &signs
}

// LevelName words a level of q: « Niveau 2 », « Argent », or « Sans label ».
func LevelName(q *questionnaire.Questionnaire, level int) string {
	if of := q.Level(level); of != nil {
		return of.Short()
	}
	return "Sans label"
}

// Computed words a level that the engine gives: as LevelName, or « Aucun niveau ».
func Computed(q *questionnaire.Questionnaire, level int) string {
	if level == 0 {
		return "Aucun niveau"
	}
	return LevelName(q, level)
}

// Choices are the levels of q to choose from, « sans label » first.
func Choices(q *questionnaire.Questionnaire) []page.Option {
	options := []page.Option{{Value: "0", Label: "Sans label", Note: "Le territoire n’apparaît nulle part dans les résultats publics."}}
	for _, level := range q.Levels {
		options = append(options, page.Option{Value: fmt.Sprint(level.Number), Label: level.Name(), Note: level.Meaning})
	}
	return options
}

// Proposed says a score in one line: « Niveau 2, 41,2 % ».
func Proposed(score *scoring.Score) string {
	return Computed(score.Questionnaire, score.Level) + ", " + score.Total.Percent()
}
