package opendata_test

import (
	"bytes"
	"testing"
	"time"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/directory"
	"tnl/app/directory/directorytest"
	"tnl/app/opendata"
)

// BenchmarkFiles reads and writes 10 000 awards of 20 editions.
func BenchmarkFiles(b *testing.B) {
	db := databasetest.Open(b, database.SQLite)
	directorytest.Fill(b, db, 10_000, 20)
	d := &opendata.Data{Directory: &directory.Directory{DB: db}, Now: time.Now, BaseURL: awardtest.BaseURL, LabelName: "Territoire numérique libre"}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			_, err := d.Read(ctx, "")
			must(b, err)
		}
	})
	s, err := d.Read(ctx, "")
	must(b, err)
	table := opendata.Tables()[0]
	for _, f := range table.Formats() {
		b.Run(f.Extension, func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				must(b, s.Write(&out, table, f))
				b.SetBytes(int64(out.Len()))
			}
		})
	}
	b.Run("tag", func(b *testing.B) {
		for b.Loop() {
			s.Tag(table, table.Formats()[0])
		}
	})
}
