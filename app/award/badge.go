package award

import (
	"strconv"

	"tnl/app/drawing"
)

// Signs gives how many signs of how many show the level: one alone for a badge, which its title names; none when the
// level is not known.
func (a *Award) Signs() (level, count int) {
	switch {
	case a.Level != nil:
		return *a.Level, a.LevelCount
	case a.LevelTitle != "":
		return 1, 1
	}
	return 0, 0
}

// Badge gives the badge of an award, that of its edition for ever; it claims nothing once the award is withdrawn.
func (as *Awards) Badge(a Published) drawing.Badge {
	b := drawing.Badge{LabelName: as.LabelName, TerritoryName: a.TerritoryName, Edition: strconv.Itoa(a.Year)}
	if a.Withdrawn() {
		b.LevelTitle = "Label retiré"
		return b
	}
	b.Standing, b.LevelTitle = true, a.LevelOnScale()
	b.Level, b.LevelCount = a.Signs()
	return b
}

// CurrentBadge gives the badge of a territory by its latest award that stands, nil when all were withdrawn.
func (as *Awards) CurrentBadge(territoryName string, latest *Published) drawing.Badge {
	if latest == nil {
		return drawing.Badge{LabelName: as.LabelName, TerritoryName: territoryName, LevelTitle: "Sans label en cours"}
	}
	b := as.Badge(*latest)
	b.TerritoryName = territoryName
	return b
}
