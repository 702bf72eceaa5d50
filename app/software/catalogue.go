// Package software is the catalogue of free software that territories are often found to use, and how the names that
// people type are brought together: « Libre Office » is LibreOffice, whoever wrote it. It holds no rule and reads nothing
// but its own file.
package software

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed catalogue.yaml
var text []byte

// Program is one entry of the catalogue.
type Program struct {
	Slug  string // its address, and what inventories keep
	Name  string
	About string // what it is, in one line
	Site  string // address of its own site
	// Aliases are other names that people type. Common tells that its name is an ordinary word too, which says
	// nothing when it is found in a sentence.
	Aliases []string
	Common  bool

	Domain string `yaml:"-"` // slug of its domain
}

// Domain is a use that programs are sorted by.
type Domain struct {
	Slug     string     `yaml:"domain"`
	Title    string     `yaml:"title"`
	Programs []*Program `yaml:"software"`
}

// Elsewhere is the domain of what is in no other.
const Elsewhere = "autre"

// Catalogue is every domain with its programs.
type Catalogue struct {
	// Domains are in the order in which they are shown; the last one is Elsewhere, without a program.
	Domains []Domain

	bySlug  map[string]*Program
	byKey   map[string]*Program // by key of its slug, its name and its aliases
	domains map[string]*Domain
	longest int // words of the longest name
}

// Load gives the catalogue that comes with the program; it is read once.
var Load = sync.OnceValues(func() (*Catalogue, error) { return read(text) })

func read(text []byte) (*Catalogue, error) {
	c := &Catalogue{bySlug: map[string]*Program{}, byKey: map[string]*Program{}, domains: map[string]*Domain{}}
	if err := yaml.UnmarshalWithOptions(text, &c.Domains, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the catalogue of software: %w", err)
	}
	c.Domains = append(c.Domains, Domain{Slug: Elsewhere, Title: "Autres usages"})
	for i := range c.Domains {
		d := &c.Domains[i]
		c.domains[d.Slug] = d
		for _, p := range d.Programs {
			p.Domain = d.Slug
			if err := c.add(p); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

func (c *Catalogue) add(p *Program) error {
	if c.bySlug[p.Slug] != nil {
		return fmt.Errorf("catalogue of software: %s stands there twice", p.Slug)
	}
	c.bySlug[p.Slug] = p
	for _, name := range append([]string{p.Slug, p.Name}, p.Aliases...) {
		key := Key(name)
		if other := c.byKey[key]; other != nil && other != p {
			return fmt.Errorf("catalogue of software: « %s » is both %s and %s", name, other.Slug, p.Slug)
		}
		c.byKey[key] = p
		c.longest = max(c.longest, len(words(name)))
	}
	return nil
}

// BySlug gives a program, nil when the catalogue has none of that slug.
func (c *Catalogue) BySlug(slug string) *Program { return c.bySlug[slug] }

// Find gives the program that a typed name means, nil when it is none of the catalogue's.
func (c *Catalogue) Find(name string) *Program { return c.byKey[Key(name)] }

// Domain gives a domain, nil when there is none of that slug.
func (c *Catalogue) Domain(slug string) *Domain { return c.domains[slug] }
