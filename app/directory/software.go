package directory

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"tnl/app/award"
	"tnl/app/software"
)

// declaredSoftware is the lines « s » of the last inventory that each territory « t » publishes, with the award « a » that
// it came with and its edition « e »: of the awards that the public sees, without the names that the secretariat hid.
func declaredSoftware(tx *gorm.DB) *gorm.DB {
	return visible(tx).Joins("JOIN territories t ON t.id = a.territory_id").
		Joins("JOIN award_inventories i ON i.award_id = a.id").Joins("JOIN award_software s ON s.award_id = a.id").
		Where(award.Shown).Where(`NOT EXISTS (SELECT 1 FROM award_inventories li JOIN awards later ON later.id = li.award_id AND later.withdrawn_at IS NULL
	JOIN editions f ON f.id = later.edition_id AND f.published_at IS NOT NULL WHERE later.territory_id = a.territory_id AND f.year > e.year)`)
}

// usedBy is a line of an inventory as it is counted.
type usedBy struct{ TerritoryID, Software string }

// equip notes what each territory uses, and what of the catalogue of software a search may be narrowed to.
func (c *catalogue) equip(lines []usedBy) error {
	programs, err := software.Load()
	if err != nil {
		return err
	}
	for _, line := range lines {
		h, found := c.byID[line.TerritoryID]
		if !found {
			continue
		}
		h.software = append(h.software, c.values[FilterSoftware].of(line.Software))
	}
	for _, slug := range c.values[FilterSoftware].keys {
		if p := programs.BySlug(slug); p != nil {
			c.choices.Software = append(c.choices.Software, Given{slug, p.Name})
		}
	}
	slices.SortFunc(c.choices.Software, func(a, b Given) int { return strings.Compare(software.Key(a.Name), software.Key(b.Name)) })
	return nil
}

// UsedSoftware is a software in a list, with how many territories publish that they use it.
type UsedSoftware struct {
	Slug, Name, About string // About is empty of what the catalogue does not have
	Domain            string // slug
	Territories       int
}

// UsedDomain is a use with its software, the most used first.
type UsedDomain struct {
	Slug, Title string
	Software    []UsedSoftware
	Territories int // that use one of them at least
}

// SoftwareUse lists what territories use, by domain in the catalogue's order. Domains where nothing is used are left out.
type SoftwareUse struct {
	Domains     []UsedDomain
	Software    int // how many are used
	Territories int // how many publish an inventory with something in it
}

// Software lists what the territories publish that they use.
func (d *Directory) Software(ctx context.Context) (SoftwareUse, error) {
	catalogue, err := software.Load()
	if err != nil {
		return SoftwareUse{}, err
	}
	var lines []struct{ Software, Name, Domain, TerritoryID string }
	err = declaredSoftware(d.DB.Read(ctx)).Select("s.software, MIN(s.name) AS name, MIN(s.domain) AS domain, a.territory_id").
		Group("s.software, a.territory_id").Scan(&lines).Error
	if err != nil {
		return SoftwareUse{}, fmt.Errorf("list the software used: %w", err)
	}
	bySlug, everybody, byDomain := map[string]*UsedSoftware{}, map[string]bool{}, map[string]map[string]bool{}
	for _, line := range lines {
		one := bySlug[line.Software]
		if one == nil {
			one = used(catalogue, line.Software, line.Name, line.Domain)
			bySlug[line.Software] = one
		} else if catalogue.BySlug(line.Software) == nil {
			one.Name = min(one.Name, line.Name) // one spelling for all, the same each time
		}
		one.Territories++
		everybody[line.TerritoryID] = true
		if byDomain[one.Domain] == nil {
			byDomain[one.Domain] = map[string]bool{}
		}
		byDomain[one.Domain][line.TerritoryID] = true
	}
	use := SoftwareUse{Software: len(bySlug), Territories: len(everybody)}
	for _, domain := range catalogue.Domains {
		listed := UsedDomain{Slug: domain.Slug, Title: domain.Title, Territories: len(byDomain[domain.Slug])}
		for _, one := range bySlug {
			if one.Domain == domain.Slug {
				listed.Software = append(listed.Software, *one)
			}
		}
		if len(listed.Software) > 0 {
			slices.SortFunc(listed.Software, mostUsed)
			use.Domains = append(use.Domains, listed)
		}
	}
	return use, nil
}

// Matching keeps the software whose name has the text in it, or that the text is another name of; all for an empty text.
func (use SoftwareUse) Matching(text string) SoftwareUse {
	key := software.Key(text)
	if key == "" {
		return use
	}
	meant := ""
	if catalogue, err := software.Load(); err == nil {
		if p := catalogue.Find(text); p != nil {
			meant = p.Slug
		}
	}
	kept := SoftwareUse{}
	for _, domain := range use.Domains {
		domain.Software = slices.DeleteFunc(slices.Clone(domain.Software), func(one UsedSoftware) bool {
			return one.Slug != meant && !strings.Contains(software.Key(one.Name), key)
		})
		if len(domain.Software) > 0 {
			kept.Domains = append(kept.Domains, domain)
		}
	}
	return kept
}

// used says what is known of a software: by the catalogue, or else by whoever typed it.
func used(catalogue *software.Catalogue, slug, name, domain string) *UsedSoftware {
	if p := catalogue.BySlug(slug); p != nil {
		return &UsedSoftware{Slug: slug, Name: p.Name, About: p.About, Domain: p.Domain}
	}
	if catalogue.Domain(domain) == nil {
		domain = software.Elsewhere
	}
	return &UsedSoftware{Slug: slug, Name: name, Domain: domain}
}

func mostUsed(a, b UsedSoftware) int {
	if a.Territories != b.Territories {
		return b.Territories - a.Territories
	}
	return strings.Compare(software.Key(a.Name), software.Key(b.Name))
}
