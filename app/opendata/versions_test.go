package opendata_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/fault"
	"tnl/app/opendata"
)

func TestVersions(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, d := published(t, db)
		s.Now = s.Now.AddDate(0, 0, 10)
		versions := func() []opendata.Day {
			list, err := d.Versions(ctx)
			must(t, err)
			return list
		}
		if got := versions(); !slices.Equal(got, []opendata.Day{"2026-11-19", "2021-11-23"}) {
			t.Errorf("versions: %v", got)
		}
		for day, want := range map[opendata.Day]opendata.Day{
			"2021-11-23": "2021-11-23", "2026-11-18": "2021-11-23", "2026-11-19": "2026-11-19", "2026-11-29": "2026-11-19",
		} {
			if got, err := d.Version(ctx, day); err != nil || got != want {
				t.Errorf("on %s the version is %s (%v), not %s", day, got, err, want)
			}
		}
		for _, day := range []opendata.Day{"2021-11-22", "2026-11-30", "9999-01-01"} {
			if got, err := d.Version(ctx, day); !fault.Is(err, fault.NotFound) {
				t.Errorf("on %s the version is %s, %v", day, got, err)
			}
		}

		// What a day holds does not change with a withdrawal that comes later.
		before := writeDay(t, d, "2026-11-19", "labels", "csv")
		if now := write(t, d, "labels", "csv"); !bytes.Equal(now, before) {
			t.Errorf("now is not the last version:\n%s\n%s", now, before)
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0002", "Erreur."))
		if after := writeDay(t, d, "2026-11-19", "labels", "csv"); !bytes.Equal(after, before) {
			t.Errorf("a withdrawal changes an earlier version:\n%s", after)
		}
		if got := versions(); got[0] != opendata.DayOf(s.Now) {
			t.Errorf("after a withdrawal: %v", got)
		}
		if now := string(write(t, d, "labels", "csv")); strings.Contains(now, "2026-0002") || strings.Count(now, "\r\n") != strings.Count(string(before), "\r\n")-1 {
			t.Errorf("now, with the withdrawn award:\n%s", now)
		}
		for _, table := range []string{"labels", "territoires", "editions"} {
			if past := string(writeDay(t, d, "2021-11-23", table, "csv")); strings.Contains(past, "2026,") || strings.Contains(past, "2026-") || strings.Contains(past, "gironde-33") {
				t.Errorf("%s of 2021 knows of 2026: %.2000s", table, past)
			}
		}
	})
}

func TestDays(t *testing.T) {
	for _, text := range []string{"", "2026", "2026-1-1", "2026-02-30", "2026-13-01", "26-01-01", "2026-01-01x", "../../etc", "2026-11-19\x00"} {
		if day, err := opendata.ReadDay(text); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q is read as %s, %v", text, day, err)
		}
	}
	// Paris' midnight, on the days when the hour changes too.
	for text, want := range map[string]string{
		"2026-03-29": "2026-03-29T21:59:59.999999Z", "2026-10-25": "2026-10-25T22:59:59.999999Z", "2026-07-14": "2026-07-14T21:59:59.999999Z",
	} {
		day, err := opendata.ReadDay(text)
		must(t, err)
		if got := day.End().UTC().Format(time.RFC3339Nano); got != want {
			t.Errorf("%s ends at %s, not %s", text, got, want)
		}
		if opendata.DayOf(day.End()) != day || opendata.DayOf(day.End().Add(time.Microsecond)) == day {
			t.Errorf("%s does not end with its last instant", text)
		}
	}
}

// Whatever an award has beside what is said in public, no file has it; nor anything of who got no label.
func TestNothingLeaks(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, d := published(t, db)
		everything := func() string {
			var out strings.Builder
			for _, table := range opendata.Tables() {
				for _, f := range table.Formats() {
					out.Write(write(t, d, table.Name, f.Extension))
				}
				out.Write(unzip(t, write(t, d, table.Name, "ods"))["content.xml"])
			}
			described, err := d.Describe(ctx, "")
			must(t, err)
			out.Write(described.Turtle(opendata.Publisher{}, opendata.API{}))
			return out.String()
		}
		before := everything()
		for _, private := range []string{"renoble", "38185", "Dominique", "Élue", "maire", "Très bien", "example.org/candidatures", "@example.org", "Alix", "Pas encore", "ecret", "numerique@", "@collectivite"} {
			if strings.Contains(before, private) {
				t.Errorf("« %s » is in the open data", private)
			}
		}
		// An edition that is not published changes no byte.
		s.Open(2027)
		caen := s.Commune("14118")
		s.Close()
		s.Decide(caen, 5, "Parfait.")
		if after := everything(); after != before {
			t.Error("an edition under way shows in the open data")
		}
	})
}

// What a territory takes back is in no file any more, whatever the day asked for.
func TestWhatIsTakenBackIsGone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, d := published(t, db)
		lines := func(table string) int { return strings.Count(string(write(t, d, table, "csv")), "\r\n") - 1 }
		if lines("logiciels") != 3 || lines("initiatives") != 1 {
			t.Errorf("%d software and %d initiatives", lines("logiciels"), lines("initiatives"))
		}
		if got := string(write(t, d, "logiciels", "csv")); !strings.Contains(got, "libreoffice,LibreOffice,") || !strings.Contains(got, `"'=cmd()`) {
			t.Errorf("software: %s", got)
		}
		for _, table := range []string{"logiciels", "initiatives"} {
			if _, err := opendata.Find("2026-11-19", table); !fault.Is(err, fault.NotFound) {
				t.Errorf("a dated version has %s: %v", table, err)
			}
		}
		must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0002", "Erreur."))
		if lines("logiciels") != 0 || lines("initiatives") != 0 {
			t.Errorf("of a withdrawn award: %d software and %d initiatives", lines("logiciels"), lines("initiatives"))
		}
	})
}

// A file takes the same number of queries however many rows it has.
func TestQueries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		_, d := published(t, db)
		for _, day := range []opendata.Day{"", "2021-11-23"} {
			count := 0
			db.Count(func(string) { count++ })
			writeDay(t, d, day, "labels", "csv")
			db.Count(nil)
			if count == 0 || count > 9 {
				t.Errorf("a file (day %q) takes %d queries", day, count)
			}
		}
	})
}

func TestBeforeAnythingIsPublished(t *testing.T) {
	d := of(awardtest.New(t, databasetest.Open(t, database.SQLite), 2026))
	for _, table := range opendata.Tables() {
		for _, f := range table.Formats() {
			if got := read(t, write(t, d, table.Name, f.Extension), table, f.Extension); len(got.cells) != 0 {
				t.Errorf("%s.%s has rows: %q", table.Name, f.Extension, got.cells)
			}
		}
	}
	described, err := d.Describe(ctx, "")
	must(t, err)
	if described.Day != "" || strings.Contains(string(described.Turtle(opendata.Publisher{}, opendata.API{})), "dct:modified") {
		t.Errorf("there is a version: %s", described.Day)
	}
	if versions, err := d.Versions(ctx); err != nil || len(versions) != 0 {
		t.Errorf("there are versions: %v, %v", versions, err)
	}
}
