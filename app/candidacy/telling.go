package candidacy

import (
	"fmt"

	"gorm.io/gorm"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/mail"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

// told is a candidacy whose team is told of a correction.
type told struct {
	ID         string
	State      State
	Territory  string
	Department string
}

// tellTeams queues a letter to each member of each candidacy that is still in the running: what was corrected, which
// answers are to be given again, and what becomes of what was submitted.
func (cs *Candidacies) tellTeams(tx *gorm.DB, e edition.Edition, with *questionnaire.Questionnaire) error {
	var live []told
	err := tx.Table("candidacies AS c").Joins("JOIN territories t ON t.id = c.territory_id").
		Where("c.edition_id = ? AND c.state IN ?", e.ID, []State{Draft, Submitted}).Order("c.id").
		Select("c.id, c.state, t.name AS territory, t.department").Scan(&live).Error
	if err != nil {
		return fmt.Errorf("list the candidacies to tell: %w", err)
	}
	if len(live) == 0 {
		return nil
	}
	news, err := cs.newsOf(tx, e, with)
	if err != nil {
		return err
	}
	var messages []mail.Message
	for _, c := range live {
		submitted, err := news.effect(c, with)
		if err != nil {
			return err
		}
		subject, body, err := mail.Render("questionnaire-corrected", map[string]any{
			"Territory": c.Territory, "Edition": e.Name, "Corrections": news.corrections, "Again": news.again[c.ID], "Submitted": submitted,
			"Deadline": calendar.Deadline(e.ClosesAt), "Overseas": calendar.DeadlineOverseas(e.ClosesAt, c.Department),
			"Link": cs.BaseURL + "/candidatures/" + c.ID + "/changements",
		})
		if err != nil {
			return err
		}
		for _, to := range news.members[c.ID] {
			messages = append(messages, mail.Message{To: to, Subject: subject, Body: body, About: "correction/" + c.ID})
		}
	}
	return mail.QueueAll(tx, cs.now(), messages)
}

// news is what the letters about a correction tell, by candidacy.
type news struct {
	corrections []correctionLine
	members     map[string][]string // addresses
	again       map[string][]string // the questions to answer again, each in a line
	snapshots   map[string]*Snapshot
	compared    map[string]*questionnaire.Continuity
}

type correctionLine struct{ At, Note string }

// submittedLine is what a letter says of what was submitted.
type submittedLine struct {
	Number        int
	Same          bool
	Before, After string // level and total
}

func (cs *Candidacies) newsOf(tx *gorm.DB, e edition.Edition, with *questionnaire.Questionnaire) (*news, error) {
	n := &news{members: map[string][]string{}, again: map[string][]string{}, snapshots: map[string]*Snapshot{}, compared: map[string]*questionnaire.Continuity{}}
	versions, err := edition.Versions(tx, e.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions { // all of them: this letter may take the place of one that has not left
		if v.Corrects(e) {
			n.corrections = append(n.corrections, correctionLine{calendar.DateTime(v.Since), v.Note})
		}
	}
	var members []struct{ CandidacyID, Email string }
	err = tx.Table("team_members AS m").Joins("JOIN people p ON p.id = m.person_id").Joins("JOIN candidacies c ON c.id = m.candidacy_id").
		Where("c.edition_id = ?", e.ID).Order("m.candidacy_id, m.joined_at, p.id").Select("m.candidacy_id, p.email").Scan(&members).Error
	if err != nil {
		return nil, fmt.Errorf("list whom to tell: %w", err)
	}
	for _, m := range members {
		n.members[m.CandidacyID] = append(n.members[m.CandidacyID], m.Email)
	}
	if err := cs.toAnswerAgain(tx, e, with, n.again); err != nil {
		return nil, err
	}
	last, err := lastSubmissions(tx, e.ID, Submitted)
	for _, s := range last {
		if n.snapshots[s.CandidacyID], err = cs.readIn(tx, s); err != nil {
			return nil, err
		}
	}
	return n, err
}

// toAnswerAgain lists, by candidacy, the questions whose answer was set aside and that have none since.
func (cs *Candidacies) toAnswerAgain(tx *gorm.DB, e edition.Edition, with *questionnaire.Questionnaire, into map[string][]string) error {
	standing, err := answersOf(tx, e.ID)
	if err != nil {
		return err
	}
	answered := map[[2]string]bool{}
	for _, row := range standing {
		answered[[2]string{row.CandidacyID, row.QuestionID}] = string(row.Content) != "{}"
	}
	var rows []setAsideAnswer
	err = tx.Table("set_aside_answers AS s").Select("s.*").Joins("JOIN candidacies c ON c.id = s.candidacy_id").
		Where("c.edition_id = ?", e.ID).Order("s.candidacy_id, s.version DESC, s.question_id").Find(&rows).Error
	if err != nil {
		return fmt.Errorf("list what was set aside: %w", err)
	}
	reader, waiting := cs.setAsideReader(with), map[string]map[*questionnaire.Question]bool{}
	for i := range rows {
		id := rows[i].CandidacyID
		found, err := reader.read(tx, rows[i:i+1], func(q *questionnaire.Question) bool { return answered[[2]string{id, q.ID}] })
		if err != nil {
			return err
		}
		for _, one := range found {
			for _, heir := range one.Heirs {
				if waiting[id] == nil {
					waiting[id] = map[*questionnaire.Question]bool{}
				}
				waiting[id][heir] = waiting[id][heir] || one.Again
			}
		}
	}
	for id, questions := range waiting {
		for _, q := range with.Questions {
			if questions[q] {
				into[id] = append(into[id], q.Number+" "+q.Label)
			}
		}
	}
	return nil
}

// effect compares what was submitted under both questionnaires; nil for what is not.
func (n *news) effect(c told, with *questionnaire.Questionnaire) (*submittedLine, error) {
	s := n.snapshots[c.ID]
	if c.State != Submitted || s == nil {
		return nil, nil
	}
	if n.compared[s.Questionnaire.Hash] == nil {
		n.compared[s.Questionnaire.Hash] = questionnaire.Continue(s.Questionnaire, with)
	}
	before := s.Score(nil)
	after := scoring.Compute(with, scoring.Input{Facts: s.Facts, Answers: n.compared[s.Questionnaire.Hash].Answers(s.Answers)})
	return &submittedLine{
		Number: s.Submission.Number, Same: before.Level == after.Level && before.Total.Cmp(after.Total) == 0,
		Before: standingText(before), After: standingText(after),
	}, nil
}

// standingText writes a level and a total: « Or, 41,2 % ».
func standingText(s *scoring.Score) string {
	level := "aucun niveau"
	if of := s.Of(); of != nil {
		level = "« " + of.Name() + " »"
	}
	return level + ", " + s.Total.Percent()
}
