package public

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/exact"
	"tnl/app/web/chart"
	"tnl/app/web/page"
)

type statisticsView struct {
	Facts       []page.Fact
	Charts      []chartView
	Regions     *chart.Table
	Departments *chart.Table
	// MoreDepartments are those that come after the first ones.
	MoreDepartments *chart.Table
	Empty           *page.EmptyState
}

// chartView is a chart with its heading and what is said of it.
type chartView struct {
	ID, Heading, Note string
	Strips            chart.Strips
}

func (s Site) statistics(c echo.Context) error {
	ctx := c.Request().Context()
	figures, err := s.Directory.Statistics(ctx)
	if err != nil {
		return err
	}
	v := statisticsView{}
	if slices.Max(append(figures.Awards, 0)) == 0 {
		v.Empty = &page.EmptyState{Title: "Aucun résultat n’est encore publié", Text: "Les chiffres de la première édition paraîtront ici."}
	} else {
		v.fill(figures)
	}
	return s.show(c, "statistics", page.View{
		Title: "Le label en chiffres", Section: page.SectionDirectory, Canonical: s.BaseURL + "/statistiques", Body: v,
		Description: "Niveaux, types de collectivités, premiers labels, axes, mentions et territoires du label, édition après édition.",
	})
}

func (v *statisticsView) fill(s *directory.Statistics) {
	awards, territories := 0, 0
	for i := range s.Awards {
		awards += s.Awards[i]
		territories += s.First[i]
	}
	v.Facts = []page.Fact{
		{Term: "Territoires", Detail: page.Counted(territories, "territoire labellisé", "territoires labellisés"), Link: &page.Link{Address: directoryPath}},
		{Term: "Labels décernés", Detail: page.Counted(awards, "label", "labels") + " en " + page.Counted(len(s.Years), "édition", "éditions"), Link: &page.Link{Address: "/editions"}},
		{Term: "Dans une commune labellisée", Detail: page.Counted(s.Inhabitants, "habitant", "habitants") + ", " + shareOf(s.Inhabitants, s.Population) + " de la population"},
	}
	drawing := strips{years: texts(s.Years)}
	v.Charts = append(v.Charts, drawing.levels(s), drawing.candidates(s), drawing.kinds(s))
	if len(s.Axes) > 0 {
		v.Charts = append(v.Charts, drawing.axes(s))
	}
	if len(s.Mentions) > 0 {
		v.Charts = append(v.Charts, drawing.mentions(s))
	}
	v.Regions = places("Territoires labellisés par région", "Région", s.Regions, func(code string) directory.Query { return directory.Query{Region: code} })
	v.Departments = places("Territoires labellisés par département", "Département", s.Departments, func(code string) directory.Query { return directory.Query{Department: code} })
	if all := v.Departments.Lines; len(all) > departmentsShown {
		v.MoreDepartments = &chart.Table{Caption: v.Departments.Caption + ", suite", Headings: v.Departments.Headings, Lines: all[departmentsShown:]}
		v.Departments.Lines = all[:departmentsShown]
	}
}

// departmentsShown is how many departments are seen at once.
const departmentsShown = 14

// strips makes charts over the same editions.
type strips struct{ years []string }

func (d strips) chart(id, heading, description string) chartView {
	return chartView{ID: id, Heading: heading, Strips: chart.Strips{ID: "graphique-" + id, Title: heading, Description: description, Corner: "Édition", Columns: d.years}}
}

func cells(counts []int) []chart.Cell {
	row := make([]chart.Cell, len(counts))
	for i, count := range counts {
		row[i] = chart.Of(count)
	}
	return row
}

// levels draws each scale in a group of its own, with nothing where an edition had another one.
func (d strips) levels(s *directory.Statistics) chartView {
	v := d.chart("niveaux", "Niveaux décernés", "Une rangée de colonnes pour chaque niveau, échelle par échelle, du plus haut au plus bas : combien de territoires l’ont obtenu à chaque édition.")
	v.Note = "L’échelle du label a changé : un niveau ne se compare qu’à ceux de la même échelle. Un tiret marque les éditions qui en avaient une autre."
	if len(s.Scales) < 2 {
		v.Note = ""
	}
	for _, scale := range s.Scales {
		for i, level := range scale.Levels {
			row := chart.Strip{Label: levelName(level.Level), Cells: cells(level.Counts)}
			if i == 0 {
				row.Group = scale.Name
			}
			for at, used := range scale.Used {
				row.Cells[at].Known = used
			}
			v.Strips.Rows = append(v.Strips.Rows, row)
		}
	}
	if slices.Max(s.Unpublished) > 0 {
		v.Strips.Rows = append(v.Strips.Rows, chart.Strip{Group: "Sans échelle", Label: "Niveau non publié", Cells: cells(s.Unpublished)})
	}
	return v
}

func (d strips) candidates(s *directory.Statistics) chartView {
	v := d.chart("fidelite", "Premiers labels et renouvellements", "Trois rangées : tous les labels de chaque édition, ceux de territoires qui n’en avaient jamais eu, et les autres.")
	v.Note = "Un label est compté comme premier quand aucun autre, plus ancien, n’est connu : les résultats repris de sources publiques peuvent être incomplets."
	again := make([]int, len(s.Awards))
	for i := range again {
		again[i] = s.Awards[i] - s.First[i]
	}
	v.Strips.Rows = []chart.Strip{{Label: "Tous les labels", Cells: cells(s.Awards)}, {Label: "Premier label", Cells: cells(s.First)}, {Label: "Renouvellement", Cells: cells(again)}}
	return v
}

func (d strips) kinds(s *directory.Statistics) chartView {
	v := d.chart("types", "Types de collectivités", "Une rangée de colonnes pour chaque type de collectivité : combien ont eu le label à chaque édition.")
	for _, kind := range s.Kinds {
		v.Strips.Rows = append(v.Strips.Rows, chart.Strip{Label: kind.Kind.Many(), Cells: cells(kind.Counts)})
	}
	return v
}

func (d strips) axes(s *directory.Statistics) chartView {
	v := d.chart("axes", "Notes moyennes par axe", "Une rangée de colonnes pour chaque axe : la note moyenne des territoires labellisés, de 0 à 100 %, à chaque édition.")
	v.Note = "Moyenne des seuls territoires labellisés, quand au moins " + strconv.Itoa(directory.FewestCompared) + " ont une note ; les éditions reprises de sources publiques n’en donnent pas. Le questionnaire change d’une édition à l’autre."
	v.Strips.Highest = 100
	for _, axis := range s.Axes {
		row := chart.Strip{Label: axis.Title, Cells: make([]chart.Cell, len(axis.Means))}
		for i, mean := range axis.Means {
			if mean != nil {
				row.Cells[i] = chart.Cell{Known: true, Value: hundredths(*mean), Text: mean.Percent()}
			}
		}
		v.Strips.Rows = append(v.Strips.Rows, row)
	}
	return v
}

// hundredths is a share of 1 as a whole number of hundredths, rounded down.
func hundredths(share exact.Ratio) int { return int(share.Mul(exact.Int(100)).Floor()) }

func (d strips) mentions(s *directory.Statistics) chartView {
	v := d.chart("mentions", "Mentions spéciales", "Une rangée de colonnes pour chaque mention spéciale : combien de fois le jury l’a donnée à chaque édition.")
	for _, mention := range s.Mentions {
		v.Strips.Rows = append(v.Strips.Rows, chart.Strip{Label: page.UpperFirst(mention.Name), Cells: cells(mention.Counts)})
	}
	return v
}

// places shows the territories of each place, those with the most first, and the share of its people who live in a
// labelled commune.
func places(caption, heading string, list []directory.PlaceReach, query func(code string) directory.Query) *chart.Table {
	most := 1
	for _, place := range list {
		most = max(most, place.Territories)
	}
	ordered := slices.Clone(list)
	slices.SortStableFunc(ordered, func(a, b directory.PlaceReach) int { return cmp.Compare(b.Territories, a.Territories) })
	table := &chart.Table{Caption: caption, Headings: []string{heading, "Territoires", "Population"}}
	for _, place := range ordered {
		table.Lines = append(table.Lines, chart.Measure{
			Name: place.Name, Address: directoryAddress(query(place.Code)), Share: place.Territories * 100 / most,
			Figures: []string{strconv.Itoa(place.Territories), shareOf(place.Inhabitants, place.Population)},
		})
	}
	return table
}

// shareOf writes a share of a population, « moins de 1 % » rather than nothing.
func shareOf(part, whole int) string {
	if part > 0 && part*100 < whole {
		return "moins de 1\u00a0%"
	}
	return page.Percent(part, whole)
}
