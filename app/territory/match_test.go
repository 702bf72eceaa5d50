package territory_test

import (
	"encoding/csv"
	"os"
	"testing"

	"tnl/app/territory"
)

// The laureates of the label's past that are in the reference data, by the name that sources give them.
var laureates = map[string]string{
	"Arles":                         "13004",
	"Nantes":                        "44109",
	"Fontaine":                      "38169",
	"Rennes":                        "35238",
	"Mions":                         "69283",
	"Marseille":                     "13055",
	"Département des Côtes-d'Armor": "22",
	"Paris":                         "75056",
	"Nevers":                        "58194",
	"Nancy":                         "54395",
	"Angoulême":                     "16015",
	"Département de la Gironde":     "33",
	"Région Grand Est":              "44",
	"Albi":                          "81004",
	"Saint-Martin-d'Uriage":         "38422",
	"Canéjan":                       "33090",
	"Communauté de communes du Pays Réuni d'Orange": "248400236",
	"Grenoble":           "38185",
	"Montreuil":          "93048",
	"Rennes Métropole":   "243500139",
	"Alès Agglomération": "200066918",
	"Lettret":            "05074",
	"Dracénie Provence Verdon Agglomération": "248300493",
	"Louroux-de-Bouble":                      "03152",
	"Lyon":                                   "69123",
	"Rive-de-Gier":                           "42186",
	"Échirolles":                             "38151",
	"Abbeville":                              "80001",
	"Boé":                                    "47031",
	"La Tronche":                             "38516",
	"Saint-Égrève":                           "38382",
	"Colomiers":                              "31149",
	"Eurométropole de Strasbourg":            "246700488",
	"Clermont Auvergne Métropole":            "246300701",
	"Communauté d'agglomération du Sud":      "249740085",
}

// Every laureate of the label's past is found, but the one whose name several communes have.
func TestMatchTheLabelsPast(t *testing.T) {
	reference := load(t)
	file, err := os.Open("../award/data/laureates.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 80 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		name, kind, department := row[1], territory.Kind(row[2]), row[3]
		found, candidates := reference.Match(name, kind, department)
		switch want, known := laureates[name]; {
		case known != (kind.Listed() && name != "Saint-Joseph"):
			t.Errorf("%s (%s) is expected: %t", name, kind, known)
		case !known && found != nil:
			t.Errorf("%s is %v", name, found)
		case known && (found == nil || found.Code != want || found.Kind != kind || department != "" && found.Department != department):
			t.Errorf("%s is %v, or %v, want %s", name, found, candidates, want)
		}
	}
}

func TestMatchFinds(t *testing.T) {
	reference := load(t)
	for _, test := range []struct {
		name       string
		kind       territory.Kind
		department string
		code       string
	}{
		{"Lyon", territory.Commune, "69", "69123"},
		{"  LYON ", territory.Commune, "", "69123"},
		{"Ville de Lyon", territory.Commune, "69", "69123"},
		{"Ville du Havre", territory.Commune, "76", "76351"},
		{"Ville de La Rochelle", territory.Commune, "17", "17300"},
		{"Rochelle", territory.Commune, "17", "17300"},
		{"Commune d’Arles", territory.Commune, "13", "13004"},
		{"Ville-d'Avray", territory.Commune, "92", "92077"},
		{"St-Martin-d’Uriage", territory.Commune, "38", "38422"},
		{"Bourg-en-Bresse", territory.Commune, "1", "01053"},
		{"Ajaccio", territory.Commune, "2a", "2A004"},
		{"Département de la Gironde", territory.Department, "33", "33"},
		{"Gironde", territory.Department, "", "33"},
		{"Conseil départemental de la Gironde", territory.Department, "33", "33"},
		{"Département des Côtes-d'Armor", territory.Department, "22", "22"},
		{"Région Grand Est", territory.Region, "", "44"},
		{"Grand Est", territory.Region, "67", "44"},
		{"Conseil régional des Pays de la Loire", territory.Region, "", "52"},
		{"Alès Agglomération", territory.EPCI, "30", "200066918"},
		{"CA Alès Agglomération", territory.EPCI, "30", "200066918"},
		{"Communauté d’agglomération Alès Agglomération", territory.EPCI, "30", "200066918"},
		{"Pays Réuni d'Orange", territory.EPCI, "84", "248400236"},
		{"Communauté de communes Pays Réuni d'Orange", territory.EPCI, "84", "248400236"},
		{"CA Dracénoise", territory.EPCI, "83", "248300493"}, // its name until 2019
		{"Montreuil", territory.Commune, "62", "62588"},      // renamed Montreuil-sur-Mer
		{"Rennes Métropole", territory.EPCI, "35", "243500139"},
		{"Eurométropole de Strasbourg", territory.EPCI, "67", "246700488"},
		{"Clermont Auvergne Métropole", territory.EPCI, "63", "246300701"},
		{"Communauté d'agglomération du Sud", territory.EPCI, "974", "249740085"},
		{"Plaine Commune", territory.EPCI, "93", "200057867"},
	} {
		found, candidates := reference.Match(test.name, test.kind, test.department)
		if found == nil || found.Code != test.code || candidates != nil {
			t.Errorf("Match(%q, %s, %q) = %v, %v; want %s", test.name, test.kind, test.department, found, candidates, test.code)
		}
	}
}

func TestMatchDoesNotGuess(t *testing.T) {
	reference := load(t)
	for _, test := range []struct {
		name       string
		kind       territory.Kind
		department string
		candidates int
	}{
		{"Saint-Joseph", territory.Commune, "", 4},
		{"CC des Quatre Rivières", territory.EPCI, "", 2},
		{"Lyon", territory.Commune, "33", 1},                              // the department contradicts
		{"Communauté de communes du Sud", territory.EPCI, "974", 1},       // it is an agglomeration
		{"Avray", territory.Commune, "92", 0},                             // not Ville-d'Avray
		{"Lyo", territory.Commune, "69", 0},                               // not the beginning of a name
		{"Paris", territory.Department, "75", 0},                          // no such body
		{"Lyon", territory.Operator, "69", 0},                             // not in the data
		{"Lyon", territory.Kind("canton"), "69", 0},                       //
		{"", territory.Commune, "69", 0},                                  //
		{"Ville de", territory.Commune, "69", 0},                          //
		{"Parc national des Écrins", territory.Other, "05", 0},            //
		{"Centre de gestion du Lot-et-Garonne", territory.Other, "47", 0}, //
	} {
		found, candidates := reference.Match(test.name, test.kind, test.department)
		if found != nil || len(candidates) != test.candidates {
			t.Errorf("Match(%q, %s, %q) = %v, %v; want %d candidates", test.name, test.kind, test.department, found, candidates, test.candidates)
		}
	}
}
