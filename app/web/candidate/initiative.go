package candidate

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// initiativesView lists what a territory tells of itself, with the form of a new one.
type initiativesView struct {
	File     *candidacy.File
	Side     sideView
	Listed   []initiativeLine
	Form     initiativeForm
	Editable bool
	Public   *publicView // nil while nothing is public
}

type initiativeLine struct {
	candidacy.Initiative
	Address string
	Public  bool // with a label
}

// initiativeForm is the fields of one initiative.
type initiativeForm struct {
	Address  string // where it is sent
	New      bool
	Revision int
	Fields   []page.Field
	Consent  page.Field
	Errors   page.ErrorSummary
	Conflict string
}

// initiativeView is the page of one initiative.
type initiativeView struct {
	File    *candidacy.File
	Side    sideView
	Title   string
	Form    initiativeForm
	Removal string // address
	Back    string
}

func initiativesAddress(id string) string { return "/candidatures/" + id + "/initiatives" }

func (s *Screens) initiatives(c echo.Context) error {
	return s.showInitiatives(c, http.StatusOK, candidacy.Initiative{}, nil)
}

func (s *Screens) showInitiatives(c echo.Context, status int, typed candidacy.Initiative, problem *fault.Fault) error {
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	all, err := s.Candidacies.Initiatives(ctx, person, f.Candidacy.ID)
	if err != nil {
		return err
	}
	base := initiativesAddress(f.Candidacy.ID)
	v := initiativesView{File: f, Side: side(f, nil), Editable: f.Changeable(s.Now()), Form: formOf(base, typed, problem)}
	declared, err := s.Awards.Declared(ctx, f.Candidacy.ID)
	if err != nil {
		return err
	}
	if len(declared.Initiatives) > 0 {
		v.Public = &publicView{Territory: "/territoires/" + declared.Territory}
	}
	for _, one := range all {
		v.Listed = append(v.Listed, initiativeLine{Initiative: one, Address: base + "/" + one.ID, Public: isPublic(declared, one.ID)})
	}
	return s.show(c, status, "candidate/initiatives", f, "Nos initiatives", v)
}

func isPublic(declared award.Declared, id string) bool {
	for _, one := range declared.Initiatives {
		if one.ID == id {
			return true
		}
	}
	return false
}

// initiative is the page of one: its form until the closing.
func (s *Screens) initiative(c echo.Context) error {
	f, one, err := s.oneInitiative(c)
	if err != nil {
		return err
	}
	return s.showInitiative(c, http.StatusOK, f, one, nil)
}

func (s *Screens) oneInitiative(c echo.Context) (*candidacy.File, candidacy.Initiative, error) {
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return nil, candidacy.Initiative{}, err
	}
	all, err := s.Candidacies.Initiatives(ctx, person, f.Candidacy.ID)
	if err != nil {
		return nil, candidacy.Initiative{}, err
	}
	one, err := candidacy.FindInitiative(all, c.Param("initiative"))
	return f, one, err
}

func (s *Screens) showInitiative(c echo.Context, status int, f *candidacy.File, one candidacy.Initiative, problem *fault.Fault) error {
	if !f.Changeable(s.Now()) {
		return c.Redirect(http.StatusSeeOther, initiativesAddress(f.Candidacy.ID))
	}
	v := initiativeView{File: f, Side: side(f, nil), Title: "Modifier une initiative", Back: initiativesAddress(f.Candidacy.ID)}
	v.Form = formOf(v.Back+"/"+one.ID, one, problem)
	v.Removal = v.Form.Address + "/retrait"
	return s.show(c, status, "candidate/initiative", f, v.Title, v)
}

func formOf(address string, one candidacy.Initiative, problem *fault.Fault) initiativeForm {
	var faults map[string]string
	form := initiativeForm{Address: address, New: one.ID == "", Revision: one.Revision}
	if problem != nil {
		faults = problem.Fields
		if problem.Kind == fault.Conflict {
			form.Conflict = problem.Message
		}
	}
	themes := []page.Option{{Value: "", Label: "Choisir un thème"}}
	for _, theme := range candidacy.Themes() {
		themes = append(themes, page.Option{Value: string(theme), Label: theme.Label()})
	}
	form.Fields = []page.Field{
		{Name: "title", Type: "text", Label: "Titre", Value: one.Title, Error: faults["title"], Autocomplete: "off", Help: "Par exemple : Des ordinateurs remis en état pour les familles."},
		{Name: "theme", Type: "select", Label: "Thème", Value: string(one.Theme), Error: faults["theme"], Options: themes},
		{Name: "summary", Type: "textarea", Label: "En quelques phrases", Value: one.Summary, Error: faults["summary"], Rows: 5, Help: "Ce qui a été fait, pour qui, avec quel résultat. Sans nom de personne."},
		{Name: "link", Type: "url", Label: "Adresse d’une page qui en dit plus", Value: one.Link, Error: faults["link"], Autocomplete: "off", Help: "Facultatif. Elle commence par https://"},
	}
	form.Consent = page.Field{Name: "published", Type: "checkbox", Value: "yes", Checked: one.Published,
		Label: "Notre collectivité accepte que cette initiative soit publiée avec son label.",
		Help:  "Sur ce site et dans ses données ouvertes. Sans cet accord, ou sans label, elle reste entre vous. Vous pouvez changer d’avis jusqu’à la clôture, et la faire retirer à tout moment après la publication."}
	form.Errors = page.Summarise(form.Fields...)
	return form
}

// saveInitiative keeps a new one, or the one of the address.
func (s *Screens) saveInitiative(c echo.Context) error {
	ctx, person, id := c.Request().Context(), session.Person(c), c.Param("id")
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	sent := candidacy.Initiative{
		ID: c.Param("initiative"), Theme: candidacy.Theme(form.Get("theme")), Title: form.Get("title"), Summary: form.Get("summary"),
		Link: form.Get("link"), Published: form.Get("published") != "", Revision: page.Revision(form),
	}
	err = s.Candidacies.SaveInitiative(ctx, person, id, sent)
	if problem := fault.As(err); problem != nil && page.FormStatus(err) != 0 {
		if sent.ID == "" {
			return s.showInitiatives(c, page.FormStatus(err), sent, problem)
		}
		f, stored, err := s.oneInitiative(c)
		if err != nil {
			return err
		}
		if problem.Kind == fault.Conflict {
			sent.Revision = stored.Revision
		}
		return s.showInitiative(c, page.FormStatus(problem), f, sent, problem)
	}
	if err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "L’initiative est enregistrée."}, initiativesAddress(id))
}

func (s *Screens) askInitiativeRemoval(c echo.Context) error {
	f, one, err := s.oneInitiative(c)
	if err != nil {
		return err
	}
	ask := page.Confirmation{
		Title: "Supprimer l’initiative « " + one.Title + " » ?", Text: "Ce qui est écrit sera perdu.",
		Action: initiativesAddress(f.Candidacy.ID) + "/" + one.ID + "/retrait", Button: "Supprimer l’initiative", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: initiativesAddress(f.Candidacy.ID)},
	}
	if !f.Changeable(s.Now()) {
		ask.Title, ask.Button = "Retirer l’initiative « "+one.Title+" » des pages publiques ?", "Retirer l’initiative"
		ask.Text = "Elle quitte aussitôt le site et les données ouvertes, et n’y sera pas remise. Votre label reste le même."
	}
	return s.show(c, http.StatusOK, "shared/confirmation", f, ask.Button, ask)
}

// removeInitiative deletes one that is still being prepared, or takes a published one off the public pages.
func (s *Screens) removeInitiative(c echo.Context) error {
	ctx, person, id := c.Request().Context(), session.Person(c), c.Param("id")
	f, one, err := s.oneInitiative(c)
	if err != nil {
		return err
	}
	text := "L’initiative est supprimée."
	if f.Changeable(s.Now()) {
		err = s.Candidacies.DeleteInitiative(ctx, person, id, one.ID)
	} else {
		text = "L’initiative n’est plus publique."
		err = s.Awards.WithdrawInitiative(ctx, person, id, one.ID)
	}
	if err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: text}, initiativesAddress(id))
}
