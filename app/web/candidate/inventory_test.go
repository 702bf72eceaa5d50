package candidate_test

import (
	"net/http"
	"net/url"
	"testing"

	"tnl/app/account/accounttest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/jury/jurytest"
	"tnl/app/web/page/pagetest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheInventoryFormLosesNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		camille := accounttest.Person(t, db, "Camille")
		id := s.Submitted(camille, "05061", jurytest.Answers)
		address := "/candidatures/" + id + "/logiciels"
		team := s.As(camille)
		pagetest.Check(t, team.Get(address).Body, pagetest.Absent(".inventory"), pagetest.Attribute("input[name=revision]", "value", "0"), pagetest.Absent("#field-published[checked]"))

		wrong := url.Values{"revision": {"0"}, "keep": {"libreoffice", "qgis"}, "since.qgis": {"jadis"}, "extent.qgis": {"voirie"}, "new_name": {"Gestion Cantine"}, "new_domain": {"metier"},
			"contact": {"numerique"}, "published": {"yes"}}
		answer := team.Post(address, wrong)
		answer.Wants(t, http.StatusUnprocessableEntity, "Écrivez une année entre 1970 et 2026", "nom@domaine.fr")
		pagetest.Check(t, answer.Body, pagetest.Count(".inventory li", 2), pagetest.Attribute("input[name=since.qgis]", "value", "jadis"), pagetest.Attribute("input[name=extent.qgis]", "value", "voirie"),
			pagetest.Attribute("input[name=new_name]", "value", "Gestion Cantine"), pagetest.Attribute("input[name=contact]", "value", "numerique"), pagetest.Has("#field-published[checked]", ""),
			pagetest.Count(".error-summary li", 2))

		wrong.Set("since.qgis", "2015")
		wrong.Set("contact", "numerique@gap.example")
		if answer = team.Post(address, wrong); answer.Status != http.StatusSeeOther {
			t.Fatalf("saved: %d", answer.Status)
		}
		pagetest.Check(t, team.Get(address).Body, pagetest.Count(".inventory li", 3), pagetest.Attribute("input[name=since.qgis]", "value", "2015"),
			pagetest.Attribute("input[name=name.gestioncantine]", "value", "Gestion Cantine"))

		// A colleague who saw the first version adds one and takes one away: nothing is written, all is shown.
		stale := url.Values{"revision": {"0"}, "keep": {"vlc"}, "line": {"libreoffice"}}
		answer = team.Post(address, stale)
		answer.Wants(t, http.StatusConflict, "ce qu’elle a ajouté figure aussi")
		pagetest.Check(t, answer.Body, pagetest.Count(".inventory li", 4), pagetest.Has("#keep-vlc[checked]", ""), pagetest.Has("#keep-qgis[checked]", ""),
			pagetest.Has("#keep-libreoffice", ""), pagetest.Absent("#keep-libreoffice[checked]"), pagetest.Attribute("input[name=revision]", "value", "1"))

		stranger := s.As(accounttest.Person(t, db, "Autre"))
		for _, page := range []string{address, address + "/retrait", "/candidatures/" + id + "/initiatives"} {
			stranger.Get(page).Wants(t, http.StatusNotFound)
		}
		stranger.Post(address, wrong).Wants(t, http.StatusNotFound)
		s.Close()
		answer = team.Get(address)
		answer.Wants(t, http.StatusOK, "Depuis 2015, voirie", "a accepté que cet inventaire soit publié")
		pagetest.Check(t, answer.Body, pagetest.Absent("main form"))
	})
}

func TestInitiativesAreWrittenAndRemoved(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		camille := accounttest.Person(t, db, "Camille")
		id := s.Submitted(camille, "05061", jurytest.Answers)
		address := "/candidatures/" + id + "/initiatives"
		team := s.As(camille)
		form := url.Values{"title": {"Un atelier <b>"}, "theme": {"ecole"}, "summary": {"Chaque lundi."}, "link": {"javascript:alert(1)"}}
		answer := team.Post(address, form)
		answer.Wants(t, http.StatusUnprocessableEntity, "L’adresse doit commencer par https://")
		pagetest.Check(t, answer.Body, pagetest.Attribute("#field-title", "value", "Un atelier <b>"), pagetest.Has("#field-summary", "Chaque lundi."), pagetest.Has("option[selected]", "École"))
		form.Set("link", "https://gap.example/atelier")
		if answer = team.Post(address, form); answer.Status != http.StatusSeeOther {
			t.Fatalf("saved: %d", answer.Status)
		}
		kept, err := s.Candidacies.Initiatives(ctx, camille, id)
		if err != nil || len(kept) != 1 || kept[0].Published {
			t.Fatalf("%+v, %v", kept, err)
		}
		one := address + "/" + kept[0].ID
		form.Set("revision", "7")
		form.Set("title", "Autre titre")
		answer = team.Post(one, form)
		answer.Wants(t, http.StatusConflict, "vient de modifier cette initiative")
		pagetest.Check(t, answer.Body, pagetest.Attribute("#field-title", "value", "Autre titre"), pagetest.Attribute("input[name=revision]", "value", "1"))
		team.Get(one+"/retrait").Wants(t, http.StatusOK, "Supprimer l’initiative « Un atelier &lt;b&gt; »")
		if answer = team.Post(one+"/retrait", nil); answer.Status != http.StatusSeeOther {
			t.Errorf("removed: %d", answer.Status)
		}
		team.Get(one).Wants(t, http.StatusNotFound)
	})
}

// What a territory publishes is offered to its next candidacy, and taken back by its team.
func TestWhatIsPublishedIsOfferedAgainAndTakenBack(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		camille, claude := accounttest.Person(t, db, "Camille"), s.Secretariat("Claude")
		id := s.Submitted(camille, "05061", jurytest.Answers)
		must(t, s.Candidacies.SaveInventory(ctx, camille, id, candidacy.Inventory{Published: true, Lines: []candidacy.InventoryLine{{Name: "VLC", Extent: "partout"}, {Name: "QGIS"}}}))
		s.Close()
		must(t, s.deliberations.Decide(ctx, claude, id, deliberation.Input{Level: 3, Reason: "Bien.", Opinion: "Bien."}, 0))
		must(t, s.awards.Publish(ctx, claude, s.Edition.ID))

		text, err := s.Candidacies.Questionnaires.Source(ctx, s.Edition.QuestionnaireHash)
		must(t, err)
		s.Open(2027, text)
		next := s.Draft(camille, "05061")
		address := "/candidatures/" + next + "/logiciels"
		team := s.As(camille)
		answer := team.Get(address)
		answer.Wants(t, http.StatusOK, "Publiés en 2026")
		pagetest.Check(t, answer.Body, pagetest.Absent("#keep-vlc[checked]"), pagetest.Attribute("input[name=extent.vlc]", "value", "partout"))
		team.Post(address, url.Values{"revision": {"0"}, "next": {"earlier"}, "extent.vlc": {"partout"}})
		kept, err := s.Candidacies.Inventory(ctx, camille, next)
		if err != nil || len(kept.Lines) != 2 || kept.Lines[1].Extent != "partout" || kept.Published {
			t.Errorf("taken over: %+v, %v", kept, err)
		}
		old := "/candidatures/" + id + "/logiciels"
		team.Get(old).Wants(t, http.StatusOK, "Cet inventaire est public")
		team.Get(old+"/retrait").Wants(t, http.StatusOK, "(2 logiciels)")
		if answer = team.Post(old+"/retrait", nil); answer.Status != http.StatusSeeOther {
			t.Errorf("taken back: %d", answer.Status)
		}
		team.Get(old).Lacks(t, "Cet inventaire est public")
		team.Get(old+"/retrait").Wants(t, http.StatusNotFound)
	})
}
