package web_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
)

// sitemapFile is what sitemaps.org defines: a list of files, or of addresses.
type sitemapFile struct {
	Files []struct {
		Address string `xml:"loc"`
	} `xml:"sitemap"`
	Pages []struct {
		Address string `xml:"loc"`
		Changed string `xml:"lastmod"`
	} `xml:"url"`
}

func (v *visit) sitemap(t *testing.T, path string) (file sitemapFile) {
	t.Helper()
	if err := xml.Unmarshal(v.send(http.MethodGet, path, "").Body.Bytes(), &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return file
}

// What is told to search engines is there, says what it is, and is like no other page.
func TestEveryPageOfTheSitemapDescribesItself(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, forty())
		past, err := award.Laureates()
		check(t, err)
		_, err = v.label.Awards.Import(context.Background(), "test", past, false)
		check(t, err)
		v.cookie = nil
		base := v.label.BaseURL

		pages, dated := []string{}, 0
		for _, file := range v.sitemap(t, "/sitemap.xml").Files {
			for _, one := range v.sitemap(t, strings.TrimPrefix(file.Address, base)).Pages {
				pages = append(pages, one.Address)
				if one.Changed != "" {
					dated++
				}
			}
		}
		if territories := 47; len(pages) < territories+20 || dated < territories+10 {
			t.Errorf("%d pages, %d with a date", len(pages), dated)
		}
		seen := map[string]string{}
		once := func(kind, text, address string) {
			if other, found := seen[kind+text]; text == "" || found {
				t.Errorf("%s: its %s %q is missing, or that of %s too", address, kind, text, other)
			}
			seen[kind+text] = address
		}
		for _, address := range pages {
			answer := v.send(http.MethodGet, strings.TrimPrefix(address, base), "")
			if answer.Code != http.StatusOK {
				t.Errorf("%s gives %d", address, answer.Code)
				continue
			}
			body := answer.Body.String()
			document, err := html.Parse(strings.NewReader(body))
			check(t, err)
			once("title", pagetest.Text(pagetest.Find(document, "title")[0]), address)
			once("description", attributeOf(document, "meta[name=description]", "content"), address)
			pagetest.Check(t, body,
				pagetest.Attribute("html", "lang", "fr"), pagetest.Attribute("link[rel=canonical]", "href", address), pagetest.Count("h1", 1),
				pagetest.Count("meta[property=og:image]", 1), pagetest.Count("meta[property=og:title]", 1),
				pagetest.Attribute("link[rel=alternate]", "href", page.FeedPath), pagetest.Count("meta[name=robots]", 0))
			for _, script := range pagetest.Find(document, "script[type=application/ld+json]") {
				var told map[string]any
				if err := json.Unmarshal([]byte(script.FirstChild.Data), &told); err != nil || told["@context"] != "https://schema.org" {
					t.Errorf("%s: what search engines are told: %v, %v", address, told, err)
				}
			}
		}
		for _, address := range []string{"/sitemap/territoires-2.xml", "/sitemap/territoires-0.xml", "/sitemap/territoires-1", "/sitemap/x.xml"} {
			if body := v.send(http.MethodGet, address, "").Body.String(); strings.Contains(body, "<loc>") {
				t.Errorf("%s lists something: %.200s", address, body)
			}
		}
	})
}

func attributeOf(document *html.Node, selector, name string) string {
	for _, node := range pagetest.Find(document, selector) {
		for _, a := range node.Attr {
			if a.Key == name {
				return a.Val
			}
		}
	}
	return ""
}

// addressesApart are those of visitors that are no page to be found; files, which have an extension, are none either.
var addressesApart = []string{"/", "/health", "/attestations/retraits"}

// A page that has one address of its own has its place in the footer and the plan.
func TestThePlanHasEveryPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, forty())
		v.cookie = nil
		planned := map[string]bool{}
		for _, quarter := range page.Plan() {
			for _, place := range quarter.Places {
				planned[place.Address] = true
				if place.Label == "" || place.About == "" {
					t.Errorf("%s has no words", place.Address)
				}
				if answer := v.send(http.MethodGet, place.Address, ""); answer.Code != http.StatusOK && answer.Code != http.StatusFound {
					t.Errorf("%s is in the plan and gives %d", place.Address, answer.Code)
				}
			}
		}
		for _, apart := range addressesApart {
			planned[apart] = true
		}
		for _, route := range v.server.Echo.Routes() {
			ours := strings.Contains(route.Name, "/web/public.") && !strings.ContainsAny(route.Path, ":.*")
			if route.Method == http.MethodGet && ours && !planned[route.Path] {
				t.Errorf("%s is not in page.Plan", route.Path)
			}
		}
	})
}
