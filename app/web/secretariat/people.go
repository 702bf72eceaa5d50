package secretariat

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// peopleView is one page of the accounts.
type peopleView struct {
	Filters    []page.Field
	Filtered   bool
	Count      string
	People     []personView
	Pagination page.Pagination
	Empty      page.EmptyState
}

type personView struct {
	Name, Email, Note string
	Roles             []roleView
}

// roleView is a role that a person has, to take back, or has not, to give.
type roleView struct {
	Title, Action string
	Role          string
	Held          bool
	Whom          string
}

func (s Site) people(c echo.Context) error {
	search := account.Search{Text: c.QueryParam("recherche"), Role: account.Role(c.QueryParam("role"))}
	search.Page, _ = strconv.Atoi(c.QueryParam("page"))
	listing, err := s.Accounts.List(c.Request().Context(), session.Person(c), search)
	if err != nil {
		return err
	}
	options := []page.Option{{Value: "", Label: "Tous les comptes"}}
	for _, role := range account.Roles {
		options = append(options, page.Option{Value: string(role), Label: role.Title()})
	}
	v := peopleView{
		Filters: []page.Field{
			{Type: "search", Name: "recherche", Label: "Nom ou adresse", Value: search.Text},
			{Type: "select", Name: "role", Label: "Rôle", Value: string(search.Role), Options: options},
		},
		Filtered: search.Text != "" || search.Role != "", Count: page.Counted(listing.Total, "personne", "personnes"),
		Pagination: page.Pagination{Current: listing.Page, Last: listing.Pages, Path: "/secretariat/personnes", Query: c.QueryParams()},
		Empty: page.EmptyState{
			Title: "Personne ne correspond", Actions: []page.Button{{Label: "Voir tous les comptes", Address: "/secretariat/personnes"}},
		},
	}
	for _, person := range listing.People {
		v.People = append(v.People, personOf(person))
	}
	return s.show(c, http.StatusOK, "secretariat/people", "Personnes", v)
}

func personOf(person *account.Person) personView {
	v := personView{Name: person.Name, Email: person.Email}
	if !person.Confirmed() {
		v.Note = "Adresse non confirmée."
	}
	for _, role := range account.Roles {
		action := "/secretariat/personnes/" + person.ID + "/roles"
		held := person.Is(role)
		if held {
			action += "/" + string(role) + "/retrait"
		}
		v.Roles = append(v.Roles, roleView{Title: role.Title(), Action: action, Role: string(role), Held: held, Whom: person.Name})
	}
	return v
}

func (s Site) grant(c echo.Context) error {
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	role := account.Role(form.Get("role"))
	if err := s.Accounts.GrantRole(c.Request().Context(), session.Person(c), c.Param("id"), role); err != nil {
		return err
	}
	return s.done(c, "Le rôle « "+role.Title()+" » est donné.", "/secretariat/personnes?role="+string(role))
}

func (s Site) askRevocation(c echo.Context) error {
	person, err := s.Accounts.ByID(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	role := account.Role(c.Param("role"))
	if !slices.Contains(account.Roles, role) {
		return fault.New(fault.NotFound, "Ce rôle n’existe pas.")
	}
	title := "Retirer le rôle « " + role.Title() + " » à " + person.Name + "\u202f?"
	ask := page.Confirmation{
		Title: title,
		Consequences: []string{
			"Le compte reste ouvert\u00a0; ce rôle peut être rendu à tout moment.",
			"Ce que cette personne a écrit est conservé.",
		},
		Action: "/secretariat/personnes/" + person.ID + "/roles/" + string(role) + "/retrait", Button: "Retirer le rôle", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: "/secretariat/personnes"},
	}
	if role == account.Secretariat && person.ID == session.Person(c).ID {
		ask.Text = "C’est votre propre rôle : vous n’aurez plus accès au secrétariat."
	}
	return s.show(c, http.StatusOK, "shared/confirmation", title, ask)
}

func (s Site) revoke(c echo.Context) error {
	actor, role := session.Person(c), account.Role(c.Param("role"))
	if err := s.Accounts.RevokeRole(c.Request().Context(), actor, c.Param("id"), role); err != nil {
		return err
	}
	next := "/secretariat/personnes"
	if role == account.Secretariat && c.Param("id") == actor.ID {
		next = "/compte"
	}
	return s.done(c, "Le rôle « "+role.Title()+" » est retiré.", next)
}
