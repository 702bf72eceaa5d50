package public_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
)

// The feed is read by a program that is not ours.
func TestFeed(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		read := func() (*gofeed.Feed, string) {
			response := s.get(page.FeedPath)
			if kind := response.Header().Get("Content-Type"); response.Code != http.StatusOK || kind != "application/atom+xml; charset=utf-8" {
				t.Fatalf("the feed: %d, %s", response.Code, kind)
			}
			feed, err := gofeed.NewParser().ParseString(response.Body.String())
			must(t, err)
			return feed, response.Header().Get("ETag")
		}
		feed, tag := read()
		if feed.FeedType != "atom" || feed.FeedVersion != "1.0" || feed.FeedLink != awardtest.BaseURL+page.FeedPath || feed.Link != awardtest.BaseURL+"/editions" || feed.Language != "fr" || len(feed.Authors) != 1 {
			t.Errorf("the feed: %+v", feed)
		}
		if len(feed.Items) != 2 || feed.Items[0].GUID != awardtest.BaseURL+"/editions/2026" || feed.Items[0].Title != "Édition 2026\u00a0: 2\u00a0territoires labellisés" || feed.Items[0].Link != feed.Items[0].GUID {
			t.Fatalf("%d entries, the first %+v", len(feed.Items), feed.Items[0])
		}
		first := feed.Items[0]
		pagetest.Check(t, first.Content, pagetest.Count("li", 2), pagetest.Has("li a", "Lyon"), pagetest.Has("li", "niveau 4"))
		if !first.UpdatedParsed.Equal(*first.PublishedParsed) || !feed.UpdatedParsed.Equal(*first.UpdatedParsed) {
			t.Errorf("updated %s, published %s, the feed %s", first.Updated, first.Published, feed.Updated)
		}
		if again := s.get(page.FeedPath, "If-None-Match", tag); tag == "" || again.Code != http.StatusNotModified {
			t.Errorf("asked for again with its tag %q: %d", tag, again.Code)
		}

		stage.Now = stage.Now.Add(48 * time.Hour)
		must(t, stage.Awards.Withdraw(ctx, stage.Secretary, "2026-0002", "Erreur de lecture du dossier."))
		feed, changed := read()
		if first := feed.Items[0]; strings.Contains(first.Content, "Lyon") || !strings.Contains(first.Title, "1\u00a0territoire") || changed == tag || !first.UpdatedParsed.Equal(stage.Now.UTC().Truncate(time.Second)) || first.Published == first.Updated {
			t.Errorf("after the withdrawal: %+v", first)
		}
	})
}

func TestFeedBeforeAnyResult(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		feed, err := gofeed.NewParser().ParseString(open(t, awardtest.New(t, db, 2026)).get(page.FeedPath).Body.String())
		must(t, err)
		if len(feed.Items) != 0 || feed.UpdatedParsed == nil {
			t.Errorf("the feed: %+v", feed)
		}
	})
}

// Every question has its own address, and an answer.
func TestQuestionsAndAnswers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		body := open(t, awardtest.New(t, db, 2026)).page("/questions")
		pagetest.Check(t, body, pagetest.Count(".asked", 19), pagetest.Count(".asked h3 a", 19), pagetest.Has("#sans-label p", "pas même dans un total"),
			pagetest.Has("script[type=application/ld+json]", `"@type":"FAQPage"`))
	})
}

// The pages that tell the label say so when no edition is open, and when none ever was.
func TestTheLabelExplained(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := awardtest.New(t, db, 2026)
		s := open(t, stage)
		for _, path := range []string{"/label/elus", "/label/techniciens"} {
			pagetest.Check(t, s.page(path), pagetest.Has("h2", "L’édition 2026 est ouverte"), pagetest.Has("a[href=/label/criteres/2026]", "questions"))
		}
		pagetest.Check(t, s.page("/label/habitants"), pagetest.Attribute("form", "action", "/annuaire"), pagetest.Attribute("form input", "name", "q"))
		stage.Now = stage.Now.AddDate(1, 0, 0)
		pagetest.Check(t, s.page("/label/elus"), pagetest.Has("#suite", "Et maintenant"), pagetest.Absent("time"))
	})
}
