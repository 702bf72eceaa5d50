package scoring

import (
	"fmt"
	"slices"
	"strings"

	"tnl/app/calendar"
	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/typography"
)

// Reason says in French which rule gave the question its points, or why it is left out; where the jury adjusted them,
// the jury's own reason.
func (qs *QuestionScore) Reason() string {
	if qs.Adjustment != nil {
		return typography.French(fmt.Sprintf("Ajusté par le jury, de %s à %s : %s", qs.Engine.Decimal(2), qs.Points.Decimal(2), qs.Adjustment.Reason))
	}
	return qs.EngineReason()
}

// EngineReason is Reason without the jury: the rule that gave the points called Engine.
func (qs *QuestionScore) EngineReason() string { return typography.French(qs.rule()) }

func (qs *QuestionScore) rule() string {
	switch qs.Status {
	case Unanswered:
		return "Sans réponse : 0 point."
	case Planned:
		return fmt.Sprintf("Prévu pour %s : une intention ne rapporte pas encore de point.", calendar.Month(qs.Answer().Planned))
	case NotAsked:
		return fmt.Sprintf("Sans objet tant que %s : 0 point.", notLeading(qs.Question.FollowUp))
	case OutOfScope:
		return "Ce territoire n’est pas concerné : la question ne compte ni en plus ni en moins."
	case Unscored:
		return "Question de fait ou texte libre : elle ne rapporte pas de point."
	}
	return qs.Question.Reason(qs.Answer().Value, qs.context)
}

// Note says in French what the axis is worth, or why it is left out.
func (a *AxisScore) Note() string {
	if a.Excluded {
		return "Cet axe ne concerne pas ce territoire\u00a0: il ne compte pas."
	}
	return typography.French(fmt.Sprintf("%s : %s sur %s.", a.Share.Percent(), points(a.Points), a.Max.Decimal(2)))
}

// points words a number of points: « 2,5 points », « 1 point ».
func points(p exact.Ratio) string {
	word := "point"
	if !p.Less(exact.Int(2)) {
		word = "points"
	}
	return p.Decimal(2) + "\u00a0" + word
}

// notLeading words what keeps a question from being asked: « la réponse à la question 1.3 n’y mène pas ».
func notLeading(c *questionnaire.Condition) string {
	var numbers []string
	for _, q := range c.Questions() {
		numbers = append(numbers, q.Number)
	}
	if len(numbers) == 1 {
		return "la réponse à la question " + numbers[0] + " n’y mène pas"
	}
	slices.Sort(numbers)
	last := len(numbers) - 1
	return "les réponses aux questions " + strings.Join(numbers[:last], ", ") + " et " + numbers[last] + " n’y mènent pas"
}

// Progress counts the questions that are asked of the territory and those it answered.
type Progress struct{ Answered, Asked int }

// Done tells whether every question asked was answered.
func (p Progress) Done() bool { return p.Asked > 0 && p.Answered == p.Asked }

// Asks tells whether the answers so far lead to q, and q concerns the territory.
func (s *Score) Asks(q *questionnaire.Question) bool { return s.path.Asks(q) }

// ProgressOf gives the progress in one axis.
func (s *Score) ProgressOf(axis *questionnaire.Axis) Progress {
	var p Progress
	for _, q := range axis.Questions {
		qs := s.Question(q)
		if !s.Asks(q) {
			continue
		}
		p.Asked++
		if qs.Answer().Value != nil || qs.Answer().Planned != "" {
			p.Answered++
		}
	}
	return p
}

// Progress gives the progress in the whole questionnaire.
func (s *Score) Progress() Progress {
	var all Progress
	for _, a := range s.Axes {
		p := s.ProgressOf(a.Axis)
		all.Asked += p.Asked
		all.Answered += p.Answered
	}
	return all
}

// Missing is how far the total is from level, as a share of 1; 0 when it is reached.
func (s *Score) Missing(level *questionnaire.Level) exact.Ratio {
	return exact.Max(level.Total.Sub(s.Total), exact.Ratio{})
}

// Distance says in a few words how far level is: « 4,2 % au total et 2 minimums ».
func (s *Score) Distance(level *questionnaire.Level) string {
	minimums := len(s.Lacks(level))
	short := s.Missing(level)
	if short.IsZero() {
		return counted(minimums)
	}
	// A gap rounds upwards, so that it never reads as smaller than it is.
	thousandths := short.Mul(exact.Int(1000))
	up := thousandths.Floor()
	if exact.Int(up).Less(thousandths) {
		up++
	}
	text := exact.Of(up, 10).Decimal(1) + "\u00a0% au total"
	if minimums > 1 {
		text += " et " + counted(minimums-1)
	}
	return text
}

func counted(minimums int) string {
	if minimums < 2 {
		return fmt.Sprintf("%d\u00a0minimum", minimums)
	}
	return fmt.Sprintf("%d\u00a0minimums", minimums)
}
