package secretariat

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/impact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
	"tnl/app/web/session"
)

// supersessionView is all that a version would change, before it does.
type supersessionView struct {
	Name, Address, Title, ID, Short string
	Trial                           string // where it is tried
	Problem                         string
	Remarks                         source.Faults
	Differences                     []page.Differences
	Facts                           []page.Fact
	Again                           []string
	Moves                           []submittedView
	Unmoved, Hidden                 string
	Past                            []pastView
	Confirm                         *page.Confirmation // nil when it cannot be done
}

// pastView is what a past edition would have been.
type pastView struct {
	Name, Line, Totals string
	Levels             []moveView
	Groups             []groupView
	Movers             []string
}

type moveView struct {
	From, To string
	Count    int
}

type groupView struct {
	Kind, Size string
	impact.Count
}

func (s Site) foresee(c echo.Context) error { return s.showSupersession(c, "", nil) }

func (s Site) showSupersession(c echo.Context, note string, problem *fault.Fault) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	from, err := s.Editions.Questionnaires.Get(ctx, e.QuestionnaireHash)
	if err != nil {
		return err
	}
	text, err := s.Editions.Questionnaires.Source(ctx, c.Param("hash"))
	if err != nil {
		return err
	}
	with, remarks := questionnaire.Read(edition.FileName, text)
	if with == nil {
		return remarks
	}
	v := supersessionView{
		Name: e.Name, Address: editionAddress(e.Year), Title: with.Title, ID: with.ID, Short: with.Hash[:16], Trial: trialAddress(e, with.Hash), Remarks: remarks,
		Differences: questionform.Compare(from, with, true),
	}
	foreseen, err := s.Candidacies.Foresee(ctx, session.Person(c), e, from, with)
	if err != nil {
		return err
	}
	v.fill(foreseen)
	if err := s.fillCases(c, &v, e, with); err != nil {
		return err
	}
	status := http.StatusOK
	if refused := candidacy.Supersedable(e, from, with, s.Now()); refused != nil {
		v.Problem = refused.Error()
	} else {
		v.Confirm = confirmSupersession(e, foreseen, with, note, s.Now().Before(e.OpensAt))
	}
	if problem != nil {
		status = http.StatusConflict
		if problem.Kind == fault.Invalid {
			status = http.StatusUnprocessableEntity
		}
		if v.Confirm != nil && problem.Fields["note"] != "" {
			v.Confirm.Fields[0].Error = problem.Fields["note"]
		} else {
			v.Problem = problem.Message
		}
	}
	return s.show(c, status, "secretariat/supersession", "Remplacer le questionnaire, "+page.LowerFirst(e.Name), v)
}

func (v *supersessionView) fill(f *candidacy.Foresight) {
	v.Facts = []page.Fact{
		{Term: "Brouillons", Detail: page.Counted(f.Drafts, "candidature", "candidatures")},
		{Term: "Déposées", Detail: page.Counted(f.Submitted, "candidature", "candidatures")},
		{Term: "Réponses conservées", Detail: fmt.Sprint(f.Kept)},
		{Term: "Réponses mises à part", Detail: fmt.Sprint(f.Aside())},
	}
	for _, one := range f.Again {
		v.Again = append(v.Again, fmt.Sprintf("%s %s : %s (%s)", one.Question.Number, one.Question.Label,
			page.Counted(one.Answers, "réponse", "réponses"), one.Outcome.Label()))
	}
}

// fillCases scores again what was submitted, to this edition and to those that are past.
func (s Site) fillCases(c echo.Context, v *supersessionView, e edition.Edition, with *questionnaire.Questionnaire) error {
	ctx := c.Request().Context()
	all, err := s.Editions.List(ctx)
	if err != nil {
		return err
	}
	ids := []string{e.ID}
	for _, other := range all {
		if state := other.StateAt(s.Now()); other.ID != e.ID && (state == edition.Closed || state == edition.Published) {
			ids = append(ids, other.ID)
		}
	}
	cases, err := s.Impact.CasesOf(ctx, ids, with, session.Person(c).ID)
	if err != nil {
		return err
	}
	for _, one := range cases[e.ID] {
		switch {
		case one.Concerned:
			v.Hidden = "Ce qui concerne votre territoire n’est pas montré."
		case one.Differs():
			v.Moves = append(v.Moves, submittedView{
				Address: "/secretariat/candidatures/" + one.CandidacyID, Name: one.Name,
				Before: standing(one.Questionnaire, one.Before), After: standing(with, one.After),
			})
		}
	}
	v.Unmoved = "Aucune candidature n’est déposée."
	if len(cases[e.ID]) > 0 {
		v.Unmoved = "Aucune candidature déposée n’aurait une autre note, ni un autre niveau."
	}
	for _, other := range all {
		if other.ID == e.ID || len(cases[other.ID]) == 0 {
			continue
		}
		old, err := s.Editions.Questionnaires.Get(ctx, other.QuestionnaireHash) // kept in memory once read
		if err != nil {
			return err
		}
		v.Past = append(v.Past, pastOf(other, old, with, cases[other.ID]))
	}
	return nil
}

// pastOf words the effect on a past edition as `tnl questionnaire impact` does.
func pastOf(e edition.Edition, old, with *questionnaire.Questionnaire, cases []impact.Case) pastView {
	sum := impact.Compare(cases)
	v := pastView{
		Name:   e.Name,
		Line:   fmt.Sprintf("%s. Montent : %d. Descendent : %d. Restent : %d", page.Counted(sum.Candidacies, "candidature", "candidatures"), sum.Up, sum.Down, sum.Same),
		Totals: fmt.Sprintf("Total plus haut : %d. Total plus bas : %d.", sum.Higher, sum.Lower),
	}
	for _, m := range sum.Moves {
		v.Levels = append(v.Levels, moveView{levelAt(old, m.From), levelAt(with, m.To), m.Count})
	}
	for _, g := range sum.Groups {
		kind := territory.Kind(g.Kind).One()
		if kind == "" {
			kind = "Inconnu"
		}
		v.Groups = append(v.Groups, groupView{kind, g.Size.Label(), g.Count})
	}
	for _, one := range impact.Movers(cases) {
		if !one.Concerned {
			v.Movers = append(v.Movers, one.Name+" : "+standing(one.Questionnaire, one.Before)+", puis "+standing(with, one.After))
		}
	}
	return v
}

func confirmSupersession(e edition.Edition, f *candidacy.Foresight, with *questionnaire.Questionnaire, note string, preparing bool) *page.Confirmation {
	confirm := &page.Confirmation{
		Title: "Remplacer le questionnaire maintenant ?", Action: questionnaireAddress(e.Year) + "/" + with.Hash,
		Button: "Remplacer le questionnaire", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: questionnaireAddress(e.Year)},
		Hidden: []page.Hidden{{Name: "revision", Value: strconv.Itoa(e.Revision)}},
	}
	field := page.Field{Type: "textarea", Name: "note", Label: "Ce qui a été corrigé, en une phrase", Rows: 2, Value: note, MaxLength: 500}
	if preparing {
		field.Help = "Gardé avec la version, pour le secrétariat."
		confirm.Fields = []page.Field{field}
		confirm.Consequences = []string{"L’édition n’est pas ouverte : personne n’y a encore répondu, et aucun courriel ne part.", "L’ancienne version reste téléchargeable."}
		return confirm
	}
	field.Required, field.Help = true, "Les équipes liront cette phrase, dans le courriel et sur leurs pages."
	confirm.Fields = []page.Field{field}
	live := f.Drafts + f.Submitted
	confirm.Consequences = []string{
		"Les candidats répondent tout de suite à la nouvelle version. Cela ne s’annule pas : on ne revient en arrière qu’en envoyant de nouveau l’ancien fichier, et les équipes le sauront.",
		page.Counted(live, "équipe est prévenue", "équipes sont prévenues") + " par courriel.",
		"Ce qui est déposé garde sa version, jusqu’à un nouveau dépôt. La clôture reste " + calendar.Deadline(e.ClosesAt) + ".",
	}
	if n := f.Aside(); n > 0 {
		confirm.Consequences = append(confirm.Consequences, page.Counted(n, "réponse est mise à part", "réponses sont mises à part")+" : son équipe la relira, mais elle ne comptera plus.")
		if n > 1 {
			confirm.Consequences[len(confirm.Consequences)-1] = page.Counted(n, "", "réponses sont mises à part") + " : leurs équipes les reliront, mais elles ne compteront plus."
		}
	}
	return confirm
}

func (s Site) supersede(c echo.Context) error {
	e, err := s.editionOf(c)
	if err != nil {
		return err
	}
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	err = s.Candidacies.Supersede(c.Request().Context(), session.Person(c), e.ID, page.Revision(form), c.Param("hash"), form.Get("note"))
	if page.FormStatus(err) != 0 || fault.Is(err, fault.Closed) {
		return s.showSupersession(c, form.Get("note"), fault.As(err))
	}
	if err != nil {
		return err
	}
	done := "Le questionnaire est remplacé."
	if e.StateAt(s.Now()) == edition.Open {
		done += " Les équipes sont prévenues par courriel."
	}
	return s.done(c, done, questionnaireAddress(e.Year))
}
