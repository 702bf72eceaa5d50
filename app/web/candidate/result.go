package candidate

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// resultView is what came of a candidacy, with why.
type resultView struct {
	Address            string // of the candidacy
	Territory, Edition string
	Level, Meaning     string // empty without a label
	Signs              page.LevelSigns
	Mentions           []mentionView
	Opinion            string
	Certificate        string // address, empty without a label
	Withdrawn          *time.Time
	Computed           string
	Differs            bool // the jury decided otherwise than the computation
	Adjustments        []answers.Adjustment
	Table              page.AxesTable
	Levels             []levelView
	NextLevel          string // empty at the top of the scale
	Way                wayView
	Editable           bool // never: what is decided is not answered any more
	Excluded           []answers.Answer
	Contents           page.Contents
	Axes               []answers.Axis
	File, Public       string // addresses of the file, and of the answers where they are public
	FileName           string
}

type mentionView struct{ Title, Meaning string }

// levelView is one level with what it lacks.
type levelView struct {
	Name, Meaning, State string
	Lacks                []string
}

func (s *Screens) result(c echo.Context) error {
	r, err := s.Awards.Result(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "candidate/result", r.File, "Le résultat expliqué", resultOf(r))
}

// resultFile sends the file with which the team, or whoever it is given to, computes the result again.
func (s *Screens) resultFile(c echo.Context) error {
	r, err := s.Awards.Result(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	content, err := r.Evidence.Encode()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "private, no-cache")
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+award.FileName(r.Number)+`"`)
	return c.Blob(http.StatusOK, "application/json", content)
}

func resultOf(r *award.Result) resultView {
	q := r.Score.Questionnaire
	v := resultView{
		Address: "/candidatures/" + r.File.Candidacy.ID, Territory: r.File.Territory.Name, Edition: r.File.Edition.Name,
		Opinion: r.Opinion, Withdrawn: r.Withdrawn, Computed: answers.Proposed(r.Score), Adjustments: answers.Retained(r.Score),
		Table:    axesOf(r.Score, func(a *questionnaire.Axis) string { return "#" + answers.AxisAnchor(a.ID) }, "Note par axe, ajustements du jury compris"),
		Contents: answers.Contents(r.Score), Axes: answers.Of(r.Score, answers.Jurys, nil, documentsAddress(r.File)),
		FileName: award.FileName(r.Number),
	}
	v.File = v.Address + "/resultat/dossier.json"
	awarded := 0
	if r.Level != nil {
		awarded = r.Level.Number
		v.Level, v.Meaning, v.Signs = r.Level.Name(), r.Level.Meaning, *answers.Signs(q, awarded)
		v.Signs.Large, v.Signs.Named = true, false // it is named beside
	}
	v.Differs = awarded != r.Score.Level
	if r.Number != "" {
		v.Certificate = award.CertificatePath(r.Number)
	}
	if r.AnswersPublic {
		v.Public = award.AnswersPath(r.Number)
	}
	for _, m := range r.Mentions {
		v.Mentions = append(v.Mentions, mentionView{Title: m.Name(), Meaning: meaningOf(q, m.Code)})
	}
	for _, level := range q.Levels {
		v.Levels = append(v.Levels, standing(r.Score, level, awarded))
	}
	if next := q.Level(max(awarded, r.Score.Level) + 1); next != nil {
		v.NextLevel = next.Name()
		v.Way = wayOf(r.Score, next, func(q *questionnaire.Question) string { return "#" + answers.Anchor(q.ID) })
	}
	for _, axis := range v.Axes {
		for _, a := range axis.Answers {
			if a.Excluded {
				v.Excluded = append(v.Excluded, a)
			}
		}
	}
	return v
}

func meaningOf(q *questionnaire.Questionnaire, mention string) string {
	for _, m := range q.Mentions {
		if m.ID == mention {
			return m.Meaning
		}
	}
	return ""
}

// standing tells whether a level was awarded, or reached, and what it lacks.
func standing(score *scoring.Score, level *questionnaire.Level, awarded int) levelView {
	v := levelView{Name: level.Name(), Meaning: level.Meaning}
	reached := level.Number <= score.Level
	if !reached {
		for _, lack := range score.Lacks(level) {
			v.Lacks = append(v.Lacks, lack.String())
		}
	}
	switch {
	case level.Number == awarded && reached:
		v.State = "Décerné."
	case level.Number == awarded:
		v.State = "Décerné par le jury, bien que le calcul y trouve un manque."
	case reached && level.Number > awarded:
		v.State = "Atteint par le calcul ; le jury en a décidé autrement, son avis dit pourquoi."
	case reached:
		v.State = "Atteint."
	case len(v.Lacks) == 0:
		v.State = "Il demande d’abord le niveau précédent."
	default:
		v.State = "Ce qui manque :"
	}
	return v
}
