package territory_test

import (
	"testing"

	"tnl/app/territory"
)

func TestPoints(t *testing.T) {
	points, err := territory.LoadPoints()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		kind      territory.Kind
		code      string
		lon, lat  float64
		tolerance float64
	}{
		{territory.Commune, "69123", 4.8357, 45.764, 0.05},  // Lyon
		{territory.Commune, "69244", 4.78, 45.76, 0.05},     // Tassin-la-Demi-Lune, which GeoNames files under Lyon
		{territory.Commune, "50129", -1.6164, 49.6398, 0.1}, // Cherbourg-en-Cotentin, by its villages
		{territory.Commune, "98818", 166.45, -22.27, 0.05},  // Nouméa
		{territory.EPCI, "200046977", 4.85, 45.75, 0.1},     // Métropole de Lyon
		{territory.Department, "33", -0.58, 44.84, 0.05},
		{territory.Department, "6AE", 7.75, 48.58, 0.05},
		{territory.Region, "11", 2.35, 48.86, 0.05},
	}
	for _, test := range tests {
		point, found := points.Of(test.kind, test.code)
		if !found || point.Longitude < test.lon-test.tolerance || point.Longitude > test.lon+test.tolerance ||
			point.Latitude < test.lat-test.tolerance || point.Latitude > test.lat+test.tolerance {
			t.Errorf("%s %s is at %v (%t)", test.kind, test.code, point, found)
		}
	}
	for _, unknown := range [][2]string{{"commune", "05074"}, {"commune", ""}, {"commune", "69123x"}, {"region", "984"}, {"operator", ""}, {"", ""}} {
		if point, found := points.Of(territory.Kind(unknown[0]), unknown[1]); found {
			t.Errorf("%v is at %v", unknown, point)
		}
	}
}

// Every point is a body's of the reference data, and inside the box of its part of the world.
func TestPointsAreOfBodies(t *testing.T) {
	points, err := territory.LoadPoints()
	if err != nil {
		t.Fatal(err)
	}
	reference, err := territory.LoadReference()
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for body := range reference.All() {
		point, found := points.Of(body.Kind, body.Code)
		if !found {
			continue
		}
		known++
		overseas := len(body.Region) == 3 || body.Region != "" && body.Region[0] == '0'
		if inside := point.Longitude > -5.5 && point.Longitude < 10 && point.Latitude > 41 && point.Latitude < 51.5; inside == overseas {
			t.Errorf("%s %s (%s) is at %v", body.Kind, body.Code, body.Name, point)
		}
	}
	if known < 16_000 {
		t.Errorf("%d bodies have a point", known)
	}
}
