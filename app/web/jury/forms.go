package jury

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/jury"
	"tnl/app/web/answers"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

func (p *proposalForm) level() page.Field {
	if p == nil {
		return page.Field{}
	}
	return p.Level
}

func (p *proposalForm) remarks() page.Field {
	if p == nil {
		return page.Field{}
	}
	return p.Remarks
}

// proposalOf is the form of the juror's conclusion, as kept or as it was just typed.
func proposalOf(r *jury.Reading, tried *attempt) *proposalForm {
	level, remarks := "", ""
	if r.Review != nil {
		remarks = r.Review.Remarks
		if r.Review.ProposedLevel != nil {
			level = strconv.Itoa(*r.Review.ProposedLevel)
		}
	}
	if tried != nil && tried.question == "" {
		level, remarks = tried.level, tried.remarks
	}
	form := &proposalForm{
		Action: address(r.Candidacy.ID) + "/proposition", Revision: r.Revision(),
		Level: page.Field{
			Type: "radio", Name: "level", Label: "Niveau proposé", Value: level, Options: answers.Choices(r.Engine.Questionnaire),
		},
		Remarks: page.Field{
			Type: "textarea", Name: "remarks", Label: "Remarques", Value: remarks, Rows: 6,
			Help: "Points forts, réserves, ce qui ferait progresser ce territoire. Elles seront lues par le jury et le secrétariat, et aideront à rédiger l’avis.",
		},
	}
	if tried != nil && tried.question == "" {
		form.Level.Error, form.Remarks.Error = tried.errorOf("level"), tried.errorOf("remarks")
	}
	return form
}

// adjustable gives every answer that counts the way to its adjustment, and opens the form of one.
func (v *readingView) adjustable(r *jury.Reading, tried *attempt) {
	base := address(r.Candidacy.ID)
	i := 0
	for x := range v.Axes {
		for y := range v.Axes[x].Answers {
			a, q := &v.Axes[x].Answers[y], r.Snapshot.Questionnaire.Questions[i]
			i++
			if !a.Counts {
				continue
			}
			a.Adjust = base + "?ajuster=" + q.ID + "#" + a.Anchor
			if tried != nil && tried.question == q.ID {
				a.Adjusting, a.Adjust = adjustingOf(r, *a, q.ID, tried), ""
			}
		}
	}
}

func adjustingOf(r *jury.Reading, a answers.Answer, questionID string, tried *attempt) *answers.Form {
	base := address(r.Candidacy.ID)
	action := base + "/ajustements/" + questionID
	points, reason := tried.points, tried.reason
	engine := a.Points
	form := &answers.Form{Action: action, Cancel: base + "#" + a.Anchor, Number: a.Number, Max: a.Max, Revision: r.Revision()}
	if a.Adjusted {
		engine, form.Remove = a.Engine, action+"/annulation"
		if tried.problem == nil {
			points, reason = a.Points, a.Own
		}
	}
	form.Engine = engine
	form.Points = page.Field{
		Type: "text", Name: "points", Label: "Points, de 0 à " + a.Max, Value: points, Error: tried.errorOf("points"),
		InputMode: "decimal", Autocomplete: "off", Required: true,
	}
	form.Reason = page.Field{Type: "textarea", Name: "reason", Label: "Raison", Value: reason, Error: tried.errorOf("reason"), Rows: 3, Required: true}
	return form
}

// refused shows the reading again for what its forms explain themselves; any other error goes its own way.
func (s Site) refused(c echo.Context, err error, tried *attempt) error {
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
		return err
	}
	tried.problem = fault.As(err)
	return s.show(c, tried)
}

func (s Site) adjust(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	tried := &attempt{question: c.Param("question"), points: form.Get("points"), reason: form.Get("reason")}
	err = s.Jury.Adjust(c.Request().Context(), session.Person(c), c.Param("id"), tried.question, tried.points, tried.reason, page.Revision(form))
	if err != nil {
		return s.refused(c, err, tried)
	}
	return s.done(c, "L’ajustement est enregistré.", address(c.Param("id"))+"#"+answers.Anchor(tried.question))
}

func (s Site) removeAdjustment(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	tried := &attempt{question: c.Param("question"), points: form.Get("points"), reason: form.Get("reason")}
	err = s.Jury.RemoveAdjustment(c.Request().Context(), session.Person(c), c.Param("id"), tried.question, page.Revision(form))
	if err != nil {
		return s.refused(c, err, tried)
	}
	return s.done(c, "Les points du moteur sont rétablis.", address(c.Param("id"))+"#"+answers.Anchor(tried.question))
}

func (s Site) saveProposal(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	tried := &attempt{level: form.Get("level"), remarks: form.Get("remarks")}
	level, err := chosenLevel(tried.level)
	if err == nil {
		err = s.Jury.SaveProposal(c.Request().Context(), session.Person(c), c.Param("id"), level, tried.remarks, page.Revision(form))
	}
	if err != nil {
		return s.refused(c, err, tried)
	}
	if form.Get("suite") == "remise" {
		return c.Redirect(http.StatusSeeOther, address(c.Param("id"))+"/remise")
	}
	return s.done(c, "Votre proposition est enregistrée\u00a0; elle n’est pas rendue.", address(c.Param("id")))
}

// chosenLevel reads a level; nil when none was chosen.
func chosenLevel(text string) (*int, error) {
	if text == "" {
		return nil, nil
	}
	level, err := strconv.Atoi(text)
	if err != nil {
		return nil, fault.Fields{"level": "Choisissez un niveau de l’échelle, ou « sans label »."}.Err()
	}
	return &level, nil
}

func (s Site) askSubmission(c echo.Context) error {
	r, err := s.Jury.Read(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	base := address(r.Candidacy.ID)
	if !r.Editable() {
		return c.Redirect(http.StatusSeeOther, base)
	}
	if r.Review == nil || r.Review.ProposedLevel == nil {
		return s.refused(c, fault.Fields{"level": "Proposez un niveau, ou « sans label », avant de rendre votre évaluation."}.Err(), keptProposal(r))
	}
	own := answers.Conclusion("", r.Review, r.Engine)
	return s.confirm(c, r, page.Confirmation{
		Title: "Rendre votre évaluation de " + r.Territory.Name + "\u202f?",
		Consequences: []string{
			fmt.Sprintf("Vous proposez\u00a0: %s. Le moteur propose\u00a0: %s.", page.LowerFirst(own.Proposal), page.LowerFirst(answers.Proposed(r.Engine))),
			fmt.Sprintf("Vous rendez %s et vos remarques.", page.Counted(len(own.Adjustments), "ajustement", "ajustements")),
			"Vos collègues qui ont rendu leur évaluation liront la vôtre, et vous lirez les leurs.",
			"Vous pourrez la reprendre jusqu’à la décision.",
		},
		Action: base + "/remise", Button: "Rendre l’évaluation",
	})
}

// keptProposal is the proposal as it is kept, to be shown again with what is wrong.
func keptProposal(r *jury.Reading) *attempt {
	kept := proposalOf(r, nil)
	return &attempt{level: kept.Level.Value, remarks: kept.Remarks.Value}
}

// confirm asks before what colleagues will see, for the review at its present revision.
func (s Site) confirm(c echo.Context, r *jury.Reading, ask page.Confirmation) error {
	ask.Cancel = page.Link{Label: "Continuer la lecture", Address: address(r.Candidacy.ID)}
	ask.Hidden = []page.Hidden{{Name: "revision", Value: strconv.Itoa(r.Revision())}}
	return s.Pages.Show(c, http.StatusOK, "shared/confirmation", page.View{
		Title: ask.Title, Section: page.SectionJury, Private: true, Body: ask,
	})
}

func (s Site) submit(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	ctx, juror := c.Request().Context(), session.Person(c)
	if err := s.Jury.Submit(ctx, juror, c.Param("id"), page.Revision(form)); err != nil {
		r, readErr := s.Jury.Read(ctx, juror, c.Param("id"))
		if readErr != nil {
			return readErr
		}
		return s.refused(c, err, keptProposal(r))
	}
	return s.done(c, "Votre évaluation est rendue.", address(c.Param("id")))
}

func (s Site) askReopening(c echo.Context) error {
	r, err := s.Jury.Read(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	if !r.Review.Submitted() {
		return c.Redirect(http.StatusSeeOther, address(r.Candidacy.ID))
	}
	return s.confirm(c, r, page.Confirmation{
		Title: "Reprendre votre évaluation de " + r.Territory.Name + "\u202f?",
		Consequences: []string{
			"Elle redevient un brouillon\u00a0: vos collègues ne la lisent plus, ni vous les leurs, jusqu’à ce que vous la rendiez de nouveau.",
			"Le journal du label garde la trace de cette reprise.",
		},
		Action: address(r.Candidacy.ID) + "/reprise", Button: "Reprendre l’évaluation",
	})
}

func (s Site) reopen(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	if err := s.Jury.Reopen(c.Request().Context(), session.Person(c), c.Param("id"), page.Revision(form)); err != nil {
		return err
	}
	return s.done(c, "Votre évaluation est de nouveau un brouillon.", address(c.Param("id"))+"#proposition")
}
