package public

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/web/answers"
	"tnl/app/web/page"
)

// openView is the published answers of a laureate, with what each is worth.
type openView struct {
	Number, Territory, Address string // of the certificate
	Edition                    string
	Signs                      page.LevelSigns
	Level, Computed            string
	Differs                    bool // the jury awarded another level than the computed one
	Adjustments                []answers.Adjustment
	Contents                   page.Contents
	Axes                       []answers.Axis
	Proof                      proofView
}

// proofView is how anybody computes an award again.
type proofView struct {
	File, Answers, Questionnaire string // addresses; the first two are empty where the answers are not public
	Commands                     []string
	Digest, AnswersHash, Hash    string // of the file, where it is public; of the answers, of the questionnaire
}

func (s Site) publishedAnswers(c echo.Context) error {
	open, err := s.Awards.Open(c.Request().Context(), c.Param("number"))
	if err != nil {
		return err
	}
	v := openView{
		Number: open.Number, Territory: open.TerritoryName, Address: award.CertificatePath(open.Number), Edition: strconv.Itoa(open.Year),
		Signs: large(directory.LevelOf(open.Award)), Level: levelName(directory.LevelOf(open.Award)), Computed: answers.Proposed(open.Score),
		Differs: open.Level == nil || *open.Level != open.Score.Level, Adjustments: answers.Retained(open.Score),
		Contents: answers.Contents(open.Score), Axes: answers.Of(open.Score, answers.Jurys, nil, ""), Proof: s.proof(open.Award, open.File.Digest),
	}
	return s.show(c, "answers", page.View{
		Title: "Réponses et note, " + v.Territory, Section: page.SectionDirectory, Canonical: s.BaseURL + award.AnswersPath(v.Number), Body: v,
		Description: "Les réponses de " + v.Territory + " au questionnaire du label, édition " + v.Edition + ", avec les points de chacune.",
	})
}

// awardFile sends the file with which anybody computes the award again.
func (s Site) awardFile(c echo.Context) error {
	open, err := s.Awards.Open(c.Request().Context(), c.Param("number"))
	if err != nil {
		return err
	}
	content, err := open.File.Encode()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+award.FileName(open.Number)+`"`)
	return c.Blob(http.StatusOK, "application/json", content)
}

// proof tells how an award is computed again, nothing for one that was imported. digest is that of its file, where the
// answers are public.
func (s Site) proof(a award.Award, digest string) proofView {
	if a.Imported() {
		return proofView{}
	}
	v := proofView{Questionnaire: award.QuestionnairePath(*a.QuestionnaireHash), AnswersHash: a.AnswersHash, Hash: *a.QuestionnaireHash}
	if digest != "" {
		v.Digest, v.File, v.Answers = digest, award.FilePath(a.Number), award.AnswersPath(a.Number)
		v.Commands = []string{
			"curl -o " + award.FileName(a.Number) + " " + s.BaseURL + v.File,
			"tnl score --award " + award.FileName(a.Number),
		}
	}
	return v
}
