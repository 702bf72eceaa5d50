package candidate

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/app/web/session"
)

// earlierAnswers fills the panels of an axis's questions with what was answered to them in an earlier edition.
func (s *Screens) earlierAnswers(c echo.Context, f *candidacy.File, views []*questionform.View) error {
	earlier, err := s.Candidacies.Earlier(c.Request().Context(), f)
	if err != nil || earlier == nil {
		return err
	}
	for _, v := range views {
		q := f.Questionnaire.Question(v.ID)
		v.Earlier = showEarlier(earlier, f, q, v.Editable, s.Now())
		if c.QueryParam("reprise") == q.ID && earlier.Gives(q, f.Answers.Get(q)) {
			v.Focus, v.SavedAt = true, fmt.Sprintf(": réponse de %d reprise", earlier.Year)
		}
	}
	return nil
}

// showEarlier makes the panel of one question, nil when nothing was said to it before.
func showEarlier(earlier *candidacy.Earlier, f *candidacy.File, q *questionnaire.Question, editable bool, now time.Time) *page.Earlier {
	followed := earlier.Of(q)
	v := &page.Earlier{
		Question: q.ID, Number: q.Number, Year: earlier.Year, Age: ago(earlier.Snapshot.Submission.SubmittedAt, now),
		Answered: !candidacy.Unanswered(f.Answers.Get(q)),
	}
	for _, former := range followed.Former {
		if candidacy.Unanswered(former.Answer) {
			continue
		}
		v.Answers = append(v.Answers, page.FormerAnswer(former, q))
		if former.Answer.Planned != "" {
			v.Plan = calendar.Month(former.Answer.Planned)
		}
	}
	if len(v.Answers) == 0 {
		return nil
	}
	if v.Answered || !editable {
		v.Difference = difference(earlier.Year, followed.Evolution)
		v.Answered = true
		return v
	}
	if v.Take = followed.Takeable.Value != nil; v.Take {
		v.Values = q.ToForm(followed.Takeable).Encode()
	} else {
		v.Again = again(earlier.Year, followed.Outcome)
	}
	return v
}

// difference says in a line how this year's answer differs, nothing where the two cannot be compared.
func difference(year int, e questionnaire.Evolution) string {
	switch {
	case e.Changed || e.Direction == "":
		return ""
	case e.Direction == questionnaire.Same:
		return fmt.Sprintf("Comme en %d.", year)
	}
	return fmt.Sprintf("Depuis %d : %s.", year, e.Words)
}

// again says why an earlier answer cannot be taken over.
func again(year int, outcome questionnaire.Outcome) string {
	return map[questionnaire.Outcome]string{
		questionnaire.Merged:    fmt.Sprintf("Cette question en réunit plusieurs de %d : répondez de nouveau.", year),
		questionnaire.Split:     fmt.Sprintf("La question de %d est partagée en plusieurs : répondez de nouveau à chacune.", year),
		questionnaire.OtherType: "La question a changé de forme : répondez de nouveau.",
		questionnaire.ValueGone: "Cette réponse n’est plus proposée : répondez de nouveau.",
		questionnaire.ToProvide: "Ce qui avait été fourni est à fournir de nouveau.",
	}[outcome]
}

// ago words the time since an instant: « il y a un an ».
func ago(at, now time.Time) string {
	at, now = at.In(calendar.Paris), now.In(calendar.Paris)
	months := 12*(now.Year()-at.Year()) + int(now.Month()-at.Month())
	if now.Day() < at.Day() {
		months--
	}
	switch {
	case months < 1:
		return "il y a moins d’un mois"
	case months < 12:
		return fmt.Sprintf("il y a %d mois", months)
	case months < 24:
		return "il y a un an"
	}
	return fmt.Sprintf("il y a %d ans", months/12)
}

// asked gives the earlier candidacy when the form takes answers of it over; nil when it takes none, or may not.
func (s *Screens) asked(c echo.Context, f *candidacy.File, form url.Values) (*candidacy.Earlier, error) {
	for field := range form {
		if field == "reprendre" || strings.HasSuffix(field, ".taken") {
			return s.Candidacies.Earlier(c.Request().Context(), f)
		}
	}
	return nil, nil
}

// takeOver puts the earlier answer to the question that the form asks for into its fields: what was typed beside it
// this year stays. It gives nil, and leaves all as it was typed, where there is nothing to take.
func takeOver(earlier *candidacy.Earlier, f *candidacy.File, form url.Values) *questionnaire.Question {
	q := f.Questionnaire.Question(form.Get("reprendre"))
	if q == nil || earlier == nil || earlier.Of(q).Takeable.Value == nil {
		return nil
	}
	answer := earlier.Of(q).Takeable
	kept := url.Values{}
	for _, field := range []string{".revision", ".comment", ".evidence"} {
		if typed := form.Get(q.ID + field); strings.TrimSpace(typed) != "" {
			kept.Set(q.ID+field, typed)
		}
	}
	for field := range form {
		if field == q.ID || strings.HasPrefix(field, q.ID+".") {
			form.Del(field)
		}
	}
	for _, values := range []url.Values{q.ToForm(answer), kept} {
		for field := range values {
			form[field] = values[field]
		}
	}
	form.Set(q.ID+".taken", "1")
	return q
}

// takenFrom gives the year of the edition that an answer was taken over from, where the form says so and it is so.
func takenFrom(earlier *candidacy.Earlier, q *questionnaire.Question, a questionnaire.Answer, form url.Values) int {
	if !form.Has(q.ID+".taken") || !earlier.Gives(q, a) {
		return 0
	}
	return earlier.Year
}

// waitingView is the earlier answers that wait to be confirmed, by axis.
type waitingView struct {
	Year, Count int
	Axes        []axisWaiting
}

// axisWaiting leads to the first question that waits in an axis.
type axisWaiting struct {
	Title, Address string
	Count          int
}

// pastView is an earlier candidacy of the territory.
type pastView struct {
	Edition, Address string // no address for those of others
	Outcome          string
}

func (s *Screens) waiting(c echo.Context, f *candidacy.File) (*waitingView, error) {
	earlier, err := s.Candidacies.Earlier(c.Request().Context(), f)
	if err != nil || earlier == nil {
		return nil, err
	}
	v := &waitingView{Year: earlier.Year}
	for _, q := range earlier.Waiting(f) {
		address := axisAddress(f, q.Axis)
		if n := len(v.Axes); n == 0 || v.Axes[n-1].Title != q.Axis.Title {
			v.Axes = append(v.Axes, axisWaiting{Title: q.Axis.Title, Address: address + "#q-" + q.ID})
		}
		v.Axes[len(v.Axes)-1].Count++
		v.Count++
	}
	return v, nil
}

// past lists the earlier candidacies of the territory with what came of those that are published.
func (s *Screens) past(c echo.Context, f *candidacy.File) ([]pastView, error) {
	ctx := c.Request().Context()
	rows, err := s.Candidacies.Past(ctx, session.Person(c), f)
	if err != nil {
		return nil, err
	}
	var published []string
	for _, row := range rows {
		if row.State == candidacy.Published {
			published = append(published, row.ID)
		}
	}
	levels, err := s.Awards.Levels(ctx, published)
	if err != nil {
		return nil, err
	}
	var out []pastView
	for _, row := range rows {
		v := pastView{Edition: row.EditionName, Outcome: row.State.ForCandidate().Label()}
		if row.State == candidacy.Published {
			if v.Outcome = levels[row.ID]; v.Outcome == "" {
				v.Outcome = "Sans label"
			}
		}
		if row.Mine {
			v.Address = "/candidatures/" + row.ID
		}
		out = append(out, v)
	}
	return out, nil
}
