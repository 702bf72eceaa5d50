package public

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/web/page"
)

type editionsView struct {
	Open     *campaign
	Editions []editionLine
}

type editionLine struct {
	Name, Address string
	Awards        string
}

func (s Site) editions(c echo.Context) error {
	ctx := c.Request().Context()
	v := editionsView{}
	var err error
	if v.Open, err = s.campaign(ctx); err != nil {
		return err
	}
	list, err := s.Directory.Editions(ctx)
	if err != nil {
		return err
	}
	for _, e := range list {
		awards, err := laureates(e.Awards)
		if err != nil {
			return err
		}
		v.Editions = append(v.Editions, editionLine{Name: e.Name, Address: editionAddress(e.Year), Awards: awards})
	}
	return s.show(c, "editions", page.View{
		Title: "Les éditions", Section: page.SectionDirectory, Canonical: s.BaseURL + "/editions", Body: v,
		Description: "Les résultats de chaque édition du label.",
	})
}

func laureates(count int) (string, error) {
	if count == 0 {
		return "Aucun lauréat", nil
	}
	return page.Plural(count, "territoire labellisé", "territoires labellisés")
}

type editionView struct {
	Year     int
	Name     string
	Total    string
	Place    string
	Jury     string
	Groups   []groupView
	Imported bool
	Criteria string // address, empty when the questionnaire shown was not that of the edition
	Map      string // the directory, for this year
	Facts    []page.Fact
	Around   []page.Link // the editions before and after
}

// groupView is a level with its laureates.
type groupView struct {
	ID        string
	Signs     *page.LevelSigns
	Name      string
	Meaning   string
	Laureates []laureateView
}

type laureateView struct {
	Name, Address     string
	Identity          string
	Mentions, Carrier string
}

func (s Site) edition(c echo.Context) error {
	year, ok := yearOf(c.Param("year"))
	if !ok {
		return fault.New(fault.NotFound, "Cette édition n’existe pas.")
	}
	p, err := s.Directory.Edition(c.Request().Context(), year)
	if err != nil {
		return err
	}
	v := editionView{
		Year: year, Name: p.Edition.Name, Place: p.Edition.Place, Jury: p.Edition.Jury, Imported: p.Imported,
		Map: directoryAddress(directory.Query{Year: year}),
	}
	if p.Previous != 0 {
		v.Around = append(v.Around, page.NewLink("Édition "+strconv.Itoa(p.Previous), editionAddress(p.Previous)))
	}
	if p.Next != 0 {
		v.Around = append(v.Around, page.NewLink("Édition "+strconv.Itoa(p.Next), editionAddress(p.Next)))
	}
	if p.Total > 0 {
		v.Facts = editionFacts(p)
	}
	if !p.Imported {
		v.Criteria = criteriaAddress(year)
	}
	if v.Total, err = laureates(p.Total); err != nil {
		return err
	}
	for i, g := range p.Groups {
		group, err := readGroup(g, i)
		if err != nil {
			return err
		}
		v.Groups = append(v.Groups, group)
	}
	return s.show(c, "edition", page.View{
		Title: "Résultats de l’édition " + strconv.Itoa(year), Section: page.SectionDirectory, Canonical: editionAddress(year), Image: EditionSharePath(year), Schema: s.editionSchema(p), Body: v,
		Description: "Les territoires labellisés en " + strconv.Itoa(year) + ", niveau par niveau.",
	})
}

// editionFacts are the few numbers of an edition, of its laureates alone.
func editionFacts(p *directory.Palmares) []page.Fact {
	mentions := 0
	for _, g := range p.Groups {
		for _, l := range g.Laureates {
			mentions += len(l.Mentions.Names())
		}
	}
	facts := []page.Fact{
		{Term: "Labels", Detail: page.Counted(p.Total, "territoire labellisé", "territoires labellisés")},
		{Term: "Dont, à notre connaissance", Detail: page.Counted(p.First, "premier label", "premiers labels") + ", " + page.Counted(p.Total-p.First, "renouvellement", "renouvellements")},
		{Term: "Lieux", Detail: page.Counted(p.Departments, "département", "départements")},
	}
	if mentions > 0 {
		facts = append(facts, page.Fact{Term: "Distinctions", Detail: page.Counted(mentions, "mention spéciale", "mentions spéciales")})
	}
	return facts
}

func readGroup(g directory.Group, index int) (groupView, error) {
	v := groupView{ID: "groupe-" + strconv.Itoa(index+1), Name: levelName(g.Level), Meaning: g.Meaning}
	if g.Level.Number > 0 {
		signs := page.LevelSigns{Level: g.Level.Number, Count: g.Level.Count}
		v.Signs = &signs
	}
	for _, l := range g.Laureates {
		who, err := identity(l.Kind, l.Place, nil)
		if err != nil {
			return v, err
		}
		v.Laureates = append(v.Laureates, laureateView{
			Name: l.Name, Address: territoryAddress(l.Slug), Identity: who, Mentions: l.Mentions.Label(), Carrier: l.Carrier,
		})
	}
	return v, nil
}
