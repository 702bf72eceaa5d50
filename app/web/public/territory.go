package public

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/web/page"
)

type territoryView struct {
	Name        string
	Crumbs      []page.Link
	Identity    string
	Signs       page.LevelSigns
	Level       string
	Year        int
	EditionPage string
	Mentions    string
	Carrier     string
	Emblem      *page.Emblem
	Actions     []page.Button
	HistoryName string // « 3 labels depuis 2021 »
	// Panels are two sections side by side, or none; Sections follow one below the other.
	Panels, Sections []section
	Badge            badgeView
}

// section is one part of the page: the one field that is set beside its ID.
type section struct {
	ID      string
	Panel   bool
	Page    *territoryView
	History *pastView
	Axes    *page.AxesTable
	Opinion string
	Awards  []awardView
	// Compared is the territory among those of its kind.
	Compared *comparedView
	// Software and Initiatives are what the territory tells itself.
	Software    *inventoryView
	Initiatives []initiativeView
}

// inventoryView is the software of a territory.
type inventoryView struct {
	Year     int
	Contact  string // empty when nobody offers to talk about it
	Software []usedView
}

// awardView is one line of the history.
type awardView struct {
	Year, EditionPage string
	Signs             page.LevelSigns
	Level             string
	Mentions          []string
	Number, Page      string // of the certificate
	Source            string
}

func (s Site) territory(c echo.Context) error {
	p, err := s.Directory.Territory(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	v, err := portrait(p)
	if err != nil {
		return err
	}
	v.arrange(p)
	v.Badge = s.territoryBadge(p)
	if err := v.tell(p); err != nil {
		return err
	}
	return s.show(c, "territory", page.View{
		Title: v.Name + ", " + v.Level + " en " + strconv.Itoa(v.Year), Section: page.SectionDirectory,
		Canonical: territoryAddress(p.Territory.Slug), Image: TerritorySharePath(p.Territory.Slug), Schema: s.portraitSchema(p), Body: v,
		Description: v.Name + ", " + v.Identity + "\u00a0: " + v.Level + " du label en " + strconv.Itoa(v.Year) + ", son histoire et ce que le jury a retenu.",
	})
}

func portrait(p *directory.Portrait) (territoryView, error) {
	latest := p.Latest()
	level := directory.LevelOf(latest.Award)
	v := territoryView{
		Name: p.Territory.Name, Crumbs: crumbs(p), Signs: large(level), Level: levelName(level), Year: latest.Year,
		EditionPage: editionAddress(latest.Year), Mentions: latest.Mentions.Label(), Carrier: latest.Carrier,
		Actions: actions(latest), HistoryName: historyName(p),
	}
	if level.Number > 0 {
		v.Emblem = &page.Emblem{Level: level.Number, Count: level.Count}
	}
	place := p.Department
	if place == "" {
		place = p.Region
	}
	var err error
	v.Identity, err = identity(p.Territory.Kind, place, p.Territory.Population)
	return v, err
}

// arrange puts the first two sections that there is something to say in side by side, and the others below.
func (v *territoryView) arrange(p *directory.Portrait) {
	latest := p.Latest()
	var all []section
	if drawn := drawHistory(p); drawn != nil {
		all = append(all, section{ID: "history", Page: v, History: drawn})
	}
	if table := axes(latest, p.Compared); table != nil {
		all = append(all, section{ID: "axes", Page: v, Axes: table})
	}
	if latest.Opinion != "" {
		all = append(all, section{ID: "opinion", Page: v, Opinion: latest.Opinion})
	}
	if p.Compared != nil {
		all = append(all, section{ID: "comparaison", Page: v, Compared: readComparison(p)})
	}
	list := section{ID: "tableau", Page: v}
	for _, a := range p.Awards {
		list.Awards = append(list.Awards, readAward(a))
	}
	all = append(all, list)
	if len(all) == 1 {
		v.Sections = all
		return
	}
	v.Panels, v.Sections = all[:2], all[2:]
	for i := range v.Panels {
		v.Panels[i].Panel = true
	}
}

// tell adds what the territory says itself, below what the jury says of it.
func (v *territoryView) tell(p *directory.Portrait) error {
	if p.Inventory != nil && len(p.Inventory.Lines) > 0 {
		inventory := &inventoryView{Year: p.Inventory.Year}
		for _, line := range p.Inventory.Lines {
			inventory.Software = append(inventory.Software, usedView{Name: line.Name, Address: softwareAddress(line.Software), About: said(line.Since, line.Extent)})
			if line.Peer {
				inventory.Contact = p.Inventory.Contact
			}
		}
		v.Sections = append(v.Sections, section{ID: "logiciels", Page: v, Software: inventory})
	}
	if len(p.Initiatives) > 0 {
		told := section{ID: "initiatives", Page: v}
		for _, one := range p.Initiatives {
			initiative, err := initiativeOf(one)
			if err != nil {
				return err
			}
			initiative.Territory, initiative.Identity = nil, ""
			told.Initiatives = append(told.Initiatives, initiative)
		}
		v.Sections = append(v.Sections, told)
	}
	return nil
}

func crumbs(p *directory.Portrait) []page.Link {
	links := []page.Link{page.NewLink("Annuaire", directoryPath)}
	if p.Department != "" {
		links = append(links, page.NewLink(p.Department, directoryAddress(directory.Query{Department: p.Territory.Department})))
	}
	return append(links, page.Link{Label: p.Territory.Name, Current: true})
}

func actions(latest award.Published) []page.Button {
	buttons := []page.Button{{Label: "Voir le certificat", Address: award.CertificatePath(latest.Number)}}
	if latest.Imported() {
		buttons[0].Label = "Vérifier ce label"
		return buttons
	}
	return append(buttons, page.Button{Label: "Télécharger le certificat (PDF)", Kind: "second", Address: pdfAddress(latest.Number)})
}

func readAward(a award.Published) awardView {
	level := directory.LevelOf(a.Award)
	return awardView{
		Year: strconv.Itoa(a.Year), EditionPage: editionAddress(a.Year), Signs: signs(level), Level: levelName(level),
		Mentions: a.Mentions.Names(), Number: a.Number, Page: award.CertificatePath(a.Number), Source: a.Source,
	}
}

// axes shows the score by axis of an award decided here, with the median of comparable territories where it may be
// told; nil when it is not known.
func axes(a award.Published, compared *directory.Comparison) *page.AxesTable {
	if len(a.Axes) == 0 {
		return nil
	}
	table := &page.AxesTable{Caption: "Note par axe, édition " + strconv.Itoa(a.Year), Median: compared != nil && len(compared.Axes) > 0}
	for _, axis := range a.Axes {
		row := page.AxisRow{Title: axis.Title, Share: hundredths(axis.Share), Text: axis.Share.Percent(), Excluded: axis.Excluded}
		if table.Median {
			row.MedianText = "–"
			if at, told := compared.Axes[axis.ID]; told {
				row.Median, row.MedianText = hundredths(at.Median), at.Median.Percent()
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
