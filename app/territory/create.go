package territory

import (
	"fmt"

	"gorm.io/gorm"

	"tnl/app/fault"
)

// Create adds a body as it is given, for demonstrations and for past awards whose body is not in the reference data.
// It needs a Kind and a Name; SIREN and Code are optional, the other columns are kept when set, and Slug when it is free.
//
// It gives an Invalid fault on the fields "kind", "name", "siren", "department" and "population", and a Conflict one
// when a territory has that SIREN, or that kind and code.
func (r *Register) Create(tx *gorm.DB, by string, t Territory) (*Territory, error) {
	reference, err := LoadReference()
	if err != nil {
		return nil, err
	}
	fields := fault.Fields{}
	fields.Check(t.Kind.Valid(), "kind", "Choisissez la nature de la collectivité.")
	name, message := checkName(t.Name)
	fields.Check(message == "", "name", message)
	if t.SIREN != "" {
		t.SIREN, message = checkSIREN(t.SIREN)
		fields.Check(message == "", "siren", message)
	}
	fields.Check(t.Department == "" || reference.DepartmentName(t.Department) != "", "department", "Ce département n’existe pas.")
	fields.Check(t.Population == nil || validPopulation(*t.Population), "population", "La population est un nombre d’habitants\u00a0: un entier, zéro ou plus.")
	if err := fields.Err(); err != nil {
		return nil, err
	}

	t.Name = name
	if t.Region == "" {
		t.Region = reference.RegionOf(t.Department)
	}
	switch {
	case t.Slug != "":
		t.Slug = Slug(t.Slug, "")
	case t.Code != "":
		t.Slug = Slug(t.Name, t.Code)
	default:
		t.Slug = Slug(t.Name, t.SIREN)
	}
	added, err := r.insert(tx, by, "territory.create", &t)
	if err != nil {
		return nil, fmt.Errorf("creating: %w", err)
	}
	if !added {
		return nil, fault.New(fault.Conflict, "Un territoire a déjà ce SIREN ou ce code\u00a0: reprenez-le au lieu d’en créer un autre.")
	}
	return &t, nil
}
