package jury

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/jury"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// readingView is a candidacy as a juror reads it.
type readingView struct {
	Crumbs                []page.Link
	Errors                page.ErrorSummary
	Problem               string // what kept a change from being made, when it is about no field
	Overline, Title, Meta string
	Facts                 []page.Fact
	Status                page.Status
	Standing              string
	Actions               []page.Button
	Contents              page.Contents
	Note                  string
	Previous, Next        string // addresses of the neighbours in the list
	NextLevel             string // empty at the top of the scale
	Lacks                 []string
	Colleagues            []answers.Review
	Axes                  []answers.Axis
	Since                 *page.Since   // nil without an earlier edition
	Proposal              *proposalForm // nil once it cannot be written
	Own                   answers.Review
}

// proposalForm is the juror's conclusion.
type proposalForm struct {
	Action         string
	Revision       int
	Level, Remarks page.Field
}

// attempt is a change that was refused: what was typed, and why.
type attempt struct {
	question string // being adjusted; empty for the proposal
	points   string
	reason   string
	level    string
	remarks  string
	problem  *fault.Fault // nil for a form that is only opened
}

func (a *attempt) errorOf(field string) string {
	if a == nil || a.problem == nil {
		return ""
	}
	return a.problem.Fields[field]
}

func (s Site) reading(c echo.Context) error {
	var opened *attempt
	if question := c.QueryParam("ajuster"); question != "" {
		opened = &attempt{question: question}
	}
	return s.show(c, opened)
}

// show shows the reading, with a form opened or refused when there is one.
func (s Site) show(c echo.Context, tried *attempt) error {
	ctx, juror := c.Request().Context(), session.Person(c)
	r, err := s.Jury.Read(ctx, juror, c.Param("id"))
	if err != nil {
		return err
	}
	list, err := s.Jury.Readings(ctx, juror, r.Edition)
	if err != nil {
		return err
	}
	v := viewOf(r)
	v.place(r, list)
	if r.Editable() {
		v.Proposal = proposalOf(r, tried)
		v.adjustable(r, tried)
	}
	view := page.View{Title: "Lire la candidature de " + r.Territory.Name, Section: page.SectionJury, Private: true}
	status := http.StatusOK
	if tried != nil && tried.problem != nil {
		view.TitlePrefix, status = "Erreur", http.StatusUnprocessableEntity
		if tried.problem.Kind == fault.Conflict {
			status = http.StatusConflict
		}
		v.explain(tried)
	}
	view.Body = v
	return s.Pages.Show(c, status, "jury/reading", view)
}

func viewOf(r *jury.Reading) *readingView {
	v := &readingView{
		Title: r.Territory.Name, Meta: territoryLine(r), Status: statusOf(r),
		Contents: answers.Contents(r.Score), Axes: answers.Of(r.Score, answers.Own, r.Colleagues, address(r.Candidacy.ID)+"/fichiers/"),
		Colleagues: answers.Conclusions(r.Colleagues, r.Engine),
		Own:        answers.Conclusion("Votre évaluation", r.Review, r.Engine),
	}
	v.Since = answers.Beside(v.Axes, r.Engine, r.Earlier)
	v.Facts = []page.Fact{{Term: "Le moteur propose", Detail: answers.Proposed(r.Engine), Level: answers.Signs(r.Engine.Questionnaire, r.Engine.Level)}}
	adjustments := len(v.Own.Adjustments)
	if adjustments > 0 {
		v.Facts = append(v.Facts, page.Fact{
			Term:   "Avec " + page.Counted(adjustments, "ajustement de vous", "ajustements de vous"),
			Detail: answers.Proposed(r.Score), Level: answers.Signs(r.Score.Questionnaire, r.Score.Level),
		})
	}
	if next := r.Score.Next(); next != nil {
		v.NextLevel = next.Name()
		for _, lack := range r.Score.Lacks(next) {
			v.Lacks = append(v.Lacks, lack.String())
		}
		v.Facts = append(v.Facts, page.Fact{Term: "Il manque pour «\u00a0" + next.Short() + "\u00a0»", Link: &page.Link{Label: r.Score.Distance(next), Address: "#manque"}})
	} else {
		v.Facts = append(v.Facts, page.Fact{Term: "Niveau suivant", Detail: "C’est le plus haut de l’échelle"})
	}
	v.stand(r, adjustments)
	return v
}

func territoryLine(r *jury.Reading) string {
	parts := []string{r.Territory.Kind.One()}
	if r.Territory.Department != "" {
		parts = append(parts, "département "+r.Territory.Department)
	}
	if r.Territory.Population != nil {
		parts = append(parts, page.Counted(*r.Territory.Population, "habitant", "habitants"))
	}
	line := strings.Join(parts, ", ") + "."
	if r.Candidacy.Elected.Function != "" {
		line += " Dossier porté par " + r.Candidacy.Elected.Name + ", " + r.Candidacy.Elected.Function + "."
	}
	return line
}

func statusOf(r *jury.Reading) page.Status {
	item := jury.Item{Questionnaire: r.Engine.Questionnaire}
	if r.Review != nil {
		item.ReviewID, item.ReviewSubmittedAt, item.ProposedLevel = &r.Review.ID, r.Review.SubmittedAt, r.Review.ProposedLevel
	}
	return standing(item)
}

// stand says where the juror's own review is, and what can be done next.
func (v *readingView) stand(r *jury.Reading, adjustments int) {
	base := address(r.Candidacy.ID)
	switch {
	case r.Review.Submitted():
		v.Standing = "Rendue " + calendar.DateTime(*r.Review.SubmittedAt) + "."
		v.Note = "Les évaluations de vos collègues sont ouvertes\u00a0; leurs ajustements sont à côté des réponses."
		if len(v.Colleagues) == 0 {
			v.Note = "Vous êtes, pour l’instant, la seule personne à avoir rendu son évaluation."
		}
		if r.Candidacy.State == candidacy.UnderReview {
			v.Actions = []page.Button{{Label: "Reprendre l’évaluation", Kind: "second", Address: base + "/reprise"}}
		}
	case r.Editable():
		v.Standing = "Rien n’est encore écrit."
		if r.Review != nil {
			v.Standing = page.Counted(adjustments, "ajustement", "ajustements") + ", " + page.LowerFirst(v.Own.Proposal) + "."
		}
		v.Actions = []page.Button{{Label: "Proposer un niveau", Address: "#proposition"}}
		v.Note = "Les évaluations de vos collègues s’ouvriront quand la vôtre sera rendue."
	}
	if r.Candidacy.State != candidacy.UnderReview {
		v.Note = "Cette candidature est décidée\u00a0: les évaluations ne changent plus."
		if !r.Review.Submitted() {
			v.Standing = "Vous n’avez pas rendu d’évaluation."
		}
	}
}

// place says where the reading is in the juror's list.
func (v *readingView) place(r *jury.Reading, list *jury.List) {
	v.Crumbs = []page.Link{
		{Label: "Jury", Address: "/jury"},
		{Label: "Mes lectures, " + page.LowerFirst(r.Edition.Name), Address: fmt.Sprintf("/jury?edition=%d", r.Edition.Year)},
		{Label: r.Territory.Name, Current: true},
	}
	for i, item := range list.Items {
		if item.CandidacyID != r.Candidacy.ID {
			continue
		}
		v.Overline = fmt.Sprintf("%s de vos %s", page.Ordinal(i+1, true), page.Counted(len(list.Items), "lecture", "lectures"))
		if len(list.Items) == 1 {
			v.Overline = "Votre seule lecture"
		}
		if i > 0 {
			v.Previous = address(list.Items[i-1].CandidacyID)
		}
		if i+1 < len(list.Items) {
			v.Next = address(list.Items[i+1].CandidacyID)
		}
	}
	if r.Candidacy.FirstCandidacy {
		v.Overline += ", première candidature"
	}
}

// explain tells at the top of the page what was refused.
func (v *readingView) explain(tried *attempt) {
	fields := []page.Field{v.Proposal.level(), v.Proposal.remarks()}
	for _, axis := range v.Axes {
		for _, a := range axis.Answers {
			if a.Adjusting != nil {
				fields = append([]page.Field{a.Adjusting.Points, a.Adjusting.Reason}, fields...)
			}
		}
	}
	v.Errors = page.Summarise(fields...)
	if len(v.Errors.Items) == 0 {
		v.Problem = tried.problem.Message
	}
}
