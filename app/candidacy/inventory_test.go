package candidacy_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

func TestAnInventoryIsKept(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		empty, err := w.Candidacies.Inventory(ctx, lead, id)
		must(t, err)
		if empty.Revision != 0 || empty.Published || len(empty.Lines) != 0 {
			t.Fatalf("before anything: %+v", empty)
		}
		must(t, w.Candidacies.SaveInventory(ctx, lead, id, candidacy.Inventory{Published: true, Contact: " numerique@lettret.example ", Lines: []candidacy.InventoryLine{
			{Name: "Libre  Office", Domain: "serveurs", Since: new(2019), Extent: " 12 postes ", Peer: true},
			{Name: "LIBREOFFICE"}, {Name: "Gestion Cantine", Domain: "metier"}, {Name: "gestion-cantine"}, {Name: "Autre chose", Domain: "inconnu"},
		}}))
		kept, err := w.Candidacies.Inventory(ctx, lead, id)
		must(t, err)
		if len(kept.Lines) != 3 || kept.Revision != 1 || !kept.Published || kept.Contact != "numerique@lettret.example" {
			t.Fatalf("kept: %+v", kept)
		}
		other, own, office := kept.Lines[0], kept.Lines[1], kept.Lines[2]
		if office.Software != "libreoffice" || office.Name != "LibreOffice" || office.Domain != "bureautique" || *office.Since != 2019 || office.Extent != "12 postes" || !office.Peer {
			t.Errorf("the catalogue's: %+v", office)
		}
		if own.Software != "gestioncantine" || own.Name != "Gestion Cantine" || own.Domain != "metier" || other.Domain != "autre" {
			t.Errorf("others: %+v, %+v", own, other)
		}
		entries, err := audit.History(db.Read(ctx), "candidacy/"+id+"/inventory")
		must(t, err)
		if len(entries) != 1 || entries[0].Actor != lead.ID || !strings.Contains(entries[0].After, "LibreOffice") {
			t.Errorf("audit: %+v", entries)
		}
		stranger := accounttest.Person(t, db, "Autre")
		_, err = w.Candidacies.Inventory(ctx, stranger, id)
		if !fault.Is(err, fault.NotFound) || !fault.Is(w.Candidacies.SaveInventory(ctx, stranger, id, kept), fault.NotFound) {
			t.Error("a stranger sees or changes an inventory")
		}
		w.Clock = w.Clock.Add(100 * 24 * time.Hour)
		if err := w.Candidacies.SaveInventory(ctx, lead, id, kept); !fault.Is(err, fault.Closed) {
			t.Errorf("after the closing: %v", err)
		}
	})
}

func TestTwoColleaguesDoNotWriteOverAnInventory(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		save := func(revision int, names ...string) error {
			i := candidacy.Inventory{Revision: revision}
			for _, name := range names {
				i.Lines = append(i.Lines, candidacy.InventoryLine{Name: name})
			}
			return w.Candidacies.SaveInventory(ctx, lead, id, i)
		}
		must(t, save(0, "VLC"))
		if err := save(0, "Firefox"); !fault.Is(err, fault.Conflict) {
			t.Errorf("two first versions: %v", err)
		}
		must(t, save(1, "VLC", "QGIS"))
		if err := save(1); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old version: %v", err)
		}
		kept, err := w.Candidacies.Inventory(ctx, lead, id)
		must(t, err)
		if len(kept.Lines) != 2 || kept.Revision != 2 {
			t.Errorf("kept %+v", kept)
		}
	})
}

func TestWhatIsWrongInAnInventoryIsTold(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		for field, i := range map[string]candidacy.Inventory{
			"contact":    {Contact: "numerique"},
			"since.vlc":  {Lines: []candidacy.InventoryLine{{Name: "VLC", Since: new(2027)}}},
			"extent.vlc": {Lines: []candidacy.InventoryLine{{Name: "VLC", Extent: strings.Repeat("é", 121)}}},
			"name.":      {Lines: []candidacy.InventoryLine{{Name: "…"}}},
			"name.long":  {Lines: []candidacy.InventoryLine{{Name: strings.Repeat("long", 21)}}},
		} {
			err := w.Candidacies.SaveInventory(ctx, lead, id, i)
			told := fault.As(err)
			if told == nil || told.Kind != fault.Invalid || told.Fields[strings.ReplaceAll(field, "long", strings.Repeat("long", 21))] == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
		err := w.Candidacies.SaveInventory(ctx, lead, id, candidacy.Inventory{Lines: []candidacy.InventoryLine{{Name: "VLC", Peer: true}}})
		if told := fault.As(err); told == nil || told.Fields["contact"] == "" {
			t.Errorf("offering to talk without an address: %v", err)
		}
	})
}

func TestSoftwareNamedInTheAnswersIsSuggested(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		named := func() string {
			f, err := w.Candidacies.Load(context.Background(), lead, id)
			must(t, err)
			programs, err := f.Mentioned()
			must(t, err)
			var out []string
			for _, p := range programs {
				out = append(out, p.Slug)
			}
			return strings.Join(out, " ")
		}
		if got := named(); got != "" {
			t.Fatalf("nothing is answered, yet %s", got)
		}
		answer := value(t, w, "logiciels-postes", []any{"navigateur", "cartes"})
		answer.Comment = "Et un peu d’openCimetiere."
		_, err := w.Candidacies.Save(ctx, lead, id, []candidacy.Change{{Question: "logiciels-postes", Answer: answer}})
		must(t, err)
		if got := named(); got != "firefox qgis opencimetiere" {
			t.Errorf("the answers name %s", got)
		}
	})
}

func TestInitiativesAreKept(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		lead := accounttest.Person(t, db, "Camille")
		id := w.Draft(lead, lettret)
		one := candidacy.Initiative{Theme: "ecole", Title: " Des  postes libres ", Summary: "À l’école.\r\nPartout.", Link: "https://lettret.example/ecole"}
		must(t, w.Candidacies.SaveInitiative(ctx, lead, id, one))
		kept, err := w.Candidacies.Initiatives(ctx, lead, id)
		must(t, err)
		if len(kept) != 1 || kept[0].Title != "Des postes libres" || kept[0].Summary != "À l’école.\nPartout." || kept[0].Published || kept[0].Revision != 1 {
			t.Fatalf("kept %+v", kept)
		}
		changed := kept[0]
		changed.Published = true
		must(t, w.Candidacies.SaveInitiative(ctx, lead, id, changed))
		if err := w.Candidacies.SaveInitiative(ctx, lead, id, changed); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old version: %v", err)
		}
		for field, wrong := range map[string]candidacy.Initiative{
			"theme": {Theme: "x", Title: "a", Summary: "b"}, "title": {Theme: "ecole", Summary: "b"}, "summary": {Theme: "ecole", Title: "a"},
		} {
			if told := fault.As(w.Candidacies.SaveInitiative(ctx, lead, id, wrong)); told == nil || told.Fields[field] == "" {
				t.Errorf("%s: %v", field, told)
			}
		}
		for _, link := range []string{"javascript:alert(1)", "http://", "ftp://x.example", "https://mairie.example@x.example/", "https://x.example/a b", "//x.example", "https://x.example/\u202egpj"} {
			if told := fault.As(w.Candidacies.SaveInitiative(ctx, lead, id, candidacy.Initiative{Theme: "ecole", Title: "a", Summary: "b", Link: link})); told == nil || told.Fields["link"] == "" {
				t.Errorf("%q was taken as an address", link)
			}
		}
		stranger := accounttest.Person(t, db, "Autre")
		if err := w.Candidacies.SaveInitiative(ctx, stranger, id, one); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger adds one: %v", err)
		}
		another := w.Draft(stranger, "69123")
		if err := w.Candidacies.DeleteInitiative(ctx, stranger, another, kept[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("through another candidacy: %v", err)
		}
		changed.Revision = 2
		if err := w.Candidacies.SaveInitiative(ctx, stranger, another, changed); !fault.Is(err, fault.NotFound) {
			t.Errorf("through another candidacy: %v", err)
		}
		must(t, w.Candidacies.DeleteInitiative(ctx, lead, id, kept[0].ID))
		if kept, err = w.Candidacies.Initiatives(ctx, lead, id); err != nil || len(kept) != 0 {
			t.Errorf("%v, %v", kept, err)
		}
	})
}
