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

func line(year int, name string, kind territory.Kind, department, level string) award.Laureate {
	return award.Laureate{Year: year, Name: name, Kind: kind, Department: department, Award: level, Source: "test", Mentions: award.Mentions{}}
}

var announced = time.Date(2021, 11, 23, 11, 0, 0, 0, time.UTC)

func TestImportLaureatesOf2021(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		done := s.ImportPast(2021)
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

		again := s.ImportPast(2021)
		if len(again.Awards) != 0 || len(again.Known) != 13 {
			t.Errorf("imported again: %d new, %d known", len(again.Awards), len(again.Known))
		}
	})
}

func TestImportNeverGuesses(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		done := s.Import(
			line(2021, "Saint-Denis", territory.Commune, "", "3"),
			line(2021, "Nullepart-sur-Rien", territory.Commune, "", "3"),
			line(2021, "Lyon", territory.Commune, "33", "3"),
			line(2021, "Quelque syndicat", territory.Syndicate, "999", "3"),
		)
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

// A person settles by a code what a name leaves open; a code that contradicts the line settles nothing.
func TestImportByCodes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		coded := func(l award.Laureate, insee, siren string) award.Laureate {
			l.INSEE, l.SIREN = insee, siren
			return l
		}
		saintJoseph := line(2021, "Saint-Joseph", territory.Commune, "", "4")
		sitiv := line(2021, "SITIV", territory.Operator, "69", "3")
		done := s.Import(coded(saintJoseph, "97412", ""), coded(sitiv, "", "256910175"),
			coded(line(2021, "Ville où l’on est bien", territory.Commune, "38", "2"), "", "213801855"))
		if len(done.Awards) != 3 {
			t.Fatalf("%d awards, unmatched: %+v", len(done.Awards), done.Unmatched)
		}
		for _, a := range done.Awards {
			place, err := s.Candidacies.Territories.ByID(ctx, a.TerritoryID)
			must(t, err)
			if want := map[string]string{"Saint-Joseph": "219740123", "SITIV": "256910175", "Ville où l’on est bien": "213801855"}[a.TerritoryName]; place.SIREN != want {
				t.Errorf("%s is %s, want %s", a.TerritoryName, place.SIREN, want)
			}
		}
		if again := s.Import(coded(saintJoseph, "", "219740123"), coded(line(2021, "Le Sitiv", territory.Operator, "69", "3"), "", "256910175")); len(again.Known) != 2 {
			t.Errorf("imported again: %+v", again)
		}
		wrong := s.Import(coded(saintJoseph, "97413", "219740123"), coded(saintJoseph, "99999", ""), coded(line(2021, "Grenoble", territory.Commune, "69", ""), "38185", ""),
			coded(line(2021, "Grenoble", territory.Region, "", ""), "", "213801855"), coded(line(2021, "Autre", territory.Syndicate, "", ""), "", "256910175"))
		if len(wrong.Unmatched) != 5 {
			t.Errorf("codes that contradict their lines: %+v", wrong)
		}
	})
}

func TestImportBesideCandidacies(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		id := s.Commune("69123")
		if done := s.ImportPast(2021); done.Refused == "" || len(done.Awards) > 0 {
			t.Errorf("importing into an edition under way gives %+v", done)
		}
		s.Close()
		s.Decide(id, 3, "Bien.")
		s.Publish()
		done := s.ImportPast(2021)
		if len(done.Awards) != 12 || len(done.Known) != 1 || done.Known[0].Name != "Lyon" {
			t.Errorf("%d awards, known: %v", len(done.Awards), done.Known)
		}
		if done.Awards[0].Number != "2021-0002" || !done.Awards[0].AwardedAt.Equal(*published(t, s, 2021)) {
			t.Errorf("numbers go on at %s, awarded at %v", done.Awards[0].Number, done.Awards[0].AwardedAt)
		}
		if done := s.Import(line(2021, "Lyon", territory.Commune, "69", "5")); len(done.Differing) != 1 || *done.Differing[0].Award.Level != 3 {
			t.Errorf("another level for Lyon: %+v", done)
		}
		if done := s.Import(line(2027, "Lyon", territory.Commune, "69", "5")); done.Refused == "" {
			t.Errorf("a year of which nothing is known gives %+v", done)
		}
	})
}

func published(t *testing.T, s *awardtest.Stage, year int) *time.Time {
	t.Helper()
	e, err := s.Editions.ByYear(ctx, year)
	must(t, err)
	return e.PublishedAt
}

// The whole of the label's past, its editions with it: what is not known stays so.
func TestImportThePast(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2026)
		laureates, err := award.Laureates()
		must(t, err)
		count := func(table string) (n int64) {
			must(t, db.Read(ctx).Table(table).Count(&n).Error)
			return n
		}
		trial, err := s.Awards.Import(ctx, "import", laureates, true)
		must(t, err)
		if count("awards") != 0 || count("editions") != 1 || count("territories") != 0 {
			t.Error("a trial wrote something")
		}
		done, err := s.Awards.Import(ctx, "import", laureates, false)
		must(t, err)
		if len(done) != 10 || len(trial) != 10 {
			t.Fatalf("%d years, %d in the trial", len(done), len(trial))
		}
		awards := 0
		for i, year := range done {
			awards += len(year.Awards)
			if year.Year != 2016+i || !year.Created || len(trial[i].Awards) != len(year.Awards) || len(year.Known)+len(year.Differing) > 0 {
				t.Errorf("%d: %+v", 2016+i, year)
			}
			for _, u := range year.Unmatched {
				if u.Laureate.Name != "Saint-Joseph" || len(u.Candidates) != 4 {
					t.Errorf("not matched: %+v", u)
				}
			}
		}
		if awards != 78 || len(laureates) != 79 || count("editions") != 11 {
			t.Errorf("%d awards of %d laureates, %d editions", awards, len(laureates), count("editions"))
		}
		for _, a := range done[9].Awards {
			level := map[string]string{"Boé": "Or", "Eurométropole de Strasbourg": "Badge", "Parc national des Écrins": "Niveau non publié"}[a.TerritoryName]
			if level != "" && a.LevelOnScale() != level {
				t.Errorf("%s in 2025: %s, want %s", a.TerritoryName, a.LevelOnScale(), level)
			}
			if a.TerritoryName == "Parc national des Écrins" && (a.LevelCount != 3 || a.Mentions.Label() != "Mentions spéciales\u00a0: meilleure première candidature et mutualisation") {
				t.Errorf("%s: %d levels, %s", a.TerritoryName, a.LevelCount, a.Mentions.Label())
			}
		}
		for year, known := range map[int][2]bool{2016: {false, true}, 2018: {false, false}, 2023: {true, true}} {
			e, err := s.Editions.ByYear(ctx, year)
			must(t, err)
			if e.HasQuestionnaire() || e.PublishedAt == nil || e.OpeningKnown() != known[0] || e.ClosingKnown() != known[1] {
				t.Errorf("%d: %+v", year, e)
			}
			if _, err := s.Editions.Questionnaires.Get(ctx, e.QuestionnaireHash); !fault.Is(err, fault.NotFound) {
				t.Errorf("the questionnaire of %d: %v", year, err)
			}
			if _, err := s.Editions.PublicSource(ctx, e.QuestionnaireHash); !fault.Is(err, fault.NotFound) {
				t.Errorf("the file of the questionnaire of %d: %v", year, err)
			}
		}
		again, err := s.Awards.Import(ctx, "import", laureates, false)
		must(t, err)
		for _, year := range again {
			if year.Created || len(year.Awards)+len(year.Differing) > 0 {
				t.Errorf("imported again: %+v", year)
			}
		}
	})
}

func TestImportFindsWhatItAddedBefore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := awardtest.New(t, db, 2021)
		s.Import(line(2021, "SITIV", territory.Operator, "69", "3"))
		s.Import(line(2022, "SITIV", territory.Operator, "69", "5"))
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
	coded, err := read("edition,name,kind,department,award,mentions,source,siren,insee\n2021,Saint-Joseph,commune,,4,,x,219 740 123,97412\n")
	must(t, err)
	if coded[0].INSEE != "97412" || coded[0].SIREN != "219740123" {
		t.Errorf("codes: %+v", coded)
	}
	for text, says := range map[string]string{
		"edition,name,kind,department,award,mentions,source,code\n":                "au choix insee,siren",
		"edition,name,kind,department,award,mentions,source,insee,insee\n":         "au choix insee,siren",
		heading + "2021,Lyon,commune,69,or,,s\n":                                   "pas de ceux de l’édition 2021",
		heading + "2025,Lyon,commune,69,3,,s\n":                                    "pas de ceux de l’édition 2025",
		"":                                                                         "ligne 1",
		"a,b,c,d,e,f,g\n":                                                          "colonnes attendues",
		heading + "2021,Lyon\n":                                                    "lecture",
		heading + "x,Lyon,commune,69,3,,s\n":                                       "ligne 2 : l’édition",
		heading + "2021,,commune,69,3,,s\n":                                        "le nom manque",
		heading + "2021,Lyon,ville,69,3,,s\n":                                      "« ville »",
		heading + "2021,Lyon,commune,69,6,,s\n":                                    "« 6 »",
		heading + "2021,Lyon,commune,69,3,,\n":                                     "la source manque",
		heading + "2021,Ly\xffn,commune,69,3,,s\n":                                 "UTF-8",
		heading + "2021,A,commune,69,3,,s\n2021,B,ville,1,1,,s\n2021,C,x,1,1,,s\n": "ligne 4",
	} {
		if _, err := read(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q gives %v, which does not say %q", text, err, says)
		}
	}
}
