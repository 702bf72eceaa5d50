package directory

import (
	"cmp"
	"slices"
	"sync"

	"tnl/app/territory"
)

// populations is how many people live in the communes of each department and region, by code; the whole is under "".
var populations = sync.OnceValues(func() (map[string]int, map[string]int) {
	departments, regions := map[string]int{}, map[string]int{}
	reference, err := territory.LoadReference()
	if err != nil {
		return departments, regions // LoadReference tells it to everybody
	}
	for body := range reference.All() {
		if body.Kind == territory.Commune && body.Population > 0 {
			departments[body.Department] += body.Population
			regions[body.Region] += body.Population
			regions[""] += body.Population
		}
	}
	return departments, regions
})

// places counts the territories and the people of each department and region that has a labelled one.
func (s *Statistics) places(c *catalogue) {
	departments, regions := populations()
	byDepartment, byRegion := map[string]*PlaceReach{}, map[string]*PlaceReach{}
	s.Population = regions[""]
	for _, h := range c.holders {
		living := 0
		// Only those of the reference data are compared with its population.
		if _, listed := c.reference.Lookup(h.Kind, h.Code); listed && h.Kind == territory.Commune {
			living = max(inhabitants(h), 0)
		}
		s.Inhabitants += living
		reached(byDepartment, h.Department, living)
		reached(byRegion, h.Region, living)
	}
	for code, place := range byDepartment {
		place.Code, place.Name, place.Population = code, c.reference.DepartmentName(code), departments[code]
		s.Departments = append(s.Departments, *place)
	}
	for code, place := range byRegion {
		place.Code, place.Name, place.Population = code, c.reference.RegionName(code), regions[code]
		s.Regions = append(s.Regions, *place)
	}
	slices.SortFunc(s.Departments, func(a, b PlaceReach) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(s.Regions, func(a, b PlaceReach) int { return cmp.Compare(territory.Fold(a.Name), territory.Fold(b.Name)) })
}

func reached(places map[string]*PlaceReach, code string, living int) {
	if code == "" {
		return
	}
	if places[code] == nil {
		places[code] = &PlaceReach{}
	}
	places[code].Territories++
	places[code].Inhabitants += living
}
