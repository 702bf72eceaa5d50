package public_test

import (
	"net/http"
	"testing"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

func TestWhoUsesWhatFromOnePageToTheNext(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		pagetest.Check(t, s.page("/logiciels"), pagetest.Has("main", "3 logiciels, 1 territoire"), pagetest.Attribute(".uses a", "href", "/logiciels/libreoffice"), pagetest.Count(".uses li", 3))
		pagetest.Check(t, s.page("/logiciels?q=Libre+Office"), pagetest.Count(".uses li", 1))
		pagetest.Check(t, s.page("/logiciels?q=nulle"), pagetest.Has(".empty-state", "Aucun logiciel de ce nom"))
		pagetest.Check(t, s.page("/logiciels/libreoffice"), pagetest.Has("h1", "LibreOffice"), pagetest.Has(".results h3", "Lyon"), pagetest.Count(".results li", 1),
			pagetest.Attribute("a.contact", "href", "mailto:numerique@collectivite.example"), pagetest.Attribute(".intro a", "rel", "nofollow noopener"), pagetest.Absent(".filters"))
		pagetest.Check(t, s.page("/logiciels/libreoffice?region=53&type=commune"), pagetest.Has(".empty-state", "Aucun territoire ne correspond"), pagetest.Has(".filters option[selected]", "Bretagne"))
		pagetest.Check(t, s.page("/logiciels/registreb"), pagetest.Has("h1", "Registre <b>"))
		pagetest.Check(t, s.page("/initiatives/ecole"), pagetest.Has(".told h3", "Des ordinateurs libres à l’école"), pagetest.Attribute(".told a[rel]", "rel", "nofollow noopener"),
			pagetest.Has(".told a", "Lyon"), pagetest.Has(".themes a[aria-current]", "École et médiathèque"))
		pagetest.Check(t, s.page("/territoires/lyon-69123"), pagetest.Has("#logiciels", "logiciels"), pagetest.Count(".uses li", 3), pagetest.Has(".told h3", "ordinateurs libres"))
		for _, path := range []string{"/logiciels/secretdegironde", "/logiciels/domaines/sites", "/logiciels/domaines/x", "/initiatives/x", "/logiciels/%00"} {
			if code := s.get(path).Code; code != http.StatusNotFound {
				t.Errorf("%s gives %d", path, code)
			}
		}
	})
}

func TestWhoUsesWhatBeforeAnyInventory(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, awardtest.New(t, db, 2026))
		pagetest.Check(t, s.page("/logiciels"), pagetest.Has(".empty-state", "Aucun inventaire n’est encore publié"), pagetest.Absent("main form"))
		pagetest.Check(t, s.page("/initiatives"), pagetest.Has(".empty-state", "Aucune initiative"), pagetest.Absent(".themes"))
	})
}

// A page kept in memory does not outlive what it shows.
func TestWhatIsTakenBackLeavesEveryPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		stage := published(t, db)
		s := open(t, stage)
		pages := []string{"/logiciels", "/logiciels/libreoffice", "/territoires/lyon-69123", "/initiatives"}
		for _, path := range pages {
			s.page(path)
		}
		for id, lead := range stage.Leads {
			declared, err := stage.Awards.Declared(ctx, id)
			must(t, err)
			if declared.Software > 0 {
				must(t, stage.Awards.WithdrawInventory(ctx, lead, id))
				must(t, stage.Awards.WithdrawInitiative(ctx, lead, id, declared.Initiatives[0].ID))
			}
		}
		for _, path := range pages {
			pagetest.Check(t, s.page(path), pagetest.Absent(".uses li"), pagetest.Absent(".told li"), pagetest.Absent(".results--users li"))
		}
	})
}
