package territory_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/territory"
)

func labels(bodies []territory.Body) []string {
	var out []string
	for _, body := range bodies {
		out = append(out, body.Label)
	}
	return out
}

// The first results of a search, by label.
func TestSearch(t *testing.T) {
	reference := load(t)
	for query, want := range map[string]string{
		"lyon":                      "Lyon",
		"LYÓN":                      "Lyon",
		"69123":                     "Lyon",         // INSEE
		"69100":                     "Villeurbanne", // postal
		"69 100":                    "Villeurbanne",
		"2A004":                     "Ajaccio",
		"2a004":                     "Ajaccio",
		"216901231":                 "Lyon",
		"216 901 231":               "Lyon",
		"216 901 231 00019":         "Lyon", // a SIRET
		"33":                        "Département de la Gironde",
		"974":                       "Département de La Réunion",
		"gironde":                   "Département de la Gironde",
		"département de la gironde": "Département de la Gironde",
		"grand est":                 "Région Grand Est",
		"rennes metropole":          "Rennes Métropole",
		"metropole rennes":          "Rennes Métropole",
		"renn metro":                "Rennes Métropole",
		"l'haÿ-les-roses":           "L'Haÿ-les-Roses",
		"l’hay les roses":           "L'Haÿ-les-Roses",
		"lhay les roses":            "L'Haÿ-les-Roses",
		"villeneuve dascq":          "Villeneuve-d'Ascq",
		"st martin d uriage":        "Saint-Martin-d'Uriage",
		"Saint Martin d'Uriage":     "Saint-Martin-d'Uriage",
		"st-étienne":                "Saint-Étienne",
		"strasb":                    "Strasbourg",
		"ste foy les lyon":          "Sainte-Foy-lès-Lyon",
		"echirolles":                "Échirolles",
		"woerth":                    "Wœrth",
		"wœrth":                     "Wœrth",
		"ales agglo":                "Alès Agglomération",
		"ca ales":                   "Alès Agglomération",
		"communaute agglo ales":     "Alès Agglomération",
		"pays réuni d'orange":       "Communauté de communes Pays d'Orange en Provence",
		"plaine commune":            "Plaine Commune",
		"saint-denis 974":           "Saint-Denis (La Réunion)",
		"saint denis 93200":         "Saint-Denis (Seine-Saint-Denis)",
		"bastia 2b":                 "Bastia",
		"collectivité de corse":     "Collectivité de Corse",
		"alsace":                    "Collectivité européenne d'Alsace",
		"paris":                     "Paris",
	} {
		found := reference.Search(query, 5)
		if len(found) == 0 || found[0].Label != want {
			t.Errorf("Search(%q) = %q, want %q first", query, labels(found), want)
		}
	}
	for _, query := range []string{"", "  ", "-", "zzzz", "lyon zzzz", "illeurbanne", "00000", "123456789", "1234", strings.Repeat("a ", 101)} {
		if found := reference.Search(query, 5); len(found) > 0 {
			t.Errorf("Search(%q) = %q", query, labels(found))
		}
	}
	if reference.Search("lyon", 0) != nil || reference.Search("lyon", -1) != nil {
		t.Error("no limit, and results")
	}
}

func TestSearchTellsHomonymsApart(t *testing.T) {
	found := load(t).Search("saint-denis", 2)
	if got := fmt.Sprint(labels(found)); got != "[Saint-Denis (La Réunion) Saint-Denis (Seine-Saint-Denis)]" &&
		got != "[Saint-Denis (Seine-Saint-Denis) Saint-Denis (La Réunion)]" {
		t.Error(got)
	}
	if found[0].Population < found[1].Population {
		t.Error("the most populated comes second")
	}
}

func TestSearchFindsEveryBodyByItsLabel(t *testing.T) {
	reference := load(t)
	var all []territory.Body
	for body := range reference.All() {
		all = append(all, body)
	}
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SampledFrom(all).Draw(t, "body")
		query := body.Name
		if body.Department != "" {
			query += " " + body.Department
		}
		if rapid.Bool().Draw(t, "upper") {
			query = strings.ToUpper(query)
		}
		if rapid.Bool().Draw(t, "folded") {
			query = territory.Fold(query)
		}
		for _, found := range reference.Search(query, 20) {
			if found.Kind == body.Kind && found.Code == body.Code {
				return
			}
		}
		t.Fatalf("%s %s is not found by %q", body.Kind, body.Code, query)
	})
}

func TestSearchStandsAnything(t *testing.T) {
	reference := load(t)
	rapid.Check(t, func(t *rapid.T) {
		query := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9AB saint'-]{0,20}`)).Draw(t, "query")
		limit := rapid.IntRange(0, 30).Draw(t, "limit")
		found := reference.Search(query, limit)
		if len(found) > limit {
			t.Fatalf("%d results for a limit of %d", len(found), limit)
		}
		again := reference.Search(query, limit)
		if fmt.Sprint(again) != fmt.Sprint(found) {
			t.Fatal("another order the second time")
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	reference := load(b)
	for _, query := range []string{"lyon", "s", "st", "saint", "saint m", "communauté de communes du pays", "69100", "zzzz", "a e i o u l d s c m", "saint-denis 974"} {
		b.Run(strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				reference.Search(query, 20)
			}
		})
	}
}
