package public

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// sitemapNamespace is that of sitemaps.org, which takes 50 000 addresses in a file.
const (
	sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	sitemapLimit     = 50_000
)

// unlisted are the places that search engines are not led to: forms, a page that leads to that of its year, a feed.
var unlisted = []string{"/connexion", "/inscription", "/label/criteres", page.FeedPath}

// location is an address told to search engines, with the day on which what it shows was last published.
type location struct {
	Address string `xml:"loc"`
	Changed string `xml:"lastmod,omitempty"`
}

func (s Site) location(path string, changed time.Time) location {
	l := location{Address: s.BaseURL + path}
	if !changed.IsZero() {
		l.Changed = changed.UTC().Format(time.RFC3339)
	}
	return l
}

// sitemap lists the files that list the addresses.
func (s Site) sitemap(c echo.Context) error {
	count, err := s.Directory.Figures(c.Request().Context())
	if err != nil {
		return err
	}
	files := []location{s.location("/sitemap/pages.xml", time.Time{})}
	for from := 0; from < count.Territories; from += sitemapLimit {
		files = append(files, s.location(fmt.Sprintf("/sitemap/territoires-%d.xml", from/sitemapLimit+1), time.Time{}))
	}
	return writeSitemap(c, "sitemapindex", "sitemap", func(each func(location) error) error {
		for _, file := range files {
			if err := each(file); err != nil {
				return err
			}
		}
		return nil
	})
}

// sitemapPages lists the site's own pages, and those of its editions.
func (s Site) sitemapPages(c echo.Context) error {
	ctx := c.Request().Context()
	all, err := s.Editions.List(ctx)
	if err != nil {
		return err
	}
	declared, err := s.declaredPaths(ctx)
	if err != nil {
		return err
	}
	return writeSitemap(c, "urlset", "url", func(each func(location) error) error {
		paths := append([]string{"/"}, declared...)
		for _, quarter := range page.Plan() {
			for _, place := range quarter.Places {
				if !slices.Contains(unlisted, place.Address) {
					paths = append(paths, place.Address)
				}
			}
		}
		for _, path := range paths {
			if err := each(s.location(path, time.Time{})); err != nil {
				return err
			}
		}
		for _, e := range all {
			if e.PublishedAt != nil {
				if err := each(s.location(editionAddress(e.Year), *e.PublishedAt)); err != nil {
					return err
				}
			}
			if s.criteriaKnown(e) {
				if err := each(s.location(criteriaAddress(e.Year), time.Time{})); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// declaredPaths lists the pages of the software and of the themes that territories tell of.
func (s Site) declaredPaths(ctx context.Context) ([]string, error) {
	use, err := s.Directory.Software(ctx)
	if err != nil {
		return nil, err
	}
	told, err := s.Directory.Initiatives(ctx, "", 1)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, domain := range use.Domains {
		paths = append(paths, softwareDomainAddress(domain.Slug))
		for _, one := range domain.Software {
			paths = append(paths, softwareAddress(one.Slug))
		}
	}
	for _, one := range told.Themes {
		paths = append(paths, themeAddress(one.Theme))
	}
	return paths, nil
}

// sitemapTerritories lists the pages of a part of the territories, as they are read.
func (s Site) sitemapTerritories(c echo.Context) error {
	number, found := strings.CutPrefix(strings.TrimSuffix(c.Param("part"), ".xml"), "territoires-")
	part, err := strconv.Atoi(number)
	if !found || err != nil || part < 1 || part > 1000 || c.Param("part") != fmt.Sprintf("territoires-%d.xml", part) {
		return fault.New(fault.NotFound, "Cette partie du plan n’existe pas.")
	}
	return writeSitemap(c, "urlset", "url", func(each func(location) error) error {
		return s.Directory.EachTerritory(c.Request().Context(), (part-1)*sitemapLimit, sitemapLimit, func(t directory.Listed) error {
			return each(s.location(territoryAddress(t.Slug), t.PublishedAt))
		})
	})
}

// writeSitemap streams what list gives.
func writeSitemap(c echo.Context, root, item string, list func(each func(location) error) error) error {
	response := c.Response()
	response.Header().Set(echo.HeaderContentType, "application/xml; charset=utf-8")
	out := bufio.NewWriterSize(response, 32<<10)
	if _, err := io.WriteString(out, xml.Header+"<"+root+` xmlns="`+sitemapNamespace+`">`+"\n"); err != nil {
		return err
	}
	encoder := xml.NewEncoder(out)
	err := list(func(l location) error {
		if err := encoder.EncodeElement(l, xml.StartElement{Name: xml.Name{Local: item}}); err != nil {
			return err
		}
		return out.WriteByte('\n')
	})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, "</"+root+">\n"); err != nil {
		return err
	}
	return out.Flush()
}

// criteriaKnown tells whether anybody may read the criteria of an edition.
func (s Site) criteriaKnown(e edition.Edition) bool {
	return e.HasQuestionnaire() && e.StateAt(s.Now()) != edition.Preparing
}

// criteriaYears lists the years of which the criteria may be read, the latest first.
func (s Site) criteriaYears(ctx context.Context) ([]int, error) {
	all, err := s.Editions.List(ctx)
	if err != nil {
		return nil, err
	}
	var years []int
	for _, e := range all {
		if s.criteriaKnown(e) {
			years = append(years, e.Year)
		}
	}
	return years, nil
}

func yearText(year int) string { return strconv.Itoa(year) }
