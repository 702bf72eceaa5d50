package public

import (
	"strconv"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

// signs shows a level: by signs on the usual scale, by its title beside them on another one.
func signs(l directory.Level) page.LevelSigns {
	switch {
	case l.Unknown():
		return page.UnknownLevel()
	case l.Number == 0:
		return page.LevelSigns{Level: 1, Count: 1, Title: l.Title, Named: true}
	case l.Named:
		return page.LevelSigns{Level: l.Number, Count: l.Count, Title: l.Title, Named: true}
	}
	return page.LevelSigns{Level: l.Number, Count: l.Count}
}

// large shows a level as a page's main one.
func large(l directory.Level) page.LevelSigns {
	signs := signs(l)
	signs.Large, signs.Named = true, false
	return signs
}

// levelName words a level with its title, « Niveau 3, Engagement ».
func levelName(l directory.Level) string {
	if l.Number != 0 && l.Title != "" && l.Name() != l.Title {
		return l.Name() + ", " + l.Title
	}
	return l.Name()
}

// identity says what a body is: « Commune, Calvados, 8 420 habitants ».
func identity(kind territory.Kind, place string, population *int) (string, error) {
	said := kind.One()
	if place != "" {
		said += ", " + place
	}
	if population == nil {
		return said, nil
	}
	inhabitants, err := page.Plural(*population, "habitant", "habitants")
	return said + ", " + inhabitants, err
}

// row is a territory in a list.
type row struct {
	Name, Address string
	Identity      string
	Signs         page.LevelSigns
	Mentions      string
	Years         []string
}

func rows(entries []directory.Entry) ([]row, error) {
	out := make([]row, len(entries))
	for i, e := range entries {
		who, err := identity(e.Kind, e.Place, e.Population)
		if err != nil {
			return nil, err
		}
		out[i] = row{
			Name: e.Name, Address: territoryAddress(e.Slug), Identity: who, Signs: signs(e.Level),
			Mentions: e.Mentions.Label(), Years: texts(e.Years),
		}
		if e.Earlier.Year != 0 {
			out[i].Mentions = "En " + strconv.Itoa(e.Earlier.Year) + ", " + page.LowerFirst(e.Earlier.Mentions.Label())
		}
	}
	return out, nil
}

func territoryAddress(slug string) string { return award.TerritoryPath(slug) }

func editionAddress(year int) string { return "/editions/" + strconv.Itoa(year) }

func texts(numbers []int) []string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = strconv.Itoa(n)
	}
	return out
}
