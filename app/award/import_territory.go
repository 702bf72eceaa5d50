package award

import (
	"fmt"

	"tnl/app/fault"
	"tnl/app/territory"
)

// Unmatched is a laureate whose name means no body, or several.
type Unmatched struct {
	Laureate   Laureate
	Candidates []territory.Body // to choose from; none when no body has that name
	Reason     string           // in French
}

// territory finds or adds the territory that a laureate's codes mean, or its name.
func (p *past) territory(l Laureate) (*territory.Territory, *Unmatched, error) {
	if !l.Kind.Listed() {
		return p.declaredBody(l)
	}
	found, unmatched := p.listedBody(l)
	if unmatched != nil {
		return nil, unmatched, nil
	}
	t, err := p.Candidacies.Territories.AdoptIn(p.tx, p.actor, found.Kind, found.Code)
	if told := fault.As(err); told != nil {
		return nil, &Unmatched{Laureate: l, Candidates: []territory.Body{*found}, Reason: told.Message}, nil
	}
	return t, nil, err
}

// listedBody finds a body of the reference data.
func (p *past) listedBody(l Laureate) (*territory.Body, *Unmatched) {
	if l.INSEE == "" && l.SIREN == "" {
		switch found, candidates := p.reference.Match(l.Name, l.Kind, l.Department); {
		case found != nil:
			return found, nil
		case len(candidates) == 0:
			return nil, &Unmatched{Laureate: l, Reason: "aucune collectivité de ce nom"}
		default:
			return nil, &Unmatched{Laureate: l, Candidates: candidates, Reason: "plusieurs collectivités possibles, ou un autre département"}
		}
	}
	body, found := p.reference.BySIREN(l.SIREN)
	if l.INSEE != "" {
		body, found = p.reference.Lookup(l.Kind, l.INSEE)
	}
	switch {
	case !found:
		return nil, &Unmatched{Laureate: l, Reason: "aucune collectivité n’a ce code"}
	case body.Kind != l.Kind, l.SIREN != "" && body.SIREN != "" && body.SIREN != l.SIREN,
		l.Department != "" && body.Department != "" && body.Department != l.Department:
		return nil, &Unmatched{Laureate: l, Candidates: []territory.Body{body}, Reason: "le code est celui d’une autre collectivité"}
	}
	return &body, nil
}

// findDeclared looks at once for the bodies of the other kinds that are there already.
func (p *past) findDeclared(laureates []Laureate) error {
	var names, sirens []string
	for _, l := range laureates {
		if !l.Kind.Listed() {
			names = append(names, territory.Fold(l.Name))
			if l.SIREN != "" {
				sirens = append(sirens, l.SIREN)
			}
		}
	}
	p.declared = map[string][]territory.Territory{}
	if len(names) == 0 {
		return nil
	}
	var known []territory.Territory
	if err := p.tx.Where("name_folded IN ? OR siren IN ?", names, sirens).Order("id").Find(&known).Error; err != nil {
		return fmt.Errorf("find the territories of past awards: %w", err)
	}
	for _, t := range known {
		p.declare(t)
	}
	return nil
}

// declare keeps a body under its name and its SIREN.
func (p *past) declare(t territory.Territory) {
	p.declared[t.NameFolded] = append(p.declared[t.NameFolded], t)
	if t.SIREN != "" {
		p.declared[t.SIREN] = append(p.declared[t.SIREN], t)
	}
}

// declaredBody finds a body of a kind that the reference data lack by its SIREN, or by its kind, name and department,
// and adds it when there is none.
func (p *past) declaredBody(l Laureate) (*territory.Territory, *Unmatched, error) {
	if l.SIREN != "" {
		if known := p.declared[l.SIREN]; len(known) > 0 {
			if known[0].Kind != l.Kind {
				return nil, &Unmatched{Laureate: l, Reason: "ce SIREN est celui d’un organisme d’une autre nature, " + known[0].Name}, nil
			}
			return &known[0], nil, nil
		}
	}
	var same []territory.Territory
	for _, t := range p.declared[territory.Fold(l.Name)] {
		if t.Kind == l.Kind && t.Department == l.Department && (l.SIREN == "" || t.SIREN == "") {
			same = append(same, t)
		}
	}
	switch len(same) {
	case 1:
		return &same[0], nil, nil
	case 0:
	default:
		return nil, &Unmatched{Laureate: l, Reason: "plusieurs organismes de ce nom, de cette nature et de ce département"}, nil
	}
	t, err := p.Candidacies.Territories.Create(p.tx, p.actor, territory.Territory{Kind: l.Kind, Name: l.Name, Department: l.Department, SIREN: l.SIREN})
	if told := fault.As(err); told != nil {
		return nil, &Unmatched{Laureate: l, Reason: told.Message}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	p.declare(*t)
	return t, nil, nil
}
