package candidate

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// mineView lists one's candidacies.
type mineView struct {
	Candidacies []candidacy.Summary
	Invitations []candidacy.WaitingInvitation
	Open        bool // an edition accepts candidacies
	Empty       page.EmptyState
}

func (s *Screens) mine(c echo.Context) error {
	ctx, person := c.Request().Context(), session.Person(c)
	var v mineView
	var err error
	if v.Candidacies, err = s.Candidacies.Mine(ctx, person); err != nil {
		return err
	}
	for i := range v.Candidacies {
		v.Candidacies[i].State = v.Candidacies[i].State.ForCandidate()
	}
	if v.Invitations, err = s.Candidacies.Invitations(ctx, person); err != nil {
		return err
	}
	current, err := s.Editions.Current(ctx)
	if err != nil {
		return err
	}
	v.Open = current != nil
	v.Empty = page.EmptyState{Title: "Aucune candidature pour l’instant", Text: "Aucune édition n’est ouverte en ce moment."}
	if v.Open {
		v.Empty.Text = "Cherchez votre collectivité pour commencer : cela ne vous engage à rien avant le dépôt."
		v.Empty.Actions = []page.Button{{Label: "Commencer une candidature", Address: "/candidatures/nouvelle"}}
	}
	return s.Pages.Show(c, http.StatusOK, "candidate/mine", page.View{
		Title: "Mes candidatures", Section: page.SectionCandidacies, Private: true, Body: v,
	})
}

// overviewView is a candidacy at a glance: what is done, what is missing, what comes next.
type overviewView struct {
	File      *candidacy.File
	Corrected *page.Notice // when the questionnaire was corrected
	Status    page.Status
	Side      sideView
	Axes      page.AxesTable
	Missing   []missing
	Lacks     []scoring.Lack
	// NextLevel is empty at the top of the scale.
	NextLevel                 string
	Way                       wayView
	Editable, Resumable, Lead bool
	Changed                   bool // since the last submission
	Submissions               []candidacy.Submission
	Members                   []candidacy.Member
	Outcome                   *award.Outcome // once the edition is published
	Waiting                   *waitingView   // earlier answers to confirm; nil without an earlier candidacy
	Past                      []pastView
	Shown                     shownView
}

// missing is one thing to do before submitting, with where to do it.
type missing struct{ Text, Address string }

func (s *Screens) overview(c echo.Context) error {
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	v := overviewView{
		File: f, Status: statusOf(f), Side: side(f, nil), Missing: whatIsMissing(f),
		Editable: f.Changeable(s.Now()), Changed: f.ChangedSince(), Lead: f.Role == candidacy.Lead,
		Resumable: f.Role == candidacy.Lead && f.Edition.AcceptsChanges(s.Now()),
	}
	v.Axes = axesOf(f.Score, func(a *questionnaire.Axis) string { return axisAddress(f, a) }, "Note par axe, à ce stade")
	if next := f.Score.Next(); next != nil {
		v.NextLevel, v.Lacks = next.Name(), f.Score.Lacks(next)
		v.Way = wayOf(f.Score, next, answering(f))
	}
	if v.Corrected, err = s.corrected(c, f); err != nil {
		return err
	}
	if v.Outcome, err = s.Awards.Outcome(ctx, f.Candidacy); err != nil {
		return err
	}
	if v.Submissions, err = s.Candidacies.Submissions(ctx, f.Candidacy.ID); err != nil {
		return err
	}
	if v.Waiting, err = s.waiting(c, f); err != nil {
		return err
	}
	if v.Past, err = s.past(c, f); err != nil {
		return err
	}
	if v.Shown, err = s.shown(c, f); err != nil {
		return err
	}
	if v.Members, _, err = s.Candidacies.Team(ctx, person, f.Candidacy.ID); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "candidate/overview", f, f.Territory.Name, v)
}

// show shows a page about a candidacy: its state is read first, in the title too.
func (s *Screens) show(c echo.Context, status int, name string, f *candidacy.File, title string, body any) error {
	view := page.View{Title: title, TitlePrefix: statusOf(f).Label, Section: page.SectionCandidacies, Private: true, Body: body}
	if status >= http.StatusBadRequest {
		view.TitlePrefix = "Erreur"
	}
	return s.Pages.Show(c, status, name, view)
}

func statusOf(f *candidacy.File) page.Status {
	status := page.StatusOf(string(f.Candidacy.State.ForCandidate()))
	if f.ChangedSince() && f.Candidacy.State == candidacy.Submitted {
		status = status.With("modifiée depuis le dépôt")
	}
	return status
}

func axesOf(score *scoring.Score, address func(*questionnaire.Axis) string, caption string) page.AxesTable {
	t := page.AxesTable{Caption: caption}
	for _, a := range score.Axes {
		t.Rows = append(t.Rows, page.AxisRow{
			Title: a.Axis.Title, Address: address(a.Axis), Excluded: a.Excluded,
			Share: int(a.Share.Mul(hundred).Floor()), Text: a.Share.Percent(),
		})
	}
	return t
}

// whatIsMissing lists what keeps the candidacy from being submitted.
func whatIsMissing(f *candidacy.File) []missing {
	faults := f.Missing()
	var out []missing
	base := "/candidatures/" + f.Candidacy.ID
	for _, who := range []struct{ prefix, words string }{
		{"elected", "Désignez l’élu référent : nom, fonction et adresse."},
		{"technical", "Désignez le référent technique : nom, fonction et adresse."},
	} {
		if faults[who.prefix+"_name"] != "" || faults[who.prefix+"_function"] != "" || faults[who.prefix+"_email"] != "" {
			out = append(out, missing{who.words, base + "/representants"})
		}
	}
	if message := faults["answers"]; message != "" {
		out = append(out, missing{message, axisAddress(f, f.Questionnaire.Axes[0])})
	}
	return out
}

func isInvalid(err error) *fault.Fault {
	if f := fault.As(err); f != nil && f.Kind == fault.Invalid {
		return f
	}
	return nil
}
