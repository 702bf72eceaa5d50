package territory

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/fault"
)

// Declaration is a body entered by hand, as typed: the reference data hold no syndicate, operator or association.
type Declaration struct {
	Kind       Kind
	Name       string
	SIREN      string // spaces allowed
	Department string // code; empty for a national body
	Population *int   // inhabitants served; nil when unknown
}

// Limits of what is typed.
const (
	longestName      = 200
	largestPopulated = 100_000_000
)

// Declare gives the territory of a body entered by hand, adding it the first time: its SIREN tells that it is the same.
//
// It gives an Invalid fault on the fields "kind", "name", "siren", "department" and "population"; on "siren" when it is
// that of a body of another kind.
func (r *Register) Declare(ctx context.Context, by string, d Declaration) (*Territory, error) {
	var declared *Territory
	err := r.DB.Write(ctx, func(tx *gorm.DB) (err error) {
		declared, err = r.DeclareIn(tx, by, d)
		return err
	})
	return declared, err
}

// DeclareIn is Declare in a transaction.
func (r *Register) DeclareIn(tx *gorm.DB, by string, d Declaration) (*Territory, error) {
	reference, err := LoadReference()
	if err != nil {
		return nil, err
	}
	t, err := d.check(reference)
	if err != nil {
		return nil, err
	}
	if body, found := reference.BySIREN(t.SIREN); found {
		if body.Kind != t.Kind {
			return nil, invalidSIREN(body.Name, body.Kind, body.Department)
		}
		return r.adopt(tx, by, body)
	}
	if known, err := declaredAs(tx, t); err != nil || known != nil {
		return known, err
	}
	if t.Kind.Listed() {
		return nil, fault.Fields{"siren": "Aucune collectivité du répertoire n’a ce SIREN\u00a0: cherchez " + t.Kind.The() + " par son nom dans la liste."}.Err()
	}
	if ok, err := r.insert(tx, by, "territory.declare", &t); err != nil || ok {
		return &t, err
	}
	// Somebody else declared it meanwhile.
	known, err := declaredAs(tx, t)
	if err == nil && known == nil {
		err = fmt.Errorf("declaring SIREN %s: neither added nor there", t.SIREN)
	}
	return known, err
}

// declaredAs finds the row that has t's SIREN, nil when there is none.
func declaredAs(tx *gorm.DB, t Territory) (*Territory, error) {
	known, err := first(tx, "siren = ?", t.SIREN)
	if err == nil && known != nil && known.Kind != t.Kind {
		return nil, invalidSIREN(known.Name, known.Kind, known.Department)
	}
	return known, err
}

func invalidSIREN(name string, kind Kind, department string) error {
	return fault.Fields{"siren": "Ce SIREN est celui de " + called(name, kind, department) + "\u00a0: vérifiez le numéro, ou choisissez cette collectivité."}.Err()
}

// check gives the row to add.
func (d Declaration) check(reference *Reference) (Territory, error) {
	fields := fault.Fields{}
	fields.Check(d.Kind.Valid(), "kind", "Choisissez la nature de la collectivité.")
	name, message := checkName(d.Name)
	fields.Check(message == "", "name", message)
	siren, message := checkSIREN(d.SIREN)
	fields.Check(message == "", "siren", message)
	department := departmentCode(d.Kind, d.Department)
	fields.Check(department == "" || reference.DepartmentName(department) != "", "department", "Ce département n’existe pas\u00a0: indiquez son numéro, par exemple 69, 2A ou 974.")
	fields.Check(d.Population == nil || validPopulation(*d.Population), "population", "La population est un nombre d’habitants\u00a0: un entier, zéro ou plus.")
	return Territory{
		Slug: Slug(name, siren), Kind: d.Kind, SIREN: siren, Name: name,
		Department: department, Region: reference.RegionOf(department), Population: d.Population,
	}, fields.Err()
}

func validPopulation(population int) bool { return population >= 0 && population <= largestPopulated }

// checkName gives a name with its spaces put right.
func checkName(text string) (name, message string) {
	name = strings.Join(strings.Fields(text), " ")
	switch {
	case name == "":
		return "", "Indiquez le nom de la collectivité."
	case !utf8.ValidString(name), strings.ContainsFunc(name, unicode.IsControl), Fold(name) == "":
		return "", "Ce nom ne peut pas être lu\u00a0: tapez-le avec des lettres."
	case utf8.RuneCountInString(name) > longestName:
		return "", fmt.Sprintf("Ce nom est trop long\u00a0: %d caractères au plus.", longestName)
	}
	return name, ""
}
