package opendata_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/opendata"
	"tnl/app/territory"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// published is the laureates of 2021 as imported, then an edition 2026 run here: Lyon at 4, the department of Gironde at
// 5, which keeps what it declares to itself, and Grenoble without a label.
func published(t testing.TB, db *database.DB) (*awardtest.Stage, *opendata.Data) {
	t.Helper()
	s := awardtest.New(t, db, 2026)
	s.ImportPast(2021)
	lyon, grenoble := s.Commune("69123"), s.Commune("38185")
	gironde := s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"})
	s.Declare(lyon, true, "Libre Office", "Firefox", "=cmd() ; \"fait\" maison")
	s.Declare(gironde, false, "SecretSoft")
	s.Close()
	s.Decide(lyon, 4, "Très bien.", "mutualisation", "Des mots, « du jury » | et d’autres")
	s.Decide(gironde, 5, "Parfait.")
	s.Decide(grenoble, 0, "Pas encore.")
	s.Publish()
	return s, of(s)
}

func of(s *awardtest.Stage) *opendata.Data {
	return &opendata.Data{Directory: s.Directory, Now: func() time.Time { return s.Now }, BaseURL: awardtest.BaseURL, LabelName: "Territoire numérique libre"}
}

// write gives a table of now in one format.
func write(t testing.TB, d *opendata.Data, table, extension string) []byte {
	t.Helper()
	return writeDay(t, d, "", table, extension)
}

func writeDay(t testing.TB, d *opendata.Data, day opendata.Day, table, extension string) []byte {
	t.Helper()
	s, err := d.Read(ctx, day)
	must(t, err)
	return writeFrom(t, s, table, extension)
}

func writeFrom(t testing.TB, s *opendata.Snapshot, table, extension string) []byte {
	t.Helper()
	found, err := opendata.Find("", table)
	must(t, err)
	format, err := found.Format(extension)
	must(t, err)
	var out bytes.Buffer
	must(t, s.Write(&out, found, format))
	return out.Bytes()
}
