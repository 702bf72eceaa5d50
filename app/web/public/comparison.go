package public

import (
	"strconv"
	"strings"

	"tnl/app/directory"
	"tnl/app/web/chart"
	"tnl/app/web/page"
)

// comparedView is a territory among those of its kind, none of which is named.
type comparedView struct {
	Heading   string
	Levels    *chart.Table // nil when too few have a level of its scale
	Positions []string     // « Ouverture des données : 3e sur 15 »
}

func readComparison(p *directory.Portrait) *comparedView {
	latest, c := p.Latest(), p.Compared
	kinds := strings.ToLower(p.Territory.Kind.Many())
	v := &comparedView{Heading: "Parmi les " + kinds + " de l’édition " + strconv.Itoa(latest.Year)}
	if len(c.Levels) > 0 {
		v.Levels = &chart.Table{Caption: "Niveaux des " + kinds + " en " + strconv.Itoa(latest.Year), Headings: []string{"Niveau", "Nombre", "Part"}}
	}
	for _, level := range c.Levels {
		line := chart.Measure{Name: levelName(level.Level), Share: level.Count * 100 / c.Total, Emphasis: level.Own,
			Figures: []string{strconv.Itoa(level.Count), page.Percent(level.Count, c.Total)}}
		if level.Own {
			line.Name += ", son niveau"
		}
		v.Levels.Lines = append(v.Levels.Lines, line)
	}
	for _, axis := range latest.Axes {
		if at, told := c.Axes[axis.ID]; told {
			v.Positions = append(v.Positions, axis.Title+"\u00a0: "+page.Ordinal(at.Rank)+" sur\u00a0"+strconv.Itoa(at.Of))
		}
	}
	return v
}
