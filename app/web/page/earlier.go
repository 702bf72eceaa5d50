package page

import "tnl/app/questionnaire"

// Earlier is what was answered to a question in an earlier edition, beside its fields.
type Earlier struct {
	Question string // its identifier
	Number   string
	Year     int
	Age      string // of what was submitted: « il y a un an »
	Answers  []EarlierAnswer
	Plan     string // « juin 2025 », for what was planned
	// Take tells that the answer can be taken over as this year's; Values is what the fields hold then, as a form
	// sends them.
	Take   bool
	Values string
	Again  string // why the question must be answered again, empty when it need not
	// Answered tells that the question has this year's answer: Difference then says how it differs, empty when the two
	// cannot be compared.
	Answered   bool
	Difference string
}

// EarlierAnswer is one of the answers of then.
type EarlierAnswer struct {
	Label    string // the question of then, where it was worded otherwise
	Value    string
	Comment  string
	Evidence string // a link
}

// Since is what changed in a candidacy since an earlier edition, at a glance.
type Since struct {
	Year      int
	Tally     string // « 8 progrès, 2 reculs, 30 réponses inchangées, 5 questions nouvelles »
	Then, Now string // « Niveau 2, 41,2 % »
	Changed   bool   // the questionnaire is not the same
}

// Evolution is how one answer differs from that of an earlier edition, where it is read.
type Evolution struct {
	Year      int
	Direction string // better, worse, same, other, or empty
	Label     string // « Progrès »
	Words     string
	Changed   bool // the question changed
	Answers   []EarlierAnswer
	Points    string // « 2 sur 4 », empty when it yields none
}

// Sign draws the direction, for those who see it.
func (e Evolution) Sign() string {
	return map[string]string{"better": "↑", "worse": "↓", "same": "=", "other": "≠"}[e.Direction]
}

// FormerAnswer shows an earlier answer beside the question that continues its own.
func FormerAnswer(former questionnaire.Former, now *questionnaire.Question) EarlierAnswer {
	a := EarlierAnswer{Value: former.Question.Show(former.Answer.Value), Comment: former.Answer.Comment, Evidence: former.Answer.Evidence}
	if former.Question.Label != now.Label {
		a.Label = former.Question.Label
	}
	return a
}
