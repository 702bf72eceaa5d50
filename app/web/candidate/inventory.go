package candidate

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/software"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// inventoryView is the form of the software that a territory uses.
type inventoryView struct {
	File     *candidacy.File
	Side     sideView
	Address  string // of this page
	Revision int
	Lines    []inventoryLine
	// Earlier and Mentioned are offered, never filled in: what the territory published before, and what its answers name.
	Earlier     []inventoryLine
	EarlierYear int
	Mentioned   []inventoryLine
	Catalogue   []inventoryDomain
	Names       []string // for the browser to complete
	New         []page.Field
	Contact     page.Field
	Consent     page.Field
	Errors      page.ErrorSummary
	Conflict    string
	Editable    bool
	Public      *publicView // nil while nothing is public
}

// shownView sums up, on a candidacy's first page, what it declares beside its answers.
type shownView struct{ Software, Initiatives string }

func (s *Screens) shown(c echo.Context, f *candidacy.File) (shownView, error) {
	v := shownView{Software: "Aucun pour l’instant", Initiatives: "Aucune pour l’instant"}
	inventory, err := s.Candidacies.Inventory(c.Request().Context(), session.Person(c), f.Candidacy.ID)
	if err != nil {
		return v, err
	}
	initiatives, err := s.Candidacies.Initiatives(c.Request().Context(), session.Person(c), f.Candidacy.ID)
	if err != nil {
		return v, err
	}
	if n := len(inventory.Lines); n > 0 {
		if v.Software, err = page.Plural(n, "logiciel", "logiciels"); err != nil {
			return v, err
		}
		if !inventory.Published {
			v.Software += ", publication non acceptée"
		}
	}
	if n := len(initiatives); n > 0 {
		v.Initiatives, err = page.Plural(n, "initiative", "initiatives")
	}
	return v, err
}

// publicView says what is public of what a candidacy declared.
type publicView struct{ Territory, Withdrawal string }

// inventoryLine is one software in the form.
type inventoryLine struct {
	Software, Name, Domain string
	About                  string
	Kept, Own              bool   // Own is a name that the catalogue does not have
	Said                   string // « depuis 2019, 12 postes »
	Fields                 []page.Field
	Peer                   page.Field
	Open                   bool
	Error                  string
}

// inventoryDomain is what the catalogue offers for a use.
type inventoryDomain struct {
	Title    string
	Programs []inventoryLine
	Open     bool
}

func (s *Screens) inventory(c echo.Context) error {
	return s.showInventory(c, http.StatusOK, nil, nil)
}

// showInventory shows what is kept, or what was sent with what is wrong in it.
func (s *Screens) showInventory(c echo.Context, status int, sent *sentInventory, problem *fault.Fault) error {
	ctx, person := c.Request().Context(), session.Person(c)
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	stored, err := s.Candidacies.Inventory(ctx, person, f.Candidacy.ID)
	if err != nil {
		return err
	}
	earlier, err := s.Awards.LastInventory(ctx, f.Territory.ID)
	if err != nil {
		return err
	}
	named, err := f.Mentioned()
	if err != nil {
		return err
	}
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	v := inventoryView{File: f, Side: side(f, nil), Address: inventoryAddress(f), Editable: f.Changeable(s.Now())}
	if v.Public, err = s.public(c, f, func(d award.Declared) string {
		if d.Software > 0 {
			return inventoryAddress(f) + "/retrait"
		}
		return ""
	}); err != nil {
		return err
	}
	if sent == nil {
		sent = &sentInventory{Inventory: stored, form: url.Values{}}
	}
	v.fill(catalogue, sent, stored, problem)
	v.suggest(catalogue, sent, earlier, named)
	return s.show(c, status, "candidate/inventory", f, "Nos logiciels libres", v)
}

func inventoryAddress(f *candidacy.File) string {
	return "/candidatures/" + f.Candidacy.ID + "/logiciels"
}

// public tells what of a candidacy is public, and where it may be taken back: nil when withdrawal gives no address.
func (s *Screens) public(c echo.Context, f *candidacy.File, withdrawal func(award.Declared) string) (*publicView, error) {
	declared, err := s.Awards.Declared(c.Request().Context(), f.Candidacy.ID)
	if err != nil || !declared.Public() {
		return nil, err
	}
	address := withdrawal(declared)
	if address == "" {
		return nil, nil
	}
	return &publicView{Territory: "/territoires/" + declared.Territory, Withdrawal: address}, nil
}

func (s *Screens) saveInventory(c echo.Context) error {
	ctx, person := c.Request().Context(), session.Person(c)
	form, err := page.Posted(c)
	if err != nil {
		return err
	}
	f, err := s.Candidacies.Load(ctx, person, c.Param("id"))
	if err != nil {
		return err
	}
	earlier, err := s.Awards.LastInventory(ctx, f.Territory.ID)
	if err != nil {
		return err
	}
	catalogue, err := software.Load()
	if err != nil {
		return err
	}
	sent := readInventory(catalogue, form, earlier)
	err = s.Candidacies.SaveInventory(ctx, person, f.Candidacy.ID, sent.Inventory)
	if problem := fault.As(err); problem != nil && page.FormStatus(err) != 0 {
		return s.showInventory(c, page.FormStatus(err), &sent, problem)
	}
	if err != nil {
		return err
	}
	what := "L’inventaire est enregistré. Rien n’en sera publié sans votre accord, à donner au bas de la page."
	if sent.Published {
		what = "L’inventaire est enregistré. Il sera publié si un label vous est décerné."
	}
	next := inventoryAddress(f)
	if form.Get("next") == "add" {
		next += "#field-new_name"
	}
	return s.done(c, page.Notice{Text: what}, next)
}

func (s *Screens) askInventoryWithdrawal(c echo.Context) error {
	f, err := s.Candidacies.Load(c.Request().Context(), session.Person(c), c.Param("id"))
	if err != nil {
		return err
	}
	declared, err := s.Awards.Declared(c.Request().Context(), f.Candidacy.ID)
	if err != nil {
		return err
	}
	if declared.Software == 0 {
		return fault.New(fault.NotFound, "Cet inventaire n’est pas publié.")
	}
	return s.show(c, http.StatusOK, "shared/confirmation", f, "Retirer l’inventaire des pages publiques", page.Confirmation{
		Title: "Retirer l’inventaire des pages publiques ?",
		Consequences: []string{
			"L’inventaire de votre collectivité (" + page.Counted(declared.Software, "logiciel", "logiciels") + ") quitte aussitôt le site et les données ouvertes, avec ceux des éditions passées.",
			"Votre label reste le même.",
			"Vous ne pourrez pas les remettre : ce sera possible à une prochaine édition.",
		},
		Action: inventoryAddress(f) + "/retrait", Button: "Retirer l’inventaire", Danger: true,
		Cancel: page.Link{Label: "Ne rien changer", Address: inventoryAddress(f)},
	})
}

func (s *Screens) withdrawInventory(c echo.Context) error {
	if err := s.Awards.WithdrawInventory(c.Request().Context(), session.Person(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, page.Notice{Text: "L’inventaire n’est plus public."}, "/candidatures/"+c.Param("id")+"/logiciels")
}
