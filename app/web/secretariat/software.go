package secretariat

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

const (
	namesPath    = "/secretariat/logiciels"
	declaredPath = "/secretariat/declarations"
	listedAtOnce = 50 // lines of a page
)

// namesView lists the names of software that territories typed themselves.
type namesView struct {
	Names      []nameView
	Errors     page.ErrorSummary
	Pagination page.Pagination
	Empty      page.EmptyState
}

// nameView is one name, with what may be done of it.
type nameView struct {
	Name, Users string
	Public      string // address of its page, empty when it is hidden
	Action      string
	Domain      string // slug, kept when the name is corrected
	Hidden      bool
	Field       page.Field
}

func (s Site) softwareNames(c echo.Context) error { return s.showSoftwareNames(c, http.StatusOK, nil) }

func (s Site) showSoftwareNames(c echo.Context, status int, problem *fault.Fault) error {
	names, err := s.Awards.TypedNames(c.Request().Context(), session.Person(c))
	if err != nil {
		return err
	}
	v := namesView{Empty: page.EmptyState{Title: "Aucun nom à relire", Text: "Les inventaires publiés ne nomment que des logiciels du catalogue."}}
	names, v.Pagination = slice(c, names, namesPath)
	for _, one := range names {
		users, err := page.Plural(one.Territories, "territoire", "territoires")
		if err != nil {
			return err
		}
		line := nameView{Name: one.Name, Users: users, Hidden: one.Hidden, Domain: one.Domain, Action: namesPath + "/" + url.PathEscape(one.Software)}
		if !one.Hidden {
			line.Public = "/logiciels/" + url.PathEscape(one.Software)
		}
		line.Field = page.Field{Type: "text", Name: "name", ID: "name-" + one.Software, Label: "Prendre « " + one.Name + " » pour", Value: one.Name, Autocomplete: "off"}
		if problem != nil && typedName(c) == one.Software {
			line.Field.Value, line.Field.Error = c.FormValue("name"), problem.Fields["name"]
			v.Errors = page.Summarise(line.Field)
		}
		v.Names = append(v.Names, line)
	}
	return s.show(c, status, "secretariat/software", "Noms de logiciels", v)
}

// slice keeps the lines of the page asked for.
func slice[T any](c echo.Context, all []T, path string) ([]T, page.Pagination) {
	last := max(1, (len(all)+listedAtOnce-1)/listedAtOnce)
	number, err := strconv.Atoi(c.QueryParam("page"))
	if err != nil {
		number = 1
	}
	number = min(max(number, 1), last)
	first := (number - 1) * listedAtOnce
	return all[first:min(first+listedAtOnce, len(all))], page.Pagination{Current: number, Last: last, Path: path}
}

// typedName is the name in the address.
func typedName(c echo.Context) string {
	name, err := url.PathUnescape(c.Param("slug"))
	if err != nil {
		return ""
	}
	return name
}

func (s Site) renameSoftware(c echo.Context) error {
	slug := typedName(c)
	err := s.Awards.Rename(c.Request().Context(), session.Person(c), slug, c.FormValue("name"), c.FormValue("domain"))
	if problem := fault.As(err); problem != nil && problem.Kind == fault.Invalid {
		return s.showSoftwareNames(c, http.StatusUnprocessableEntity, problem)
	}
	if err != nil {
		return err
	}
	return s.done(c, "Le nom est corrigé, partout et pour la suite.", namesPath)
}

func (s Site) hideSoftware(c echo.Context) error {
	hidden := c.FormValue("hidden") != ""
	if err := s.Awards.HideName(c.Request().Context(), session.Person(c), typedName(c), hidden); err != nil {
		return err
	}
	if hidden {
		return s.done(c, "Ce nom n’est plus montré nulle part.", namesPath)
	}
	return s.done(c, "Ce nom est montré de nouveau.", namesPath)
}

// declaredView lists what is public of what candidacies declared.
type declaredView struct {
	Listed     []declaredLine
	Pagination page.Pagination
	Empty      page.EmptyState
}

type declaredLine struct {
	award.Declared
	Page, Inventory string // addresses: of the territory's page, and where its inventory is taken back
	Software        string // « 12 logiciels », empty when it is not public
	Initiatives     []page.Link
}

func (s Site) declared(c echo.Context) error {
	all, err := s.Awards.AllDeclared(c.Request().Context(), session.Person(c))
	if err != nil {
		return err
	}
	v := declaredView{Empty: page.EmptyState{Title: "Rien n’est publié", Text: "Les inventaires et les initiatives paraissent avec les résultats d’une édition, là où la collectivité l’a accepté."}}
	all, v.Pagination = slice(c, all, declaredPath)
	for _, one := range all {
		line := declaredLine{Declared: one, Page: "/territoires/" + one.Territory, Inventory: declaredPath + "/" + one.CandidacyID + "/inventaire"}
		if one.Software > 0 {
			if line.Software, err = page.Plural(one.Software, "logiciel", "logiciels"); err != nil {
				return err
			}
		}
		for _, initiative := range one.Initiatives {
			line.Initiatives = append(line.Initiatives, page.NewLink(initiative.Title, declaredPath+"/"+one.CandidacyID+"/initiatives/"+initiative.ID))
		}
		v.Listed = append(v.Listed, line)
	}
	return s.show(c, http.StatusOK, "secretariat/declared", "Inventaires et initiatives", v)
}

func (s Site) askTakingBack(c echo.Context) error {
	d, err := s.Awards.Declared(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	ask := page.Confirmation{
		Title: "Retirer l’inventaire de " + d.TerritoryName + " ?", Text: "Il quitte aussitôt le site et les données ouvertes, avec ceux de ses éditions passées, et n’y sera pas remis.",
		Action: c.Request().URL.Path, Button: "Retirer des pages publiques", Danger: true, Cancel: page.Link{Label: "Ne rien changer", Address: declaredPath},
	}
	title := "Retirer un inventaire"
	found := d.Software > 0 && c.Param("initiative") == ""
	for _, one := range d.Initiatives {
		if one.ID == c.Param("initiative") {
			found, title = true, "Retirer une initiative"
			ask.Title, ask.Text = "Retirer l’initiative « "+one.Title+" » ?", one.Summary+" Elle quitte aussitôt le site et les données ouvertes, et n’y sera pas remise."
		}
	}
	if !found {
		return fault.New(fault.NotFound, "Rien de tel n’est publié : la page a peut-être changé entre-temps.")
	}
	return s.show(c, http.StatusOK, "shared/confirmation", title, ask)
}

func (s Site) takeBack(c echo.Context) error {
	ctx, person := c.Request().Context(), session.Person(c)
	if initiative := c.Param("initiative"); initiative != "" {
		if err := s.Awards.WithdrawInitiative(ctx, person, c.Param("id"), initiative); err != nil {
			return err
		}
		return s.done(c, "L’initiative n’est plus publique.", declaredPath)
	}
	if err := s.Awards.WithdrawInventory(ctx, person, c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "L’inventaire n’est plus public.", declaredPath)
}
