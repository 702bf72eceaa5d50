package public_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/territory"
	"tnl/app/web/page/pagetest"
)

// What territories tell is found by search engines, and what was hidden is not.
func TestTheSitemapHasWhatTerritoriesTell(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		var list struct {
			Pages []string `xml:"url>loc"`
		}
		must(t, xml.Unmarshal(s.get("/sitemap/pages.xml").Body.Bytes(), &list))
		all, seen := strings.Join(list.Pages, "\n")+"\n", map[string]string{}
		for _, path := range []string{"/", "/questions", "/donnees", "/editions/2026", "/editions/2021", "/label/criteres/2026", "/logiciels/libreoffice", "/initiatives/ecole"} {
			if !strings.Contains(all, awardtest.BaseURL+path+"\n") {
				t.Errorf("%s is not in the sitemap", path)
			}
		}
		for _, hidden := range []string{"secretdegironde", "/connexion", "/v/"} {
			if strings.Contains(all, hidden) {
				t.Errorf("the sitemap tells of %s", hidden)
			}
		}
		for _, address := range list.Pages {
			path := strings.TrimPrefix(address, awardtest.BaseURL)
			if path == "/candidater" || path == "/api" { // of other audiences, which are not served here
				continue
			}
			document, err := html.Parse(strings.NewReader(s.page(path)))
			must(t, err)
			described := ""
			for _, attribute := range pagetest.Find(document, "meta[name=description]")[0].Attr {
				if attribute.Key == "content" {
					described = attribute.Val
				}
			}
			if other, twice := seen[described]; twice {
				t.Errorf("%s is described as %s is: %q", path, other, described)
			}
			seen[described] = path
		}
		pagetest.Check(t, s.page("/donnees"), pagetest.Has("script[type=application/ld+json]", `"@type":"DataDownload"`))
		robots := s.get("/robots.txt").Body.String()
		for _, line := range []string{"Disallow: /*?*&\n", "Sitemap: " + awardtest.BaseURL + "/sitemap.xml\n"} {
			if !strings.Contains(robots, line) {
				t.Errorf("robots.txt lacks %q:\n%s", line, robots)
			}
		}
	})
}

// The picture that a page names is there.
func TestSharedPagesHaveTheirPicture(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		for path, picture := range map[string]string{
			"/": "/images/partage.png", "/territoires/lyon-69123": "/territoires/lyon-69123/partage.png", "/editions/2026": "/editions/2026/partage.png",
		} {
			pagetest.Check(t, s.page(path), pagetest.Attribute("meta[property=og:image]", "content", awardtest.BaseURL+picture))
			if got := s.get(picture); got.Code != http.StatusOK || got.Header().Get("Content-Type") != "image/png" {
				t.Errorf("%s gives %d, %s", picture, got.Code, got.Header().Get("Content-Type"))
			}
		}
	})
}

// A name cannot leave the data that search engines read.
func TestSchemaKeepsHostileNamesInside(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := awardtest.New(t, db, 2021)
		const name = `</script><script>alert("1")</script>`
		done := stage.Import(award.Laureate{Year: 2021, Name: name, Kind: territory.Syndicate, Department: "69", Award: "3", Mentions: award.Mentions{}, Source: "test"})
		if len(done.Awards) != 1 {
			t.Fatalf("not imported: %+v", done)
		}
		place, err := stage.Candidacies.Territories.ByID(ctx, done.Awards[0].TerritoryID)
		must(t, err)
		document, err := html.Parse(strings.NewReader(open(t, stage).page("/territoires/" + place.Slug)))
		must(t, err)
		scripts := pagetest.Find(document, "head script")
		if len(scripts) != 2 {
			t.Fatalf("%d scripts", len(scripts))
		}
		var told struct {
			Name  string
			Award []string
		}
		must(t, json.Unmarshal([]byte(pagetest.Find(document, "script[type=application/ld+json]")[0].FirstChild.Data), &told))
		if told.Name != name || len(told.Award) != 1 {
			t.Errorf("told: %+v", told)
		}
	})
}
