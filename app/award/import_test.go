package award_test

import (
	"strings"
	"testing"
	"time"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/territory"
)

var announced = time.Date(2021, 11, 23, 11, 0, 0, 0, time.UTC)

func TestImportLaureatesOf2021(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		laureates, err := award.Laureates2021()
		must(t, err)
		done, err := s.Awards.Import(ctx, "import", 2021, announced, laureates)
		must(t, err)
		if len(done.Awards) != 13 || len(done.Unmatched) != 0 || len(done.Known) != 0 {
			t.Fatalf("%d awards, unmatched: %v", len(done.Awards), done.Unmatched)
		}
		byName := map[string]*award.Award{}
		for _, a := range done.Awards {
			byName[a.TerritoryName] = a
			if a.Source == "" || !a.Imported() || a.QuestionnaireHash != nil || a.AnswersHash != "" {
				t.Errorf("%s: an imported award has its source, and neither questionnaire nor answers: %+v", a.TerritoryName, a)
			}
		}
		if first := done.Awards[0]; first.Number != "2021-0001" || first.TerritoryName != "ADICO" {
			t.Errorf("the first is %s %s", first.Number, first.TerritoryName)
		}
		if a := byName["Gironde Numérique"]; a.Level != nil || a.LevelName() != "Niveau non publié" {
			t.Errorf("an unknown level is %q", a.LevelName())
		}
		if a := byName["Échirolles"]; *a.Level != 4 || a.Mentions.Label() != "Mention spéciale\u00a0: meilleure première candidature" {
			t.Errorf("Échirolles: %s, %s", a.LevelOnScale(), a.Mentions.Label())
		}
		lyon, err := s.Candidacies.Territories.ByID(ctx, byName["Lyon"].TerritoryID)
		must(t, err)
		if lyon.Kind != territory.Commune || lyon.Code != "69123" {
			t.Errorf("Lyon is %s %s", lyon.Kind, lyon.Code)
		}
		e, err := s.Editions.ByYear(ctx, 2021)
		must(t, err)
		if e.PublishedAt == nil || !e.PublishedAt.Equal(announced) {
			t.Errorf("the past edition was published at %v", e.PublishedAt)
		}

		again, err := s.Awards.Import(ctx, "import", 2021, announced, laureates)
		must(t, err)
		if len(again.Awards) != 0 || len(again.Known) != 13 {
			t.Errorf("imported again: %d new, %d known", len(again.Awards), len(again.Known))
		}
	})
}

func TestImportNeverGuesses(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		done, err := s.Awards.Import(ctx, "import", 2021, announced, []award.Laureate{
			{Year: 2021, Name: "Saint-Denis", Kind: territory.Commune, Award: "3", Source: "test", Mentions: award.Mentions{}},
			{Year: 2021, Name: "Nullepart-sur-Rien", Kind: territory.Commune, Award: "3", Source: "test", Mentions: award.Mentions{}},
			{Year: 2021, Name: "Lyon", Kind: territory.Commune, Department: "33", Award: "3", Source: "test", Mentions: award.Mentions{}},
			{Year: 2021, Name: "Quelque syndicat", Kind: territory.Syndicate, Department: "999", Award: "3", Source: "test", Mentions: award.Mentions{}},
			{Year: 2022, Name: "Grenoble", Kind: territory.Commune, Department: "38", Award: "3", Source: "test", Mentions: award.Mentions{}},
		})
		must(t, err)
		if len(done.Awards) != 0 || len(done.Unmatched) != 4 {
			t.Fatalf("%d awards, %d unmatched", len(done.Awards), len(done.Unmatched))
		}
		for _, u := range done.Unmatched {
			if u.Reason == "" {
				t.Errorf("%s is not matched, without a reason", u.Laureate.Name)
			}
			if u.Laureate.Name == "Saint-Denis" && len(u.Candidates) < 2 {
				t.Errorf("Saint-Denis could be %d communes", len(u.Candidates))
			}
		}
	})
}

func TestImportBesideCandidacies(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		id := s.Commune("69123")
		laureates, err := award.Laureates2021()
		must(t, err)
		if _, err := s.Awards.Import(ctx, "import", 2021, announced, laureates); !fault.Is(err, fault.Conflict) {
			t.Errorf("importing into an edition under way gives %v", err)
		}
		s.Close()
		s.Decide(id, 3, "Bien.")
		s.Publish()
		done, err := s.Awards.Import(ctx, "import", 2021, announced, laureates)
		must(t, err)
		if len(done.Awards) != 12 || len(done.Known) != 1 || done.Known[0].Name != "Lyon" {
			t.Errorf("%d awards, known: %v", len(done.Awards), done.Known)
		}
		if done.Awards[0].Number != "2021-0002" {
			t.Errorf("numbers go on at %s", done.Awards[0].Number)
		}
		if _, err := s.Awards.Import(ctx, "import", 2019, announced, laureates); !fault.Is(err, fault.NotFound) {
			t.Errorf("a year without an edition gives %v", err)
		}
	})
}

func TestImportFindsWhatItAddedBefore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		s.Open(2022)
		for _, year := range []int{2021, 2022} {
			_, err := s.Awards.Import(ctx, "import", year, announced.AddDate(1, 0, 0), []award.Laureate{
				{Year: year, Name: "SITIV", Kind: territory.Operator, Department: "69", Award: "3", Source: "test", Mentions: award.Mentions{}},
			})
			must(t, err)
		}
		var territories, awards int64
		must(t, db.Read(ctx).Table("territories").Count(&territories).Error)
		must(t, db.Read(ctx).Table("awards").Count(&awards).Error)
		if territories != 1 || awards != 2 {
			t.Errorf("%d territories for %d awards", territories, awards)
		}
	})
}

func TestReadLaureates(t *testing.T) {
	const heading = "edition,name,kind,department,award,mentions,source\n"
	read := func(text string) ([]award.Laureate, error) { return award.ReadLaureates(strings.NewReader(text)) }

	list, err := read("\ufeff" + heading + "2025,Boé,commune,47,or,coup-de-coeur;Prix du public,april.org\n2025,Strasbourg,epci,67,badge,,x\n")
	must(t, err)
	if len(list) != 2 || list[0].Line != 2 || list[0].Mentions.Label() != "Mentions spéciales\u00a0: coup de cœur du jury et Prix du public" {
		t.Errorf("read as %+v", list)
	}
	for text, says := range map[string]string{
		"":                                         "ligne 1",
		"a,b,c,d,e,f,g\n":                          "colonnes attendues",
		heading + "2021,Lyon\n":                    "lecture",
		heading + "x,Lyon,commune,69,3,,s\n":       "ligne 2 : l’édition",
		heading + "2021,,commune,69,3,,s\n":        "le nom manque",
		heading + "2021,Lyon,ville,69,3,,s\n":      "« ville »",
		heading + "2021,Lyon,commune,69,6,,s\n":    "« 6 »",
		heading + "2021,Lyon,commune,69,3,,\n":     "la source manque",
		heading + "2021,Ly\xffn,commune,69,3,,s\n": "UTF-8",
		heading + "2021,A,commune,69,3,,s\n2021,B,ville,1,1,,s\n2021,C,x,1,1,,s\n": "ligne 4",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q gives %v, which does not say %q", text, err, says)
		}
	}
}
